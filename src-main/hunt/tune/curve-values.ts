import { isTextType } from '../../contract/index.ts';
import type { Parameter } from '../rule.ts';

/** Values that a curve has, beside the default, the saved one and the draft. */
const POINTS = 20;
/** From so many times the least value on, values are spaced by ratio. */
const WIDE = 50;

/**
 * The values of a numeric parameter for which a curve counts, ascending: about twenty between its bounds, on its steps, and those that matter (the default, what is saved, what is tried).
 * Without a bound it goes from a tenth to ten times of what matters. None of a parameter of text.
 */
export function curveValues({ type, min, max, step, default: normal }: Parameter, mattering: readonly number[]): readonly number[] {
  if (isTextType(type)) return [];
  const anchors = [...new Set([Number(normal), ...mattering])];
  const low = min ?? Math.min(0, ...anchors, Math.min(...anchors) / 10);
  const high = max ?? Math.max(10, ...anchors.map((one) => one * 10));
  const grain = step ?? (type === 'number' ? (high - low) / 1000 : type === 'duration' ? 1000 : 1);
  const first = low > 0 ? low : grain;
  const byRatio = first > 0 && high / first >= WIDE;
  const at = (i: number): number => (byRatio ? first * (high / first) ** (i / (POINTS - 1)) : low + ((high - low) * i) / (POINTS - 1));
  const onStep = (value: number): number => {
    const near = low + Math.round((value - low) / grain) * grain;
    return Math.min(high, Math.max(low, type === 'number' ? Number(near.toPrecision(12)) : Math.round(near)));
  };
  const spread = Array.from({ length: POINTS }, (_, i) => onStep(at(i)));
  return [...new Set([...anchors, low, high, ...spread])].sort((a, b) => a - b);
}

/** The same values in the order in which they are counted: what matters first, then ever finer, so that a curve that is cut short has its shape. */
export function coarseToFine(values: readonly number[], mattering: readonly number[]): readonly number[] {
  const order = new Set(mattering.filter((one) => values.includes(one)));
  const halves: (readonly [number, number])[] = [[0, values.length - 1]];
  if (values.length > 0) [values[0]!, values.at(-1)!].forEach((one) => order.add(one));
  for (let next = halves.shift(); next !== undefined; next = halves.shift()) {
    const [from, to] = next;
    if (to - from < 2) continue;
    const middle = (from + to) >> 1;
    order.add(values[middle]!);
    halves.push([from, middle], [middle, to]);
  }
  return [...order];
}
