import type { Rule } from '../rule.ts';
import { aggregateSql } from './aggregate-sql.ts';
import type { Rendered, SqlContext, Step } from './base.ts';
import { dialectOf, noSql, type DialectName } from './dialect.ts';
import { firstSeenSql } from './first-seen-sql.ts';
import { matchSql } from './match-sql.ts';
import { outlierSql } from './outlier-sql.ts';
import { caseViewsSql, tablesSql } from './tables.ts';

/** A rule as SQL text. Nothing here runs it. */
export interface RuleSql {
  readonly dialect: DialectName;
  /** `CREATE TABLE` of the two tables that it asks. */
  readonly tables: string;
  /** The same as views over a case file; null outside SQLite. */
  readonly caseViews: string | null;
  /** One row per finding, or row of a view. Times in UTC ms. */
  readonly query: string;
  /** What was left out: `reason`, `events`. */
  readonly leftOut: string;
}

export interface SqlOptions {
  readonly dialect?: DialectName;
  /** IANA zone of calendar days; UTC without it. */
  readonly zone?: string;
  /** UTC ms of the first and the last event: needed for calendar windows of another zone than UTC. */
  readonly range?: readonly [from: number, to: number] | null;
  /** UTC ms, to exclusive: when the logs of the rule were all silent. Outliers do not take such slices for empty ones. */
  readonly silent?: readonly (readonly [from: number, to: number])[];
}

/**
 * A second answer, independent of the engine: a rule with its parameters bound as one SELECT with CTEs. Throws Fault `rule/no-sql` with the reason
 * where the kind, a window or a test has no SQL form in the dialect.
 */
export function ruleSql(rule: Rule, { dialect: name = 'sqlite', zone = 'UTC', range = null, silent = [] }: SqlOptions = {}): RuleSql {
  const context: SqlContext = { dialect: dialectOf[name], zone, range, silent };
  const { names, steps, last, leftOut } = render(rule, context);
  const fields = names.plain();
  // ClickHouse fills what a join does not find with zeros and empty texts, and takes a name for what the SELECT calls so rather than for the column, unless it is told.
  const end = name === 'clickhouse' ? '\nSETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1;' : ';';
  const judged = leftOut.length === 0 ? steps.slice(0, steps.findIndex((step) => step.name === 'judged') + 1) : steps;
  const reasons = ['SELECT left_out AS reason, count(*) AS events FROM judged WHERE left_out IS NOT NULL GROUP BY left_out', ...leftOut.map((one) => `SELECT reason, events FROM (${one}) l WHERE events > 0`)];
  return {
    dialect: name, tables: tablesSql(fields, name), caseViews: name === 'sqlite' ? caseViewsSql(fields, rule.requires.datasets) : null,
    query: `${withSteps(steps)}\n${last}${end}`, leftOut: `${withSteps(judged)}\n${reasons.join('\nUNION ALL\n')}${end}`,
  };
}

function render(rule: Rule, context: SqlContext): Rendered {
  switch (rule.kind) {
    case 'match': return matchSql(rule, context);
    case 'aggregate': return aggregateSql(rule, context);
    case 'first_seen': return firstSeenSql(rule, context);
    case 'outlier': return outlierSql(rule, context);
    default: throw noSql(`Rules of kind ${rule.kind} have no SQL form here.`);
  }
}

const withSteps = (steps: readonly Step[]): string => `WITH ${steps.map(({ name, sql }) => `${name} AS (\n  ${sql}\n)`).join(',\n')}`;
