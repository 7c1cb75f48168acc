import { isoOf } from '@contract/time.ts';
import type { UserLanes } from '@contract';

/** A row of a user's time line in words. `sessions` is how many bars there are in view; times ISO 8601 UTC. */
export interface LaneTableRow {
  readonly key: string; readonly lane: string; readonly laneKey: string; readonly detail: string; readonly slot: number; readonly label: string; readonly profile: string | null;
  readonly events: number; readonly sessions: number; readonly first: string; readonly last: string; readonly firstSeen: boolean;
}

/** What the chart of the time line shows, as rows. */
export function laneTable({ lanes, fromMs, toMs }: Pick<UserLanes, 'lanes' | 'fromMs' | 'toMs'>): readonly LaneTableRow[] {
  return lanes.flatMap((lane) => lane.rows.map((row): LaneTableRow => ({
    key: `${lane.key} ${row.key}`, lane: lane.label, laneKey: lane.key, detail: lane.detail, slot: lane.slot, label: row.label, profile: row.profile, events: row.events, sessions: row.bars.length,
    first: isoOf(row.bars[0]?.[0] ?? fromMs), last: isoOf(row.bars.at(-1)?.[1] ?? toMs), firstSeen: row.firstSeenMs !== null && row.firstSeenMs >= fromMs && row.firstSeenMs <= toMs,
  })));
}
