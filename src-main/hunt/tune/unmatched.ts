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
  const [at, entities, starts, ends] = [new Uint32Array(count), new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  let inOrder = true;
  for (let i = 0; i < count; i += 1) {
    at[i] = i;
    entities[i] = entityOf(i);
    starts[i] = found.start(i);
    // What has no length still takes its millisecond.
    ends[i] = Math.max(found.end(i), starts[i]! + 1);
    inOrder &&= i === 0 || entities[i - 1]! < entities[i]! || (entities[i - 1] === entities[i] && starts[i - 1]! <= starts[i]!);
  }
  // Kinds mostly find in this order.
  if (inOrder) return { at, entities, starts, ends };
  at.sort((x, y) => entities[x]! - entities[y]! || starts[x]! - starts[y]!);
  return { at, entities: entities.map((_, i) => entities[at[i]!]!), starts: starts.map((_, i) => starts[at[i]!]!), ends: ends.map((_, i) => ends[at[i]!]!) };
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
