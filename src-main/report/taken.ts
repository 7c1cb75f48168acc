/** The first so many of a list that is walked; the others are never made. */
export function taken<T>(all: Iterable<T>, most: number): T[] {
  const first: T[] = [];
  if (most <= 0) return first;
  for (const one of all) {
    first.push(one);
    if (first.length === most) break;
  }
  return first;
}
