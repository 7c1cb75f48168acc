import { expect, test } from 'vitest';
import type { PlainEvent } from '../../src-main/columns/index.ts';
import { huntRules } from '../../src-main/hunt/index.ts';
import { columnsOf } from '../help/columns-of.ts';
import { randomBelow } from '../help/random.ts';
import { ruleOf } from './rule-text.ts';

const T = Date.parse('2026-01-05T14:00:00Z');
const MINUTE = 60_000;
interface Told { readonly minute: number; readonly letter: string; readonly user: string; readonly place: string }
const event = ({ minute, letter, user, place }: Told, n: number): PlainEvent => ({
  'event.dataset': 'aws.cloudtrail', 'event.action': letter, 'user.name': user, 'organization.id': '1', 'source.ip': place, 'event.id': String(n), time: T + minute * MINUTE,
});
const made = (pick: (below: number) => number): Told[] =>
  Array.from({ length: 12 + pick(18) }, () => ({ minute: pick(45), letter: 'AABNXC'[pick(6)]!, user: 'jk'[pick(2)]!, place: 'pq'[pick(2)]! })).sort((a, b) => a.minute - b.minute);

/** A, A, no N, B within ten minutes; X ends what is open. Told plainly: the first end of any chain, then anew behind it. */
function chains(events: readonly Told[]): number[] {
  const ends: number[] = [];
  let begin = 0;
  for (let end = 0; end < events.length; end += 1) {
    if (events[end]!.letter === 'X') begin = end + 1;
    if (events[end]!.letter !== 'B') continue;
    const found = events.slice(begin, end).some((first, i) => first.letter === 'A' && events[end]!.minute - first.minute <= 10
      && events.slice(begin + i + 1, end).some((second, j) => second.letter === 'A' && !events.slice(begin + i + j + 2, end).some((one) => one.letter === 'N')));
    if (!found) continue;
    ends.push(events[end]!.minute);
    begin = end + 1;
  }
  return ends;
}

test('chains of events at random are those that a plain search finds', () => {
  const rule = ruleOf(`kind: sequence
where: []
sequence:
  by: [user.name]
  steps:
    - { name: a, where: { field: event.action, is: A }, runs: 2 }
    - { name: n, where: { field: event.action, is: N }, absent: true }
    - { name: b, where: { field: event.action, is: B } }
  maxspan: 10m
  until: { field: event.action, is: X }
`);
  let total = 0;
  for (let seed = 1; seed <= 300; seed += 1) {
    const events = made(randomBelow(seed * 2_654_435));
    const found = [...huntRules([rule], columnsOf(events.map(event)))][0]!.findings.map((one) => [one.actor, (one.end - T) / MINUTE]);
    const plain = ['j', 'k'].flatMap((user) => chains(events.filter((one) => one.user === user)).map((end) => [user, end]));
    expect([seed, found.toSorted()]).toEqual([seed, plain.toSorted()]);
    total += plain.length;
  }
  expect(total).toBeGreaterThan(90);
});

test('pairs of events at random are those that a plain search finds: each use with the latest issue before it, in another place', () => {
  const rule = ruleOf(`kind: join
where: []
join:
  by: [user.name]
  left: { name: issue, where: { field: event.action, is: A } }
  right: { name: use, where: { field: event.action, is: B } }
  on: [{ left: user.name, right: user.name }]
  within: 15m
  measures: { places: { apart: source.ip } }
  when: { measure: places, at_least: 1 }
`);
  let total = 0;
  for (let seed = 1; seed <= 300; seed += 1) {
    const events = made(randomBelow(seed * 40_503)).map((one, n) => ({ ...one, n }));
    const byIssue = new Map<number, Told[]>();
    for (const use of events.filter((one) => one.letter === 'B')) {
      const issue = events.filter((one) => one.letter === 'A' && one.user === use.user && one.minute <= use.minute && use.minute - one.minute <= 15).at(-1);
      if (issue !== undefined) byIssue.set(issue.n, [...(byIssue.get(issue.n) ?? []), use]);
    }
    const plain = [...byIssue].filter(([n, uses]) => uses.every((use) => use.place !== events[n]!.place)).map(([n, uses]) => [events[n]!.user, events[n]!.minute, uses.length + 1]);
    const found = [...huntRules([rule], columnsOf(events.map(({ n, ...one }) => event(one, n))))][0]!.findings.map((one) => [one.actor, (one.start - T) / MINUTE, one.events.length]);
    expect([seed, found.toSorted()]).toEqual([seed, plain.toSorted()]);
    total += plain.length;
  }
  expect(total).toBeGreaterThan(90);
});
