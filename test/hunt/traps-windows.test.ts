import { describe, expect, test } from 'vitest';
import type { PlainEvent } from '../../src-main/columns/index.ts';
import { huntRules, loadRules, parseRule, type Rule } from '../../src-main/hunt/index.ts';
import { columnsOf } from '../help/columns-of.ts';
import { aggregate, ruleOf, ruleText } from './rule-text.ts';

/** Traps of windows, groups and conditions, under their numbers in the list of traps. Those of sequences, joins and baselines stand beside this file. */
const { rules } = loadRules('resources/rules');
const shipped = (id: string, variant: 'published' | 'corrected'): Rule => rules.find((rule) => rule.id === id && rule.variant === variant)!;
const T = Date.parse('2026-01-05T00:00:00Z');
const home = { 'source.ip': '198.51.100.7', 'source.ip_type': 'public', 'source.as.number': 7922, 'source.as.organization.name': 'Comcast' };
const away = { 'source.ip': '203.0.113.9', 'source.ip_type': 'public', 'source.as.number': 62240, 'source.as.organization.name': 'Clouvider' };
const outcome = (rule: Rule, events: readonly PlainEvent[]) => [...huntRules([rule], columnsOf(events))][0]!;
const found = (rule: Rule, events: readonly PlainEvent[]) => outcome(rule, events).findings.length;
/** A click in the console of AWS, as S1 looks for it. */
const click = (seconds: number, more: Partial<PlainEvent>): PlainEvent => ({
  'event.dataset': 'aws.cloudtrail', 'event.action': 'DescribeEventAggregates', 'user.name': 'j.doe', 'cloud.account.id': '111122223333', 'cloud.region': 'us-east-1', 'session.id': 'console-1', ...more, time: T + seconds * 1000,
});
const [published, corrected] = [shipped('aws-console-concurrent-sessions', 'published'), shipped('aws-console-concurrent-sessions', 'corrected')];
const both = (events: readonly PlainEvent[]) => [found(published, events), found(corrected, events)];

test('trap 1: two addresses two seconds apart over the edge of a bin: missed as published, found in a window that slides', () => {
  expect(both([click(299, home), click(301, away)])).toEqual([0, 1]);
  expect(both([click(290, home), click(292, away)])).toEqual([1, 1]);
});

test('trap 2: one user in two regions at once: two groups as published, one session corrected', () => {
  expect(both([click(10, home), click(20, { ...away, 'cloud.region': 'eu-west-1' })])).toEqual([0, 1]);
});

test('trap 3: a role session without a user name: no row as published, counted among what was left out; found corrected', () => {
  const { 'user.name': _, ...nameless } = click(10, home);
  const events = [nameless, { ...nameless, ...away, time: T + 20_000 }] as PlainEvent[];
  expect(both(events)).toEqual([0, 1]);
  expect(outcome(published, events).dropped).toContainEqual({ reason: 'user.name was empty', count: 2 });
});

describe('trap 4: "is not" where the field is missing', () => {
  const rule = (test: string): Rule => ruleOf(`kind: match\nwhere: { field: source.ip, ${test} }\nmatch: {}\n`);
  const events = [click(0, {}), click(1, home), click(2, { 'source.ip': 'AWS Internal' })];
  test('is_not wants the field to be there, not_is and not do not', () => {
    expect(found(rule('is_not: AWS Internal'), events)).toBe(1);
    expect(found(rule('not_is: AWS Internal'), events)).toBe(2);
    expect(found(ruleOf('kind: match\nwhere: { not: { field: source.ip, is: AWS Internal } }\nmatch: {}\n'), events)).toBe(2);
  });
  test('an event without an address and one from the inside of AWS are no second address of S1', () => {
    expect(both(events.map((one) => ({ ...one, ...(one['source.ip'] === 'AWS Internal' ? { 'source.ip_type': 'internal' } : {}) })))).toEqual([0, 0]);
  });
});

describe('trap 5: a window that is computed but not grouped', () => {
  const problems = (by: string, window: string) => parseRule(ruleText(aggregate(`by: ${by}\nwindow: ${window}\nmeasures: { n: { count_distinct: source.ip } }\nwhen: { measure: n, greater: 1 }`)), 'test.yaml').problems.map(({ message }) => message);
  test.each(['{ type: tumbling, size: 5m }', '{ type: sliding, size: 5m }', '{ type: calendar, unit: day }'])('%s is refused without "window" among the groups', (window) => {
    expect(problems('[user.name]', window)).toEqual(['The window is computed but not grouped: add "window" to by, or use type: whole.']);
    expect(problems('[window, user.name]', window)).toEqual([]);
  });
  test('the whole case is said as such, and is no group', () => {
    expect(problems('[user.name]', '{ type: whole }')).toEqual([]);
    expect(problems('[window, user.name]', '{ type: whole }')).toEqual(['A whole window is no group: take "window" away.']);
  });
});

describe('trap 6: literal or field', () => {
  const where = (condition: string) => parseRule(ruleText(`kind: match\nwhere: ${condition}\nmatch: {}\n`), 'test.yaml').problems.map(({ message }) => message);
  test('the name of a field where a text is wanted is refused, in whatever quotes', () => {
    for (const name of ['event.outcome', '"event.outcome"', '\'event.outcome\'']) expect(where(`{ field: user.name, is: ${name} }`)).toEqual([expect.stringContaining('"event.outcome" is the name of a field') as string]);
    expect(where('{ field: user.name, in: [a, source.ip] }')).toHaveLength(1);
  });
  test('quotes make no text of a field either', () => {
    expect(where('{ field: "event.outcome", is: "success" }')).toEqual([]);
    expect(where('{ field: "\'event.outcome\'", is: success }')).toEqual([expect.stringContaining('There is no field') as string]);
  });
});

describe('trap 7: "new" without a comparison', () => {
  const rule = ruleOf('kind: first_seen\nwhere: { field: source.geo.city_name, blank: false }\nfirst_seen: { by: [user.name], value: [source.geo.city_name], learning: 1d, retention: 90d, cold_start: suppress }\n');
  const at = (day: number, city: string): PlainEvent => click(day * 86_400, { 'source.geo.city_name': city });
  test('a user whose first event is a day old has no new city while it is the same; another one is new, and no longer so the second time', () => {
    expect(found(rule, [at(0, 'Bergen'), at(0.5, 'Bergen'), at(1.5, 'Bergen')])).toBe(0);
    expect(found(rule, [at(0, 'Bergen'), at(1.5, 'Oslo'), at(1.6, 'Oslo'), at(1.7, 'Bergen')])).toBe(1);
  });
});

test('trap 8: more than two countries for a story of two (S3): missed as published, found corrected', () => {
  const signIn = (minutes: number, country: string, more: Partial<PlainEvent>): PlainEvent => ({
    'event.dataset': 'entra.signin', 'entra.signin.kind': 'interactive', 'event.outcome': 'success', 'organization.id': 'tenant', 'user.name': 'j.doe@example.com', 'source.geo.country_iso_code': country, ...more, time: T + minutes * 60_000,
  });
  const events = [signIn(0, 'CA', home), signIn(30, 'NL', away)];
  expect(['published', 'corrected'].map((variant) => found(shipped('entra-networks-and-countries', variant as 'published'), events))).toEqual([0, 1]);
});
