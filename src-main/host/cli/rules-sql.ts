import { join } from 'node:path';
import { Fault } from '../../contract/index.ts';
import { bindRule, loadRules, pickRules, ruleKey, ruleSql, type DialectName, type Rule, type RuleSql } from '../../hunt/index.ts';
import { EXIT, jsonText, type Cli } from './context.ts';
import { plain } from './terminal.ts';

export interface SqlVerbOptions {
  readonly variant?: string;
  readonly dialect: DialectName;
  readonly param?: Readonly<Record<string, string>>;
  readonly zone: string;
  /** UTC ms. */
  readonly from?: number;
  readonly to?: number;
  /** UTC ms, to exclusive. */
  readonly silent?: readonly (readonly [number, number])[];
}

/** A rule as SQL; `refused` says why where it has none, and then the rest is null. */
interface ShownSql {
  readonly rule: string;
  readonly variant: string;
  readonly version: number;
  readonly dialect: DialectName;
  readonly refused: string | null;
  readonly tables: string | null;
  readonly caseViews: string | null;
  readonly query: string | null;
  readonly leftOut: string | null;
}

/** `bilocate rules show ID --sql`. Throws Fault `rule/no-sql` where none of the variants has an SQL form. */
export function rulesSqlVerb(cli: Cli, id: string, options: SqlVerbOptions): Promise<number> {
  const rules = pickRules(loadRules(join(cli.app.folders.resources, 'rules')).rules, [id]).filter((rule) => options.variant === undefined || rule.variant === options.variant);
  const shown = rules.map((rule) => shownSql(rule, options));
  if (shown.every((one) => one.refused !== null)) throw new Fault('rule/no-sql', { rule: id, why: shown[0]?.refused ?? 'There is no such variant.' });
  cli.out(cli.json ? jsonText(shown) : `${shown.map((one) => plainText(one)).join('\n\n')}\n`);
  return Promise.resolve(EXIT.done);
}

function shownSql(rule: Rule, { dialect, param, zone, from, to, silent }: SqlVerbOptions): ShownSql {
  const head = { rule: rule.id, variant: rule.variant, version: rule.version, dialect };
  const made = orRefused(() => ruleSql(bindRule(rule, param ?? {}), { dialect, zone, range: from === undefined || to === undefined ? null : [from, to], ...(silent === undefined ? {} : { silent }) }));
  return typeof made === 'string' ? { ...head, refused: made, tables: null, caseViews: null, query: null, leftOut: null } : { ...head, refused: null, tables: made.tables, caseViews: made.caseViews, query: made.query, leftOut: made.leftOut };
}

function orRefused(make: () => RuleSql): RuleSql | string {
  try {
    return make();
  } catch (error) {
    if (error instanceof Fault && error.code === 'rule/no-sql') return String(error.params['why']);
    throw error;
  }
}

function plainText(one: ShownSql): string {
  const head = `-- ${ruleKey({ id: one.rule, variant: one.variant as Rule['variant'] })}, version ${one.version}`;
  if (one.refused !== null) return `${head}: ${plain(one.refused)}`;
  return [
    `${head}, as SQL for ${one.dialect}`,
    one.caseViews === null ? '-- The tables that it asks. Fill them first.' : '-- What it asks, as views over a case file: sqlite3 -readonly copy.bilocate', one.caseViews ?? one.tables,
    '-- One row per finding, or row of a table. Times in UTC ms.', one.query, '-- What was left out, and why.', one.leftOut,
  ].join('\n');
}
