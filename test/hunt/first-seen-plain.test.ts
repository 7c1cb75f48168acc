import { expect, test } from 'vitest';
import type { PlainEvent } from '../../src-main/columns/index.ts';
import { huntRules } from '../../src-main/hunt/index.ts';
import { columnsOf } from '../help/columns-of.ts';
import { randomBelow } from '../help/random.ts';
import { ruleOf } from './rule-text.ts';

const T = Date.parse('2026-01-05T00:00:00Z');
const DAY = 86_400_000;
interface Told { readonly at: number; readonly user: string; readonly value: string }
const event = ({ at, user, value }: Told, n: number): PlainEvent => ({
  'event.dataset': 'aws.cloudtrail', 'event.action': value, 'user.name': user, 'organization.id': '1', 'event.id': String(n), time: T + at,
});

/** New values after four days of history, forgotten after ten: told plainly, event by event, with how many others were known. */
function plain(events: readonly Told[]): string[] {
  return events.flatMap(({ at, user, value }, n) => {
    const before = events.slice(0, n).filter((one) => one.user === user);
    const within = new Set(before.filter((one) => at - one.at <= 10 * DAY).map((one) => one.value));
    return before.length === 0 || at - before[0]!.at < 4 * DAY || within.has(value) ? [] : [`${user} ${at} ${within.size}`];
  });
}

test('new values at random, more than a block of them, are those that a plain search finds', () => {
  const rule = ruleOf(`kind: first_seen
where: []
first_seen:
  by: [user.name]
  value: [event.action]
  learning: 4d
  retention: 10d
  cold_start: suppress
`);
  let total = 0;
  for (let seed = 1; seed <= 6; seed += 1) {
    const pick = randomBelow(seed * 2_654_435);
    let at = 0;
    const events = Array.from({ length: 1600 }, (): Told => ({ at: (at += pick(2 * 3_600_000)), user: 'jjjk'[pick(4)]!, value: `v${pick(seed % 2 === 0 ? 12 : 500)}` }));
    const found = [...huntRules([rule], columnsOf(events.map(event)))][0]!.findings.map((one) => `${one.actor} ${one.start - T} ${one.explanation.baseline['known_values']}`);
    expect([seed, found.toSorted()]).toEqual([seed, plain(events).toSorted()]);
    total += found.length;
  }
  expect(total).toBeGreaterThan(500);
});
