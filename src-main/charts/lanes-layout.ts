import type { Lane, UserLanes } from '../contract/index.ts';

/** How large the time line is drawn. Lengths in CSS pixels. */
export interface LanesSize { readonly width: number; readonly gutter: number; readonly right: number }
export const lanesSize = (width: number): LanesSize => ({ width, gutter: width < 900 ? 222 : 262, right: 22 });

export const ROW = 16;
export const AIR = 9;
export const AXIS = 22;
const FINDINGS = 30;
/** Rows of a lane that are drawn; more of them are told in words below. */
export const MOST_ROWS = 8;

export interface LaneBox { readonly lane: Lane; readonly rows: Lane['rows']; readonly hidden: number; readonly y: number; readonly height: number }
export interface LanesLayout {
  readonly lanes: readonly LaneBox[];
  readonly top: number;
  /** Where the lanes end and the findings begin. */
  readonly findingsY: number;
  readonly bottom: number;
  readonly height: number;
  /** Pixels from the left of a time, and back. */
  readonly x: (ms: number) => number;
  readonly ms: (x: number) => number;
}

/** Where everything of a time line lies. `two` axes: one above for the other zone. */
export function lanesLayout(data: Pick<UserLanes, 'fromMs' | 'toMs' | 'lanes'>, size: LanesSize, two: boolean): LanesLayout {
  const top = two ? AXIS : 6;
  let y = top;
  const lanes = data.lanes.map((lane): LaneBox => {
    const rows = lane.rows.slice(0, lane.rows.length > MOST_ROWS ? MOST_ROWS - 1 : MOST_ROWS);
    const hidden = lane.rows.length - rows.length;
    // A lane without a second row keeps its second line of text only where there is room for it.
    const height = Math.max(1, rows.length + (hidden > 0 ? 1 : 0)) * ROW + AIR;
    const box = { lane, rows, hidden, y, height };
    y += height;
    return box;
  });
  const span = Math.max(1, data.toMs - data.fromMs);
  const wide = Math.max(1, size.width - size.gutter - size.right);
  return {
    lanes, top, findingsY: y, bottom: y + FINDINGS, height: y + FINDINGS + AXIS - 2,
    x: (ms) => size.gutter + ((ms - data.fromMs) / span) * wide,
    ms: (x) => data.fromMs + ((x - size.gutter) / wide) * span,
  };
}

export interface FindingMark { readonly x: number; readonly findings: UserLanes['findings'] }
/** Findings by where they start, those that would touch in one mark; a finding that began before the view stands at its left edge. */
export function findingMarks(data: UserLanes, layout: LanesLayout): readonly FindingMark[] {
  const marks: { x: number; findings: UserLanes['findings'][number][] }[] = [];
  for (const finding of data.findings.toSorted((a, b) => a.startMs - b.startMs)) {
    const x = layout.x(Math.max(data.fromMs, finding.startMs));
    const last = marks.at(-1);
    if (last !== undefined && x - last.x < 30) last.findings.push(finding);
    else marks.push({ x, findings: [finding] });
  }
  return marks;
}
