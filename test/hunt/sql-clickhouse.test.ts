import fc from 'fast-check';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PlainEvent } from '../../src-main/columns/index.ts';
import { bindRule, loadRules, ruleKey, ruleSql, type Rule, type RuleSql } from '../../src-main/hunt/index.ts';
import type { SqlOptions } from '../../src-main/hunt/sql/rule-sql.ts';
import { events, rule as anyRule } from './sql-random.ts';
import { engineAnswer, silenceOf, tableRows, worded, type Answer } from './sql-side.ts';

type Row = Record<string, string | number | null>;
interface Session {
  /** What one statement answers, in a format of ClickHouse. */
  query(sql: string, format?: string): string;
  close(): void;
}
interface ChDb {
  readonly Session: new () => Session;
}

/** ClickHouse as a library: half a gigabyte, so it is installed by hand (test/clickhouse/README.md). */
const place = 'test/clickhouse/node_modules/chdb';
const there = existsSync(place);
/** Random rules: as many as take some seconds, or as many as the environment says. */
const RUNS = Number(process.env['BILOCATE_SQL_CLICKHOUSE'] ?? 60);

function sqlOf(rule: Rule, zone: string, range: readonly [number, number], silent: NonNullable<SqlOptions['silent']> = []): RuleSql | null {
  try {
    return ruleSql(rule, { dialect: 'clickhouse', zone, range, silent });
  } catch {
    return null;
  }
}

const rangeOf = (happened: readonly PlainEvent[]): readonly [number, number] => {
  const times = happened.map(({ time }) => time);
  return [Math.min(...times), Math.max(...times)];
};

/** What ClickHouse says, over tables that it fills with the events. */
function clickhouseAnswer(session: Session, rule: Rule, happened: readonly PlainEvent[], zone: string): Answer {
  const { tables, query, leftOut } = sqlOf(rule, zone, rangeOf(happened), silenceOf(rule, happened))!;
  for (const statement of ['DROP TABLE IF EXISTS events', 'DROP TABLE IF EXISTS event_values', ...tables.split(';').filter((one) => one.trim() !== '')]) session.query(statement);
  const filled = tableRows(happened);
  const lines = (rows: readonly object[]): string => rows.map((row) => JSON.stringify(row)).join('\n');
  // A column that the rule does not ask for is in no table.
  session.query(`INSERT INTO events SETTINGS input_format_skip_unknown_fields = 1 FORMAT JSONEachRow\n${lines(filled.events)}`);
  if (filled.values.length > 0) session.query(`INSERT INTO event_values FORMAT JSONEachRow\n${lines(filled.values.map(([event, field, position, value]) => ({ event, field, position, value })))}`);
  const rows = (sql: string): Row[] => (JSON.parse(session.query(sql.replace(/;\s*$/, ''), 'JSON')) as { readonly data: Row[] }).data;
  return worded(rule, rows(query), rows(leftOut) as unknown as { reason: string; events: number }[]);
}

describe.skipIf(!there)(`rules in ClickHouse${there ? '' : ': it is not installed in test/clickhouse'}`, () => {
  const shipped = loadRules('resources/rules').rules.filter((rule) => sqlOf(rule, 'UTC', [0, 0]) !== null);
  let session: Session;
  beforeAll(() => {
    session = new (createRequire(import.meta.url)(`../../${place}`) as ChDb).Session();
  });
  afterAll(() => session.close());

  test.each(shipped.map((rule) => [ruleKey(rule), rule] as const))('the examples of %s', (_, rule) => {
    for (const example of rule.examples) {
      const bound = bindRule(rule, example.parameters);
      const happened = example.events.map((event) => ({ 'event.dataset': rule.requires.datasets[0]!, ...event.fields, time: example.start + event.at }));
      expect(clickhouseAnswer(session, bound, happened, example.zone), example.says).toEqual(engineAnswer(bound, happened, example.zone));
    }
  }, 300_000);

  test('random rules over random events say the same in the engine and in ClickHouse', () => {
    fc.assert(fc.property(anyRule, events, fc.constantFrom('UTC', 'Europe/Oslo'), (one, happened, zone) => {
      const engine = engineAnswer(one, happened, zone);
      if (engine !== null) expect(clickhouseAnswer(session, one, happened, zone)).toEqual(engine);
    }), { numRuns: RUNS });
  }, 60_000 + RUNS * 6000);
});
