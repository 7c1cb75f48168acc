import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { huntRules, parseRule, ruleSentence, type Rule } from '../../src-main/hunt/index.ts';
import type { PlainEvent } from '../../src-main/columns/index.ts';
import { columnsOf } from '../help/columns-of.ts';
import { aggregate, ruleOf, ruleText } from './rule-text.ts';

const T = Date.parse('2026-01-05T00:00:00Z');
const push = (second: number, outcome = 'failure', more: Partial<PlainEvent> = {}): PlainEvent => ({ 'event.dataset': 'aws.cloudtrail', 'event.action': 'push', 'user.name': 'j.doe', 'organization.id': '1', 'session.id': 's', 'event.outcome': outcome, ...more, time: T + second * 1000 });
const hunt = (rule: Rule, events: readonly PlainEvent[], zone = 'UTC') => [...huntRules([rule], columnsOf(events), { zone })][0]!;
const first = 'by: [window, organization.id, user.name, session.id]\nwindow: { type: tumbling, size: 2s }\nmeasures: { n: { count: events }, good: { count: events, where: { field: event.outcome, is: success } } }';
const staged = (then: string, changes: Record<string, string> = {}, before = first): Rule => ruleOf(aggregate(`${before}\nthen:\n${then.split('\n').map((line) => `  ${line}`).join('\n')}`), changes);
const bombing = staged(`by: [window, organization.id, user.name]
window: { type: sliding, size: 10m }
measures: { pushes: { count: windows }, answered: { sum: good }, most: { max: n }, share: { ratio: [answered, pushes] } }
when: { all: [{ measure: pushes, greater: 3 }, { measure: share, less: 0.5 }] }
tiers: [{ severity: high, when: { measure: pushes, at_least: 5 } }]`);

describe('an aggregate of aggregates', () => {
  test('records of one push are one: four pushes of two records fire, two pushes of four do not (#27)', () => {
    const four = [0, 0.5, 60, 60.5, 120, 120.5, 180, 180.5].map((at, i) => push(at, 'failure', { 'session.id': i < 4 ? 'a' : 'b' }));
    const { findings } = hunt(bombing, four);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ severity: 'low', entity: { 'organization.id': '1', 'user.name': 'j.doe' }, start: T, end: T + 180_500 });
    expect([...findings[0]!.events]).toHaveLength(8);
    expect(findings[0]!.explanation.conditions).toEqual([{ name: 'pushes', measured: 4, operator: '>', limit: 3 }, { name: 'share', measured: 0, operator: '<', limit: 0.5 }]);
    expect(findings[0]!.explanation.windows.find(({ fired }) => fired)!.measured).toEqual({ pushes: 4, answered: 0, most: 2, share: 0 });
    expect(findings[0]!.explanation.wouldNotFire).toEqual(['At most 3 pushes instead of 4.', 'At least 0.5 share instead of 0.']);
    expect(hunt(bombing, [0, 0.1, 0.2, 0.3, 60, 60.1, 60.2, 60.3].map((at) => push(at))).findings).toEqual([]);
  });

  test('a tier of the second stage says how grave it is', () => {
    expect(hunt(bombing, [0, 60, 120, 180, 240].map((at) => push(at))).findings.map(({ severity, explanation }) => [severity, explanation.text.includes('It is high, for 5 pushes in one window.')])).toEqual([['high', true]]);
  });

  test('"when" of the first stage says which windows are taken', () => {
    const busy = staged('by: [organization.id, user.name]\nwindow: { type: whole }\nmeasures: { busy: { count: windows }, mean: { avg: n }, least: { min: n } }\nwhen: { measure: busy, at_least: 2 }', {}, `${first}\nwhen: { measure: n, at_least: 2 }`);
    const { findings } = hunt(busy, [push(0), push(1), push(10), push(20), push(20.5), push(21)]);
    expect(findings[0]!.explanation.windows[0]!.measured).toEqual({ busy: 2, mean: 2.5, least: 2 });
    expect([...findings[0]!.events]).toEqual([1, 2, 4, 5, 6]);
    expect(hunt(busy, [push(0), push(1), push(10)]).findings).toEqual([]);
  });

  test('days of the zone, and rows of a view, most first', () => {
    const days = staged('by: [window, user.name]\nwindow: { type: calendar, unit: day }\nmeasures: { bursts: { count: windows } }', { output: 'view' });
    const rows = hunt(days, [push(22.5 * 3600), push(23.5 * 3600), push(24.5 * 3600)], 'Europe/Berlin').views[0]!;
    expect(rows.rows.map(({ cells }) => cells[rows.columns.indexOf('bursts')])).toEqual([1, 2]);
  });

  test('the plain definition says the same', () => {
    const rule = staged('by: [window, user.name]\nwindow: { type: tumbling, size: 1m }\nmeasures: { bursts: { count: windows }, all: { sum: n } }\nwhen: { all: [{ measure: bursts, at_least: 2 }, { measure: all, at_least: 5 }] }', { tenant: 'organization.id' }, `${first}\nwhen: { measure: n, at_least: 2 }`);
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(150), fc.constantFrom('u', 'v'), fc.constantFrom('a', 'b')), { maxLength: 40 }), (drawn) => {
      const events = drawn.map(([second, user, session]) => push(second, 'failure', { 'user.name': user, 'session.id': session })).sort((a, b) => a.time - b.time);
      const inner = Map.groupBy(events, (one) => `${one['user.name'] as string} ${one['session.id'] as string} ${Math.floor(one.time / 2000)}`);
      const outer = Map.groupBy([...inner.values()].filter((some) => some.length >= 2), (some) => `${some[0]!['user.name'] as string} ${Math.floor(some.at(-1)!.time / 60_000) * 60_000}`);
      const wanted = [...outer].filter(([, windows]) => windows.length >= 2 && windows.flat().length >= 5).map(([key, windows]) => `${key} ${windows.flat().length}`);
      expect(hunt(rule, events).findings.map((one) => `${one.entity['user.name']!} ${one.start} ${one.events.length}`).sort()).toEqual(wanted.sort());
    }), { numRuns: 200 });
  });

  test('the sentence of the rule, and the example of the docs', () => {
    expect(ruleSentence(bombing).map((part) => (part.kind === 'text' ? part.text : part.name)).join('')).toContain('in windows of 2 seconds. Takes all of these windows, and groups them by organisation and user in a sliding window of 10 minutes. Fires for those with more than 3 pushes and a share below 0.5. It is high with at least 5 pushes.');
    const yaml = readFileSync('docs/rules.md', 'utf8').split('```yaml\n').find((one) => one.includes('  then:'))!.split('```')[0]!;
    expect(parseRule(ruleText(`kind: aggregate\nwhere: { field: user.name, exists: true }\n${yaml}`), 'docs.yaml').problems).toEqual([]);
  });
});

describe('what is refused in a second stage', () => {
  const good = 'by: [window, user.name]\nwindow: { type: tumbling, size: 1m }\nmeasures: { bursts: { count: windows } }\nwhen: { measure: bursts, at_least: 2 }';
  test.each([
    ['a window that is not grouped', good.replace('[window, user.name]', '[user.name]'), /computed but not grouped/],
    ['a group that the first stage lacks', good.replace('user.name]', 'source.ip]'), /groups by fields of the first: organization.id, user.name, session.id/],
    ['events instead of windows', good.replace('count: windows', 'count: events'), /Write count: windows/],
    ['a measure that is not there', good.replace('{ count: windows }', '{ sum: m }'), /There is no measure "m" to take here/],
    ['a name twice', good.replaceAll('bursts', 'good'), /has a measure "good" already/],
    ['a condition on the first stage', good.replace('measure: bursts', 'measure: n'), /There is no measure "n"/],
    ['no condition', good.replace(/\nwhen.*/, ''), /needs a condition/],
  ])('%s', (_, then, wanted) => {
    expect(() => staged(then)).toThrow(wanted);
  });
  test('a first stage that slides', () => {
    expect(() => staged(good, {}, first.replace('tumbling', 'sliding'))).toThrow(/Windows that slide overlap/);
  });
});
