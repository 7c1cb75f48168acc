/**
 * One cell of a CSV line (RFC 4180). A text that a spreadsheet would run as a formula gets an apostrophe in front: = + - @, their full-width forms, tab, line
 * ends and NUL at its beginning, spaces before them or not. Numbers stay numbers.
 */
export function csvCell(value: string | number | null): string {
  const text = value === null ? '' : String(value);
  const inert = typeof value === 'string' && /^\s*[=+\-@\t\r\n\0＝＋－＠]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

/** A line with its end. */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}
