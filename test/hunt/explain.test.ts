import { expect, test } from 'vitest';
import type { PlainEvent } from '../../src-main/columns/index.ts';
import { huntRules, type Rule } from '../../src-main/hunt/index.ts';
import { columnsOf } from '../help/columns-of.ts';
import { ruleOf } from './rule-text.ts';

const T = Date.parse('2026-01-05T14:00:00Z');
const minute = 60_000;
const event = (at: number, ip: string, agent: string, more: Partial<PlainEvent> = {}): PlainEvent => ({
  'event.dataset': 'aws.cloudtrail', 'user.name': 'j.doe', 'credential.id': 'AKIAEXAMPLE', 'source.ip': ip, 'user_agent.version': agent, ...more, time: T + at * minute,
});
const explained = (rule: Rule, events: readonly PlainEvent[]) => [...huntRules([rule], columnsOf(events))][0]!.findings.map((one) => one.explanation);
const key = (when: string) => ruleOf(`kind: aggregate
where: []
aggregate:
  by: [window, credential.id, user.name]
  window: { type: tumbling, size: 10m }
  measures: { networks: { count_distinct: source.ip }, versions: { count_distinct: user_agent.version }, events: { count: events } }
  when: ${when}
`);
const events = [event(1, 'home', '2.31.8'), event(2, 'away', '1.22.34'), event(3, 'home', '2.31.8')];

test('a window says who, from where, with what, against which limit, and how much it rests on', () => {
  const [one] = explained(key('{ all: [{ measure: networks, greater: 1 }, { any: [{ measure: versions, greater: 1 }, { measure: events, greater: 9 }] }] }'), events);
  expect(one!.text).toBe('From 2026-01-05T14:00:00Z to 2026-01-05T14:10:00Z key AKIAEXAMPLE of j.doe was seen from 2 addresses (limit 1: away and home) with 2 client versions (limit 1: 1.22.34 and 2.31.8). One window of 10 min fired, with 3 events.');
  expect(one!.wouldNotFire).toEqual(['At most 1 address instead of 2.', 'At most 1 client version instead of 2.']);
});

test('where one of several conditions is enough, all of them have to fail', () => {
  const [one] = explained(key('{ any: [{ measure: networks, greater: 1 }, { measure: versions, at_least: 2 }] }'), events);
  expect(one!.wouldNotFire).toEqual(['At most 1 address instead of 2 and fewer than 2 client versions instead of 2.']);
});

test('its pieces joined are the sentence; times, figures and values of the log stand apart', () => {
  const [one] = explained(key('{ measure: networks, greater: 1 }'), events);
  expect(one!.parts!.map((part) => part.text).join('')).toBe(one!.text);
  const of = (as: string) => one!.parts!.filter((part) => part.as === as).map((part) => part.text);
  expect(of('time')).toEqual(['2026-01-05T14:00:00Z', '2026-01-05T14:10:00Z']);
  expect(of('figure')).toEqual(['2 addresses', '3 events']);
  expect(of('value')).toEqual(['AKIAEXAMPLE', 'j.doe', 'away', 'home']);
});

test('a match says when and whose; a sliding window how many fired', () => {
  const [hit] = explained(ruleOf('kind: match\nwhere: { field: source.ip, is: away }\nmatch: { by: [user.name], together: 0s }\n'), events);
  expect(hit!.text).toBe('At 2026-01-05T14:02:00Z j.doe had 1 event that the rule looks for.');
  const sliding = ruleOf('kind: aggregate\nwhere: []\naggregate:\n  by: [window, user.name]\n  window: { type: sliding, size: 10m, cap: 1d }\n  measures: { networks: { count_distinct: source.ip } }\n  when: { measure: networks, greater: 1 }\n');
  expect(explained(sliding, events)[0]!.text).toContain('2 windows of 10 min in a row fired and were merged; they hold 3 events.');
});
