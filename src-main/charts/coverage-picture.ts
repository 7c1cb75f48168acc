import { severityTicks } from './themes.ts';
import type { Overview } from '../contract/index.ts';
import { gaugeShapes, hatchPath, px, severityInk, type Picture, type Shape } from './picture.ts';
import { PERIOD_NAMES, periodBands, periodShapes, type Period } from './period-bands.ts';
import { timeTicks, type Clock } from './time-axis.ts';

export interface CoverageLook {
  readonly clock: Clock;
  readonly source: (dataset: string) => string;
  readonly gap: (gap: Gap) => string;
  readonly count: (n: number) => string;
  readonly findings: string;
  /** Leaves names and counts to who draws them otherwise, as links. */
  readonly bare?: boolean;
  /** The height that there is, where the bars may grow into it. */
  readonly room?: number;
  /** What is known to be clean or bad, and how its kinds are called. */
  readonly periods?: readonly Period[];
  readonly period?: (kind: Period['kind']) => string;
}
type Gap = Overview['coverage']['gaps'][number];
/** Height of the bars, at least and at most. */
const [BARS, BARS_MOST] = [36, 96];
/** Above the bars: room for the names of silences that are too short to hold them. */
const NAMES = 16;
const FOOT = 54;
const [LEFT, RIGHT] = [150, 118];

/** Where the time axis of the coverage begins and ends, in pixels. */
export const coverageAxis = (width: number): { readonly left: number; readonly right: number } => ({ left: LEFT, right: Math.max(LEFT + 60, width - RIGHT) });

interface GapName { readonly text: string; readonly x: number; readonly y: number; readonly width: number }
/** A source in the picture: its bars stand on `base` and reach up to `base - height`. */
export interface CoverageRow { readonly dataset: string; readonly y: number; readonly tall: number; readonly base: number; readonly height: number; readonly names: readonly GapName[] }
export interface CoverageLayout { readonly rows: readonly CoverageRow[]; readonly bottom: number; readonly height: number; readonly left: number; readonly right: number; readonly x: (ms: number) => number }

/** Where everything lies, in pixels; bars grow into the `room` that there is. A silence is named inside where its name fits, else above the bars, beside the names before it; it never covers data. `free`: what is left free over the first row. */
export function coverageLayout(coverage: Overview['coverage'], width: number, nameOf: (gap: Gap) => string, room = 0, free = 0): CoverageLayout {
  const { left, right } = coverageAxis(width);
  const span = Math.max(1, coverage.toMs - coverage.fromMs);
  const x = (ms: number) => left + ((ms - coverage.fromMs) / span) * (right - left);
  const fits = (gap: Gap) => nameWidth(nameOf(gap)) + 8 <= x(gap.endMs) - x(gap.startMs);
  const above = (own: readonly Gap[]) => (own.some((gap) => !fits(gap)) ? NAMES : 0);
  const gapsOf = (dataset: string) => coverage.gaps.filter((gap) => gap.dataset === dataset).toSorted((a, b) => a.startMs - b.startMs);
  const rest = room - FOOT - free - coverage.sources.reduce((sum, { dataset }) => sum + above(gapsOf(dataset)) + 8, 0);
  const height = Math.max(BARS, Math.min(BARS_MOST, Math.floor(rest / Math.max(1, coverage.sources.length))));
  const rows: CoverageRow[] = [];
  let y = free;
  for (const { dataset } of coverage.sources) {
    const own = gapsOf(dataset);
    const top = above(own);
    const base = y + top + height + 5;
    let next = left;
    const names = own.flatMap((gap): GapName[] => {
      const [text, wide, middle] = [nameOf(gap), nameWidth(nameOf(gap)), (x(gap.startMs) + x(gap.endMs)) / 2];
      if (fits(gap)) return [{ text, width: wide, x: middle - wide / 2, y: base - height / 2 - 10 }];
      const at = Math.max(next, Math.min(right - wide, middle - wide / 2));
      if (at > right - wide) return [];
      next = at + wide + 4;
      return [{ text, width: wide, x: at, y: y + 1 }];
    });
    rows.push({ dataset, y, tall: top + height + 8, base, height, names });
    y += top + height + 8;
  }
  return { rows, bottom: y, height: y + FOOT, left, right, x };
}

/** What periods need over the first row of the coverage, in pixels. */
export const periodRoom = (periods: readonly Period[], { fromMs, toMs }: Pick<Overview['coverage'], 'fromMs' | 'toMs'>): number => (periods.some((one) => one.fromMs < toMs && one.toMs > fromMs) ? PERIOD_NAMES : 0);

const nameWidth = (text: string): number => text.length * 5.3 + 10;

/** What each source covers: a bar per slice on its own scale, its silences hatched and named, and below them when findings begin. */
export function coveragePicture(coverage: Overview['coverage'], width: number, look: CoverageLook): Picture {
  const top = periodRoom(look.periods ?? [], coverage);
  const { rows, bottom, height, left, right, x } = coverageLayout(coverage, width, look.gap, look.room, top);
  const ticks = timeTicks(coverage.fromMs, coverage.toMs, Math.max(2, Math.floor((right - left) / 96)), look.clock.offset);
  const bands = periodBands(look.periods ?? [], { ...coverage, left, right }, look.period ?? ((kind) => kind));
  const shapes: Shape[] = [...periodShapes(bands, top, bottom), ...ticks.map(({ ms }): Shape => ({ kind: 'path', d: `M${px(x(ms))} ${px(top)}V${px(bottom + 38)}`, stroke: 'line' }))];
  rows.forEach((row, i) => {
    const source = coverage.sources[i]!;
    const middle = row.base - row.height / 2 + 4;
    if (look.bare !== true) shapes.push({ kind: 'text', x: 20, y: middle, text: look.source(source.dataset), fill: 'ink', size: 12 }, { kind: 'text', x: width - 20, y: middle, text: look.count(source.events), fill: 'ink-2', size: 11, anchor: 'end' });
    shapes.push({ kind: 'path', d: bars(source.counts, row, left, right), fill: 'ink-3', opacity: 0.62 });
    for (const gap of coverage.gaps.filter(({ dataset }) => dataset === row.dataset)) shapes.push(...gapShapes(gap, row, x, left, right));
    for (const name of row.names) shapes.push({ kind: 'rect', x: name.x, y: name.y, width: name.width, height: NAMES - 1, r: 3, fill: 'surface', stroke: 'line-2' }, { kind: 'text', x: name.x + name.width / 2, y: name.y + 11, text: name.text, fill: 'ink', size: 10.5, anchor: 'middle' });
    shapes.push({ kind: 'path', d: `M${left} ${px(row.base + 0.5)}H${px(right)}`, stroke: 'line' });
  });
  if (look.bare !== true) shapes.push({ kind: 'text', x: 20, y: bottom + 17, text: look.findings, fill: 'ink', size: 12 });
  for (const mark of findingSlices(coverage, x)) {
    shapes.push(...gaugeShapes(mark.x - 5, bottom + 6, severityTicks[mark.severity], severityInk[mark.severity]));
    if (look.bare !== true) shapes.push({ kind: 'text', x: mark.x, y: bottom + 30, text: look.count(mark.count), fill: 'ink-2', size: 10.5, anchor: 'middle' });
  }
  shapes.push(...ticks.filter(({ ms }) => x(ms) < right - 24).map(({ ms, label }): Shape => ({ kind: 'text', x: x(ms) + 4, y: bottom + 48, text: label, fill: 'ink-3', size: 10.5 })), { kind: 'text', x: right + 8, y: bottom + 48, text: look.clock.name, fill: 'ink-3', size: 10.5 });
  return { width, height, shapes };
}

function bars(counts: readonly number[], { base, height }: CoverageRow, left: number, right: number): string {
  const most = counts.reduce((a, b) => Math.max(a, b), 1);
  const step = (right - left) / Math.max(1, counts.length);
  const wide = Math.max(0.5, Math.min(step - 0.8, 40));
  return counts.map((count, i) => {
    if (count === 0) return '';
    const tall = Math.max(1, (count / most) * height);
    return `M${px(left + i * step + (step - wide) / 2)} ${px(base - tall)}h${px(wide)}v${px(tall)}h${px(-wide)}z`;
  }).join('') || 'M0 0';
}

function gapShapes(gap: Gap, { base, height }: CoverageRow, x: (ms: number) => number, left: number, right: number): Shape[] {
  const from = Math.max(left, x(gap.startMs));
  const area = { x: from, y: base - height, width: Math.max(2, Math.min(right, x(gap.endMs)) - from), height };
  return [{ kind: 'rect', ...area, fill: 'surface', stroke: 'ctl-line', lineWidth: 0.6 }, { kind: 'path', d: hatchPath(area, true), stroke: 'ctl-line', opacity: 0.8 }];
}

export interface FindingSlice { readonly x: number; readonly count: number; readonly severity: Overview['coverage']['findings'][number]['severity']; readonly fromMs: number; readonly toMs: number }
/** Slices with findings, those that are too near for a pointer to tell apart in one, the gravest severity told. */
export function findingSlices(coverage: Overview['coverage'], x: (ms: number) => number): readonly FindingSlice[] {
  const marks: { x: number; count: number; severity: FindingSlice['severity']; fromMs: number; toMs: number }[] = [];
  for (const { slice, count, severity } of coverage.findings.toSorted((a, b) => a.slice - b.slice)) {
    const fromMs = coverage.fromMs + slice * coverage.sliceMs;
    const at = x(fromMs + coverage.sliceMs / 2);
    const last = marks.at(-1);
    if (last === undefined || at - last.x >= 24) { marks.push({ x: at, count, severity, fromMs, toMs: fromMs + coverage.sliceMs }); continue; }
    last.count += count;
    last.toMs = fromMs + coverage.sliceMs;
    if (severityTicks[severity] > severityTicks[last.severity]) last.severity = severity;
  }
  return marks;
}
