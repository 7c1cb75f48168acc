import type { FieldName } from '../contract/index.ts';
import { narrowType, type Narrow } from './narrow.ts';
import type { ColumnPage } from './page.ts';

/** A page as it is kept, on memory that threads share: columns as narrow as they can be, and none where no row has a value. */
export interface PackedPage {
  readonly n: number;
  readonly time: Float64Array;
  readonly event: Int32Array;
  readonly identity: Uint8Array | null;
  readonly actor: PackedIds | null;
  readonly ids: Map<FieldName, PackedIds>;
  /** `counts[row]` values of each row, one after the other. */
  readonly many: Map<FieldName, { readonly counts: PackedIds; readonly values: PackedIds }>;
  readonly numbers: Map<FieldName, PackedValues<number>>;
  readonly texts: Map<FieldName, PackedValues<string>>;
}
/** None of them is above `most`. */
export interface PackedIds { readonly most: number; readonly ids: Narrow }
/** `codes[row]` is 0 = absent, or counts in `seen` from 1. */
export interface PackedValues<T extends number | string> { readonly seen: readonly T[]; readonly codes: Narrow }

/** Packs a page; what it gives shares nothing with it. Throws on a negative id. */
export function packPage({ n, time, event, identity, actor, ids, numbers, many, texts }: ColumnPage): PackedPage {
  return {
    n,
    time: shared(Float64Array, time.subarray(0, n)),
    event: shared(Int32Array, event.subarray(0, n)),
    identity: identity === undefined ? null : shared(Uint8Array, identity.subarray(0, n * 16)),
    actor: packIds(actor, 0, n),
    ids: packed(ids, (column) => packIds(column, 0, n)),
    many: packed(many, ({ offsets, values }) => {
      const inside = packIds(values, offsets[0] ?? 0, offsets[n] ?? 0);
      return inside === null ? null : { counts: packIds(countsOf(offsets, n), 0, n)!, values: inside };
    }),
    numbers: packed(numbers, (column) => packValues<number>(column, n)),
    texts: packed(texts ?? {}, (column) => packValues<string>(column, n)),
  };
}

function packed<A, P>(columns: { readonly [N in FieldName]?: A }, pack: (column: A) => P | null): Map<FieldName, P> {
  const found = new Map<FieldName, P>();
  for (const [field, column] of Object.entries(columns) as [FieldName, A][]) {
    const one = pack(column);
    if (one !== null) found.set(field, one);
  }
  return found;
}

function countsOf(offsets: ArrayLike<number>, n: number): Int32Array {
  const counts = new Int32Array(n);
  for (let row = 0; row < n; row += 1) counts[row] = offsets[row + 1]! - offsets[row]!;
  return counts;
}

/** Null where there is nothing but 0. */
function packIds(ids: Int32Array, from: number, to: number): PackedIds | null {
  let most = 0;
  let least = 0;
  for (let at = from; at < to; at += 1) {
    const id = ids[at]!;
    if (id > most) most = id;
    else if (id < least) least = id;
  }
  if (least < 0) throw new Error(`${least} is no id.`);
  return most === 0 ? null : { most, ids: narrow(ids.subarray(from, to), most) };
}

/** NaN and null are absent; null where nothing else is there. */
function packValues<T extends number | string>(column: ArrayLike<T | null>, n: number): PackedValues<T> | null {
  const codes = new Uint32Array(n);
  const seen: T[] = [];
  const codeOf = new Map<T, number>();
  for (let row = 0; row < n; row += 1) {
    const value = column[row] ?? null;
    if (value === null || value !== value) continue;
    let code = codeOf.get(value);
    if (code === undefined) codeOf.set(value, (code = seen.push(value)));
    codes[row] = code;
  }
  return seen.length === 0 ? null : { seen, codes: narrow(codes, seen.length) };
}

interface Shareable<A> { new (buffer: SharedArrayBuffer): A & { set(from: ArrayLike<number>): void }; readonly BYTES_PER_ELEMENT: number }

function shared<A>(Kind: Shareable<A>, from: ArrayLike<number>): A {
  const copy = new Kind(new SharedArrayBuffer(from.length * Kind.BYTES_PER_ELEMENT));
  copy.set(from);
  return copy;
}

const kinds = { u8: Uint8Array, u16: Uint16Array, u32: Uint32Array } as const;
const narrow = (ids: Int32Array | Uint32Array, most: number): Narrow => shared<Narrow>(kinds[narrowType(most + 1)], ids);
