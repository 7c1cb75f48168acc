import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Fault } from '../../src-main/contract/index.ts';
import { bindRule, dialects, loadRules, ruleKey, ruleSql, type DialectName, type Rule, type RuleSql } from '../../src-main/hunt/index.ts';
import type { AggregateRule } from '../../src-main/hunt/rule.ts';
import { aggregate, ruleOf } from './rule-text.ts';
import { events, rule } from './sql-random.ts';
import { engineAnswer, sqliteAnswer } from './sql-side.ts';

/** Rules and data sets: as many as take some seconds, or as many as the environment says. */
const RUNS = Number(process.env['BILOCATE_SQL'] ?? 400);

test('random rules over random events say the same in the engine and in SQLite', () => {
  let ran = 0;
  let found = 0;
  fc.assert(fc.property(rule, events, fc.constantFrom('UTC', 'Europe/Oslo', 'Asia/Kathmandu'), (one, happened, zone) => {
    const engine = engineAnswer(one, happened, zone);
    if (engine === null) return;
    const times = happened.map(({ time }) => time);
    const sqlite = sqliteAnswer(one, happened, { zone, range: [Math.min(...times), Math.max(...times)] });
    ran += 1;
    found += engine.rows.length;
    expect(sqlite).toEqual(engine);
  }), { numRuns: RUNS });
  expect(ran).toBeGreaterThan(RUNS / 2);
  expect(found).toBeGreaterThan(RUNS);
}, 30_000 + RUNS * 60);

const shipped = loadRules('resources/rules').rules.filter(({ kind }) => ['match', 'aggregate', 'first_seen', 'outlier'].includes(kind));
/** Why a rule has no SQL form; null where it has one. */
const refused = (one: Rule, dialect: DialectName): string | null => {
  try {
    ruleSql(one, { dialect });
    return null;
  } catch (error) {
    if (error instanceof Fault && error.code === 'rule/no-sql') return String(error.params['why']);
    throw error;
  }
};
const sliding = ({ kind, ...one }: Rule): boolean => kind === 'aggregate' && (one as AggregateRule).aggregate.window.type === 'sliding';

describe('rules that ship', () => {
  test.each(shipped.filter((one) => !sliding(one) && refused(one, 'sqlite') === null).map((one) => [ruleKey(one), one] as const))('%s: its examples give the same in SQLite, and all dialects have it', (_, one) => {
    for (const example of one.examples) {
      const bound = bindRule(one, example.parameters);
      const happened = example.events.map((event) => ({ 'event.dataset': one.requires.datasets[0]!, ...event.fields, time: example.start + event.at }));
      const times = happened.map(({ time }) => time);
      const sqlite = sqliteAnswer(bound, happened, { zone: example.zone, range: [Math.min(...times), Math.max(...times)] });
      expect(sqlite, example.says).toEqual(engineAnswer(bound, happened, example.zone));
      expect(sqlite.rows.length, example.says).toBe(example.finds);
    }
    for (const dialect of dialects) for (const text of textsOf(ruleSql(one, { dialect }))) expect(slips(text)).toEqual([]);
  });

  test('what has no SQL form is refused by name', () => {
    const why = new Map(shipped.map((one) => [ruleKey(one), dialects.map((dialect) => refused(one, dialect))]));
    for (const one of shipped.filter(sliding)) expect(why.get(ruleKey(one))!.every((text) => text !== null && /no SQL form t?here\.$/.test(text)), ruleKey(one)).toBe(true);
    const others = shipped.filter((one) => !sliding(one)).flatMap((one) => why.get(ruleKey(one))!.filter((text) => text !== null));
    expect(others.every((text) => /no SQL form t?here\.$/.test(text))).toBe(true);
  });
});

const textsOf = ({ tables, caseViews: views, query, leftOut: left }: RuleSql): readonly string[] => [tables, query, left, ...(views === null ? [] : [views])];

/** What can be seen without a database: brackets and quotes that do not close, and what was put in for nothing. */
function slips(sql: string): readonly string[] {
  const bare = sql.replaceAll(/'(?:[^'\\]|''|\\.)*'/gs, "''").replaceAll(/"[^"]*"/g, 'name');
  const depth = [...bare].reduce((open, sign) => (open < 0 ? open : open + (sign === '(' ? 1 : sign === ')' ? -1 : 0)), 0);
  return [
    ...(depth === 0 ? [] : ['brackets']), ...(bare.replaceAll("''", '').includes("'") ? ['quotes'] : []), ...(/\b(undefined|NaN|null|Infinity)\b|\$\{|\[object/.test(bare) ? ['a hole'] : []),
    ...(/,\s*(FROM|WHERE|\))|\bAND\s*(\)|GROUP)|WHERE\s*(GROUP|ORDER|\))/.test(bare) ? ['an empty place'] : []), ...(/;\s*$/.test(bare) ? [] : ['no end']),
  ];
}

describe('what a dialect cannot say', () => {
  const rule = (where: string, vendor = 'bilocate'): Rule => ruleOf(`slow: true\nkind: match\nwhere: ${where}\nmatch: { by: [user.name] }\n`, { vendor });
  test('regular expressions are not SQLite\'s', () => {
    const one = rule('{ field: event.action, regex: "^Get.*$" }');
    expect(refused(one, 'sqlite')).toBe('SQLite has no regular expressions of its own: regex has no SQL form there.');
    expect(ruleSql(one, { dialect: 'duckdb' }).query).toContain("regexp_matches(\"event.action\", '(?-s)^Get.*$')");
    expect(ruleSql(one, { dialect: 'clickhouse' }).query).toContain("match(\"event.action\", '(?-s)^Get.*$')");
  });
  test('a sigma that folds, long IPv6 networks, a NUL, days of a zone without a range', () => {
    expect(refused(rule('{ field: event.action, is: "ΟΔΟΣ" }', 'splunk'), 'sqlite')).toContain('Greek sigma');
    expect(refused(rule('{ field: event.action, is: "ΟΔΟΣ" }'), 'sqlite')).toBeNull();
    expect(refused(rule('{ field: source.ip, cidr: "2001:db8::/32" }'), 'duckdb')).toBe('2001:db8::/32 is an IPv6 network of more than 16 bits: it has no SQL form here.');
    expect(refused(rule('{ field: event.action, is: "a\\0b" }'), 'sqlite')).toBe('A text with a NUL has no SQL form here.');
    const days = ruleOf(aggregate('by: [window, user.name]\nwindow: { type: calendar, unit: day }\nmeasures: { all: { count: events } }\nwhen: { measure: all, greater: 1 }'));
    expect(() => ruleSql(days, { zone: 'Europe/Oslo' })).toThrow('rule/no-sql');
    expect(ruleSql(days, { zone: 'Europe/Oslo', range: [Date.UTC(2026, 2, 28), Date.UTC(2026, 2, 30)] }).query).toContain('(1774652400000, 1774738800000), (1774738800000, 1774821600000)');
  });
  test('texts of a rule stay texts', () => {
    const one = rule(`{ field: event.action, is: "x' OR 1=1 --" }`);
    expect(sqliteAnswer(one, [{ time: 0, 'event.dataset': 'aws.cloudtrail', 'event.action': 'GetObject', 'user.name': 'eve' }]).rows).toEqual([]);
    expect(ruleSql(rule('{ field: event.action, is: "a\\\\b" }'), { dialect: 'clickhouse' }).query).toContain(String.raw`'a\\b'`);
  });
});
