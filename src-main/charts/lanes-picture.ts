import type { Lane, UserLanes } from '../contract/index.ts';
import { AIR, lanesLayout, ROW, type LaneBox, type LanesLayout, type LanesSize } from './lanes-layout.ts';
import { fitted } from './marks.ts';
import { hatchPath, onSlot, pennantPath, px, slotInk, type Ink, type Picture, type Shape } from './picture.ts';
import { timeTicks, type Offset } from './time-axis.ts';

/** A clock of an axis: what it is called, and how far it is ahead of UTC. */
export interface Clock { readonly name: string; readonly offset: Offset }
export interface LanesLook {
  readonly clock: Clock;
  /** The second clock, drawn above; null where there is only one. */
  readonly other: Clock | null;
  /** Only the events of these profiles stay lit; null lights all. */
  readonly pinned: string | null;
  readonly findings: string;
  /** What stands in a lane where rows are left out. */
  readonly more: (rows: number) => string;
  readonly short: (row: Lane['rows'][number]) => string;
  /** How long an overlap was, for the label in it. */
  readonly span: (ms: number) => string;
}

/** The time line of a user: a band per lane, a row per profile with sessions as bars and events as ticks, overlaps and gaps hatched, two clocks. */
export function lanesPicture(data: UserLanes, size: LanesSize, look: LanesLook): Picture {
  const layout = lanesLayout(data, size, look.other !== null);
  const right = size.width - size.right;
  return {
    width: size.width, height: layout.height,
    shapes: [
      ...axes(data, layout, size, look),
      ...gaps(data, layout),
      ...overlaps(data, layout, look),
      ...layout.lanes.flatMap((box) => laneShapes(box, data, layout, size, look)),
      { kind: 'path', d: `M0 ${px(layout.findingsY)}H${size.width}`, stroke: 'line' },
      { kind: 'text', x: 35, y: layout.findingsY + 20, text: look.findings, fill: 'ink', size: 12, weight: 600 },
      { kind: 'path', d: `M${px(right)} ${layout.top}V${px(layout.bottom)}`, stroke: 'grid' },
    ],
  };
}

function axes(data: UserLanes, layout: LanesLayout, size: LanesSize, { clock, other }: LanesLook): Shape[] {
  const most = Math.max(2, Math.floor((size.width - size.gutter - size.right) / 96));
  const ticks = timeTicks(data.fromMs, data.toMs, most, clock.offset);
  const right = size.width - size.right;
  const middle = (x: number, text: string) => Math.max(size.gutter + text.length * 2.8, Math.min(right - text.length * 2.8, x));
  const text = (x: number, y: number, label: string, fill: Ink): Shape => ({ kind: 'text', x: middle(x, label), y, text: label, fill, size: 10.5, anchor: 'middle' });
  const shapes: Shape[] = ticks.map(({ ms }) => ({ kind: 'path', d: `M${px(layout.x(ms))} ${layout.top}V${px(layout.bottom)}`, stroke: 'line-2' }));
  shapes.push(...ticks.map(({ ms, label }) => text(layout.x(ms), layout.bottom + 14, label, 'ink-2')), { kind: 'text', x: 20, y: layout.bottom + 14, text: clock.name, fill: 'ink-2', size: 10.5 });
  if (other !== null) {
    shapes.push({ kind: 'text', x: 20, y: layout.top - 7, text: other.name, fill: 'ink-3', size: 10.5 });
    shapes.push(...timeTicks(data.fromMs, data.toMs, most, other.offset).map(({ ms, label }) => text(layout.x(ms), layout.top - 7, label, 'ink-3')));
  }
  return shapes;
}

/** The part of a span that is in view, at least `least` wide. */
function within(data: UserLanes, layout: LanesLayout, startMs: number, endMs: number, least: number): { readonly x: number; readonly width: number } {
  const x = layout.x(Math.max(data.fromMs, startMs));
  const width = Math.max(least, layout.x(Math.min(data.toMs, endMs)) - x);
  return { x: Math.min(x, layout.x(data.toMs) - least), width };
}

function overlaps(data: UserLanes, layout: LanesLayout, { span }: LanesLook): Shape[] {
  let labelled = -Infinity;
  return data.overlaps.flatMap(({ startMs, endMs }): Shape[] => {
    const { x, width } = within(data, layout, startMs, endMs, 2);
    const area = { x, y: layout.top, width, height: layout.findingsY - layout.top };
    const shapes: Shape[] = [
      { kind: 'rect', ...area, fill: 'sev-wash' },
      { kind: 'path', d: hatchPath(area), stroke: 'sev-crit', opacity: 0.42, lineWidth: 1.3 },
      { kind: 'path', d: `M${px(x)} ${px(layout.top - 3)}V${px(layout.findingsY)}M${px(x + width)} ${px(layout.top - 3)}V${px(layout.findingsY)}`, stroke: 'sev-crit' },
      { kind: 'path', d: `M${px(x)} ${px(layout.top - 1.5)}h${px(width)}`, stroke: 'sev-crit', lineWidth: 3 },
    ];
    const label = span(endMs - startMs);
    const middle = x + width / 2;
    if (middle - labelled < label.length * 6 + 14) return shapes;
    labelled = middle;
    // In the findings lane, where no event can lie under it.
    return [...shapes, { kind: 'text', x: middle, y: layout.bottom - 1, text: label, fill: 'sev-crit', size: 10.5, weight: 600, anchor: 'middle', halo: true }];
  });
}

function gaps(data: UserLanes, layout: LanesLayout): Shape[] {
  return data.gaps.flatMap(({ startMs, endMs }): Shape[] => {
    const area = { ...within(data, layout, startMs, endMs, 2), y: layout.top, height: layout.findingsY - layout.top };
    return [{ kind: 'path', d: hatchPath(area, true), stroke: 'ctl-line', opacity: 0.5 }, { kind: 'rect', ...area, stroke: 'ctl-line', lineWidth: 0.6 }];
  });
}

function laneShapes(box: LaneBox, data: UserLanes, layout: LanesLayout, size: LanesSize, look: LanesLook): Shape[] {
  const { lane, y } = box;
  const nameRoom = 96;
  const shapes: Shape[] = [
    { kind: 'path', d: `M0 ${px(y)}H${size.width}`, stroke: 'line' },
    { kind: 'rect', x: 20, y: y + AIR / 2 + 4, width: 9, height: 9, r: 2, fill: slotInk(lane.slot) },
    { kind: 'text', x: 35, y: y + AIR / 2 + 12.5, text: fitted(lane.label, nameRoom, 11.4), fill: 'ink', size: 12, weight: 600 },
  ];
  if (box.height > ROW + AIR) shapes.push({ kind: 'text', x: 35, y: y + AIR / 2 + 26.5, text: fitted(lane.detail, nameRoom, 10), fill: 'ink-3', size: 10.5 });
  box.rows.forEach((row, i) => shapes.push(...rowShapes(row, y + AIR / 2 + i * ROW, lane.slot, data, layout, size, look)));
  if (box.hidden > 0) shapes.push({ kind: 'text', x: 137, y: y + AIR / 2 + box.rows.length * ROW + 11.5, text: look.more(box.hidden), fill: 'ink-3', size: 10.5 });
  return shapes;
}

function rowShapes(row: Lane['rows'][number], y: number, slot: number, data: UserLanes, layout: LanesLayout, size: LanesSize, look: LanesLook): Shape[] {
  const lit = look.pinned === null || look.pinned === row.profile;
  const ink: Ink = lit ? slotInk(slot) : 'line-2';
  const [top, tall] = [y + 2.5, ROW - 5];
  const shapes: Shape[] = [];
  if (row.profile !== null) {
    const wide = Math.max(15, 7 + row.profile.length * 6.5);
    shapes.push({ kind: 'rect', x: 136, y: y + 1.5, width: wide, height: 13, r: 2.5, fill: lit ? slotInk(slot) : 'line-2' }, { kind: 'text', x: 136 + wide / 2, y: y + 11.3, text: row.profile, fill: lit ? onSlot(slot) : 'ink-3', size: 9.5, weight: 600, anchor: 'middle' });
  }
  shapes.push({ kind: 'text', x: 160, y: y + 11.5, text: fitted(look.short(row), size.gutter - 166, 10, true), fill: lit ? 'ink-2' : 'ink-3', size: 10, mono: true });
  for (const [startMs, endMs] of row.bars) {
    const { x, width } = within(data, layout, startMs, endMs, 0);
    shapes.push({ kind: 'rect', x: x - 1, y: top, width: width + 2, height: tall, r: 2, fill: ink, opacity: 0.24 });
  }
  shapes.push({ kind: 'path', d: row.ticks !== null ? tickPath(row.ticks.map(layout.x), top, tall) : densityPath(row.density ?? [], layout, data, top, tall), fill: ink, opacity: lit ? 0.85 : 0.6 });
  if (row.firstSeenMs !== null && row.firstSeenMs >= data.fromMs && row.firstSeenMs <= data.toMs) {
    const { pole, flag } = pennantPath(layout.x(row.firstSeenMs) - 0.5, y + 1.5, ROW - 3);
    shapes.push({ kind: 'path', d: pole, stroke: 'ink', lineWidth: 1.2 }, { kind: 'path', d: flag, fill: 'ink' });
  }
  return shapes;
}

/** Events as ticks; those on the same half pixel are drawn once. */
function tickPath(xs: readonly number[], y: number, height: number): string {
  const places = new Set<number>();
  for (const x of xs) places.add(Math.round(x * 2) / 2);
  return [...places].map((x) => `M${px(x - 0.65)} ${px(y)}h1.3v${px(height)}h-1.3z`).join('') || 'M0 0';
}

/** Slices with events as bars: the more events, the higher, and never so low that one event is not seen. */
function densityPath(counts: readonly number[], layout: LanesLayout, data: UserLanes, y: number, height: number): string {
  const most = counts.reduce((a, b) => Math.max(a, b), 1);
  const step = (data.toMs - data.fromMs) / Math.max(1, counts.length);
  return counts.map((count, i) => {
    if (count === 0) return '';
    const tall = height * (0.3 + 0.7 * Math.sqrt(count / most));
    const [from, to] = [layout.x(data.fromMs + i * step), layout.x(data.fromMs + (i + 1) * step)];
    return `M${px(from)} ${px(y + height - tall)}H${px(Math.max(from + 1, to))}V${px(y + height)}H${px(from)}z`;
  }).join('') || 'M0 0';
}
