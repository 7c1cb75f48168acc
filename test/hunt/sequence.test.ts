import { describe, expect, test } from 'vitest';
import type { PlainEvent } from '../../src-main/columns/index.ts';
import { huntRules, parseRule, ruleSentence, type Rule } from '../../src-main/hunt/index.ts';
import { columnsOf } from '../help/columns-of.ts';
import { ruleOf, ruleText } from './rule-text.ts';

const T = Date.parse('2026-01-05T14:00:00Z');
const MINUTE = 60_000;
const at = (minutes: number, action: string, more: Partial<PlainEvent> = {}): PlainEvent => ({ 'event.dataset': 'aws.cloudtrail', 'event.action': action, 'user.name': 'j.doe', 'organization.id': '1', ...more, time: T + minutes * MINUTE });
/** Actions by letter, one a minute. */
const told = (letters: string, user = 'j.doe'): PlainEvent[] => [...letters].flatMap((letter, minute) => (letter === '.' ? [] : [at(minute, letter, { 'user.name': user })]));

const step = (letter: string, more = ''): string => `{ name: ${letter}, where: { field: event.action, is: ${letter} }${more} }`;
const body = (steps: readonly string[], more = 'maxspan: 10m'): string => `kind: sequence\nwhere: []\nsequence:\n  by: [user.name]\n  steps:\n${steps.map((one) => `    - ${one}\n`).join('')}  ${more}\n`;
const rule = (steps: readonly string[], more?: string): Rule => ruleOf(body(steps, more));
const outcome = (of: Rule, events: readonly PlainEvent[]) => [...huntRules([of], columnsOf(events))][0]!;
const spans = (of: Rule, events: readonly PlainEvent[]) => outcome(of, events).findings.map((one) => [(one.start - T) / MINUTE, (one.end - T) / MINUTE, one.events.length]);

describe('steps in order', () => {
  test('one after the other, of one user', () => {
    expect(spans(rule([step('A'), step('B')]), told('A.B'))).toEqual([[0, 2, 2]]);
    expect(spans(rule([step('A'), step('B')]), told('B.A'))).toEqual([]);
    expect(spans(rule([step('A'), step('B')]), [...told('A'), ...told('..B', 'other')])).toEqual([]);
  });

  test('maxspan: the last millisecond counts, the next does not', () => {
    const two = rule([step('A'), step('B')]);
    expect(spans(two, [at(0, 'A'), at(10, 'B')])).toEqual([[0, 10, 2]]);
    expect(spans(two, [at(0, 'A'), { ...at(10, 'B'), time: T + 600_001 }])).toEqual([]);
  });

  test('the chain that begins last is taken, so that one that is short enough is never missed', () => {
    expect(spans(rule([step('A'), step('B'), step('C')]), [at(0, 'A'), at(1, 'B'), at(8, 'A'), at(9, 'B'), at(12, 'C')]).length).toBe(1);
    expect(spans(rule([step('A'), step('B'), step('C')]), [at(0, 'A'), at(8, 'A'), at(9, 'B'), at(18, 'C')])).toEqual([[8, 18, 3]]);
  });

  test('runs: so many at least, and all of them are evidence', () => {
    const three = rule([step('A', ', runs: 3'), step('B')]);
    expect(spans(three, told('AAB'))).toEqual([]);
    expect(spans(three, told('AAAB'))).toEqual([[0, 3, 4]]);
    expect(spans(three, told('AAAAAB'))).toEqual([[0, 5, 6]]);
    expect(spans(three, [at(0, 'A'), at(1, 'A'), at(15, 'A'), at(16, 'B')])).toEqual([]);
    expect(spans(rule([step('A', ', runs: 3')]), told('A.A.A.A'))).toEqual([[0, 4, 3]]);
  });

  test('after a finding the entity begins anew', () => {
    expect(spans(rule([step('A'), step('B')]), told('ABBAB'))).toEqual([[0, 1, 2], [3, 4, 2]]);
  });

  test('until ends what is open', () => {
    const ended = rule([step('A'), step('B')], 'maxspan: 10m\n  until: { field: event.action, is: X }');
    expect(spans(ended, told('A.X.B'))).toEqual([]);
    expect(spans(ended, told('A.XAB'))).toEqual([[3, 4, 2]]);
  });

  test('what follows the last step is evidence where the rule says so', () => {
    expect(spans(rule([step('A'), step('B')], 'maxspan: 10m\n  follow: 3m'), told('AB.B.B..B'))).toEqual([[0, 3, 3]]);
  });

  test('a step may call its entity differently; the same text is the same entity, over all logs', () => {
    const renamed = rule([step('A', ', by: [user.target.name]').replace('user.target.name', 'credential.issued_id'), step('B', ', by: [credential.id]')]);
    const events = [at(0, 'A', { 'credential.issued_id': 'K' }), at(1, 'B', { 'credential.id': 'K', 'user.name': 'role' }), at(2, 'B', { 'credential.id': 'L' })];
    expect(spans(renamed, events)).toEqual([[0, 1, 2]]);
    expect(outcome(renamed, events).findings[0]!.entity).toMatchObject({ 'user.name': 'K' });
  });

  test('events of nobody are counted', () => {
    expect(outcome(rule([step('A'), step('B')]), [at(0, 'A', { 'user.name': null }), at(1, 'B')]).dropped).toEqual([{ reason: 'user.name was empty', count: 1 }]);
  });
});

test('any order: all steps within the span, then anew', () => {
  const any = rule([step('A', ', runs: 2'), step('B')], 'maxspan: 10m\n  ordered: false');
  expect(spans(any, told('BAA'))).toEqual([[0, 2, 3]]);
  expect(spans(any, told('ABA'))).toEqual([[0, 2, 3]]);
  expect(spans(any, [at(0, 'B'), at(5, 'A'), at(11, 'A')])).toEqual([]);
  expect(spans(any, told('BAAABA'))).toEqual([[0, 2, 3], [3, 5, 3]]);
});

describe('what must not come', () => {
  const log = Array.from({ length: 200 }, (_, i) => at((i - 100) * 2, 'x', { 'user.name': 'other' }));

  test('between two steps', () => {
    const between = rule([step('A'), step('N', ', absent: true'), step('B')]);
    expect(spans(between, told('A..B'))).toEqual([[0, 3, 2]]);
    expect(spans(between, told('A.NB'))).toEqual([]);
    expect(spans(between, told('ANA.B'))).toEqual([[2, 4, 2]]);
  });

  test('after the last one: waited for to the end of maxspan, or for a time of its own', () => {
    const never = rule([step('A'), step('B'), step('N', ', absent: true')]);
    expect(spans(never, [...log, ...told('AB')])).toEqual([[0, 1, 2]]);
    expect(spans(never, [...log, ...told('AB'), at(10, 'N')])).toEqual([]);
    expect(spans(never, [...log, ...told('AB'), at(11, 'N')])).toEqual([[0, 1, 2]]);
    expect(spans(rule([step('A'), step('B'), step('N', ', absent: true, within: 1h')]), [...log, ...told('AB'), at(61, 'N')])).toEqual([]);
  });

  test('before the first one', () => {
    const without = rule([step('N', ', absent: true, within: 30m'), step('A'), step('B')]);
    expect(spans(without, [...log, ...told('AB')])).toEqual([[0, 1, 2]]);
    expect(spans(without, [...log, at(-30, 'N'), ...told('AB')])).toEqual([]);
    expect(spans(without, [...log, at(-31, 'N'), ...told('AB')])).toEqual([[0, 1, 2]]);
  });

  test('where the log ends too early, begins too late or was silent, it cannot say, and that is counted', () => {
    const never = rule([step('A'), step('B'), step('N', ', absent: true')]);
    expect(outcome(never, told('AB'))).toMatchObject({ findings: [], dropped: [{ reason: 'cannot say that there was no N, since the log does not cover the time', count: 1 }] });
    const without = rule([step('N', ', absent: true, within: 30m'), step('A'), step('B')]);
    expect(outcome(without, [...told('AB'), at(2000, 'x')])).toMatchObject({ findings: [], dropped: [{ count: 1 }] });
    const other = { 'event.dataset': 'okta.system' } as const;
    const named = ruleOf(body([step('A'), step('B'), step('N', ', absent: true, within: 12h, datasets: [okta.system]')]), { requires: '{ datasets: [aws.cloudtrail, okta.system] }' });
    // Okta wrote every minute of a day, and then nothing for a day.
    const okta = Array.from({ length: 2880 }, (_, i) => at(i < 1440 ? -i - 1 : i, 'x', { ...other, 'user.name': 'other' }));
    expect(outcome(named, [...okta, ...told('AB')])).toMatchObject({ findings: [], dropped: [{ count: 1 }] });
    expect(outcome(named, [...okta.map((one) => ({ ...one, time: one.time - 1_000 * MINUTE })), ...Array.from({ length: 2880 }, (_, i) => at(i - 1440, 'x', { ...other, 'user.name': 'other' })), ...told('AB')]).findings).toHaveLength(1);
  });
});

describe('what is new to a thing', () => {
  const fresh = rule([step('Read'), step('Use', ', by: [user.name], new: { value: source.ip, of: credential.id, within: 30d }')], 'maxspan: 30d\n  follow: 1d');
  const use = (minutes: number, ip: string, key = 'K') => at(minutes, 'Use', { 'credential.id': key, 'source.ip': ip });

  test('a value that the thing did not have before the step before', () => {
    const events = [use(-100, 'home'), use(-50, 'office'), at(0, 'Read'), use(5, 'office'), use(10, 'away'), use(12, 'home'), use(14, 'away')];
    expect(spans(fresh, events)).toEqual([[0, 14, 3]]);
    const [one] = outcome(fresh, events).findings;
    expect(one!.explanation.baseline).toMatchObject({ new_value: 'away', new_to: 'K', known_before: 'home, office', known_values: 2 });
    expect(one!.explanation.text).toContain('IP away was new to credential K: in the 30 d before, it was known with home, office.');
  });

  test('a thing that was not there before has no habits; an old habit counts only within its time; a blank value is nothing new', () => {
    expect(spans(fresh, [at(0, 'Read'), use(10, 'away')])).toEqual([]);
    expect(spans(fresh, [use(-60, 'home'), at(0, 'Read'), use(10, 'away', 'L')])).toEqual([]);
    expect(spans(fresh, [use(-45_000, 'away'), use(-60, 'home'), at(0, 'Read'), use(10, 'away')])).toEqual([[0, 10, 2]]);
    expect(spans(fresh, [use(-60, 'home'), at(0, 'Read'), use(10, '-')])).toEqual([]);
  });
});

describe('what is said of a sequence', () => {
  const parametric = ruleOf(`${body([step('A', ', runs: $runs'), step('N', ', absent: true'), step('B')], 'maxspan: $span\n  until: { field: event.action, is: X }')}parameters:\n  runs: { type: int, label: Runs, default: 3, min: 1, max: 9 }\n  span: { type: duration, label: Span, default: 10m, min: 1m, max: 1d }\n`);

  test('each step with its events and times, and what would spare it', () => {
    const [one] = outcome(parametric, told('AAAAB')).findings;
    expect(one!.explanation).toMatchObject({
      template: 'sequence', conditions: [{ name: 'A', measured: 4, operator: '>=', limit: 3 }, { name: 'B', measured: 1, operator: '>=', limit: 1 }],
      baseline: { step_1: 'A', step_1_events: 4, step_2_first: '2026-01-05T14:04:00Z', span_ms: 4 * MINUTE },
      text: 'For j.doe there came 4 events (A, fires from 3) from 2026-01-05T14:00:00Z, then 1 event (B) from 2026-01-05T14:04:00Z, 4 min from the first to the beginning of the last (at most 10 min). No N came between.',
      wouldNotFire: ['Fewer than 3 events (A) instead of 4.', 'No event (B) within the time.', 'More than 10 min from first to last.', 'Another order of the steps.', 'An event (N) between.', 'An event that ends the sequence before its last step.'],
    });
  });

  test('the rule in a sentence, with its parameters in their places', () => {
    expect(ruleSentence(parametric).map((part) => (part.kind === 'text' ? part.text : `[${part.name}]`)).join('')).toBe(
      'Takes events. Fires for each user with [runs] times A (the action is A), then no N (the action is N), then B (the action is B), all within [span]. What is open ends where the action is X.');
  });
});

test('everything that is wrong in the section is told at once', () => {
  const messages = (steps: readonly string[], more?: string): readonly string[] => parseRule(ruleText(body(steps, more)), 'test.yaml').problems.map(({ message }) => message);
  expect(messages([step('A')])).toEqual(['One event is no sequence: take kind match, or give the step runs.']);
  expect(messages([step('A', ', absent: true')])).toEqual(['Steps that must not come need one that comes.']);
  expect(messages([step('A', ', runs: 0, within: 1m, datasets: [aws.cloudtrail]'), step('B', ', by: [target.id, user.name]')], 'maxspan: 0s')).toEqual([
    'A step runs 1 to 1000 times.', 'Only a first or last step that must not come has a time of its own; the others lie within maxspan.', 'Only a step that must not come needs its log named.',
    'This step names 2 fields where the sequence has 1: each stands for the one in its place.', '"target.id" may have several values; one is wanted here.', 'A sequence lasts longer than nothing.',
  ]);
  expect(messages([step('A', ', new: { value: source.ip, of: credential.id, within: 1d }'), step('N', ', absent: true, runs: 2, datasets: [okta.sytem]')], 'maxspan: 1h\n  ordered: false')).toEqual([
    'New is what was not there before the step before: the first step has none.', 'Without order there is no step before.', 'Without order it is not said when this must not come.', 'A step that must not come has no runs.', 'There is no dataset "okta.sytem". Did you mean "okta.system"?',
  ]);
});
