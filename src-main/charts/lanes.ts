import type { Severity, UserLanes } from '../contract/index.ts';
import { timeTicks, type Offset } from './time-axis.ts';

/** Lengths in CSS pixels; x from the left edge of the plot, which stands right of the labels. */
export interface LanesSize {
  readonly width: number;
  readonly offset?: Offset;
}

export interface LaneRowDrawing {
  readonly key: string;
  readonly label: string;
  /** Letter of its profile, where the row is one. */
  readonly profile: string | null;
  readonly events: number;
  readonly y: number;
  /** Sessions as one path, events as another. */
  readonly bars: string;
  readonly ticks: string;
  /** Where the pennant stands; null where the first event lies outside, or the row was there from the start. */
  readonly pennantX: number | null;
}
export interface LaneDrawing {
  readonly key: string;
  readonly label: string;
  readonly detail: string;
  readonly slot: number;
  readonly events: number;
  readonly y: number;
  readonly height: number;
  readonly rows: readonly LaneRowDrawing[];
}
export interface SpanDrawing { readonly x: number; readonly width: number; readonly startMs: number; readonly endMs: number }
/** Findings that lie so close that one gauge stands for them: the gravest. */
export interface FindingMark { readonly x: number; readonly severity: Severity; readonly ids: readonly string[]; readonly numbers: readonly number[] }
export interface LanesDrawing {
  readonly height: number;
  /** Where the lanes end and the row of findings begins. */
  readonly lanesHeight: number;
  readonly lanes: readonly LaneDrawing[];
  readonly overlaps: readonly (SpanDrawing & { readonly networks: readonly string[] })[];
  readonly gaps: readonly (SpanDrawing & { readonly dataset: string })[];
  readonly findings: readonly FindingMark[];
  readonly axis: readonly { readonly x: number; readonly label: string }[];
}

export const ROW = 16;
const PADDING = 5;
const BAR = 10;
export const FINDINGS_ROW = 30;
const NARROWEST = 2;
const BESIDE = 26;

/** Where the marks of a user's time line stand. Nothing of it is text of the log but labels, which whoever draws makes inert. */
export function lanesDrawing(lanes: UserLanes, { width, offset }: LanesSize): LanesDrawing {
  const { fromMs, toMs } = lanes;
  const x = (ms: number): number => round(((Math.min(toMs, Math.max(fromMs, ms)) - fromMs) / Math.max(1, toMs - fromMs)) * width);
  const span = (startMs: number, endMs: number): SpanDrawing => {
    const left = x(startMs);
    return { x: left, width: Math.max(NARROWEST, round(x(endMs) - left)), startMs, endMs };
  };
  let y = 0;
  const drawn = lanes.lanes.map((lane): LaneDrawing => {
    const top = y;
    const height = Math.max(1, lane.rows.length) * ROW + 2 * PADDING;
    y += height;
    const rows = lane.rows.map((row, i): LaneRowDrawing => {
      const at = top + PADDING + i * ROW + (ROW - BAR) / 2;
      return {
        key: row.key, label: row.label, profile: row.profile, events: row.events, y: at,
        bars: row.bars.map(([start, end]) => barPath(span(start, end), at)).join(''),
        ticks: row.ticks === null ? densityPath(row.density ?? [], width, at) : tickPath(row.ticks.map(x), at),
        pennantX: row.firstSeenMs !== null && row.firstSeenMs >= fromMs && row.firstSeenMs < toMs ? x(row.firstSeenMs) : null,
      };
    });
    return { key: lane.key, label: lane.label, detail: lane.detail, slot: lane.slot, events: lane.events, y: top, height, rows };
  });
  return {
    height: y + FINDINGS_ROW, lanesHeight: y, lanes: drawn,
    overlaps: lanes.overlaps.map((one) => ({ ...span(one.startMs, one.endMs), networks: one.networks })),
    gaps: lanes.gaps.filter((gap) => gap.endMs > fromMs && gap.startMs < toMs).map((gap) => ({ ...span(gap.startMs, gap.endMs), dataset: gap.dataset })),
    findings: marksOf(lanes.findings, x),
    axis: timeTicks(fromMs, toMs, Math.max(2, Math.floor(width / 110)), offset).map(({ ms, label }) => ({ x: x(ms), label })),
  };
}

/** One sentence for who cannot see it. */
export function lanesSentence({ lanes, moreLanes, overlaps, findings }: UserLanes): string {
  const names = lanes.slice(0, 4).map((lane) => `${lane.label} (${lane.events} events)`).join(', ');
  const more = lanes.length - 4 + moreLanes;
  return `${lanes.length + moreLanes} lanes: ${names}${more > 0 ? ` and ${more} more` : ''}. ${overlaps.length} spans in two places, ${findings.length} findings.`;
}

function marksOf(findings: UserLanes['findings'], x: (ms: number) => number): FindingMark[] {
  const order: readonly Severity[] = ['info', 'low', 'medium', 'high', 'critical'];
  const marks: { x: number; severity: Severity; ids: string[]; numbers: number[] }[] = [];
  for (const one of findings.toSorted((a, b) => a.startMs - b.startMs)) {
    const at = x(one.startMs);
    const last = marks.at(-1);
    if (last === undefined || at - last.x > BESIDE) marks.push({ x: at, severity: one.severity, ids: [one.id], numbers: [one.number] });
    else {
      last.ids.push(one.id);
      last.numbers.push(one.number);
      if (order.indexOf(one.severity) > order.indexOf(last.severity)) last.severity = one.severity;
    }
  }
  return marks;
}

const barPath = ({ x, width }: SpanDrawing, y: number): string => `M${x} ${y}h${width}v${BAR}h${-width}z`;

/** Events that fall on the same half pixel are drawn once. */
function tickPath(xs: readonly number[], y: number): string {
  const places = new Set(xs.map((x) => Math.round(x * 2) / 2));
  return [...places].map((x) => `M${x} ${y}h1v${BAR}h-1z`).join('');
}

/** A bar a slice, as tall as the square root of its share of the fullest: few events stay to be seen beside many. */
function densityPath(density: readonly number[], width: number, y: number): string {
  const most = Math.max(1, ...density);
  const slice = width / Math.max(1, density.length);
  return density.map((events, i) => {
    if (events === 0) return '';
    const height = round(Math.max(2, BAR * Math.sqrt(events / most)));
    return `M${round(i * slice)} ${round(y + BAR - height)}h${round(Math.max(1, slice))}v${height}h${-round(Math.max(1, slice))}z`;
  }).join('');
}

const round = (value: number): number => Math.round(value * 10) / 10;
