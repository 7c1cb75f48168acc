import { withParts, type Columns } from '../../columns/index.ts';

/** What is counted over, made by the kinds: the largest things that are kept, and the only ones that a threshold asks for again. */
const counted = /^hunt (windows|series|signatures|compared|groups that could) /;
/** Those of the saved values and of the draft, and the groups that both are cut from. */
const MOST = 3;

/**
 * The same columns, which never let go of the last things that were counted over: wording a finding asks for many fields, and what is made for them would push out the windows of the next
 * move of a slider.
 */
export function pinned(columns: Columns): Columns {
  const held = new Map<string, unknown>();
  return withParts<Columns>(columns, {
    keep<T>(name: string, bytes: (made: T) => number, make: () => T): T {
      if (!counted.test(name)) return columns.keep(name, bytes, make);
      const made = held.has(name) ? (held.get(name) as T) : make();
      held.delete(name);
      held.set(name, made);
      for (const oldest of held.keys()) if (held.size > MOST) held.delete(oldest);
      return made;
    },
  });
}
