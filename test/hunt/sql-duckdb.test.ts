import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { bindRule, loadRules, ruleKey, ruleSql, type Rule, type RuleSql } from '../../src-main/hunt/index.ts';
import type { SqlOptions } from '../../src-main/hunt/sql/rule-sql.ts';
import { engineAnswer, silenceOf, tableRows, worded } from './sql-side.ts';

type Row = Record<string, string | number | bigint | null>;
interface Connection {
  run(sql: string, values?: readonly unknown[]): Promise<unknown>;
  runAndReadAll(sql: string): Promise<{ getRowObjects(): Row[] }>;
}
interface DuckDb {
  readonly DuckDBInstance: { create(path: string): Promise<{ connect(): Promise<Connection> }> };
}

/** DuckDB belongs to the bench, which is installed by hand (test/bench/README.md). */
const bench = 'test/bench/node_modules/@duckdb/node-api';
const there = existsSync(bench);
const duckdb = there ? (createRequire(import.meta.url)(`../../${bench}`) as DuckDb) : null;

function sqlOf(rule: Rule, zone: string, range: readonly [number, number], silent: NonNullable<SqlOptions['silent']> = []): RuleSql | null {
  try {
    return ruleSql(rule, { dialect: 'duckdb', zone, range, silent });
  } catch {
    return null;
  }
}

describe.skipIf(!there)(`the examples of rules in DuckDB${there ? '' : ': it is not installed in test/bench'}`, () => {
  const shipped = loadRules('resources/rules').rules.filter((rule) => sqlOf(rule, 'UTC', [0, 0]) !== null);
  test.each(shipped.map((rule) => [ruleKey(rule), rule] as const))('%s', async (_, rule) => {
    for (const example of rule.examples) {
      const bound = bindRule(rule, example.parameters);
      const events = example.events.map((event) => ({ 'event.dataset': rule.requires.datasets[0]!, ...event.fields, time: example.start + event.at }));
      const times = events.map(({ time }) => time);
      const { tables, query, leftOut } = sqlOf(bound, example.zone, [Math.min(...times), Math.max(...times)], silenceOf(bound, events))!;
      const connection = await (await duckdb!.DuckDBInstance.create(':memory:')).connect();
      await connection.run(tables);
      const filled = tableRows(events);
      const names = (await connection.runAndReadAll('SELECT column_name AS name FROM information_schema.columns WHERE table_name = \'events\' ORDER BY ordinal_position')).getRowObjects().map((row) => String(row['name']));
      for (const event of filled.events) await connection.run(`INSERT INTO events VALUES (${names.map((_name, i) => `$${i + 1}`).join(', ')})`, names.map((name) => event[name] ?? null));
      for (const value of filled.values) await connection.run('INSERT INTO event_values VALUES ($1, $2, $3, $4)', value);
      const rows = async (sql: string): Promise<Record<string, string | number | null>[]> => (await connection.runAndReadAll(sql)).getRowObjects().map((row) => Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, typeof cell === 'bigint' ? Number(cell) : cell])));
      expect(worded(bound, await rows(query), (await rows(leftOut)) as unknown as { reason: string; events: number }[]), example.says).toEqual(engineAnswer(bound, events, example.zone));
    }
  });
});
