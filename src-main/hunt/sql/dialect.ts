import { Fault } from '../../contract/index.ts';

export const dialects = ['sqlite', 'duckdb', 'clickhouse'] as const;
export type DialectName = (typeof dialects)[number];

/** How a database writes what databases write differently. Arguments and answers are SQL, save where they are called a text. */
export interface Dialect {
  readonly name: DialectName;
  /** A text as a literal. */
  literal(text: string): string;
  asText(x: string): string;
  /** Lower case of letters; SQLite knows A to Z only. */
  lower(x: string): string;
  contains(x: string, text: string): string;
  starts(x: string, text: string): string;
  ends(x: string, text: string): string;
  /** Nothing but white space. */
  white(x: string): string;
  regex(x: string, pattern: string, fold: boolean): string;
  /** A number that is not negative, without its fraction. */
  whole(x: string): string;
  /** A number as one that has a fraction. */
  real(x: string): string;
  /** A part of an IPv4 address, from 1, as a number; the text is known to be one. */
  octet(x: string, part: number): string;
  isIpv4(x: string): string;
  isIpv6(x: string): string;
  /** The first group of an IPv6 address as four hexadecimal digits in lower case. */
  firstGroup(x: string): string;
  /** A SELECT of `win` and all `v` of it, by their bytes, one a line. */
  lines(from: string): string;
  /** A SELECT of `slot`: whole numbers from the first (SQL) to the last (SQL), so far from each other. */
  sequence(first: string, last: string, step: number): string;
  /** A table of pairs of whole numbers with these column names. */
  pairs(columns: readonly [string, string], rows: readonly (readonly [number, number])[]): string;
}

/** What has no SQL form, or none in a dialect, is refused by name. */
export function noSql(why: string): Fault {
  return new Fault('rule/no-sql', { why });
}

const quoted = (text: string): string => {
  if (text.includes('\0')) throw noSql('A text with a NUL has no SQL form here.');
  return `'${text.replaceAll("'", "''")}'`;
};
/** White space as JavaScript has it, for RE2. */
const whitePattern = String.raw`^[\t-\r \x{A0}\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}\x{FEFF}]*$`;
/** The same for SQLite's trim: no regular expressions there. */
const whiteSigns = `char(${[9, 10, 11, 12, 13, 32, 160, 5760, ...Array.from({ length: 11 }, (_, i) => 8192 + i), 8232, 8233, 8239, 8287, 12288, 65279].join(', ')})`;
const lengthOf = (text: string): number => [...text].length;
/** A dot is no line feed and case counts, unless it is said. */
const flagged = (pattern: string, fold: boolean): string => `(?${fold ? 'i' : ''}-s)${pattern}`;
const ipv4Pattern = String.raw`^\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}$`;
const valuesTable = (columns: readonly [string, string], rows: readonly (readonly [number, number])[]): string =>
  `SELECT column1 AS ${columns[0]}, column2 AS ${columns[1]} FROM (VALUES ${rows.map((row) => `(${row.join(', ')})`).join(', ')})`;

const sqlite: Dialect = {
  name: 'sqlite',
  literal: quoted,
  asText: (x) => `CAST(${x} AS TEXT)`,
  lower: (x) => `lower(${x})`,
  contains: (x, text) => `instr(${x}, ${quoted(text)}) > 0`,
  starts: (x, text) => `substr(${x}, 1, ${lengthOf(text)}) = ${quoted(text)}`,
  ends: (x, text) => (text === '' ? `${x} IS NOT NULL` : `substr(${x}, -${lengthOf(text)}) = ${quoted(text)}`),
  white: (x) => `trim(${x}, ${whiteSigns}) = ''`,
  regex() {
    throw noSql('SQLite has no regular expressions of its own: regex has no SQL form there.');
  },
  whole: (x) => `CAST(${x} AS INTEGER)`,
  real: (x) => `CAST(${x} AS REAL)`,
  octet: (x, part) => `json_extract('[' || replace(${x}, '.', ',') || ']', '$[${part - 1}]')`,
  isIpv4: (x) => `CASE WHEN ${x} GLOB '[0-9]*.[0-9]*.[0-9]*.[0-9]*' AND ${x} NOT GLOB '*[^0-9.]*' AND length(${x}) - length(replace(${x}, '.', '')) = 3 THEN json_valid('[' || replace(${x}, '.', ',') || ']') ELSE 0 END = 1`,
  isIpv6: (x) => `${x} LIKE '%:%:%' AND ${x} NOT GLOB '*[^0-9a-fA-F:]*'`,
  firstGroup: (x) => `substr('0000' || lower(substr(${x}, 1, instr(${x}, ':') - 1)), -4)`,
  // ORDER BY inside of group_concat came with SQLite 3.44; Debian 12 has 3.40.
  lines: (from) => `SELECT DISTINCT win, group_concat(v, char(10)) OVER (PARTITION BY win ORDER BY v ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS v FROM ${from}`,
  sequence: (first, last, step) => `WITH RECURSIVE numbers(slot) AS (SELECT ${first} UNION ALL SELECT slot + ${step} FROM numbers WHERE slot < ${last}) SELECT slot FROM numbers`,
  pairs: valuesTable,
};

const duckdb: Dialect = {
  name: 'duckdb',
  literal: quoted,
  asText: (x) => `CAST(${x} AS VARCHAR)`,
  lower: (x) => `lower(${x})`,
  contains: (x, text) => `contains(${x}, ${quoted(text)})`,
  starts: (x, text) => `starts_with(${x}, ${quoted(text)})`,
  ends: (x, text) => `ends_with(${x}, ${quoted(text)})`,
  white: (x) => `regexp_matches(${x}, ${quoted(whitePattern)})`,
  regex: (x, pattern, fold) => `regexp_matches(${x}, ${quoted(flagged(pattern, fold))})`,
  whole: (x) => `CAST(floor(${x}) AS BIGINT)`,
  real: (x) => `CAST(${x} AS DOUBLE)`,
  octet: (x, part) => `CAST(split_part(${x}, '.', ${part}) AS BIGINT)`,
  isIpv4: (x) => `regexp_matches(${x}, ${quoted(ipv4Pattern)})`,
  isIpv6: (x) => `regexp_matches(${x}, '^[0-9a-fA-F:]*:[0-9a-fA-F:]*:[0-9a-fA-F:]*$')`,
  firstGroup: (x) => `right('0000' || lower(split_part(${x}, ':', 1)), 4)`,
  sequence: (first, last, step) => `SELECT unnest(generate_series(${first}, ${last}, ${step})) AS slot`,
  lines: (from) => `SELECT win, string_agg(v, chr(10) ORDER BY v) AS v FROM ${from} GROUP BY win`,
  pairs: (columns, rows) => `SELECT * FROM (VALUES ${rows.map((row) => `(${row.join(', ')})`).join(', ')}) AS t(${columns.join(', ')})`,
};

/** A backslash escapes in its literals. */
const escaped = (text: string): string => quoted(text.replaceAll('\\', '\\\\'));
const clickhouse: Dialect = {
  name: 'clickhouse',
  literal: escaped,
  asText: (x) => `toString(${x})`,
  lower: (x) => `lowerUTF8(${x})`,
  contains: (x, text) => `position(${x}, ${escaped(text)}) > 0`,
  starts: (x, text) => `startsWith(${x}, ${escaped(text)})`,
  ends: (x, text) => `endsWith(${x}, ${escaped(text)})`,
  white: (x) => `match(${x}, ${escaped(whitePattern)})`,
  regex: (x, pattern, fold) => `match(${x}, ${escaped(flagged(pattern, fold))})`,
  whole: (x) => `toInt64(floor(${x}))`,
  real: (x) => `toFloat64(${x})`,
  // Every branch of a CASE may be computed: a text that is no address must not end the query.
  octet: (x, part) => `toInt64OrZero(splitByChar('.', assumeNotNull(${x}))[${part}])`,
  isIpv4: (x) => `match(${x}, ${escaped(ipv4Pattern)})`,
  isIpv6: (x) => `match(${x}, '^[0-9a-fA-F:]*:[0-9a-fA-F:]*:[0-9a-fA-F:]*$')`,
  firstGroup: (x) => `right(concat('0000', lower(splitByChar(':', assumeNotNull(${x}))[1])), 4)`,
  sequence: (first, last, step) => `SELECT ${first} + number * ${step} AS slot FROM numbers(toUInt64(assumeNotNull((${last} - ${first}) / ${step})) + 1)`,
  lines: (from) => `SELECT win, arrayStringConcat(arraySort(groupArray(v)), '\\n') AS v FROM ${from} GROUP BY win`,
  pairs: (columns, rows) => `SELECT pair.1 AS ${columns[0]}, pair.2 AS ${columns[1]} FROM (SELECT arrayJoin([${rows.map((row) => `(toInt64(${row[0]}), toInt64(${row[1]}))`).join(', ')}]) AS pair)`,
};

export const dialectOf: { readonly [D in DialectName]: Dialect } = { sqlite, duckdb, clickhouse };

/** A name of a column. Names of fields have dots, and keep them. */
export const column = (name: string): string => `"${name.replaceAll('"', '""')}"`;
