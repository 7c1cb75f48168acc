import { splitPath, type BatchPlaces } from '../case/index.ts';
import { grown, type BatchTexts } from './batch-columns.ts';

/** Where a draft lies: offset and length in the unpacked member, ordinal of its span, path inside the record. */
export interface DraftPlace {
  readonly offset: number;
  readonly length: number;
  readonly ordinal: number;
  readonly path: string | null;
}

const FIRST_ROOM = 1024;
const MOST_DIGITS = 9;

/** Places as columns, one a row. */
export class PlaceColumns {
  readonly #texts: BatchTexts;
  #offset = new Float64Array(0);
  #length = new Int32Array(0);
  #ordinal = new Int32Array(0);
  #path = new Int32Array(0);
  #item = new Int32Array(0);
  #lastPath: PathMemo | null = null;

  constructor(texts: BatchTexts) {
    this.#texts = texts;
  }

  put(row: number, place: DraftPlace): void {
    this.#offset[row] = place.offset;
    this.#length[row] = place.length;
    this.#ordinal[row] = place.ordinal;
    this.#path[row] = 0;
    this.#item[row] = -1;
    if (place.path !== null) this.#locate(row, place.path);
  }

  grow(rows: number): void {
    this.#offset = grown(this.#offset, rows);
    this.#length = grown(this.#length, rows);
    this.#ordinal = grown(this.#ordinal, rows);
    this.#path = grown(this.#path, rows);
    this.#item = grown(this.#item, rows);
  }

  /** Hands over the first `n` rows; the texts of their paths go with the batch. */
  take(n: number): BatchPlaces {
    this.#lastPath = null;
    return { offset: this.#offset.slice(0, n), length: this.#length.slice(0, n), ordinal: this.#ordinal.slice(0, n), path: this.#path.slice(0, n), item: this.#item.slice(0, n) };
  }

  #locate(row: number, path: string): void {
    const last = this.#lastPath;
    let item = last === null ? -1 : itemIn(path, last);
    if (item < 0) {
      const parts = splitPath(path);
      item = parts.item;
      const at = parts.text.indexOf('[*]');
      this.#lastPath = { id: this.#texts.id(parts.text), head: item < 0 ? path : parts.text.slice(0, at + 1), tail: item < 0 ? '' : parts.text.slice(at + 2) };
    }
    this.#path[row] = this.#lastPath!.id;
    this.#item[row] = item;
  }
}

/** Places of the records that are an event together with another one: any number per event, mostly none. */
export class FurtherPlaces {
  readonly #places: PlaceColumns;
  #room = 0;
  #n = 0;
  /** Events that have some, with how many. */
  #of: { readonly row: number; readonly count: number }[] = [];

  constructor(texts: BatchTexts) {
    this.#places = new PlaceColumns(texts);
  }

  /** @param row rises from call to call */
  put(row: number, places: readonly DraftPlace[]): void {
    if (places.length === 0) return;
    this.#of.push({ row, count: places.length });
    for (const place of places) {
      if (this.#n === this.#room) this.#places.grow((this.#room = Math.max(FIRST_ROOM, this.#room * 2)));
      this.#places.put(this.#n, place);
      this.#n += 1;
    }
  }

  /** Hands over those of the first `n` events; undefined where none has any. */
  take(n: number): (BatchPlaces & { readonly offsets: Int32Array }) | undefined {
    const places = this.#places.take(this.#n);
    if (this.#n === 0) return undefined;
    const offsets = new Int32Array(n + 1);
    for (const { row, count } of this.#of) offsets[row + 1] = count;
    for (let row = 0; row < n; row += 1) offsets[row + 1]! += offsets[row]!;
    this.#n = 0;
    this.#of = [];
    return { offsets, ...places };
  }
}

/** What stood before and behind the item of the last path: neighbours mostly differ in it alone. */
interface PathMemo {
  readonly id: number;
  readonly head: string;
  readonly tail: string;
}

/** The item of a path that is `head`, a number and `tail`; -1 where it is not. */
function itemIn(path: string, { head, tail }: PathMemo): number {
  const from = head.length;
  const to = path.length - tail.length;
  if (tail === '' || to <= from || to - from > MOST_DIGITS || !path.startsWith(head) || !path.endsWith(tail)) return -1;
  let item = 0;
  for (let at = from; at < to; at += 1) {
    const digit = path.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return -1;
    item = item * 10 + digit;
  }
  return path.charCodeAt(from) === 48 && to - from > 1 ? -1 : item;
}
