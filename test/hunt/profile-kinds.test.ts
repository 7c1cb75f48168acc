import { describe, expect, test } from 'vitest';
import type { Columns, PlainEvent } from '../../src-main/columns/index.ts';
import { huntRules, type Rule, type RuleOutcome } from '../../src-main/hunt/index.ts';
import { lensOf } from '../../src-main/hunt/lens.ts';
import { columnsOf } from '../help/columns-of.ts';
import { ruleOf } from './rule-text.ts';

const T = Date.parse('2026-01-05T00:00:00Z');
const DAY = 86_400_000;
const event = (day: number, more: Partial<PlainEvent> = {}): PlainEvent => ({
  'event.dataset': 'aws.cloudtrail', 'event.action': 'ListUsers', 'user.name': 'j.doe', 'organization.id': '1', ...more, time: T + day * DAY,
});
const rowsOf = ({ count }: Columns): readonly number[] => Array.from({ length: count }, (_, row) => row);
const hunt = (rule: Rule, events: readonly PlainEvent[]): RuleOutcome => [...huntRules([rule], columnsOf(events))][0]!;

describe('first seen', () => {
  const rule = (mode: string, by = '[user.name]', learning = '10d', retention = '20d'): Rule =>
    ruleOf(`kind: first_seen\nwhere: []\nfirst_seen: { by: ${by}, value: [source.ip], learning: ${learning}, retention: ${retention}, cold_start: ${mode} }\n`);
  const at = (day: number, ip: string, user = 'j.doe') => event(day, { 'source.ip': ip, 'user.name': user });
  const habit = (days: number, ip = 'home') => Array.from({ length: days }, (_, day) => at(day, ip));
  const found = (outcome: RuleOutcome) => outcome.findings.map((one) => [(one.start - T) / DAY, one.values['source.ip']![0]!.value]);

  test('fires once, then the value is known', () => {
    expect(found(hunt(rule('suppress'), [...habit(12), at(11.5, 'new'), at(11.7, 'new'), at(15, 'new')]))).toEqual([[11.5, 'new']]);
  });

  test('what was not seen for the retention is forgotten and fires again', () => {
    const outcome = hunt(rule('suppress'), [...habit(60), at(1, 'far'), at(30, 'far'), at(45, 'far')]);
    expect(found(outcome)).toEqual([[30, 'far']]);
  });

  test('retention is inclusive: exactly as long ago is still known', () => {
    expect(found(hunt(rule('suppress'), [...habit(40), at(10.5, 'far'), at(30.5, 'far')]))).toEqual([[10.5, 'far']]);
  });

  test('learning counts from the first event of the entity', () => {
    const hire = [at(30, 'home', 'hire'), at(35, 'cafe', 'hire'), at(41, 'train', 'hire')];
    expect(found(hunt(rule('suppress'), [...habit(60), ...hire]))).toEqual([[41, 'train']]);
  });

  test('a global baseline counts from the first event of the source, and all share it', () => {
    const hire = [at(30, 'home', 'hire'), at(35, 'cafe', 'hire'), at(36, 'cafe')];
    expect(found(hunt(rule('suppress', '[]'), [...habit(60), ...hire]))).toEqual([[35, 'cafe']]);
  });

  test('cold start: silent and counted, fired as information, or learned from a share of the case', () => {
    const events = [...habit(8), at(2, 'early'), at(5, 'late')];
    expect(hunt(rule('suppress'), events)).toMatchObject({ findings: [], dropped: [{ reason: 'new values within the learning period are learned, not reported', count: 3 }] });
    const low = hunt(rule('fire_low'), events);
    expect(low.findings.map(({ severity }) => severity)).toEqual(['info', 'info', 'info']);
    expect(low.findings[1]!.explanation).toMatchObject({ baseline: { insufficient_history: 'yes', known_values: 1 }, text: expect.stringContaining('History is short') });
    const relative = hunt(rule('relative'), events);
    expect(found(relative)).toEqual([[5, 'late']]);
    expect(relative.findings[0]).toMatchObject({ severity: 'low', explanation: { baseline: { mode: 'relative', learning_days: 3.5, known_values: 2, insufficient_history: 'yes' } } });
  });

  test('relative learns a day at least: an hour of logs shows no habits', () => {
    expect(hunt(rule('relative'), [at(0, 'a'), at(0.04, 'b'), at(0.08, 'c')]).findings).toHaveLength(0);
  });

  test('a finding says for how long the log was silent while it learned', () => {
    // An event every half hour, but for a day and a half in the third week.
    const often = Array.from({ length: 60 * 48 }, (_, at) => event(at / 48, { 'source.ip': 'home' })).filter(({ time }) => time < T + 20 * DAY || time >= T + 21.5 * DAY);
    const [told] = hunt(rule('suppress', '[user.name]', '10d', '60d'), [...often, at(40.01, 'new')]).findings;
    expect(told?.explanation).toMatchObject({ baseline: { silent_ms: 1.5 * DAY, covered_share: 0.963 }, text: expect.stringContaining('silent for 36.0 h') });
    const [before] = hunt(rule('suppress', '[user.name]', '10d', '60d'), [...often, at(15.01, 'new')]).findings;
    expect(before?.explanation.baseline).not.toHaveProperty('silent_ms');
    expect(before?.explanation.text).not.toContain('silent');
  });

  test('a value of several fields is new as a whole', () => {
    const both = ruleOf('kind: first_seen\nwhere: []\nfirst_seen: { by: [user.name], value: [source.ip, event.action], learning: 10d, retention: 20d, cold_start: suppress }\n');
    const events = [...habit(12), event(3, { 'source.ip': 'home', 'event.action': 'GetUser' }), event(11.5, { 'source.ip': 'home', 'event.action': 'DeleteUser' })];
    expect(hunt(both, events).findings.map((one) => one.explanation.text)).toEqual([expect.stringMatching(/^home · DeleteUser was first seen for j\.doe at 2026-01-16T12:00:00Z, with 1 event\. Until then 2 values were known \(/)]);
  });

  test('events of the entity with the value follow as evidence, others do not', () => {
    const [finding] = hunt(rule('suppress'), [...habit(13), at(11.5, 'new'), at(11.6, 'new'), at(11.6, 'new', 'x'), at(13, 'new')]).findings;
    expect(finding!.events).toHaveLength(2);
  });
});

describe('rarity', () => {
  const rule = (when: string, more = ''): Rule =>
    ruleOf(`kind: rarity\nwhere: []\nrarity:\n  by: [organization.id, user.name]\n  signature: [source.ip, event.action]\n  session: session.id\n  ${when}\n${more}`);
  const at = (day: number, ip: string, session: string, user = 'j.doe') => event(day, { 'source.ip': ip, 'session.id': session, 'user.name': user });
  const events = [
    ...Array.from({ length: 10 }, (_, day) => at(day, 'home', `s${day}`)),
    ...Array.from({ length: 50 }, (_, i) => at(4 + i / 1000, 'thief', 'stolen')),
    at(5, 'office', 'o1'), at(5.1, 'office', 'o2', 'a.roe'), at(6.1, 'office', 'o3', 'a.roe'),
  ];

  test('counts events, sessions, days and shares, in the group and in the tenant', () => {
    const { findings } = hunt(rule('when: { measure: sessions, less: 3 }'), events);
    const thief = findings.find((one) => one.entity['source.ip'] === 'thief')!;
    expect(thief.explanation.baseline).toEqual({
      events: 50, sessions: 1, days: 1, event_share: 50 / 61, session_share: 1 / 12, day_share: 0.1, group_events: 61, group_sessions: 12, group_days: 10,
      other_sessions: 11, other_days: 10, tenant_groups: 1, tenant_events: 50, tenant_sessions: 1, tenant_days: 1,
    });
    const office = findings.find((one) => one.entity['source.ip'] === 'office' && one.actor === 'j.doe')!;
    expect(office.explanation.baseline).toMatchObject({ events: 1, tenant_groups: 2, tenant_events: 3, tenant_sessions: 3, tenant_days: 2 });
    expect(thief.explanation.text).toContain('was seen in 1 session (fires below 3) on 1 day: 50 of 61 events (82.0 %) and 1 of 12 sessions (8.3 %). In the tenant 1 user has it.');
  });

  test('a view without a condition lists every signature', () => {
    const { views } = hunt(ruleOf('kind: rarity\nwhere: []\nrarity: { by: [user.name], signature: [source.ip] }\n', { output: 'view' }), events);
    expect(views[0]!.columns.slice(0, 5)).toEqual(['user.name', 'source.ip', 'first', 'last', 'events']);
    expect(views[0]!.rows.map(({ cells }) => [cells[0], cells[1], cells[4]])).toEqual([['j.doe', 'home', 10], ['j.doe', 'thief', 50], ['j.doe', 'office', 1], ['a.roe', 'office', 2]]);
  });
});

describe('match', () => {
  const rule = (together: string): Rule => ruleOf(`kind: match\nwhere: { field: event.action, is: Bad }\nmatch: { by: [user.name], together: ${together} }\n`);
  const events = [event(0, { 'event.action': 'Bad' }), event(0.001, { 'event.action': 'Bad' }), event(0.002), event(3, { 'event.action': 'Bad' })];
  test('each event alone, or those that are near each other together', () => {
    expect(hunt(rule('0s'), events).findings.map((one) => one.events.length)).toEqual([1, 1, 1]);
    expect(hunt(rule('1h'), events).findings.map((one) => one.events.length)).toEqual([2, 1]);
  });
});

describe('made fields', () => {
  test('a network is an endpoint, an operator, or an address', () => {
    const columns = columnsOf([
      { time: 0, 'source.ip': '10.0.0.1', 'network.endpoint': 'vpce-1' },
      { time: 1, 'source.ip': '198.51.100.1', 'source.as.number': 7922, 'source.as.organization.name': 'Comcast Cable' },
      { time: 2, 'source.ip': '2001:db8::1', 'source.as.number': 33651, 'source.as.organization.name': 'Comcast East' },
      { time: 3, 'source.ip': '203.0.113.1', 'source.as.number': 62240, 'source.as.organization.name': 'Clouvider, Ltd' },
      { time: 4, 'source.ip': '203.0.113.2', 'source.as.number': 62999 },
      { time: 5, 'source.ip': '192.168.1.1' },
      { time: 6 },
    ]);
    const { idAt, text } = lensOf(columns, {}).column('network.identity');
    expect(rowsOf(columns).map(idAt).map((id) => (id === 0 ? null : text(id)))).toEqual(['vpce-1', 'Comcast', 'Comcast', 'Clouvider, Ltd', 'AS62999', '192.168.1.1', null]);
  });

  test('a tuple keeps its parts apart, a coalesced field takes the first that is there', () => {
    const columns = columnsOf([{ time: 0, 'user.name': 'a,b', 'event.action': 'c' }, { time: 1, 'user.name': 'a', 'event.action': 'b,c' }, { time: 2, 'event.action': 'c' }]);
    const lens = lensOf(columns, { both: { kind: 'tuple', of: ['user.name', 'event.action'], separator: ',' }, any: { kind: 'coalesce', of: ['user.name', 'event.action'] } });
    const both = lens.column('both');
    expect(new Set(rowsOf(columns).map(both.idAt)).size).toBe(3);
    expect(rowsOf(columns).map(both.idAt).map(both.text)).toEqual(['a,b,c', 'a,b,c', ',c']);
    const any = lens.column('any');
    expect(rowsOf(columns).map(any.idAt).map(any.text)).toEqual(['a,b', 'a', 'c']);
  });
});
