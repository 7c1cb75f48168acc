import { emptyReason } from '../run.ts';
import type { Derive, Rule } from '../rule.ts';
import { namesOf, operatorsSql, type Names } from './names.ts';
import { blankSql, whereSql } from './where-sql.ts';
import type { Dialect } from './dialect.ts';

/** What the text depends on besides the rule. */
export interface SqlContext {
  readonly dialect: Dialect;
  /** IANA zone of calendar days. */
  readonly zone: string;
  /** UTC ms of the first and the last event, for boundaries of calendar windows outside UTC; null: not known. */
  readonly range: readonly [from: number, to: number] | null;
  /** UTC ms, to exclusive: when the logs of the rule were all silent. */
  readonly silent: readonly (readonly [from: number, to: number])[];
}

/** A CTE: its name, and its SELECT. */
export interface Step {
  readonly name: string;
  readonly sql: string;
}

/** What a kind makes of the rows that are left. */
export interface Rendered {
  readonly names: Names;
  readonly steps: readonly Step[];
  readonly last: string;
  /** SELECTs of a reason and a number, for what is left out besides events. */
  readonly leftOut: readonly string[];
}

/** A group in columns: `g0` … its parts, NULL where blank; `t0` … how they read. */
export interface Grouping {
  readonly names: readonly string[];
  /** Columns of a SELECT over `asked`. */
  readonly columns: readonly string[];
  readonly keys: readonly string[];
  readonly texts: readonly string[];
}

export function groupingOf(rule: Rule, by: readonly string[], names: Names): Grouping {
  const parts = by.map((name, i) => {
    const named = names.named(name);
    const blank = blankSql(rule.vendor, named, names.dialect);
    const [key, text] = [named.key(), named.text()];
    return [`CASE WHEN ${blank} THEN NULL ELSE ${key} END AS g${i}`, `CASE WHEN ${blank} THEN '' ELSE ${text} END AS t${i}`];
  });
  return { names: by, columns: parts.flat(), keys: by.map((_, i) => `g${i}`), texts: by.map((_, i) => `t${i}`) };
}

/**
 * The rows of a rule: `wide` has the fields it asks for, `asked` those that its filter lets through, `judged` says of each why it is left out, `kept` has the others.
 * @param filled fields that an event must have
 * @param columns more columns of `judged`, over those of `asked`
 */
export function baseSteps(rule: Rule, names: Names, filled: readonly string[], columns: readonly string[]): readonly Step[] {
  const { dialect } = names;
  const datasets = rule.requires.datasets.map((one) => dialect.literal(one)).join(', ');
  const dataset = names.named('event.dataset').text();
  const where = `${dataset} IN (${datasets})\n    AND ${whereSql(rule.where, names)}`;
  const reasons = [
    ...rule.except.map((one) => `WHEN ${whereSql(one.where, names)} THEN ${dialect.literal(one.reason)}`),
    ...filled.map((name) => `WHEN ${blankSql(rule.vendor, names.named(name), dialect)} THEN ${dialect.literal(emptyReason(name))}`),
  ];
  const leftOut = reasons.length === 0 ? 'NULL AS left_out' : `CASE ${reasons.join('\n      ')} END AS left_out`;
  const wide = names.columns();
  const from = ['events e', ...names.joins()].join('\n  LEFT JOIN ');
  return [
    ...(names.needsOperators() ? [operatorsSql] : []),
    { name: 'wide', sql: `SELECT e.event AS event, e.seq AS seq, e.time_ms AS time_ms,\n    ${wide.join(',\n    ')}\n  FROM ${from}` },
    { name: 'asked', sql: `SELECT * FROM wide\n  WHERE ${where}` },
    { name: 'judged', sql: `SELECT asked.*,\n    ${[...columns, leftOut].join(',\n    ')}\n  FROM asked` },
    { name: 'kept', sql: 'SELECT * FROM judged WHERE left_out IS NULL' },
  ];
}

export const namesFor = (rule: Rule, context: SqlContext, more: Readonly<Record<string, Derive>> = {}): Names => namesOf(rule, context.dialect, more);

/** Rows of one group are those of one `gid`: blank parts are equal, which `=` would not say. */
export const groupNumber = (keys: readonly string[]): string => (keys.length === 0 ? '1' : `dense_rank() OVER (ORDER BY ${keys.join(', ')})`);

/** The fields of the group, as columns of the answer. */
export const groupCells = ({ names, texts }: Grouping, quote: (name: string) => string): readonly string[] => names.map((name, i) => `min(${texts[i]!}) AS ${quote(name)}`);
