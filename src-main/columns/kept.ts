/**
 * Keeps what was made until more than `room` bytes are kept; what was not asked for longest goes first. One that is larger than the room is
 * handed out and not kept.
 */
export function keeper(room: number): <T>(name: string, bytes: (made: T) => number, make: () => T) => T {
  const kept = new Map<string, { readonly made: unknown; readonly bytes: number }>();
  let used = 0;
  return <T>(name: string, bytes: (made: T) => number, make: () => T): T => {
    const found = kept.get(name);
    if (found !== undefined) {
      kept.delete(name);
      kept.set(name, found);
      return found.made as T;
    }
    const made = make();
    const taken = bytes(made);
    if (taken > room) return made;
    for (const [oldest, { bytes: freed }] of kept) {
      if (used + taken <= room) break;
      kept.delete(oldest);
      used -= freed;
    }
    kept.set(name, { made, bytes: taken });
    used += taken;
    return made;
  };
}

export const bytesOf = (array: { readonly byteLength: number }): number => array.byteLength;

const identities = new WeakMap<object, number>();
let identified = 0;
/** A number for an object, the same each time: names what is made of an array that a caller holds, without holding it. */
export function identityOf(held: object): number {
  let identity = identities.get(held);
  if (identity === undefined) identities.set(held, (identity = identified += 1));
  return identity;
}
