// Controls but tab and line feed, formats (bidi marks and overrides, zero widths, tags), separators, private use, lone surrogates, and what looks like nothing.
const unseen = /(?![\t\n])\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}|\p{Co}|\p{Cs}|\p{Default_Ignorable_Code_Point}|\u2800/gu;

/**
 * Text of evidence on a terminal: control, escape and bidi characters become visible escapes, so that a log line cannot move the cursor,
 * set the title, or reorder what is read (CWE-150, CVE-2021-42574).
 */
export function plain(text: string): string {
  return text.replace(unseen, (c) => `\\u{${c.codePointAt(0)!.toString(16).toUpperCase()}}`);
}

/** A cell is one line: a line feed or tab of evidence would break the row, or make another of it. */
const cell = (text: string): string => plain(text).replace(/[\t\n]/g, (c) => `\\u{${c.codePointAt(0)!.toString(16).toUpperCase()}}`);

/** Rows as aligned columns, two spaces apart. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const safe = [head, ...rows.map((row) => row.map(cell))];
  const widths = head.map((_, i) => Math.max(...safe.map((row) => row[i]?.length ?? 0)));
  return safe.map((row) => row.map((text, i) => text.padEnd(widths[i] ?? 0)).join('  ').trimEnd()).join('\n');
}

export function bytesText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
}

export function secondsText(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
