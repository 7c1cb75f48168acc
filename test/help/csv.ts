/** The cells of a CSV text (RFC 4180), line by line, the byte order mark left out. */
export function csvCells(text: string): string[][] {
  const lines: string[][] = [[]];
  for (const [, cell, end] of text.replace(/^\uFEFF/, '').matchAll(/("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n|$)/g)) {
    lines.at(-1)!.push(cell!.startsWith('"') ? cell!.slice(1, -1).replaceAll('""', '"') : cell!);
    if (end === '\r\n') lines.push([]);
    if (end === '') break;
  }
  const last = lines.at(-1)!;
  return last.length === 1 && last[0] === '' ? lines.slice(0, -1) : lines;
}

/** Rows by the names in the first line. */
export function csvRows(text: string): Record<string, string>[] {
  const [head = [], ...lines] = csvCells(text);
  return lines.map((cells) => Object.fromEntries(head.map((name, i) => [name, cells[i] ?? ''])));
}
