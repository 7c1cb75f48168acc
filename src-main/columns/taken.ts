import { fieldNames, type FieldName } from '../contract/index.ts';
import type { Narrow } from './narrow.ts';
import type { PackedIds, PackedPage } from './packed-page.ts';

/** What the rows name; only fields that some row has. The first of them has code 1, and so on. */
export interface Taken {
  /** Ids of the case, ascending. */
  readonly actors: Uint32Array;
  readonly ids: ReadonlyMap<FieldName, Uint32Array>;
  readonly many: ReadonlyMap<FieldName, Uint32Array>;
  /** Code by value. */
  readonly numbers: ReadonlyMap<FieldName, ReadonlyMap<number, number>>;
  readonly texts: ReadonlyMap<FieldName, ReadonlyMap<string, number>>;
}

/** Looks through the pages, field by field. */
export function* takenOf(pages: readonly PackedPage[]): Generator<void, Taken> {
  const [ids, many] = [new Map<FieldName, Uint32Array>(), new Map<FieldName, Uint32Array>()];
  const [numbers, texts] = [new Map<FieldName, ReadonlyMap<number, number>>(), new Map<FieldName, ReadonlyMap<string, number>>()];
  for (const field of fieldNames) {
    if (pages.some((page) => page.ids.has(field))) ids.set(field, idsIn(pages, (page) => page.ids.get(field)));
    if (pages.some((page) => page.many.has(field))) many.set(field, idsIn(pages, (page) => page.many.get(field)?.values));
    if (pages.some((page) => page.numbers.has(field))) numbers.set(field, codesOf(pages.flatMap((page) => page.numbers.get(field)?.seen ?? [])));
    if (pages.some((page) => page.texts.has(field))) texts.set(field, codesOf(pages.flatMap((page) => page.texts.get(field)?.seen ?? [])));
    yield;
  }
  return { actors: idsIn(pages, ({ actor }) => actor ?? undefined), ids, many, numbers, texts };
}

function codesOf<T>(values: readonly T[]): ReadonlyMap<T, number> {
  const codes = new Map<T, number>();
  for (const value of values) if (!codes.has(value)) codes.set(value, codes.size + 1);
  return codes;
}

function idsIn(pages: readonly PackedPage[], of: (page: PackedPage) => PackedIds | undefined): Uint32Array {
  const there = new Uint8Array(pages.reduce((most, page) => Math.max(most, of(page)?.most ?? 0), 0) + 1);
  let wide = new Uint32Array(0);
  for (const page of pages) {
    const part = of(page);
    if (part === undefined) continue;
    wide = widened(part.ids, wide);
    for (let at = 0; at < part.ids.length; at += 1) there[wide[at]!] = 1;
  }
  let n = 0;
  for (let id = 1; id < there.length; id += 1) n += there[id]!;
  const ids = new Uint32Array(n);
  n = 0;
  for (let id = 1; id < there.length; id += 1) if (there[id] === 1) ids[n++] = id;
  return ids;
}

function widened(ids: Narrow, room: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const wide = room.length < ids.length ? new Uint32Array(ids.length) : room;
  wide.set(ids);
  return wide;
}
