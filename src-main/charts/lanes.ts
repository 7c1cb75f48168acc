import type { Severity, UserLanes } from '../contract/index.ts';
import { timeTicks, type Offset } from './time-axis.ts';

/** Lengths in CSS pixels; x from the left edge of the plot, which stands right of the labels. */
export interface LanesSize {
  readonly width: number;
  /** The clock of the axis below; UTC where it is left out. */
  readonly offset?: Offset;
  /** What is written above a span, where there is room for it; nothing where it is left out. */
  readonly overlapLabel?: (overlap: UserLanes['overlaps'][number]) => string;
  readonly gapLabel?: (gap: UserLanes['gaps'][number]) => string;
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
/** A word above the lanes, where no event can lie under it; `x` is its middle. */
export interface SpanLabel { readonly x: number; readonly text: string; readonly kind: 'overlap' | 'gap' }
export interface AxisTick { readonly x: number; readonly label: string }
export interface LanesDrawing {
  readonly height: number;
  /** Where the lanes end and the row of findings begins. */
  readonly lanesHeight: number;
  readonly lanes: readonly LaneDrawing[];
  readonly overlaps: readonly (SpanDrawing & { readonly networks: readonly string[] })[];
  readonly gaps: readonly (SpanDrawing & { readonly dataset: string })[];
  readonly findings: readonly FindingMark[];
  readonly labels: readonly SpanLabel[];
  readonly axis: readonly AxisTick[];
}

export const ROW = 16;
const PADDING = 4.5;
const BAR = 11;
export const FINDINGS_ROW = 30;
const NARROWEST = 2;
const BESIDE = 26;
const STRIP_TOP = 6;
/** Width of a letter of a label, about; and the air beside it. */
const LETTER = 5.6;
const LABEL_AIR = 4;

/** Where the marks of a user's time line stand. Nothing of it is text of the log but labels, which whoever draws makes inert. */
export function lanesDrawing(lanes: UserLanes, { width, offset, overlapLabel, gapLabel }: LanesSize): LanesDrawing {
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
  const overlaps = lanes.overlaps.map((one) => ({ ...span(one.startMs, one.endMs), networks: one.networks }));
  const gaps = lanes.gaps.filter((gap) => gap.endMs > fromMs && gap.startMs < toMs).map((gap) => ({ ...span(gap.startMs, gap.endMs), dataset: gap.dataset }));
  return {
    height: y + FINDINGS_ROW, lanesHeight: y, lanes: drawn, overlaps, gaps, findings: marksOf(lanes.findings, x),
    labels: labelsOf([
      ...(overlapLabel === undefined ? [] : overlaps.map((one): Wanted => ({ span: one, text: overlapLabel(one), kind: 'overlap' }))),
      ...(gapLabel === undefined ? [] : gaps.map((one): Wanted => ({ span: one, text: gapLabel(one), kind: 'gap' }))),
    ], width),
    axis: axisOf({ fromMs, toMs }, width, offset),
  };
}

/** Where the round times of a clock stand. */
export function axisOf({ fromMs, toMs }: Pick<UserLanes, 'fromMs' | 'toMs'>, width: number, offset?: Offset): readonly AxisTick[] {
  return timeTicks(fromMs, toMs, Math.max(2, Math.floor(width / 110)), offset).map(({ ms, label }) => ({ x: round(((ms - fromMs) / Math.max(1, toMs - fromMs)) * width), label }));
}

interface Wanted { readonly span: SpanDrawing; readonly text: string; readonly kind: SpanLabel['kind'] }
/** Overlaps come first, the longest of them before the others; what has no room beside them is told by its title. */
function labelsOf(wanted: readonly Wanted[], width: number): SpanLabel[] {
  const taken: { readonly from: number; readonly to: number }[] = [];
  const order = wanted.toSorted((a, b) => Number(a.kind === 'gap') - Number(b.kind === 'gap') || b.span.endMs - b.span.startMs - (a.span.endMs - a.span.startMs));
  return order.flatMap(({ span, text, kind }): SpanLabel[] => {
    const half = (text.length * LETTER) / 2;
    const x = round(Math.max(half, Math.min(width - half, span.x + span.width / 2)));
    const [from, to] = [x - half - LABEL_AIR, x + half + LABEL_AIR];
    if (2 * half > width || taken.some((one) => one.from < to && from < one.to)) return [];
    taken.push({ from, to });
    return [{ x, text, kind }];
  });
}

/** The whole time of a user in little: cells of equal length per lane, filled where it was active. */
export interface StripDrawing {
  readonly height: number;
  readonly lanes: readonly { readonly key: string; readonly slot: number; readonly path: string }[];
  /** Lanes that have no row of their own. */
  readonly more: number;
  readonly overlaps: string;
  readonly axis: readonly AxisTick[];
}
const STRIP_LANES = 6;
const STRIP_ROW = 8;
const CELL = 8;

export function stripDrawing(whole: UserLanes, width: number, offset?: Offset): StripDrawing {
  const { fromMs, toMs } = whole;
  const cells = Math.max(1, Math.round(width / CELL));
  const wide = width / cells;
  const share = (ms: number): number => (ms - fromMs) / Math.max(1, toMs - fromMs);
  const cell = (ms: number): number => Math.max(0, Math.min(cells - 1, Math.floor(share(ms) * cells)));
  const shown = whole.lanes.slice(0, STRIP_LANES);
  const lanes = shown.map((lane, at) => {
    const filled = new Set<number>();
    for (const row of lane.rows) for (const [start, end] of row.bars) for (let i = cell(start); i <= cell(end); i += 1) filled.add(i);
    const y = STRIP_TOP + at * STRIP_ROW;
    return { key: lane.key, slot: lane.slot, path: [...filled].sort((a, b) => a - b).map((i) => `M${round(i * wide + 0.5)} ${y}h${round(wide - 1)}v6h${-round(wide - 1)}z`).join('') };
  });
  const overlaps = whole.overlaps.map(({ startMs, endMs }) => { const x = round(share(startMs) * width); return `M${x} 1h${round(Math.max(2, share(endMs) * width - x))}v2.5h${-round(Math.max(2, share(endMs) * width - x))}z`; }).join('');
  return { height: STRIP_TOP + Math.max(3, shown.length) * STRIP_ROW + 2, lanes, more: whole.lanes.length - shown.length + whole.moreLanes, overlaps, axis: axisOf(whole, width, offset) };
}

/** One sentence for who cannot see it. */
export function lanesSentence({ lanes, moreLanes, overlaps, findings }: UserLanes): string {
  const of = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;
  const told = lanes.slice(0, 4);
  const names = told.map((lane) => `${lane.label} (${of(lane.events, 'event', 'events')})`).join(', ');
  const all = lanes.length + moreLanes;
  const more = all - told.length;
  return `${of(all, 'lane', 'lanes')}: ${names}${more > 0 ? ` and ${more} more` : ''}. ${of(overlaps.length, 'span', 'spans')} in two places, ${of(findings.length, 'finding', 'findings')}.`;
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
