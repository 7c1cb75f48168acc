import type { TextBlock } from './page.ts';

/** A block of texts with their ids. */
export function textBlock(texts: Iterable<readonly [id: number, text: string]>): TextBlock {
  const all = [...texts];
  const parts = all.map(([, text]) => new TextEncoder().encode(text));
  const ends = new Uint32Array(all.length);
  let end = 0;
  for (const [at, { length }] of parts.entries()) ends[at] = end += length;
  const bytes = new Uint8Array(end);
  for (const [at, part] of parts.entries()) bytes.set(part, ends[at]! - part.length);
  return { ids: Int32Array.from(all, ([id]) => id), bytes, ends };
}

/** A dictionary of some texts. */
export function textDictionaryOf(texts: readonly (readonly [id: number, text: string])[]): (after: number) => Iterable<TextBlock> {
  return (after) => [textBlock(texts.filter(([id]) => id > after))];
}
