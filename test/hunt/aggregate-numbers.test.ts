import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { huntRules, parseRule, ruleSentence, type Rule } from '../../src-main/hunt/index.ts';
import type { PlainEvent } from '../../src-main/columns/index.ts';
import { columnsOf } from '../help/columns-of.ts';
import { aggregate, ruleOf, ruleText } from './rule-text.ts';

const T = Date.parse('2026-01-05T00:00:00Z');
const MIN = 60_000;
const event = (minute: number, more: Partial<PlainEvent> = {}): PlainEvent => ({ 'event.dataset': 'aws.cloudtrail', 'event.action': 'Get', 'user.name': 'j.doe', 'organization.id': '1', 'source.ip': '203.0.113.1', ...more, time: T + minute * MIN });
const hunt = (rule: Rule, events: readonly PlainEvent[]) => [...huntRules([rule], columnsOf(events))][0]!;
const over = (window: string, measures: string, rest: string, changes: Record<string, string> = {}): Rule => ruleOf(aggregate(`by: [${window.includes('whole') ? '' : 'window, '}user.name]\nwindow: ${window}\nmeasures: ${measures}\n${rest}`), changes);
const whole = '{ type: whole }';
const problems = (section: string, changes: Record<string, string> = {}): string => parseRule(ruleText(aggregate(section), changes), 'test.yaml').problems.map((one) => `${one.line}:${one.column} ${one.message}`).join('\n');

describe('sums and means', () => {
  test('of the events that have the number, and fulfil the condition beside it', () => {
    const rule = over(whole, '{ all: { sum: process.exit_code }, mean: { avg: process.exit_code }, mine: { sum: process.exit_code, where: { field: event.action, is: Put } } }', 'when: { measure: all, at_least: 6 }');
    const { findings } = hunt(rule, [event(0, { 'process.exit_code': 1 }), event(1, { 'process.exit_code': 5, 'event.action': 'Put' }), event(2)]);
    expect(findings[0]!.explanation.windows[0]!.measured).toEqual({ all: 6, mean: 3, mine: 5 });
    expect(findings[0]!.explanation.text).toContain('with 6 all (fires from 6)');
    expect(findings[0]!.explanation.wouldNotFire).toEqual(['Fewer than 6 all instead of 6.']);
  });

  test('a mean of none is no number: no condition holds for it, and it is not told', () => {
    const rule = over('{ type: tumbling, size: 10m }', '{ mean: { avg: process.exit_code }, n: { count: events } }', 'when: { any: [{ measure: mean, less: 100 }, { measure: n, at_least: 3 }] }');
    const events = [event(0), event(1), event(10), event(11), event(12), event(20, { 'process.exit_code': 7 })];
    const { findings } = hunt(rule, events);
    expect(findings.map(({ start, explanation }) => [(start - T) / MIN, explanation.conditions.map(({ name, measured }) => [name, measured])])).toEqual([[10, [['n', 3]]], [20, [['mean', 7], ['n', 1]]]]);
    expect(findings[0]!.explanation.windows.map(({ measured }) => measured)).toEqual([{ n: 2 }, { n: 3 }]);
    expect(findings[1]!.explanation.windows.map(({ measured }) => measured)).toEqual([{ mean: 7, n: 1 }]);
  });

  test('the plain definition says the same, in windows that slide too', () => {
    const code = fc.option(fc.integer({ min: -5, max: 9 }), { nil: undefined });
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(30), code, fc.constantFrom('Get', 'Put')), { maxLength: 25 }), (drawn) => {
      const rule = over('{ type: sliding, size: 5m }', '{ sum: { sum: process.exit_code, where: { field: event.action, is: Put } }, mean: { avg: process.exit_code } }', 'when: { all: [{ measure: sum, greater: 3 }, { measure: mean, greater: 1 }] }');
      const events = drawn.map(([minute, number, action]) => event(minute, { 'event.action': action, ...(number === undefined ? {} : { 'process.exit_code': number }) })).sort((a, b) => a.time - b.time);
      const fires = (end: number): boolean => {
        const within = events.filter((one) => one.time <= end && one.time > end - 5 * MIN);
        const numbers = (some: readonly PlainEvent[]) => some.flatMap((one) => (typeof one['process.exit_code'] === 'number' ? [one['process.exit_code']] : []));
        const all = numbers(within);
        return numbers(within.filter((one) => one['event.action'] === 'Put')).reduce((sum, one) => sum + one, 0) > 3 && all.length > 0 && all.reduce((sum, one) => sum + one, 0) / all.length > 1;
      };
      // Events of one time are one window's end: the last of them sees all.
      const ends = [...new Set(events.map(({ time }) => time))].filter(fires);
      const { findings } = hunt(rule, events);
      expect(ends.every((end) => findings.some((one) => one.start <= end && end <= one.end))).toBe(true);
      if (new Set(events.map(({ time }) => time)).size === events.length) expect(findings.every((one) => ends.includes(one.end))).toBe(true);
    }), { numRuns: 150 });
  });
});

describe('one measure as a share of another', () => {
  const rule = over(whole, '{ pushes: { count: events }, good: { count: events, where: { field: event.outcome, is: success } }, share: { ratio: [good, pushes] } }', 'when: { all: [{ measure: share, less: 0.5 }, { measure: pushes, greater: 2 }] }');

  test('fewer than half of the pushes were answered (#27)', () => {
    expect(hunt(rule, ['success', 'failure', 'failure', 'failure'].map((outcome, i) => event(i, { 'event.outcome': outcome }))).findings[0]!.explanation.conditions).toEqual([
      { name: 'share', measured: 0.25, operator: '<', limit: 0.5 }, { name: 'pushes', measured: 4, operator: '>', limit: 2 },
    ]);
    expect(hunt(rule, ['success', 'failure', 'success', 'failure'].map((outcome, i) => event(i, { 'event.outcome': outcome }))).findings).toEqual([]);
  });

  test('a share of nothing is no number', () => {
    const none = over(whole, '{ a: { count: events }, b: { count: events, where: { field: event.action, is: Never } }, share: { ratio: [a, b] } }', '', { output: 'view' });
    expect(hunt(none, [event(0)]).views[0]).toMatchObject({ columns: ['user.name', 'a', 'b', 'share'], rows: [{ cells: ['j.doe', 1, 0, null] }] });
  });

  test('rows of a view are ordered by it', () => {
    const view = over(whole, '{ n: { count: events }, bad: { count: events, where: { field: event.outcome, is: failure } }, share: { ratio: [bad, n] } }', 'sort: share', { output: 'view' });
    const rows = hunt(view, [event(0, { 'user.name': 'a' }), event(1, { 'user.name': 'b', 'event.outcome': 'failure' })]).views[0]!.rows;
    expect(rows.map(({ entity }) => entity['user.name'])).toEqual(['b', 'a']);
  });
});

describe('tiers', () => {
  const rule = over('{ type: sliding, size: 5m }', '{ ips: { count_distinct: source.ip }, agents: { count_distinct: user_agent.original } }', `when: { measure: ips, at_least: 2 }
tiers:
  - { severity: critical, when: { all: [{ measure: ips, at_least: 3 }, { measure: agents, at_least: 2 }] } }
  - { severity: high, when: { measure: agents, at_least: 2 } }`);
  const at = (minute: number, ip: string, agent: string): PlainEvent => event(minute, { 'source.ip': ip, 'user_agent.original': agent });

  test.each([
    ['low', 'the rule says so where none holds', [at(0, 'a', 'x'), at(1, 'b', 'x')], null],
    ['high', 'two agents', [at(0, 'a', 'x'), at(1, 'b', 'y')], 'It is high, for 2 user agents in one window.'],
    ['critical', 'the first that holds, though a later one does too', [at(0, 'a', 'x'), at(1, 'b', 'y'), at(2, 'c', 'y')], 'It is critical, for 3 addresses and 2 user agents in one window.'],
    ['high', 'never put together from two windows', [at(0, 'a', 'x'), at(1, 'b', 'y'), at(4, 'b', 'y'), at(7, 'c', 'y'), at(8, 'b', 'y')], 'It is high, for 2 user agents in one window.'],
  ] as const)('%s: %s', (severity, _, events, says) => {
    const { findings } = hunt(rule, events);
    expect(findings.map((one) => one.severity)).toEqual([severity]);
    if (says !== null) expect(findings[0]!.explanation.text).toContain(says);
    else expect(findings[0]!.explanation.text).not.toContain('It is');
  });

  test('the sentence of the rule says them, with their parameters', () => {
    const told = over(whole, '{ n: { count: events }, ips: { count_distinct: source.ip } }', 'when: { measure: n, at_least: 2 }\ntiers: [{ severity: high, when: { measure: ips, at_least: $many } }, { severity: medium, when: { measure: ips, at_least: 2 } }]', { parameters: '{ many: { type: int, label: Many, default: 4, min: 2, max: 9, step: 1 } }' });
    expect(ruleSentence(told).map((part) => (part.kind === 'text' ? part.text : `[${part.name}]`)).join('')).toContain('It is high with [many] or more different addresses. Else it is medium with at least 2 different addresses.');
  });
});

describe('what is refused', () => {
  const section = (measures: string, more = '') => `by: [user.name]\nwindow: { type: whole }\nmeasures: ${measures}\nwhen: { measure: n, at_least: 1 }${more}`;
  test.each([
    ['a sum of a text', section('{ n: { count: events }, s: { sum: event.action } }'), /"event.action" is no number/],
    ['a ratio of one', section('{ n: { count: events }, s: { ratio: [n] } }'), /A ratio is of two measures/],
    ['a ratio of what is not there', section('{ n: { count: events }, s: { ratio: [n, m] } }'), /There is no measure "m"/],
    ['a ratio of a list', section('{ n: { count: events }, v: { values: source.ip }, s: { ratio: [v, n] } }'), /A ratio is of count, count_distinct, sum or avg; "v" is values/],
    ['a ratio of a ratio', section('{ n: { count: events }, r: { ratio: [n, n] }, s: { ratio: [r, n] } }'), /"r" is ratio/],
    ['a where beside a ratio', section('{ n: { count: events }, s: { ratio: [n, n], where: { field: user.name, is: a } } }'), /"ratio" has no where/],
    ['a condition on values', section('{ n: { count: events }, v: { values: source.ip } }').replace('measure: n', 'measure: v'), /A condition can ask count, count_distinct, sum, avg, ratio; "v" is values/],
    ['a tier on a measure that is not there', section('{ n: { count: events } }', '\ntiers: [{ severity: high, when: { measure: m, at_least: 1 } }]'), /There is no measure "m"/],
    ['a tier without a severity', section('{ n: { count: events } }', '\ntiers: [{ when: { measure: n, at_least: 1 } }]'), /"severity" is missing in a tier/],
  ])('%s', (_, text, wanted) => {
    expect(problems(text)).toMatch(wanted);
  });

  test('tiers in a view', () => {
    expect(problems(section('{ n: { count: events } }', '\ntiers: [{ severity: high, when: { measure: n, at_least: 1 } }]'), { output: 'view' })).toMatch(/tiers belong to findings/);
  });
});
