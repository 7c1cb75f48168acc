import type { Narrow } from './narrow.ts';

/**
 * The ids of a field as they lie: a code for each row, as narrow as it is stored, and the id of each code where the field is reached through
 * another one (ASN through address); null where a code is the id. A tenth of the memory of widened ids, and what is asked of a code is asked
 * once for all of its rows.
 */
export interface Coded {
  readonly codes: Narrow;
  readonly table: Uint32Array | null;
}

/** The ids of some rows, in their order. `into`, at least as long, saves the array. */
export function idsOfRows<T extends Narrow>({ codes, table }: Coded, rows: Uint32Array, into: T): T {
  if (table === null) for (let at = 0; at < rows.length; at += 1) into[at] = codes[rows[at]!]!;
  else for (let at = 0; at < rows.length; at += 1) into[at] = table[codes[rows[at]!]!]!;
  return into;
}

/** The ids of all rows. */
export function widenedIds({ codes, table }: Coded): Uint32Array {
  if (table === null) return codes instanceof Uint32Array ? codes : new Uint32Array(codes);
  const ids = new Uint32Array(codes.length);
  for (let row = 0; row < ids.length; row += 1) ids[row] = table[codes[row]!]!;
  return ids;
}

/** What a table by id says of each code. */
export function saidOfCodes({ table }: Coded, says: Uint8Array): Uint8Array {
  if (table === null) return says;
  const said = new Uint8Array(table.length);
  for (let code = 0; code < said.length; code += 1) said[code] = says[table[code]!]!;
  return said;
}

/** What a table by id says of each row. */
export function saidOfRows(coded: Coded, says: Uint8Array): Uint8Array {
  const { codes } = coded;
  const said = saidOfCodes(coded, says);
  const out = new Uint8Array(codes.length);
  for (let row = 0; row < out.length; row += 1) out[row] = said[codes[row]!]!;
  return out;
}

/** The same codes with other ids: `to` by id. */
export function withIds({ codes, table }: Coded, to: Uint32Array): Coded {
  return { codes, table: table === null ? to : table.map((id) => to[id]!) };
}
