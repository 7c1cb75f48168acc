import { describe, expect, test } from 'vitest';
import type { PlainEvent } from '../../src-main/columns/index.ts';
import { huntRules, parseRule, ruleSentence, type Rule } from '../../src-main/hunt/index.ts';
import { columnsOf } from '../help/columns-of.ts';
import { ruleOf, ruleText } from './rule-text.ts';

const T = Date.parse('2026-01-05T14:00:00Z');
const MINUTE = 60_000;
const at = (minutes: number, more: Partial<PlainEvent>): PlainEvent => ({ 'event.dataset': 'aws.cloudtrail', 'user.name': 'j.doe', 'organization.id': '1', ...more, time: T + minutes * MINUTE });
const issue = (minutes: number, key: string, ip: string, more: Partial<PlainEvent> = {}) => at(minutes, { 'event.action': 'GetSessionToken', 'credential.issued_id': key, 'credential.id': 'AKIA', 'source.ip': ip, ...more });
const use = (minutes: number, key: string, ip: string, more: Partial<PlainEvent> = {}) => at(minutes, { 'event.action': 'ListBuckets', 'credential.id': key, 'source.ip': ip, ...more });

const body = (more = '', sides: { left?: string; right?: string; when?: string; measures?: string } = {}): string => `kind: join
where: []
join:
  by: [organization.id, user.name]
  left: { name: issue, where: { field: credential.issued_id, blank: false }${sides.left ?? ''} }
  right: { name: use, where: { field: credential.issued_id, blank: true }${sides.right ?? ''} }
  on: [{ left: credential.issued_id, right: credential.id }]
  within: 1h
  measures: ${sides.measures ?? '{ addresses: { apart: source.ip }, added: { new: source.ip }, uses: { right: events } }'}
  when: ${sides.when ?? '{ measure: addresses, at_least: 1 }'}
${more}`;
const found = (rule: Rule, events: readonly PlainEvent[]) => [...huntRules([rule], columnsOf(events))][0]!.findings;
const spans = (rule: Rule, events: readonly PlainEvent[]) => found(rule, events).map((one) => [(one.start - T) / MINUTE, (one.end - T) / MINUTE, one.events.length]);

describe('an id that one event issued and others use', () => {
  test('fires where it is used elsewhere, not where it was issued, and not for another id', () => {
    expect(spans(ruleOf(body()), [issue(0, 'ASIA1', 'home'), use(5, 'ASIA1', 'away'), issue(1, 'ASIA2', 'home'), use(6, 'ASIA2', 'home'), use(7, 'ASIA3', 'away')])).toEqual([[0, 5, 2]]);
  });

  test('within: the last millisecond counts, the next does not; what came before the issue is no use of it', () => {
    const rule = ruleOf(body());
    expect(spans(rule, [issue(0, 'K', 'home'), use(60, 'K', 'away')])).toEqual([[0, 60, 2]]);
    expect(found(rule, [issue(0, 'K', 'home'), { ...use(60, 'K', 'away'), time: T + 3_600_001 }])).toEqual([]);
    expect(found(rule, [use(-5, 'K', 'away'), issue(0, 'K', 'home')])).toEqual([]);
    expect(spans(ruleOf(body('  order: either\n')), [use(-5, 'K', 'away'), issue(0, 'K', 'home')])).toEqual([[-5, 0, 2]]);
  });

  test('events of one moment belong together, whichever stands first in the file', () => {
    expect(found(ruleOf(body()), [use(0, 'K', 'away'), issue(0, 'K', 'home')])).toHaveLength(1);
  });

  test('an event is not joined with itself', () => {
    const rule = ruleOf(body('', { right: '' }).replace('{ field: credential.issued_id, blank: true }', '{ field: credential.id, blank: false }').replace('on: [{ left: credential.issued_id,', 'on: [{ left: credential.id,'));
    expect(found(rule, [issue(0, 'K', 'home')])).toEqual([]);
  });

  test('apart: one place in common is enough; new: one place that the issuer lacks', () => {
    const both = [issue(0, 'K', 'home'), use(5, 'K', 'home'), use(6, 'K', 'away')];
    expect(found(ruleOf(body()), both)).toEqual([]);
    expect(spans(ruleOf(body('', { when: '{ measure: added, at_least: 1 }' })), both)).toEqual([[0, 6, 3]]);
  });

  test('the first use only', () => {
    expect(spans(ruleOf(body('', { right: ', use: first' })), [issue(0, 'K', 'home'), use(5, 'K', 'away'), use(6, 'K', 'home')])).toEqual([[0, 5, 2]]);
    expect(found(ruleOf(body('', { right: ', use: first' })), [issue(0, 'K', 'home'), use(5, 'K', 'home'), use(6, 'K', 'away')])).toEqual([]);
  });

  test('a side that says nothing differs from nothing', () => {
    expect(found(ruleOf(body()), [issue(0, 'K', 'home', { 'source.ip': null }), use(5, 'K', 'away')])).toEqual([]);
    expect(found(ruleOf(body()), [issue(0, 'K', '-'), use(5, 'K', 'away')])).toEqual([]);
  });

  test('a use belongs to the latest issue before it; all issues of the id are one side where the rule says so', () => {
    const events = [issue(0, 'K', 'office'), issue(10, 'K', 'home'), use(15, 'K', 'office')];
    expect(spans(ruleOf(body()), events)).toEqual([[10, 15, 2]]);
    expect(found(ruleOf(body('', { left: ', take: all' })), events)).toEqual([]);
    expect(spans(ruleOf(body('', { left: ', take: all' })), [...events.slice(0, 2), use(15, 'K', 'away')])).toEqual([[0, 15, 3]]);
  });

  test('counts of events, of values, and of some events', () => {
    const measures = '{ refused: { right: events, where: { field: event.outcome, is: failure } }, places: { right: source.ip } }';
    const rule = (when: string) => ruleOf(body('', { measures, when }));
    const events = [issue(0, 'K', 'home'), use(1, 'K', 'a', { 'event.outcome': 'failure' }), use(2, 'K', 'b', { 'event.outcome': 'failure' }), use(3, 'K', 'b', { 'event.outcome': 'success' })];
    expect(found(rule('{ measure: refused, at_least: 2 }'), events)).toHaveLength(1);
    expect(found(rule('{ measure: refused, greater: 2 }'), events)).toHaveLength(0);
    expect(found(rule('{ measure: places, at_least: 2 }'), events)).toHaveLength(1);
  });

  test('several issues of one id that fire are one finding where they lie together', () => {
    const events = [issue(0, 'K', 'home'), use(5, 'K', 'away'), issue(10, 'K', 'home'), use(15, 'K', 'away'), issue(50, 'K', 'home'), use(55, 'K', 'away')];
    expect(spans(ruleOf(body()), events)).toEqual([[0, 5, 2], [10, 15, 2], [50, 55, 2]]);
    expect(spans(ruleOf(body('  together: 20m\n')), events)).toEqual([[0, 15, 4], [50, 55, 2]]);
  });

  test('tiers: the first that holds says how grave it is', () => {
    const rule = ruleOf(body('  tiers: [{ severity: high, when: { measure: uses, at_least: 2 } }, { severity: info, when: { measure: uses, at_most: 1 } }]\n'));
    expect(found(rule, [issue(0, 'K', 'home'), use(5, 'K', 'away')]).map((one) => one.severity)).toEqual(['info']);
    expect(found(rule, [issue(0, 'K', 'home'), use(5, 'K', 'away'), use(6, 'K', 'away')]).map((one) => one.severity)).toEqual(['high']);
  });

  test('what says nothing to be joined by is counted, and so is a finding about nobody', () => {
    const rule = ruleOf(body());
    const [outcome] = [...huntRules([rule], columnsOf([issue(0, 'K', 'home', { 'user.name': null }), use(5, 'K', 'away'), at(6, { 'source.ip': 'x' })]))];
    expect(outcome!.findings).toEqual([]);
    expect(outcome!.dropped).toEqual([{ reason: 'use without anything to be joined by', count: 1 }, { reason: 'user.name was empty', count: 1 }]);
  });
});

describe('several ways of joining', () => {
  const ways = (first = '') => ruleOf(`kind: join
where: []
derive: { person: { tuple: [organization.id, user.name] } }
join:
  by: [organization.id, user.name]
  left: { name: password, where: { field: auth.method, is: Password } }
  right: { name: push, where: { field: auth.method, contains: push } }
  on: [{ left: transaction.id, right: transaction.id${first} }, { left: session.id, right: session.id }, { left: person, right: person, within: 5m }]
  within: 1h
  measures: { countries: { apart: source.geo.country_iso_code } }
  when: { measure: countries, at_least: 1 }
`);
  const step = (minutes: number, method: string, country: string, more: Partial<PlainEvent> = {}) => at(minutes, { 'auth.method': method, 'source.geo.country_iso_code': country, 'source.ip': `address in ${country}`, ...more });
  const by = (rule: Rule, events: readonly PlainEvent[]) => found(rule, events).map(({ explanation: { baseline } }) => [baseline['joined_by'], baseline['way'], baseline['nearest_ms']]);

  test('the first that finds a partner joins, and the finding says which it was', () => {
    expect(by(ways(), [step(0, 'Password', 'NL', { 'transaction.id': 't', 'session.id': 's' }), step(1, 'a push', 'US', { 'transaction.id': 't', 'session.id': 's' })])).toEqual([['transaction.id', 1, MINUTE]]);
    expect(by(ways(), [step(0, 'Password', 'NL', { 'session.id': 's' }), step(20, 'a push', 'US', { 'transaction.id': 't', 'session.id': 's' })])).toEqual([['session.id', 2, 20 * MINUTE]]);
    expect(by(ways(), [step(0, 'Password', 'NL'), step(5, 'a push', 'US')])).toEqual([['person', 3, 5 * MINUTE]]);
    expect(by(ways(), [step(0, 'Password', 'NL'), step(6, 'a push', 'US')])).toEqual([]);
    expect(by(ways(), [step(0, 'Password', 'NL'), step(1, 'a push', 'US', { 'organization.id': '2' })])).toEqual([]);
  });

  test('a way that decides keeps apart what it says does not belong together', () => {
    const events = [step(0, 'Password', 'US', { 'transaction.id': 'own' }), step(1, 'Password', 'NL', { 'transaction.id': 'thief' }), step(2, 'a push', 'US', { 'transaction.id': 'own' }), step(3, 'a push', 'US', { 'transaction.id': 'other' })];
    expect(by(ways(), events)).toEqual([['person', 3, 2 * MINUTE]]);
    expect(by(ways(', decides: true'), events)).toEqual([]);
  });
});

describe('what is said of a join', () => {
  const rule = ruleOf(body('  tiers: [{ severity: high, when: { measure: uses, at_least: $many } }]\n', { when: '{ all: [{ measure: addresses, at_least: 1 }, { measure: uses, less: 5 }] }' }).replace('within: 1h', 'within: $reach') + 'parameters:\n  reach: { type: duration, label: Within, default: 1h, min: 1m, max: 1d }\n  many: { type: int, label: Many uses, default: 3, min: 1, max: 9 }\n');

  test('both sides, what joins them, how far apart, how they differ, and what would spare it', () => {
    const [one] = found(rule, [issue(0, 'ASIA1', 'home'), use(5, 'ASIA1', 'away'), use(6, 'ASIA1', 'far')]);
    expect(one!.explanation.text).toBe(
      'For j.doe there is 1 event (issue) from 2026-01-05T14:00:00Z and 2 events (use) from 2026-01-05T14:05:00Z, joined by issued credential = credential ASIA1, 5 min apart. ' +
      'IP: home with the issue, away, far with the use. Addresses of the use that the issue lacks: 2 (fires from 1). Events of the use: 2 (fires below 5).');
    expect(one!.explanation.wouldNotFire).toEqual([
      'The use more than 1 h from the issue, instead of 5 min.',
      'No issued credential that is the credential of the use.', 'Any IP that the issue and the use have in common, or one that is not known.', 'At least 5 events of the use instead of 2.',
    ]);
    expect(one!.explanation).toMatchObject({
      template: 'join', conditions: [{ name: 'addresses', measured: 2, operator: '>=', limit: 1 }, { name: 'uses', measured: 2, operator: '<', limit: 5 }],
      baseline: { joined_by: 'credential.issued_id = credential.id', joined_id: 'ASIA1', left_events: 1, right_events: 2, 'left.source.ip': 'home', 'right.source.ip': 'away, far' },
    });
  });

  test('the rule in a sentence, with its parameters in their places', () => {
    expect(ruleSentence(rule).map((part) => (part.kind === 'text' ? part.text : `[${part.name}]`)).join('')).toBe(
      'Takes events. Joins each use (there is no issued credential) with the issue (there is an issued credential) that came last before it, within [reach], by the issued credential that is the credential of the use. ' +
      'Fires for each combination of organisation and user of the issue with an address of the use that the issue lacks and fewer than 5 events of the use. It is high with [many] or more events of the use.');
  });
});

test('everything that is wrong in the section is told at once, each at its place', () => {
  const wrong = `kind: join
where: []
join:
  by: [user.name]
  left: { name: issue, where: { field: credential.issued, blank: false } }
  right: { name: use, where: { field: credential.id, blank: false } }
  on: [{ left: target.id, right: credential.id, decides: true, within: 2h }]
  within: 1h
  measures: { issues: { left: events }, apart: { apart: events }, places: { left: source.ip, right: source.ip } }
  when: { measure: issue, at_least: 1 }
`;
  const { problems } = parseRule(ruleText(wrong), 'test.yaml');
  expect(problems.map(({ message }) => message).toSorted()).toEqual([
    '"apart" compares the values of a field on both sides; events can be counted on one: left, right.',
    '"target.id" may have several values; one is wanted here.',
    'A measure of a join is one of apart, new, left, right.',
    'Nothing is asked of the right side: every left event that has one would fire.',
    'One way of joining does not reach further than the join: shorten it, or take it away.',
    'There is no field "credential.issued". Did you mean "credential.issued_id"?',
    'There is no later way that this one could decide against.',
    'There is no measure "issue". Did you mean "issues"?',
  ]);
});
