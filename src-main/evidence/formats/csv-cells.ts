/** The cells of one row. */
export type Cells = readonly string[];

/**
 * The cells of one row of CSV (RFC 4180): a cell that begins with a quote ends with one, and two quotes inside mean one. Quotes elsewhere are text.
 * The row is one that the splitter found whole; where it is not, what follows a closing quote belongs to the cell.
 */
export function readCells(row: string, delimiter: number): Cells {
  const mark = String.fromCharCode(delimiter);
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    if (row.charCodeAt(at) === 0x22) {
      const end = quotedEnd(row, at + 1);
      let cell = row.slice(at + 1, end).replaceAll('""', '"');
      const next = row.indexOf(mark, end + 1);
      cell += row.slice(end + 1, next < 0 ? row.length : next);
      cells.push(cell);
      if (next < 0) return cells;
      at = next + 1;
    } else {
      const next = row.indexOf(mark, at);
      cells.push(row.slice(at, next < 0 ? row.length : next));
      if (next < 0) return cells;
      at = next + 1;
    }
  }
}

/** The index of the quote that closes, or the length of the row. */
function quotedEnd(row: string, from: number): number {
  let end = row.indexOf('"', from);
  while (end >= 0 && row.charCodeAt(end + 1) === 0x22) end = row.indexOf('"', end + 2);
  return end < 0 ? row.length : end;
}
