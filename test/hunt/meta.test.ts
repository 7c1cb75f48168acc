import { expect, test } from 'vitest';
import type { PlainEvent } from '../../src-main/columns/index.ts';
import { emptyContext, type FindingDraft, type HuntContext } from '../../src-main/contract/index.ts';
import { huntRules, parseRule, ruleSentence, type Rule } from '../../src-main/hunt/index.ts';
import { MOST_EVIDENCE } from '../../src-main/hunt/kinds/meta.ts';
import { readBy } from '../../src-main/hunt/kinds/meta-inputs.ts';
import type { InputFinding } from '../../src-main/hunt/run.ts';
import { columnsOf } from '../help/columns-of.ts';
import { ruleOf, ruleText } from './rule-text.ts';

const T = Date.parse('2026-01-05T00:00:00Z');
const HOUR = 3_600_000;
const meta = (section: string, changes: Readonly<Record<string, string>> = {}): Rule => ruleOf(`kind: meta\nwhere: []\nmeta:\n  by: [actor.name]\n${section.split('\n').map((line) => `  ${line}`).join('\n')}\n`, changes);
const several = meta('of: {}\nwindow: { type: sliding, size: 24h, cap: 3d }\nwhen: { measure: rules, at_least: 2 }');

const event = (hour: number, more: Partial<PlainEvent> = {}): PlainEvent => ({ 'event.dataset': 'aws.cloudtrail', 'organization.id': 'o', 'user.name': 'dana', time: T + hour * HOUR, ...more }) as PlainEvent;
/** A finding of a rule on events, by their places from 1. */
function finding(rule: string, events: readonly PlainEvent[], places: readonly number[], more: Partial<FindingDraft> & { readonly attack?: readonly string[]; readonly hypotheses?: readonly string[] } = {}): InputFinding {
  const { attack = ['T1078.004'], hypotheses = ['H1'], ...draft } = more;
  const times = places.map((place) => events[place - 1]!.time);
  return {
    rule: { id: rule, variant: draft.variant ?? 'corrected', attack, hypotheses: hypotheses as Rule['hypotheses'] },
    draft: {
      rule, variant: 'corrected', ruleVersion: 1, ruleHash: '', title: rule, severity: 'medium', score: 50, filteredBy: null, actor: 'dana', entity: { 'user.name': 'dana' },
      start: Math.min(...times), end: Math.max(...times), events: Int32Array.from(places), values: {},
      explanation: { template: 'match', text: '', windows: [], conditions: [], baseline: {}, dropped: [], wouldNotFire: [] }, ...draft,
    },
  };
}
function outcome(rule: Rule, events: readonly PlainEvent[], given: readonly InputFinding[], context: Partial<HuntContext> = {}, persons: readonly (readonly string[])[] = []) {
  const columns = columnsOf(events);
  return [...huntRules([rule], persons.length === 0 ? columns : columns.withPersons(persons), { given, context: { ...emptyContext, ...context } })][0]!;
}
const dropped = ({ dropped: all }: { readonly dropped: readonly { reason: string; count: number }[] }) => Object.fromEntries(all.map(({ reason, count }) => [reason, count]));

test('findings of two rules within a day are one finding, which names them and rests on their events', () => {
  const events = [event(0), event(1), event(5), event(40)];
  const { findings } = outcome(several, events, [finding('a', events, [1, 2]), finding('b', events, [3]), finding('b', events, [4])]);
  expect(findings).toHaveLength(1);
  expect([...findings[0]!.events]).toEqual([1, 2, 3]);
  expect(findings[0]).toMatchObject({ actor: 'dana', entity: { 'actor.name': 'dana', 'organization.id': 'o' }, start: T, end: T + 5 * HOUR });
  expect(findings[0]!.explanation.text).toBe('For dana there are findings of 2 rules (fires from 2) within 1 d: a from 2026-01-05T00:00:00Z and b from 2026-01-05T05:00:00Z. It rests on 3 events.');
  expect(findings[0]!.explanation.baseline).toMatchObject({ rules: 2, findings: 2, hypotheses: 1, techniques: 1, datasets: 1, risk: 50, finding_1: 'a', finding_2: 'b', finding_2_severity: 'medium' });
  expect(findings[0]!.explanation.wouldNotFire).toEqual(['Fewer than 2 rules instead of 2.', 'These findings cleared, or expected by an exception.']);
});

test('a window is (t - size, t]: a day later to the millisecond is too late', () => {
  const near = [event(0), { ...event(24), time: T + 24 * HOUR - 1 }];
  const late = [event(0), event(24)];
  expect(outcome(several, near, [finding('a', near, [1]), finding('b', near, [2])]).findings).toHaveLength(1);
  expect(outcome(several, late, [finding('a', late, [1]), finding('b', late, [2])]).findings).toHaveLength(0);
});

test('windows that share a finding are one hit, as far as the cap goes', () => {
  const events = Array.from({ length: 12 }, (_, i) => event(i * 12));
  const given = events.map((_, i) => finding(i % 2 === 0 ? 'a' : 'b', events, [i + 1]));
  const { findings } = outcome(several, events, given);
  expect(findings.map(({ events: own }) => own.length)).toEqual([7, 6]);
  expect(findings[0]!.end - findings[0]!.start).toBe(72 * HOUR);
});

test('two names of one person are one person', () => {
  const events = [event(0), event(1, { 'user.name': 'dana@example.com' })];
  const given = [finding('a', events, [1]), finding('b', events, [2], { actor: 'dana@example.com', entity: { 'user.name': 'dana@example.com' } })];
  expect(outcome(several, events, given).findings).toHaveLength(0);
  expect(outcome(several, events, given, {}, [['dana', 'dana@example.com']]).findings).toHaveLength(1);
});

test('what is expected or cleared does not count, and is told; so is what is about several users, or nobody', () => {
  const events = [event(0), event(1), event(2, { 'user.name': 'robin' }), event(3, { 'user.name': null })];
  const caught = outcome(several, events, [finding('a', events, [1]), finding('b', events, [2], { filteredBy: 7 })]);
  expect([caught.status, dropped(caught)]).toEqual(['ran-empty', { 'expected, by an exception or filter': 1 }]);
  const cleared = outcome(several, events, [finding('a', events, [1]), finding('b', events, [2])], { cleared: [{ rule: 'b', variant: 'corrected', entity: { 'user.name': 'dana' }, start: T + HOUR }] });
  expect([cleared.status, dropped(cleared)]).toEqual(['ran-empty', { 'cleared by an analyst': 1 }]);
  const unclear = outcome(several, events, [finding('a', events, [1]), finding('b', events, [2, 3]), finding('c', events, [4])]);
  expect(dropped(unclear)).toEqual({ 'about several (actor.name)': 1, 'actor.name was empty': 1 });
});

test('reads corrected findings of the gravity, techniques and tactics that it names', () => {
  const events = [event(0), event(1)];
  const count = (of: string, more: Parameters<typeof finding>[3]): number =>
    outcome(meta(`of: ${of}\nwindow: { type: whole }\nwhen: { measure: findings, at_least: 1 }`), events, [finding('a', events, [1], more)]).findings.length;
  expect([count('{}', {}), count('{}', { variant: 'published' }), count('{ variant: any }', { variant: 'published' }), count('{ variant: published }', {})]).toEqual([1, 0, 1, 0]);
  expect([count('{ severity: medium }', {}), count('{ severity: high }', {})]).toEqual([1, 0]);
  expect([count('{ attack: [T1078] }', {}), count('{ attack: [T1078.004] }', {}), count('{ attack: [T1078.001] }', {}), count('{ attack: [T1539] }', {})]).toEqual([1, 1, 0, 0]);
  expect([count('{ tactics: [credential-access] }', { attack: ['T1556.006'] }), count('{ tactics: [credential-access] }', {}), count('{ tactics: [initial-access] }', {})]).toEqual([1, 0, 1]);
  expect([count('{ rules: [a] }', {}), count('{ rules: [b] }', {}), count('{ not: [a] }', {})]).toEqual([1, 0, 0]);
});

const change = (hour: number, more: Partial<PlainEvent> = {}) => event(hour, { 'event.action': 'change', ...more });
const start = (hour: number, more: Partial<PlainEvent> = {}) => event(hour, { 'event.action': 'start', ...more });
const chain = meta(`of: { attack: [T1539] }
then:
  - { name: change, where: { field: event.action, is: change }, within: 12h }
  - { name: start, where: { field: event.action, is: start }, within: 2h }`);

test('a finding, then one event, then another, of the same person and each in its time', () => {
  const fires = (events: readonly PlainEvent[]) => outcome(chain, events, [finding('a', events, [1], { attack: ['T1539'] })]).findings;
  const found = fires([event(0), change(3), start(4)]);
  expect([...found[0]!.events]).toEqual([1, 2, 3]);
  expect(found[0]!.explanation.text).toBe('For dana there is a finding: a from 2026-01-05T00:00:00Z. Then came change at 2026-01-05T03:00:00Z (within 12 h), then start at 2026-01-05T04:00:00Z (within 2 h). It rests on 3 events.');
  expect(found[0]!.explanation.wouldNotFire).toContain('No start within 2 h.');
  expect(fires([event(0), start(3), change(4)])).toHaveLength(0);
  expect(fires([event(0), change(13), start(14)])).toHaveLength(0);
  expect(fires([event(0), change(3, { 'user.name': 'robin' }), start(4)])).toHaveLength(0);
  // The first change has no start in time, a later one has.
  expect([...fires([event(0), change(1), change(10), start(11)])[0]!.events]).toEqual([1, 3, 4]);
});

test('events of the finding itself are no step after it, and the time runs from its end', () => {
  const events = [change(0), change(6), start(17)];
  expect(outcome(chain, events, [finding('a', events, [1, 2], { attack: ['T1539'] })]).findings).toHaveLength(0);
  const later = [event(0), event(6), change(17), start(18)];
  expect(outcome(chain, later, [finding('a', later, [1, 2], { attack: ['T1539'] })]).findings).toHaveLength(1);
});

test('a finding that follows is of another rule', () => {
  const rule = meta('of: { rules: [a] }\nthen: [{ name: other finding, of: { severity: medium }, within: 30m }]');
  const events = [event(0), event(0.25), event(0.4)];
  expect(outcome(rule, events, [finding('a', events, [1]), finding('a', events, [2])]).findings).toHaveLength(0);
  expect(outcome(rule, events, [finding('a', events, [1]), finding('b', events, [2], { severity: 'low' })]).findings).toHaveLength(0);
  const { findings } = outcome(rule, events, [finding('a', events, [1]), finding('b', events, [3])]);
  expect([...findings[0]!.events]).toEqual([1, 3]);
  expect(findings[0]!.explanation.baseline).toMatchObject({ finding_1: 'a', finding_2: 'b', step_1: 'other finding', named_findings: 2 });
});

test('chains that overlap are one finding, later ones another', () => {
  const rule = meta('of: { rules: [a] }\nthen: [{ name: other finding, of: {}, within: 1h }]');
  const events = [event(0), event(0.5), event(0.4), event(1), event(9), event(9.5)];
  const { findings } = outcome(rule, events, [finding('a', events, [1]), finding('b', events, [2]), finding('a', events, [3]), finding('c', events, [4]), finding('a', events, [5]), finding('b', events, [6])]);
  // The first of what follows each: c is not needed.
  expect(findings.map((one) => [...one.events])).toEqual([[1, 3, 2], [5, 6]]);
});

test('run alone it runs what it reads, and tells of itself alone', () => {
  const events = [event(0, { 'event.action': 'x' }), event(1, { 'event.action': 'y' })];
  const rule = (id: string, action: string, variant = 'corrected') => ruleOf(`kind: match\nwhere: { field: event.action, is: ${action} }\nmatch: { by: [organization.id, user.name] }\n`, { id, variant });
  const pool = [rule('a', 'x'), rule('b', 'y'), rule('c', 'x', 'published')];
  const seen: string[] = [];
  const alone = [...huntRules([several], columnsOf(events), { pool, onProgress: (_, __, { id }) => seen.push(id) })];
  expect(alone.map(({ rule: { id }, findings }) => [id, findings.length])).toEqual([['test-rule', 1]]);
  expect(seen).toEqual(['a', 'b', 'test-rule']);
  const together = [...huntRules([several, ...pool], columnsOf(events))];
  expect(together.map(({ rule: { id }, findings }) => [id, findings.length])).toEqual([['a', 1], ['b', 1], ['c', 1], ['test-rule', 1]]);
  expect(together.at(-1)!.findings).toEqual(alone[0]!.findings);
  expect(readBy(several as never, [...pool, several]).map(({ id }) => id)).toEqual(['a', 'b']);
});

test('evidence has its cap, in which every finding has a part', () => {
  const events = Array.from({ length: MOST_EVIDENCE + 100 }, (_, i) => event(i / 1000));
  const all = events.map((_, i) => i + 1);
  const { findings } = outcome(several, events, [finding('a', events, all.slice(0, -50)), finding('b', events, all.slice(-50))]);
  expect(findings[0]!.events.length).toBeLessThanOrEqual(MOST_EVIDENCE);
  expect(findings[0]!.explanation.baseline['events_in_all']).toBe(MOST_EVIDENCE + 100);
  expect(findings[0]!.end).toBe(events.at(-1)!.time);
});

test('the sentence of a rule says what it reads and wants', () => {
  const text = (rule: Rule) => ruleSentence(rule).map((part) => (part.kind === 'text' ? part.text : `$${part.name}`)).join('');
  expect(text(several)).toBe('Reads the findings of each user (all names) that come from corrected rules. Fires for those with at least 2 rules within 24 hours (those that overlap are one, up to 3 days).');
  expect(text(chain)).toContain('Fires for each of them that is followed by a change (the action is change) within 12 hours, then by a start (the action is start) within 2 hours.');
});

test('says what is wrong in a rule', () => {
  const problems = (section: string): readonly string[] => parseRule(ruleText(`kind: meta\nwhere: []\nmeta:\n  by: [actor.name]\n${section}\n`), 'x.yaml').problems.map(({ message }) => message);
  expect(problems('  of: {}')).toContain('Findings are findings already: say with "when" how many of what, or with "then" what comes after them.');
  expect(problems('  of: {}\n  when: { measure: rules, at_least: 2 }')).toContain('What is counted lies in a window: add "window".');
  expect(problems('  of: {}\n  window: { type: whole }\n  when: { measure: rule, at_least: 2 }')).toContain('There is no measure "rule". Did you mean "rules"?');
  expect(problems('  of: {}\n  window: { type: tumbling, size: 1h }\n  when: { measure: rules, at_least: 2 }')).toContain('Findings are counted in a sliding window, or over the whole case.');
  expect(problems('  of: { tactics: [stealing] }\n  window: { type: whole }\n  when: { measure: rules, at_least: 2 }').join()).toContain('credential-access');
  expect(problems('  of: {}\n  then: [{ name: x, within: 1h }]')).toContain('A step is an event ("where") or a finding ("of").');
  expect(problems('  of: { rules: [test-rule] }\n  window: { type: whole }\n  when: { measure: rules, at_least: 2 }')).toContain('A rule of kind meta does not read itself, nor others of its kind.');
});
