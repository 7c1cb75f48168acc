/** How many rows a key moves the focus in a list: arrows and J K one, Page keys a page, Home and End to the ends; undefined for every other key. */
export function rowStep(key: string, page: number, count: number): number | undefined {
  const steps: Readonly<Record<string, number>> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1, PageDown: page, PageUp: -page, Home: -count, End: count };
  return steps[key];
}
