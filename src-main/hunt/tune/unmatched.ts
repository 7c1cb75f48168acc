import type { Found } from '../found.ts';

/** The findings of one side by the number of their entity, ascending, and by start within one. */
interface Ordered {
  readonly at: Uint32Array;
  readonly entities: Float64Array;
  readonly starts: Float64Array;
  readonly ends: Float64Array;
}

/**
 * The findings of `a` that no finding of `b` of the same entity overlaps in time, as numbers of `a`, ascending. Two findings that share an event overlap.
 */
export function unmatched(a: Found, b: Found): Uint32Array {
  const [ordered, others] = orderBoth(a, b);
  const furthest = furthestEnds(others);
  const alone: number[] = [];
  let from = 0;
  let to = 0;
  for (let i = 0; i < ordered.at.length; i += 1) {
    const entity = ordered.entities[i]!;
    if (i === 0 || entity !== ordered.entities[i - 1]) {
      for (from = to; from < others.at.length && others.entities[from]! < entity; from += 1);
      for (to = from; to < others.at.length && others.entities[to] === entity; to += 1);
    }
    const before = startingBefore(others.starts, from, to, ordered.ends[i]!);
    if (before === from || furthest[before - 1]! <= ordered.starts[i]!) alone.push(ordered.at[i]!);
  }
  return Uint32Array.from(alone).sort();
}

/** Entities get the same numbers on both sides: their own where both were grouped as one, else by what they are. */
function orderBoth(a: Found, b: Found): readonly [Ordered, Ordered] {
  if (a.grouping === b.grouping) return [order(a, a.group), order(b, b.group)];
  const numbers = new Map<string, number>();
  const numberer = (found: Found) => {
    const known = new Map<number, number>();
    return (at: number): number => {
      const group = found.group(at);
      const had = known.get(group);
      if (had !== undefined) return had;
      const text = JSON.stringify(Object.entries(found.entity(at)).sort(([x], [y]) => (x < y ? -1 : 1)));
      const number = numbers.get(text) ?? numbers.size;
      numbers.set(text, number);
      known.set(group, number);
      return number;
    };
  };
  return [order(a, numberer(a)), order(b, numberer(b))];
}

function order(found: Found, entityOf: (at: number) => number): Ordered {
  const { count } = found;
  const entities = Float64Array.from({ length: count }, (_, at) => entityOf(at));
  const starts = Float64Array.from({ length: count }, (_, at) => found.start(at));
  const at = new Uint32Array(count).map((_, i) => i);
  const behind = (x: number, y: number): number => entities[x]! - entities[y]! || starts[x]! - starts[y]!;
  // Kinds mostly find in this order.
  if (at.some((one) => one > 0 && behind(one - 1, one) > 0)) at.sort(behind);
  return {
    at, entities: Float64Array.from(at, (one) => entities[one]!), starts: Float64Array.from(at, (one) => starts[one]!),
    // What has no length still takes its millisecond.
    ends: Float64Array.from(at, (one) => Math.max(found.end(one), starts[one]! + 1)),
  };
}

/** By place, the latest end of those of its entity up to it. */
function furthestEnds({ entities, ends }: Ordered): Float64Array {
  const made = ends.slice();
  for (let i = 1; i < made.length; i += 1) if (entities[i] === entities[i - 1] && made[i - 1]! > made[i]!) made[i] = made[i - 1]!;
  return made;
}

/** The first place in [from, to) that does not start before `time`. */
function startingBefore(starts: Float64Array, from: number, to: number, time: number): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle]! < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
