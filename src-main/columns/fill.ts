import type { SectionArray } from './layout.ts';
import type { Narrow } from './narrow.ts';

type Chunk = Narrow | number;

/** Writes the chunks one after the other as ids, and forgets each when it is written. */
export function fillColumn(chunks: Chunk[], idOfCode: Uint32Array, into: SectionArray): void {
  let at = 0;
  for (const chunk of chunks.splice(0)) {
    if (typeof chunk === 'number') {
      at += chunk;
      continue;
    }
    into.set(idsOf(chunk, idOfCode), at);
    at += chunk.length;
  }
}

/** Writes how many values each row has. */
export function fillCounts(counts: Chunk[], into: SectionArray): void {
  let at = 0;
  for (const chunk of counts.splice(0)) {
    if (typeof chunk !== 'number') into.set(chunk, at);
    at += typeof chunk === 'number' ? chunk : chunk.length;
  }
}

/** Writes one id per row of a field whose rows have no value or one. */
export function fillSingle(counts: Chunk[], values: Chunk[], idOfCode: Uint32Array, into: SectionArray): void {
  const ids = values.splice(0).map((chunk) => (typeof chunk === 'number' ? new Uint32Array(chunk) : idsOf(chunk, idOfCode)));
  let [row, chunk, next] = [0, 0, 0];
  for (const part of counts.splice(0)) {
    if (typeof part === 'number') {
      row += part;
      continue;
    }
    for (const count of part) {
      if (count > 0) {
        while (next >= ids[chunk]!.length) [chunk, next] = [chunk + 1, 0];
        into[row] = ids[chunk]![next++]!;
      }
      row += 1;
    }
  }
}

// Widened first, so that the loop sees one type of array.
function idsOf(chunk: Narrow, idOfCode: Uint32Array): Uint32Array {
  const wide = new Uint32Array(chunk);
  for (let at = 0; at < wide.length; at += 1) wide[at] = idOfCode[wide[at]!]!;
  return wide;
}
