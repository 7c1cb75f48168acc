import { severityTicks } from './themes.ts';
import type { Overview } from '../contract/index.ts';
import { gaugeShapes, hatchPath, px, severityInk, type Picture, type Shape } from './picture.ts';
import { timeTicks } from './time-axis.ts';
import type { Clock } from './lanes-picture.ts';

export interface CoverageLook {
  readonly clock: Clock;
  readonly source: (dataset: string) => string;
  readonly gap: (gap: Overview['coverage']['gaps'][number]) => string;
  readonly count: (n: number) => string;
  readonly findings: string;
}
const ROW = 44;
const [LEFT, RIGHT] = [150, 118];

export const coverageHeight = (coverage: Overview['coverage']): number => coverage.sources.length * ROW + 54;

/** Where the time axis of the coverage begins and ends, in pixels. */
export const coverageAxis = (width: number): { readonly left: number; readonly right: number } => ({ left: LEFT, right: Math.max(LEFT + 60, width - RIGHT) });

/** What each source covers: a bar per slice on its own scale, its silences hatched and named, and below them when findings begin. */
export function coveragePicture(coverage: Overview['coverage'], width: number, look: CoverageLook): Picture {
  const { left, right } = coverageAxis(width);
  const span = Math.max(1, coverage.toMs - coverage.fromMs);
  const x = (ms: number) => left + ((ms - coverage.fromMs) / span) * (right - left);
  const bottom = coverage.sources.length * ROW;
  const ticks = timeTicks(coverage.fromMs, coverage.toMs, Math.max(2, Math.floor((right - left) / 96)), look.clock.offset);
  const shapes: Shape[] = ticks.map(({ ms }) => ({ kind: 'path', d: `M${px(x(ms))} 0V${bottom + 38}`, stroke: 'line' }));
  coverage.sources.forEach((source, i) => {
    shapes.push({ kind: 'text', x: 20, y: i * ROW + 28, text: look.source(source.dataset), fill: 'ink', size: 12 }, { kind: 'text', x: width - 20, y: i * ROW + 28, text: look.count(source.events), fill: 'ink-2', size: 11, anchor: 'end' });
    shapes.push({ kind: 'path', d: bars(source.counts, i * ROW, left, right), fill: 'ink-3', opacity: 0.62 });
    const gaps = coverage.gaps.filter(({ dataset }) => dataset === source.dataset);
    for (const gap of gaps) shapes.push(...gapShapes(gap, i * ROW, x, look, { gaps, left, right }));
    shapes.push({ kind: 'path', d: `M${left} ${i * ROW + ROW - 2.5}H${px(right)}`, stroke: 'line' });
  });
  shapes.push({ kind: 'text', x: 20, y: bottom + 17, text: look.findings, fill: 'ink', size: 12 });
  for (const mark of findingSlices(coverage, x)) {
    shapes.push(...gaugeShapes(mark.x - 5, bottom + 6, severityTicks[mark.severity], severityInk[mark.severity]), { kind: 'text', x: mark.x, y: bottom + 31, text: look.count(mark.count), fill: 'ink-2', size: 10.5, anchor: 'middle' });
  }
  shapes.push(...ticks.filter(({ ms }) => x(ms) < right - 24).map(({ ms, label }): Shape => ({ kind: 'text', x: x(ms) + 4, y: bottom + 47, text: label, fill: 'ink-3', size: 10.5 })), { kind: 'text', x: right + 8, y: bottom + 47, text: look.clock.name, fill: 'ink-3', size: 10.5 });
  return { width, height: coverageHeight(coverage), shapes };
}

function bars(counts: readonly number[], y: number, left: number, right: number): string {
  const most = counts.reduce((a, b) => Math.max(a, b), 1);
  const step = (right - left) / Math.max(1, counts.length);
  return counts.map((count, i) => {
    if (count === 0) return '';
    const tall = Math.max(1, (count / most) * (ROW - 8));
    return `M${px(left + i * step + 0.3)} ${px(y + ROW - 3 - tall)}h${px(Math.max(0.5, step - 0.8))}v${px(tall)}h${px(-Math.max(0.5, step - 0.8))}z`;
  }).join('') || 'M0 0';
}

/** The name of a silence stands in it where it fits, else in no place at all: it never covers data, and the list of gaps has them all. */
function gapShapes(gap: Overview['coverage']['gaps'][number], y: number, x: (ms: number) => number, look: CoverageLook, { left, right }: { readonly gaps: Overview['coverage']['gaps']; readonly left: number; readonly right: number }): Shape[] {
  const from = Math.max(left, x(gap.startMs));
  const area = { x: from, y: y + 4, width: Math.max(2, Math.min(right, x(gap.endMs)) - from), height: ROW - 7 };
  const shapes: Shape[] = [{ kind: 'rect', ...area, fill: 'surface', stroke: 'ctl-line', lineWidth: 0.6 }, { kind: 'path', d: hatchPath(area, true), stroke: 'ctl-line', opacity: 0.8 }];
  const text = look.gap(gap);
  const wide = text.length * 5.6 + 10;
  if (wide + 8 > area.width) return shapes;
  const at = area.x + (area.width - wide) / 2;
  return [...shapes, { kind: 'rect', x: at, y: y + 14, width: wide, height: 17, r: 3, fill: 'surface', stroke: 'line-2' }, { kind: 'text', x: at + wide / 2, y: y + 26, text, fill: 'ink', size: 10.5, anchor: 'middle' }];
}

export interface FindingSlice { readonly x: number; readonly count: number; readonly severity: Overview['coverage']['findings'][number]['severity']; readonly fromMs: number; readonly toMs: number }
/** Slices with findings, those that would touch in one, the gravest severity told. */
export function findingSlices(coverage: Overview['coverage'], x: (ms: number) => number): readonly FindingSlice[] {
  const marks: { x: number; count: number; severity: FindingSlice['severity']; fromMs: number; toMs: number }[] = [];
  for (const { slice, count, severity } of coverage.findings.toSorted((a, b) => a.slice - b.slice)) {
    const fromMs = coverage.fromMs + slice * coverage.sliceMs;
    const at = x(fromMs + coverage.sliceMs / 2);
    const last = marks.at(-1);
    if (last === undefined || at - last.x >= 16) { marks.push({ x: at, count, severity, fromMs, toMs: fromMs + coverage.sliceMs }); continue; }
    last.count += count;
    last.toMs = fromMs + coverage.sliceMs;
    if (severityTicks[severity] > severityTicks[last.severity]) last.severity = severity;
  }
  return marks;
}
