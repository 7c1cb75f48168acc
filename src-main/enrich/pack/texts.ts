import type { Container, Numbers, Sections } from './container.ts';

/** Distinct texts of a table: UTF-8 one after the other, and where each starts. Id 0 is the empty text. */
export interface Texts {
  readonly offsets: Numbers;
  readonly utf8: (from: number, to: number) => Uint8Array;
}

export function textSections(texts: readonly string[]): Sections {
  const offsets = new Uint32Array(texts.length + 1);
  texts.forEach((text, i) => (offsets[i + 1] = offsets[i]! + Buffer.byteLength(text, 'utf8')));
  return { textOffsets: offsets, textUtf8: Buffer.from(texts.join(''), 'utf8') };
}

export function textsOf(from: Container): Texts {
  return { offsets: from.u32('textOffsets'), utf8: (start, end) => from.bytes('textUtf8', start, end) };
}

/** The text of an id; null for the empty text and for an id that is not there. */
export function textAt(texts: Texts, id: number): string | null {
  if (id < 0 || id + 1 >= texts.offsets.length) return null;
  const text = Buffer.from(texts.utf8(texts.offsets.at(id)!, texts.offsets.at(id + 1)!)).toString('utf8');
  return text === '' ? null : text;
}
