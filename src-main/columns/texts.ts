import { viewOf, type Section, type WantedSection } from './layout.ts';
import type { Sections } from './sections.ts';

/** The texts of columns: text number n lies at `ends[n - 2]` (0 for the first) … `ends[n - 1] - 1` of the bytes. */
export interface Texts {
  readonly ends: Uint32Array;
  /** The bytes of all texts, of which those of text number n are there for sure. Others may not have been read yet. */
  bytesWith(number: number): Uint8Array;
  /** Text number n, read again each time. */
  text(number: number): string;
}

/** Bytes of a section of texts, a multiple of 8: texts are the largest part of columns, and a question asks for few of them, which are often neighbours. */
const BLOCK_BYTES = 256 * 1024;
const PREFIX = 'text.bytes.';
const nameOf = (block: number): string => `${PREFIX}${block}`;

/** The sections that texts lie in: one after the other, so that together they are one array. */
export function textBlocks(bytes: Uint8Array): readonly { readonly section: WantedSection; readonly bytes: Uint8Array }[] {
  return Array.from({ length: Math.ceil(bytes.length / BLOCK_BYTES) }, (_, block) => {
    const part = bytes.subarray(block * BLOCK_BYTES, (block + 1) * BLOCK_BYTES);
    return { section: { name: nameOf(block), type: 'u8', length: part.length }, bytes: part };
  });
}

export function textsOf({ buffer, begin: first, header, get }: Sections): Texts {
  const blocks = header.sections.filter(({ name }) => name.startsWith(PREFIX));
  const bytes = wholeOf(buffer, first, blocks);
  const there = new Uint8Array(blocks.length);
  let known: Uint32Array | undefined;
  const ends = (): Uint32Array => (known ??= get<Uint32Array>('text.ends')!);
  const read = (from: number, to: number): void => {
    for (let block = Math.floor(from / BLOCK_BYTES); block * BLOCK_BYTES < to; block += 1) {
      if (there[block] === 1) continue;
      get(nameOf(block));
      there[block] = 1;
    }
  };
  const begin = (number: number): number => (number === 1 ? 0 : ends()[number - 2]!);
  const decode = decoderOf(bytes);
  return {
    get ends() {
      return ends();
    },
    bytesWith(number) {
      read(begin(number), ends()[number - 1]!);
      return bytes;
    },
    text(number) {
      const [from, to] = [begin(number), ends()[number - 1]!];
      read(from, to);
      return decode(from, to);
    },
  };
}

// A byte order mark that stands in a log is part of the text.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
/** Most texts are short and ASCII, and are put together three times as fast as a decoder takes, which wants a copy of what is shared. */
const SHORT = 256;

function decoderOf(bytes: Uint8Array): (from: number, to: number) => string {
  const codes: number[] = [];
  return (from, to) => {
    let ascii = from;
    if (to - from <= SHORT) {
      codes.length = to - from;
      for (; ascii < to && bytes[ascii]! < 0x80; ascii += 1) codes[ascii - from] = bytes[ascii]!;
    }
    return ascii === to ? String.fromCharCode(...codes) : decoder.decode(bytes.slice(from, to));
  };
}

function wholeOf(buffer: SharedArrayBuffer, begin: number, blocks: readonly Section[]): Uint8Array {
  const length = blocks.reduce((sum, block) => sum + block.length, 0);
  return viewOf(buffer, 'u8', begin + (blocks[0]?.offset ?? 0), length) as Uint8Array;
}
