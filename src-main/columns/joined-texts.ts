import type { FieldName } from '../contract/index.ts';
import type { Columns } from './columns.ts';

/** Neighbouring texts of a field in one string, so that a search goes through it natively instead of once per text. */
interface Joined {
  readonly text: string;
  /** Id of the first text. */
  readonly first: number;
  /** Where each text begins; one more entry says where the next would. A line feed stands between two. */
  readonly starts: Uint32Array;
}

const BREAK = 0x0a;
/** A line feed inside a text or in what is looked for is searched as this: it may not look like the end of a text. */
const INSIDE = 0x0b;
const CHUNK_BYTES = 4 * 1024 * 1024;
/** What a field may take to be kept: half of the texts of a field that is larger would drop out before they are asked for again. */
const MOST_KEPT = 64 * 1024 * 1024;

/** How a text fits what is looked for: it holds it, begins with it, is it. */
export type Fit = 1 | 2 | 3;

/**
 * Calls `hit` for each id of a text field that contains `wanted`, ascending, with how well it fits. With `ignoreCase` both are compared as `toLowerCase` has them.
 */
export function eachMatch(columns: Columns, field: FieldName, wanted: string, ignoreCase: boolean, hit: (id: number, fit: Fit) => void): void {
  const sought = (ignoreCase ? wanted.toLowerCase() : wanted).replaceAll('\n', '\v');
  for (const joined of joinedTexts(columns, field, ignoreCase)) searchIn(joined, sought, hit);
}

function searchIn({ text, first, starts }: Joined, sought: string, hit: (id: number, fit: Fit) => void): void {
  const count = starts.length - 1;
  for (let at = text.indexOf(sought), entry = 0; at >= 0 && entry < count; at = text.indexOf(sought, starts[entry]!)) {
    while (starts[entry + 1]! <= at) entry += 1;
    if (entry >= count) return;
    const whole = starts[entry + 1]! - 1 - starts[entry]! === sought.length;
    hit(first + entry, at > starts[entry]! ? 1 : whole ? 3 : 2);
    entry += 1;
  }
}

/** All texts of a field in a few strings, made on the way and kept where there are not too many. */
export function* joinedTexts(columns: Columns, field: FieldName, ignoreCase: boolean): Generator<Joined> {
  const cuts = cutsOf(columns, field);
  const isKept = (cuts.length - 1) * CHUNK_BYTES <= MOST_KEPT;
  for (let cut = 0; cut + 1 < cuts.length; cut += 1) {
    const make = (): Joined => join(columns, field, { first: cuts[cut]!, end: cuts[cut + 1]!, ignoreCase });
    yield isKept ? columns.keep(`joined ${field} ${ignoreCase} ${cut}`, bytesOf, make) : make();
  }
}

const bytesOf = ({ text, starts }: Joined): number => text.length * 2 + starts.byteLength;

/** First ids of the strings, and the end of the last. */
function cutsOf(columns: Columns, field: FieldName): readonly number[] {
  return columns.keep(`cuts ${field}`, (made) => made.length * 8, () => {
    const { ends } = columns.texts;
    const numbers = columns.textNumbers(field);
    const cuts = [1];
    let bytes = 0;
    for (let id = 1; id < numbers.length; id += 1) {
      const number = numbers[id]!;
      bytes += ends[number - 1]! - (number === 1 ? 0 : ends[number - 2]!) + 1;
      if (bytes < CHUNK_BYTES && id + 1 < numbers.length) continue;
      cuts.push(id + 1);
      bytes = 0;
    }
    return cuts;
  });
}

function join(columns: Columns, field: FieldName, { first, end, ignoreCase }: { readonly first: number; readonly end: number; readonly ignoreCase: boolean }): Joined {
  const { ends, bytesWith } = columns.texts;
  const numbers = columns.textNumbers(field);
  const startOf = (number: number): number => (number === 1 ? 0 : ends[number - 2]!);
  let length = 0;
  for (let id = first; id < end; id += 1) length += ends[numbers[id]! - 1]! - startOf(numbers[id]!) + 1;
  const all = new Uint8Array(length);
  let used = 0;
  for (let id = first; id < end; id += 1) {
    const last = ends[numbers[id]! - 1]!;
    const bytes = bytesWith(numbers[id]!);
    for (let at = startOf(numbers[id]!); at < last; at += 1) all[used++] = bytes[at] === BREAK ? INSIDE : bytes[at]!;
    all[used++] = BREAK;
  }
  // A byte order mark that stands in a log is part of the text.
  const plain = new TextDecoder('utf-8', { ignoreBOM: true }).decode(all);
  const text = ignoreCase ? plain.toLowerCase() : plain;
  const starts = new Uint32Array(end - first + 1);
  for (let entry = 1; entry < starts.length; entry += 1) starts[entry] = text.indexOf('\n', starts[entry - 1]!) + 1;
  return { text, first, starts };
}
