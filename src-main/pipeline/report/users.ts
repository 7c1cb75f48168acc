import type { ReadCase } from '../../case/index.ts';
import type { Columns } from '../../columns/index.ts';
import { lookUp } from '../../identity/index.ts';
import { Fault, type OverlapSpan, type UserDetail } from '../../contract/index.ts';
import { askLanes, askLineage, askTwoPlaces, askUser } from '../../questions/index.ts';
import type { ReportUser, TwoPlaces } from '../../report/index.ts';

/** Users in two places that are listed; how many there are is said. */
const LISTED = 40;
/** What is drawn beside the longest stay on two networks: as long as it is, within these bounds. */
const AROUND_MS = { least: 30 * 60_000, most: 3 * 3_600_000 } as const;
/** Slices of the lanes: the width of the chart in print. */
const SLICES = 600;

/** Users that were on two networks at once, longest first, and how many there are. */
export function twoPlaces(file: ReadCase, columns: Columns): { readonly rows: readonly TwoPlaces[]; readonly total: number } {
  return askTwoPlaces(file, columns, LISTED);
}

/** The users of a report. One that this evidence does not have is left out and named in `missing`. */
export function reportUsers(file: ReadCase, columns: Columns, users: readonly string[], { lanes, onTold }: { readonly lanes: boolean; readonly onTold?: (done: number) => void }): { readonly told: readonly ReportUser[]; readonly missing: readonly string[] } {
  const missing: string[] = [];
  const { personOf } = lookUp(columns.persons);
  const told = [...new Set(users.map(personOf))].flatMap((user, at): readonly ReportUser[] => {
    onTold?.(at);
    try {
      const detail = askUser(file, columns, user);
      return [{ detail, lanes: lanes ? lanesOf(file, columns, detail) : null, lineage: askLineage(file, columns, user) }];
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== 'case/no-such-user') throw error;
      missing.push(user);
      return [];
    }
  });
  return { told, missing };
}

/** The hours around the longest stay on two networks; the whole time of the user where there was none. */
function lanesOf(file: ReadCase, columns: Columns, { user, overlaps, first, last }: UserDetail): ReportUser['lanes'] {
  const longest = [...overlaps].sort((a, b) => b.endMs - b.startMs - (a.endMs - a.startMs))[0];
  const [from, to] = longest === undefined ? [Date.parse(first), Date.parse(last)] : aroundOf(longest);
  return askLanes(file, columns, { user, from, to, by: 'network', slices: SLICES });
}

function aroundOf({ startMs, endMs }: OverlapSpan): readonly [number, number] {
  const beside = Math.min(AROUND_MS.most, Math.max(AROUND_MS.least, endMs - startMs));
  return [startMs - beside, endMs + beside];
}
