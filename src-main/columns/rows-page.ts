/** A page of rows for a table: `next` is what to ask with `after` for the following one, null at the end. */
export interface RowsPage {
  readonly rows: Uint32Array;
  readonly next: number | null;
  readonly total: number;
}

/** `limit` rows after the first `after` ones. */
export function rowsPage(rows: Uint32Array, after: number, limit: number): RowsPage {
  const end = Math.min(rows.length, after + limit);
  return { rows: rows.slice(after, end), next: end < rows.length ? end : null, total: rows.length };
}
