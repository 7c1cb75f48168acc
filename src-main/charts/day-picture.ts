import type { OverlapSpan, Overview } from '../contract/index.ts';
import { hatchPath, px, slotInk, type Picture, type Shape } from './picture.ts';

const DAY = 86_400_000;

type Row = Pick<Overview['twoPlaces'][number], 'lanes' | 'dayMs' | 'longest'> & { readonly overlaps?: readonly OverlapSpan[] };

/** One day of a user from `dayMs` on, in the height of a row: a lane per network, hatched where two networks were active at once (where only the longest such span is known, there). */
export function dayPicture(row: Row, width: number, height: number): Picture {
  const x = (ms: number) => Math.max(0, Math.min(width, ((ms - row.dayMs) / DAY) * width));
  const lanes = row.lanes.slice(0, 4);
  const step = (height - 4) / Math.max(2, lanes.length);
  const shapes: Shape[] = [{ kind: 'path', d: [0.25, 0.5, 0.75].map((share) => `M${px(share * width)} 0V${height}`).join(''), stroke: 'grid' }];
  const spans = row.overlaps ?? (row.longest === null ? [] : [row.longest]);
  for (const { startMs, endMs } of spans.filter((span) => span.endMs >= row.dayMs && span.startMs < row.dayMs + DAY)) {
    const area = { x: Math.min(width - 3, x(startMs)), y: 0, width: Math.max(3, x(endMs) - x(startMs)), height };
    shapes.push({ kind: 'rect', ...area, fill: 'sev-wash' }, { kind: 'path', d: hatchPath(area, false, 3.5), stroke: 'sev-crit', opacity: 0.55, lineWidth: 1.2 });
  }
  lanes.forEach((lane, i) => lane.bars.filter(([from, to]) => to >= row.dayMs && from < row.dayMs + DAY).forEach(([from, to]) => {
    const left = Math.min(width - 1.6, x(from));
    shapes.push({ kind: 'rect', x: left, y: 2.8 + i * step, width: Math.max(1.6, x(to) - left), height: Math.min(6, step - 2), r: 1, fill: slotInk(lane.slot) });
  }));
  return { width, height, shapes };
}
