/**
 * How alike two texts are, 0 to 1: the share of their words that both have (Jaccard, The distribution of the flora in the alpine zone, 1912). Words are what stands between blanks, brackets, commas and
 * semicolons, each counted once, in whatever order.
 */
export function likeness(a: string, b: string): number {
  const [left, right] = [wordsOf(a), wordsOf(b)];
  let both = 0;
  for (const word of left) if (right.has(word)) both += 1;
  const all = left.size + right.size - both;
  return all === 0 ? 1 : both / all;
}

const wordsOf = (text: string): ReadonlySet<string> => new Set(text.toLowerCase().split(/[\s()[\],;]+/).filter((word) => word !== ''));
