import type { FieldName } from '../contract/index.ts';
import type { Columns } from './columns.ts';
import { compareText } from './sort-texts.ts';
import type { Texts } from './texts.ts';

/** Where a text field keeps its texts: a number per id, ascending, and the texts by number. */
type Ordered = Pick<Columns, 'textNumbers' | 'texts'>;

/** Below 0, 0 or above: text number n against other bytes, byte by byte. */
export const compareTo = (texts: Texts, number: number, other: Uint8Array): number => compareText({ bytes: texts.bytesWith(number), ends: texts.ends }, number - 1, other);

/**
 * The lowest id of a text field whose text is not below these UTF-8 bytes; one above the highest id where all are. Ids ascend with their texts, so texts that begin in one way are neighbours.
 */
export function firstNotBelow({ textNumbers, texts }: Ordered, field: FieldName, wanted: Uint8Array): number {
  const table = textNumbers(field);
  let [low, high] = [1, table.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareTo(texts, table[middle]!, wanted) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Calls `found` for each id of a text field whose text begins with a byte of one of the spans (both ends in it), and for that of the empty text. */
export function eachBeginning(columns: Ordered, field: FieldName, spans: readonly (readonly [number, number])[], found: (id: number) => void): void {
  const at = (byte: number): number => (byte > 0xff ? columns.textNumbers(field).length : firstNotBelow(columns, field, Uint8Array.of(byte)));
  const first = at(0);
  // Below every byte there is the empty text alone.
  for (let id = 1; id < first; id += 1) found(id);
  for (const [from, to] of spans) for (let id = at(from), end = at(to + 1); id < end; id += 1) found(id);
}
