import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PlainEvent } from '../../src-main/columns/index.ts';
import { emptyContext, type CasePeriod, type HuntContext } from '../../src-main/contract/index.ts';
import { huntRules, type Rule, type RuleOutcome } from '../../src-main/hunt/index.ts';
import { columnsOf } from '../help/columns-of.ts';
import { aggregate, ruleOf } from './rule-text.ts';

const T = Date.parse('2026-01-05T00:00:00Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const iso = (ms: number) => new Date(ms).toISOString();
const at = (time: number, ip: string, user = 'j.doe', more: Partial<PlainEvent> = {}): PlainEvent => ({ 'event.dataset': 'aws.cloudtrail', 'event.action': 'ListUsers', 'organization.id': '1', 'user.name': user, 'source.ip': ip, ...more, time });
const hunt = (rule: Rule, events: readonly PlainEvent[], more: Partial<HuntContext> = {}): RuleOutcome => [...huntRules([rule], columnsOf(events), { context: { ...emptyContext, ...more } })][0]!;
const period = (kind: CasePeriod['kind'], from: number, to: number): CasePeriod => ({ kind, from: iso(T + from), to: iso(T + to), seq: 1, analyst: 'M. Sørby', at: iso(T), reason: 'x' });
const trusted = (from: number, to: number) => ({ periods: [period('trusted', from, to)] });
const knownBad = (from: number, to: number) => ({ periods: [period('known-bad', from, to)] });
const confirmed = (id: string, from: number, field: 'credentials' | 'sessions' = 'credentials') => ({ confirmed: { ...emptyContext.confirmed, findings: 1, [field]: [{ id, from: iso(T + from) }] } });
const learned = (outcome: RuleOutcome) => outcome.findings.map(({ explanation: { text } }) => /(?:\d+ events? of confirmed|No trusted|Only the trusted|Somebody else could)[^]*?(?= Over its whole run|$)/.exec(text)?.[0]);
const nobody = "No trusted period is named: somebody else's events could lie in what was learned.";

describe('first seen', () => {
  const rule = (more = 'cold_start: suppress') => ruleOf(`kind: first_seen\nwhere: []\nfirst_seen: { by: [user.name], value: [source.ip], learning: 5d, retention: 30d, ${more}, follow: 0s }\n`);
  const told = (outcome: RuleOutcome) => outcome.findings.map(({ start, values }) => [(start - T) / DAY, values['source.ip']![0]!.value]);
  const home = Array.from({ length: 20 }, (_, day) => at(T + day * DAY, 'home'));
  const events = [...home, at(T + 3 * DAY + 1, 'thief', 'j.doe', { 'credential.id': 'AKIA1' }), at(T + 10 * DAY + 1, 'thief', 'j.doe', { 'credential.id': 'AKIA1' }), at(T + 12 * DAY + 1, 'thief', 'j.doe', { 'credential.id': 'AKIA1' })];

  test('says of what it learned that somebody else could lie in it', () => {
    const found = hunt(rule(), [...events, at(T + 13 * DAY, 'new')]);
    expect([told(found), learned(found)]).toEqual([[[13, 'new']], [nobody]]);
  });
  test('what was learned in a known-bad period fires when it comes again, once', () => {
    const found = hunt(rule(), events, knownBad(3 * DAY, 4 * DAY));
    expect(told(found)).toEqual([[10 + 1 / DAY, 'thief']]);
    expect(found.findings[0]!.explanation.baseline).toMatchObject({ known_values: 1, left_out_as_bad: 2 });
    expect(learned(found)).toEqual(["2 events of confirmed findings or of known-bad periods were left out of what was learned. No trusted period is named: somebody else's events could still lie in what was learned."]);
  });
  test('a value that is bad is told once within the retention, not at every event', () => {
    const far = [...events, ...Array.from({ length: 5 }, (_, i) => at(T + (14 + i) * DAY + 2, 'thief', 'j.doe', { 'credential.id': 'AKIA1' })), at(T + 60 * DAY, 'thief', 'j.doe', { 'credential.id': 'AKIA1' })];
    expect(told(hunt(rule(), far, confirmed('AKIA1', 0)))).toEqual([[10 + 1 / DAY, 'thief'], [60, 'thief']]);
  });
  test('a key is bad since it was stolen: what its owner did before is learned', () => {
    const owner = home.map((event) => ({ ...event, 'credential.id': 'AKIA1' }));
    expect(told(hunt(rule(), [...owner, at(T + 10 * DAY + 1, 'thief', 'j.doe', { 'credential.id': 'AKIA1' })], confirmed('AKIA1', 10 * DAY + 1)))).toEqual([[10 + 1 / DAY, 'thief']]);
  });
  test('the same of a session', () => expect(told(hunt(rule(), events.map((one) => ({ ...one, 'session.id': one['credential.id'] })), confirmed('AKIA1', 0, 'sessions')))).toEqual([[10 + 1 / DAY, 'thief']]));

  test('a trusted period alone is learned from: who was seen in it has learned, nothing in it fires, what is known stays known', () => {
    const found = hunt(rule(), [...home, at(T + DAY + 1, 'office'), at(T + 3 * DAY, 'new'), at(T + 4 * DAY, 'new'), at(T + 19 * DAY + 1, 'office')], trusted(0, 2 * DAY));
    expect([told(found), learned(found)]).toEqual([[[3, 'new']], ['Only the trusted period counts as usual, 2026-01-05T00:00:00Z to 2026-01-07T00:00:00Z.']]);
    expect(found.findings[0]!.explanation.baseline).toMatchObject({ trusted_from: '2026-01-05T00:00:00Z', trusted_to: '2026-01-07T00:00:00Z', known_values: 2, learning_ms: 0 });
    expect(found.dropped).toEqual([{ reason: 'new values within a trusted period are learned, not reported', count: 2 }]);
  });
  test('of whom a trusted period does not know nothing is said, and it is counted', () => {
    const found = hunt(rule(), [...home, at(T + 5 * DAY, 'x', 'stranger'), at(T + 6 * DAY, 'y', 'stranger')], trusted(0, 2 * DAY));
    expect([told(found), found.dropped.find(({ reason }) => reason.includes('does not know'))?.count]).toEqual([[], 2]);
    expect(hunt(rule('cold_start: fire_low'), [...home, at(T + 5 * DAY, 'x', 'stranger')], trusted(0, 2 * DAY)).findings.map(({ severity }) => severity)).toEqual(['info']);
  });
  test('what is bad within a trusted period is not learned, and fires', () => expect(told(hunt(rule(), events, { ...trusted(0, 20 * DAY), ...confirmed('AKIA1', 0) }))).toEqual([[3 + 1 / DAY, 'thief']]));
});

describe('outliers', () => {
  const rule = (more = '') => ruleOf(`kind: outlier\nwhere: []\noutlier: { by: [user.name], slice: 1d, measure: { count: events }, baseline: own, learning: 3d, retention: 30d, sigma: 2, floor: 3, min_points: 2${more} }\n`);
  const many = (day: number, count: number, more: Partial<PlainEvent> = {}) => Array.from({ length: count }, (_, i) => at(T + day * DAY + i * 1000, `${day}`, 'j.doe', more));
  const days = (counts: readonly number[], more: (day: number) => Partial<PlainEvent> = () => ({})) => counts.flatMap((count, day) => many(day, count, more(day)));
  const told = (outcome: RuleOutcome) => outcome.findings.map(({ start }) => (start - T) / DAY);

  test('days with bad events are no part of what is usual', () => {
    const events = days([2, 3, 2, 40, 41, 3, 12], (day) => (day === 3 || day === 4 ? { 'credential.id': 'AKIA1' } : {}));
    expect(told(hunt(rule(), events))).toEqual([3]);
    const found = hunt(rule(), events, confirmed('AKIA1', 0));
    expect(told(found)).toEqual([3, 6]);
    expect(found.findings[1]!.explanation.baseline).toMatchObject({ points: 4, mean: 2.5, left_out_as_bad: 81 });
    expect(learned(found)[1]).toMatch(/^81 events of confirmed/);
    expect(told(hunt(rule(), events, knownBad(3 * DAY, 5 * DAY)))).toEqual([3, 6]);
  });
  test('only whole days of a trusted period count, and who was there has learned', () => {
    const found = hunt(rule(', include_current: false'), days([2, 3, 9, 9, 9, 9, 12]), trusted(0, 2 * DAY + HOUR));
    expect(found.findings.at(-1)!.explanation.baseline).toMatchObject({ points: 2, mean: 2.5, trusted_to: '2026-01-07T01:00:00Z' });
    expect([told(found), learned(found)[0]]).toEqual([[2], expect.stringMatching(/^Only the trusted period/)]);
  });
  test('a day without events counts as zero only where it may be known', () => {
    const filled = hunt(rule(', zero_fill: all'), [...days([3, 3, 3]), ...many(8, 30), ...many(20, 1)], knownBad(4 * DAY, 8 * DAY));
    expect(filled.findings[0]!.explanation.baseline).toMatchObject({ points: 4 });
  });
  test('it says what the limit was with what was left out', () => {
    const events = days([2, 3, 2, 40, 3, 3, 200], (day) => (day === 3 ? { 'credential.id': 'AKIA1' } : {}));
    const [, last] = hunt(rule(), events, confirmed('AKIA1', 0)).findings;
    const { mean, deviation, limit, limit_with_bad: before } = last!.explanation.baseline as Record<string, number>;
    expect(limit).toBeCloseTo(mean! + 2 * deviation!, 3);
    expect(before).toBe(hunt(rule(), events).findings.at(-1)!.explanation.baseline['limit']);
    expect(before).toBeGreaterThan(limit!);
    expect(last!.explanation.text).toContain(`left out of what was learned. No trusted period is named: somebody else's events could still lie in what was learned. With them the limit would be ${before!.toFixed(3)}.`);
  });
  test('a finding that was confirmed stays, though what is left is too little or another mean: it says so', () => {
    // Day 5 is above the mean of the four days before; without the bad ones two days are left, less alike.
    const events = days([9, 1, 2, 2, 2, 12], (day) => (day >= 2 ? { 'credential.id': 'AKIA1' } : {}));
    expect(told(hunt(rule(), events))).toEqual([5]);
    const [found] = hunt(rule(), events, confirmed('AKIA1', 0)).findings;
    expect((found!.start - T) / DAY).toBe(5);
    expect(found!.explanation.baseline).toMatchObject({ points: 5, limit_without_bad: 16.3137 });
    expect(found!.explanation.text).toContain('6 events of confirmed findings or of known-bad periods lie in what it was held against: without them the limit would be 16.314. It has such events itself, so it stays a finding.');
    const scarce = hunt(rule(), days([2, 3, 2, 3, 12], (day) => (day >= 1 ? { 'credential.id': 'AKIA1' } : {})), confirmed('AKIA1', 0));
    expect(scarce.findings[0]!.explanation).toMatchObject({ baseline: { limit_without_bad: null }, text: expect.stringContaining('without them too little would be known to say anything') as string });
    // What has no bad events is judged by what is usual alone.
    expect(told(hunt(rule(), days([9, 1, 2, 2, 2, 12], (day) => (day >= 2 && day < 5 ? { 'credential.id': 'AKIA1' } : {})), confirmed('AKIA1', 0)))).toEqual([]);
  });
  test('of random days no slice of a confirmed finding goes', () => {
    const one = fc.record({ count: fc.integer({ min: 0, max: 9 }), key: fc.constantFrom('k1', 'k2', undefined) });
    fc.assert(fc.property(fc.array(one, { minLength: 4, maxLength: 14 }), fc.constantFrom('', ', zero_fill: all', ', direction: both', ', cold_start: relative'), fc.constantFrom('k1', 'k2'), (list, more, key) => {
      const events = list.flatMap(({ count, key: used }, day) => many(day, count, used === undefined ? {} : { 'credential.id': used }));
      if (events.length === 0) return;
      const slices = (outcome: RuleOutcome): number[] => outcome.findings.flatMap(({ explanation: { windows } }) => windows.filter(({ fired }) => fired).map(({ start }) => (Date.parse(start) - T) / DAY));
      const after = slices(hunt(rule(more), events, confirmed(key, 0)));
      for (const day of slices(hunt(rule(more), events))) if (list[day]!.count > 0 && list[day]!.key === key) expect(after).toContain(day);
    }), { numRuns: 300 });
  });
  test('of others in the same slice those with bad events are left out', () => {
    const across = ruleOf('kind: outlier\nwhere: []\noutlier: { by: [user.name], slice: 1d, measure: { count: events }, baseline: across, sigma: 2, floor: 3, min_points: 2 }\n');
    const crowd = (user: string, count: number, more: Partial<PlainEvent> = {}) => Array.from({ length: count }, (_, i) => at(T + i * 1000, 'x', user, more));
    const events = [...crowd('a', 2), ...crowd('b', 3), ...crowd('c', 2), ...crowd('thief', 60, { 'credential.id': 'AKIA1' }), ...crowd('d', 12)];
    const who = (more: Partial<HuntContext>) => hunt(across, events, more).findings.map(({ entity }) => entity['user.name']).sort();
    expect(who({})).toEqual(['thief']);
    expect(who(confirmed('AKIA1', 0))).toEqual(['d', 'thief']);
    expect(hunt(across, events, trusted(5 * DAY, 6 * DAY)).findings).toHaveLength(1);
    expect(learned(hunt(across, events))[0]).toBe('Somebody else could also be among those that it was compared with.');
  });
});

describe('rare profiles', () => {
  const rule = (when = '{ all: [{ measure: events, less: 3 }, { measure: other_days, at_least: 3 }] }') => ruleOf(`kind: rarity\nwhere: []\nrarity: { by: [user.name], signature: [source.ip], when: ${when} }\n`);
  const home = Array.from({ length: 6 }, (_, day) => at(T + day * DAY, 'home'));
  const stolen = (day: number) => at(T + day * DAY + HOUR, 'thief', 'j.doe', { 'credential.id': 'AKIA1' });
  const told = (outcome: RuleOutcome) => outcome.findings.map(({ entity, events }) => [entity['source.ip'], events.length]);

  test('what is bad makes no profile usual, and the finding has all of its events', () => {
    const events = [...home, stolen(3), stolen(4), stolen(5)];
    expect(told(hunt(rule(), events))).toEqual([]);
    const found = hunt(rule(), events, confirmed('AKIA1', 0));
    expect(told(found)).toEqual([['thief', 3]]);
    expect(found.findings[0]!.explanation.baseline).toMatchObject({ events: 0, group_events: 6, other_days: 6, left_out_as_bad: 3, tenant_groups: 0 });
    expect(found.findings[0]!.explanation.text).toContain('was usually seen in');
    expect(learned(found)).toEqual(["3 events of confirmed findings or of known-bad periods were left out of what is usual. No trusted period is named: somebody else's events could still lie in what is usual."]);
    expect(told(hunt(rule(), events, knownBad(3 * DAY, 6 * DAY)))).toEqual([['thief', 3]]);
  });
  test('only trusted periods count where there are any', () => {
    const events = [...home, stolen(3), stolen(4), stolen(5)];
    expect(told(hunt(rule(), events, trusted(0, 3 * DAY)))).toEqual([['thief', 3]]);
    expect(told(hunt(rule(), events, trusted(0, 2 * DAY)))).toEqual([]);
  });
  test('confirming a finding does not make it go: what has no others left is judged with what is bad', () => {
    const events = [...home.map((event) => ({ ...event, 'credential.id': 'AKIA1' })), stolen(3)];
    expect(told(hunt(rule(), events))).toEqual([['thief', 1]]);
    const found = hunt(rule(), events, confirmed('AKIA1', 2 * DAY));
    expect(told(found)).toEqual([['thief', 1]]);
    expect(found.findings[0]!.explanation.text).toContain('5 events of confirmed findings or of known-bad periods are counted here: without them it would not be rare. It has such events itself, so it stays a finding.');
  });
  test('says of what it counted that somebody else could lie in it; a list of all profiles counts all', () => {
    expect(learned(hunt(rule(), [...home, stolen(3)]))).toEqual(["No trusted period is named: somebody else's events could lie in what is usual."]);
    const list = ruleOf('kind: rarity\nwhere: []\nrarity: { by: [user.name], signature: [source.ip] }\n', { output: 'view' });
    expect(hunt(list, [...home, stolen(3)], confirmed('AKIA1', 0)).views[0]!.rows.map(({ cells }) => cells[4])).toEqual([6, 1]);
  });
});

describe('comparisons', () => {
  const rule = ruleOf('kind: compare\nwhere: []\ncompare: { by: [window, user.name], window: { type: tumbling, size: 1h }, measures: { ips: { count_distinct: source.ip }, n: { count: events } }, shift: 1d, when: { all: [{ measure: ips, at_least: 2 }, { measure: ips.change, at_least: 2 }] } }\n');
  const events = [at(T, 'a'), at(T + 1000, 'x', 'j.doe', { 'credential.id': 'AKIA1' }), at(T + 2000, 'y', 'j.doe', { 'credential.id': 'AKIA1' }), ...['a', 'x', 'y'].map((ip, i) => at(T + DAY + i * 1000, ip))];

  test('what is bad does not count among what was before', () => {
    expect(hunt(rule, events).findings).toHaveLength(0);
    const found = hunt(rule, events, confirmed('AKIA1', 0));
    expect(found.findings.map(({ explanation: { baseline } }) => [baseline['ips.before'], baseline['n.before'], baseline['left_out_as_bad']])).toEqual([[1, 1, 2]]);
  });
  test('of a time that may not say what is usual nothing is known', () => {
    const more = [...events, at(T + DAY + 4000, 'z')];
    expect(hunt(rule, more, confirmed('AKIA1', 0)).findings).toHaveLength(1);
    expect(hunt(rule, more, { ...confirmed('AKIA1', 0), ...knownBad(0, 1) }).findings).toHaveLength(0);
    expect(hunt(rule, more, { ...confirmed('AKIA1', 0), ...trusted(HOUR / 2, DAY) }).findings).toHaveLength(0);
    expect(learned(hunt(rule, more, { ...confirmed('AKIA1', 0), ...trusted(0, HOUR) }))[0]).toMatch(/were left out of what was before\. Only the trusted period counts/);
  });
});

describe('habits in sequences', () => {
  const rule = ruleOf('kind: sequence\nwhere: []\nsequence: { by: [user.name], maxspan: 1d, steps: [{ name: issue, where: { field: event.action, is: Issue } }, { name: use, where: { field: event.action, is: ListUsers }, new: { value: source.ip, of: credential.id, within: 30d } }] }\n');
  const use = (time: number, ip: string) => at(time, ip, 'j.doe', { 'credential.id': 'AKIA1' });
  const events = [use(T, 'home'), use(T + DAY, 'thief'), at(T + 10 * DAY, 'home', 'j.doe', { 'event.action': 'Issue' }), use(T + 10 * DAY + HOUR, 'thief')];

  test('what is bad is no habit, and says how many there were', () => {
    expect(hunt(rule, events).findings).toHaveLength(0);
    const found = hunt(rule, events, knownBad(DAY, 2 * DAY));
    expect(found.findings.map(({ explanation: { baseline } }) => [baseline['known_before'], baseline['left_out_as_bad']])).toEqual([['home', 1]]);
    expect(learned(found)[0]).toMatch(/^1 event of confirmed findings or of known-bad periods was left out/);
  });
  test('a thing that was bad from its first event is still told: confirming a finding does not make it go', () => {
    const stolen = [use(T, 'home'), events[2]!, use(T + 10 * DAY + HOUR, 'thief')];
    expect([hunt(rule, stolen), hunt(rule, stolen, confirmed('AKIA1', 0)), hunt(rule, stolen, trusted(20 * DAY, 21 * DAY))].map(({ findings }) => findings.length)).toEqual([1, 1, 1]);
  });
});

describe('any rule over any events', () => {
  const rules = [
    ruleOf('kind: match\nwhere: []\nmatch: { by: [user.name], together: 2h }\n'),
    ruleOf(aggregate('by: [window, user.name]\nwindow: { type: sliding, size: 6h, cap: 7d }\nmeasures: { ips: { count_distinct: source.ip } }\nwhen: { measure: ips, at_least: 2 }')),
    ruleOf('kind: first_seen\nwhere: []\nfirst_seen: { by: [user.name], value: [source.ip], learning: 1d, retention: 3d, cold_start: relative }\n'),
    ruleOf('kind: outlier\nwhere: []\noutlier: { by: [user.name], slice: 6h, measure: { count: events }, baseline: trailing, points: 2, sigma: 1, floor: 1, zero_fill: all }\n'),
    ruleOf('kind: compare\nwhere: []\ncompare: { by: [window, user.name], window: { type: tumbling, size: 6h }, measures: { n: { count: events } }, shift: 1d, when: { measure: n.change, at_least: 1 } }\n'),
  ];
  const hour = fc.integer({ min: 0, max: 24 * 6 });
  const happened = fc.array(fc.record({ hour, ip: fc.constantFrom('a', 'b', 'c'), user: fc.constantFrom('u', 'v'), key: fc.constantFrom('k1', 'k2', undefined) }), { minLength: 1, maxLength: 40 })
    .map((list) => list.map(({ hour: h, ip, user, key }, i) => at(T + h * HOUR + i, ip, user, key === undefined ? {} : { 'credential.id': key })));
  const span = fc.tuple(fc.constantFrom('trusted' as const, 'known-bad' as const), hour, fc.integer({ min: 1, max: 48 })).map(([kind, from, long]) => period(kind, from * HOUR, (from + long) * HOUR));
  const contexts = fc.record({
    periods: fc.array(span, { maxLength: 4 }),
    exceptions: fc.array(fc.record({ ip: fc.constantFrom('a', 'b', 'c') }), { maxLength: 3 }).map((list) => list.map(({ ip }, i) => ({ rule: null, when: [{ field: 'source.ip', values: [ip], set: null }], from: null, until: null, seq: i + 1, analyst: 'x', at: iso(T), reason: 'x' }))),
    traits: fc.constantFrom([], [{ user: 'u', trait: 'shared' as const }], [{ user: 'u', trait: 'ci' as const }, { user: 'v', trait: 'shared' as const }]),
    confirmed: fc.constantFrom(emptyContext.confirmed, { findings: 1, credentials: [{ id: 'k1', from: iso(T + 2 * DAY) }, { id: 'k2', from: iso(T + 3 * DAY) }], sessions: [] }),
  });
  const all = (events: readonly PlainEvent[], more: Partial<HuntContext>) => rules.map((rule) => hunt(rule, events, more)).map(({ findings, dropped, status }) => ({ findings, dropped, status }));

  test('a context that says nothing of them changes nothing', () => {
    fc.assert(fc.property(happened, (events) => {
      const other = { exceptions: [{ rule: 'another/corrected', when: [{ field: 'source.ip', values: ['a'], set: null }], from: null, until: null, seq: 1, analyst: 'x', at: iso(T), reason: 'x' }], traits: [{ user: 'w', trait: 'ci' as const }], ...confirmed('k9', 0) };
      expect(all(events, other)).toEqual(all(events, {}));
    }), { numRuns: 60 });
  });
  test('what was said counts, not in which order', () => {
    fc.assert(fc.property(happened, contexts, (events, said) => {
      const turned = { ...said, periods: said.periods.toReversed(), traits: said.traits.toReversed(), confirmed: { ...said.confirmed, credentials: said.confirmed.credentials.toReversed() } };
      expect(all(events, turned)).toEqual(all(events, said));
    }), { numRuns: 100 });
  });
  test('exceptions and traits take no finding away and add none', () => {
    fc.assert(fc.property(happened, contexts, (events, { exceptions, traits }) => {
      const places = (made: ReturnType<typeof all>) => made.map(({ findings }) => findings.map(({ start, entity, events: own }) => [start, entity, [...own]]));
      expect(places(all(events, { exceptions, traits }))).toEqual(places(all(events, {})));
    }), { numRuns: 60 });
  });
});
