import type { UserLanes } from '../contract/index.ts';
import type { LanesSize } from './lanes-layout.ts';
import type { Clock } from './lanes-picture.ts';
import { hatchPath, px, slotInk, type Picture, type Shape } from './picture.ts';
import { timeTicks } from './time-axis.ts';

const CELLS = 120;
const ROW = 8;
export const STRIP_LANES = 6;
export const stripHeight = (lanes: number): number => 22 + Math.max(3, Math.min(STRIP_LANES, lanes)) * ROW;

/** The whole time of a user in a strip: a row per lane, a cell where it was active, overlaps marked above. */
export function stripPicture(whole: UserLanes, size: LanesSize, clock: Clock): Picture {
  const shown = whole.lanes.slice(0, STRIP_LANES);
  const height = stripHeight(whole.lanes.length);
  const [left, wide] = [size.gutter, size.width - size.gutter - size.right];
  const span = Math.max(1, whole.toMs - whole.fromMs);
  const x = (ms: number) => left + ((ms - whole.fromMs) / span) * wide;
  const ticks = timeTicks(whole.fromMs, whole.toMs, Math.max(2, Math.floor(wide / 130)), clock.offset);
  const shapes: Shape[] = ticks.map(({ ms }) => ({ kind: 'path', d: `M${px(x(ms))} 2V${height - 17}`, stroke: 'line-2' }));
  for (const { startMs, endMs } of whole.gaps) {
    const area = { x: x(Math.max(whole.fromMs, startMs)), y: 3, width: Math.max(2, x(Math.min(whole.toMs, endMs)) - x(Math.max(whole.fromMs, startMs))), height: height - 22 };
    shapes.push({ kind: 'path', d: hatchPath(area, true), stroke: 'ctl-line', opacity: 0.5 });
  }
  shown.forEach((lane, i) => {
    const active = activeCells(lane.rows.flatMap(({ bars }) => bars), whole.fromMs, whole.toMs);
    const d = active.map((cell) => { const from = left + (cell / CELLS) * wide + 0.5; return `M${px(from)} ${5 + i * ROW}h${px(wide / CELLS - 1)}v6h${px(1 - wide / CELLS)}z`; }).join('');
    if (d !== '') shapes.push({ kind: 'path', d, fill: slotInk(lane.slot), opacity: 0.9 });
  });
  for (const { startMs, endMs } of whole.overlaps) {
    const from = x(startMs);
    shapes.push({ kind: 'path', d: `M${px(from - 1)} 1.5H${px(Math.max(from + 2, x(endMs) + 1))}`, stroke: 'sev-crit', lineWidth: 3 });
  }
  shapes.push(...ticks.map(({ ms, label }): Shape => ({ kind: 'text', x: x(ms) + 4, y: height - 5, text: label, fill: 'ink-3', size: 10.5 })).filter((one) => one.kind === 'text' && one.x < size.width - size.right - 20));
  return { width: size.width, height, shapes };
}

/** Which of the cells of a span have any of the bars in them, ascending. */
export function activeCells(bars: readonly (readonly [number, number, ...number[]])[], fromMs: number, toMs: number, cells = CELLS): number[] {
  const on = new Set<number>();
  const at = (ms: number) => Math.max(0, Math.min(cells - 1, Math.floor(((ms - fromMs) / Math.max(1, toMs - fromMs)) * cells)));
  for (const [start, end] of bars) for (let cell = at(start); cell <= at(end); cell += 1) on.add(cell);
  return [...on].sort((a, b) => a - b);
}
