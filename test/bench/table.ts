/** One line of the table. `reached` is null where no bar was set for it. */
export interface Line {
  readonly what: string;
  readonly bilocate: string;
  readonly duckdb: string;
  readonly ratio: string;
  readonly bar: string;
  readonly reached: boolean | null;
}

const heads = ['what', 'Bilocate', 'DuckDB', 'ratio', 'bar', 'reached'] as const;

/** The lines as a Markdown table, columns aligned so that it reads in a terminal too. */
export function table(lines: readonly Line[]): string {
  const rows = lines.map((line) => [line.what, line.bilocate, line.duckdb, line.ratio, line.bar, line.reached === null ? '' : line.reached ? 'yes' : 'NOT REACHED']);
  return grid(heads, rows);
}

/** Cells as a Markdown table, columns aligned. */
export function grid(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = heads.map((head, i) => Math.max(head.length, ...rows.map((row) => row[i]!.length)));
  const row = (cells: readonly string[]): string => `| ${cells.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`;
  return [row(heads), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(row)].join('\n');
}

export const seconds = (value: number): string => `${value < 10 ? value.toFixed(2) : value.toFixed(1)} s`;
export const megabytes = (value: number): string => `${Math.round(value)} MB`;
export const times = (value: number): string => `${value.toFixed(2)} ×`;
export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)]!;
