import type { CasePeriod } from '../contract/index.ts';
import { px, type Shape } from './picture.ts';

/** A span that is known to be clean or bad: UTC ms, `toMs` exclusive. */
export interface Period { readonly kind: CasePeriod['kind']; readonly fromMs: number; readonly toMs: number }
/** Where a period lies on an axis, and its name where that has room: `text` is empty where it has none. */
export interface PeriodBand extends Period { readonly x: number; readonly width: number; readonly text: string; readonly textX: number }

/** Above the rows: room for the names of periods. */
export const PERIOD_NAMES = 17;
const LETTER = 5.6;
/** Narrower than this nobody sees that something is there. */
const NARROWEST = 3;

export interface PeriodAxis { readonly fromMs: number; readonly toMs: number; readonly left: number; readonly right: number }

/** The periods that reach into the time of the axis, cut to it, by their start. A name stands over the middle of its band and never on another name: what has no room is told by legend and table. */
export function periodBands(periods: readonly Period[], { fromMs, toMs, left, right }: PeriodAxis, nameOf: (kind: Period['kind']) => string): readonly PeriodBand[] {
  const x = (ms: number): number => left + ((ms - fromMs) / Math.max(1, toMs - fromMs)) * (right - left);
  let free = left;
  return periods.filter((one) => one.fromMs < toMs && one.toMs > fromMs).toSorted((a, b) => a.fromMs - b.fromMs || a.toMs - b.toMs).map((one) => {
    const [start, end] = [x(Math.max(fromMs, one.fromMs)), x(Math.min(toMs, one.toMs))];
    const width = Math.max(NARROWEST, end - start);
    const at = Math.min(start, right - width);
    const half = (nameOf(one.kind).length * LETTER) / 2;
    const textX = Math.max(left + half, Math.min(right - half, at + width / 2));
    const fits = textX - half >= free;
    if (fits) free = textX + half + 6;
    return { ...one, x: at, width, text: fits ? nameOf(one.kind) : '', textX };
  });
}

/** Bands from `top` to `bottom`: grey with a whole lid for what is trusted, reddish with sides and a broken lid for what is known to be bad, so that they differ without colours too. */
export function periodShapes(bands: readonly PeriodBand[], top: number, bottom: number): Shape[] {
  return bands.flatMap(({ kind, x, width, text, textX }): Shape[] => {
    const bad = kind === 'known-bad';
    const lid: Shape = { kind: 'path', d: `M${px(x)} ${px(top - 1.5)}H${px(x + width)}`, stroke: bad ? 'sev-crit' : 'ink-2', lineWidth: 3, ...(bad ? { dash: '5 3' } : {}) };
    return [
      { kind: 'rect', x, y: top, width, height: bottom - top, ...(bad ? { fill: 'sev-wash' } : { fill: 'ink-3', opacity: 0.12 }) },
      ...(bad ? [{ kind: 'path', d: `M${px(x)} ${px(top)}V${px(bottom)}M${px(x + width)} ${px(top)}V${px(bottom)}`, stroke: 'sev-crit', lineWidth: 0.8, dash: '2 3' } satisfies Shape] : []),
      lid,
      ...(text === '' ? [] : [{ kind: 'text', x: textX, y: top - 6, text, fill: bad ? 'sev-crit' : 'ink-2', size: 10.5, weight: 600, anchor: 'middle' } satisfies Shape]),
    ];
  });
}
