import fc from 'fast-check';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PlainEvent } from '../../src-main/columns/index.ts';
import { bindRule, loadRules, ruleKey, ruleSql, type Rule, type RuleSql } from '../../src-main/hunt/index.ts';
import type { SqlOptions } from '../../src-main/hunt/sql/rule-sql.ts';
import { events, rule as anyRule } from './sql-random.ts';
import { engineAnswer, silenceOf, tableRows, worded, type Answer } from './sql-side.ts';

type Row = Record<string, string | number | bigint | null>;
interface Connection {
  run(sql: string, values?: readonly unknown[]): Promise<unknown>;
  runAndReadAll(sql: string): Promise<{ getRowObjects(): Row[] }>;
}
interface DuckDb {
  readonly DuckDBInstance: { create(path: string): Promise<{ connect(): Promise<Connection>; closeSync(): void }> };
}

/** DuckDB belongs to the bench, which is installed by hand (test/bench/README.md). */
const bench = 'test/bench/node_modules/@duckdb/node-api';
const there = existsSync(bench);
const duckdb = there ? (createRequire(import.meta.url)(`../../${bench}`) as DuckDb) : null;
/** Random rules: as many as take some seconds, or as many as the environment says. */
const RUNS = Number(process.env['BILOCATE_SQL_DUCKDB'] ?? 60);

function sqlOf(rule: Rule, zone: string, range: readonly [number, number], silent: NonNullable<SqlOptions['silent']> = []): RuleSql | null {
  try {
    return ruleSql(rule, { dialect: 'duckdb', zone, range, silent });
  } catch {
    return null;
  }
}

const rangeOf = (happened: readonly PlainEvent[]): readonly [number, number] => {
  const times = happened.map(({ time }) => time);
  return [Math.min(...times), Math.max(...times)];
};

/** What DuckDB says, over tables that it fills with the events. */
async function duckdbAnswer(connection: Connection, rule: Rule, happened: readonly PlainEvent[], zone: string): Promise<Answer> {
  const { tables, query, leftOut } = sqlOf(rule, zone, rangeOf(happened), silenceOf(rule, happened))!;
  await connection.run(`DROP TABLE IF EXISTS events; DROP TABLE IF EXISTS event_values; ${tables}`);
  const filled = tableRows(happened);
  const names = (await connection.runAndReadAll('SELECT column_name AS name FROM information_schema.columns WHERE table_name = \'events\' ORDER BY ordinal_position')).getRowObjects().map((row) => String(row['name']));
  for (const event of filled.events) await connection.run(`INSERT INTO events VALUES (${names.map((_name, i) => `$${i + 1}`).join(', ')})`, names.map((name) => event[name] ?? null));
  for (const value of filled.values) await connection.run('INSERT INTO event_values VALUES ($1, $2, $3, $4)', value);
  const rows = async (sql: string): Promise<Record<string, string | number | null>[]> => (await connection.runAndReadAll(sql)).getRowObjects().map((row) => Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, typeof cell === 'bigint' ? Number(cell) : cell])));
  return worded(rule, await rows(query), (await rows(leftOut)) as unknown as { reason: string; events: number }[]);
}

describe.skipIf(!there)(`rules in DuckDB${there ? '' : ': it is not installed in test/bench'}`, () => {
  const shipped = loadRules('resources/rules').rules.filter((rule) => sqlOf(rule, 'UTC', [0, 0]) !== null);
  let connection: Connection;
  let close = (): void => undefined;
  beforeAll(async () => {
    const instance = await duckdb!.DuckDBInstance.create(':memory:');
    close = () => instance.closeSync();
    connection = await instance.connect();
  });
  afterAll(() => close());

  test.each(shipped.map((rule) => [ruleKey(rule), rule] as const))('the examples of %s', async (_, rule) => {
    for (const example of rule.examples) {
      const bound = bindRule(rule, example.parameters);
      const happened = example.events.map((event) => ({ 'event.dataset': rule.requires.datasets[0]!, ...event.fields, time: example.start + event.at }));
      expect(await duckdbAnswer(connection, bound, happened, example.zone), example.says).toEqual(engineAnswer(bound, happened, example.zone));
    }
  });

  test('random rules over random events say the same in the engine and in DuckDB', async () => {
    await fc.assert(fc.asyncProperty(anyRule, events, fc.constantFrom('UTC', 'Europe/Oslo'), async (one, happened, zone) => {
      const engine = engineAnswer(one, happened, zone);
      if (engine !== null) expect(await duckdbAnswer(connection, one, happened, zone)).toEqual(engine);
    }), { numRuns: RUNS });
  }, 60_000 + RUNS * 300);
});
