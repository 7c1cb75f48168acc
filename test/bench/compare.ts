/** A hit in a form that both sides can say: start of the window in ms, the group, how many events, and sorted values per field. */
export type Row = readonly [window: number, group: readonly string[], events: number, ...lists: (readonly string[])[]];

/** What differs between two sets of hits; '' where they are the same. */
export function difference(ours: readonly Row[], theirs: readonly Row[]): string {
  const a = texts(ours);
  const b = texts(theirs);
  const onlyA = [...a].filter((text) => !b.has(text));
  const onlyB = [...b].filter((text) => !a.has(text));
  if (onlyA.length + onlyB.length === 0 && ours.length === theirs.length) return '';
  return `${ours.length} and ${theirs.length} hits; ${onlyA.length} only in Bilocate, such as ${onlyA[0] ?? 'none'}; ${onlyB.length} only in DuckDB, such as ${onlyB[0] ?? 'none'}`;
}

/** Sorted by code unit here, since the two sides sort text differently; an absent value and an empty one are the same to a list of values. */
function texts(rows: readonly Row[]): ReadonlySet<string> {
  return new Set(rows.map(([window, group, events, ...lists]) => JSON.stringify([window, group, events, ...lists.map((list) => list.filter((value) => value !== null && value !== '').toSorted())])));
}
