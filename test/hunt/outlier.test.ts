import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PlainEvent } from '../../src-main/columns/index.ts';
import { huntRules, parseRule, type Rule, type RuleOutcome } from '../../src-main/hunt/index.ts';
import { columnsOf } from '../help/columns-of.ts';
import { ruleOf, ruleText } from './rule-text.ts';

const T = Date.parse('2026-01-05T00:00:00Z');
const HOUR = 3_600_000;
const body = (section: string): string => `kind: outlier\nwhere: []\noutlier: { ${section} }\n`;
const outlier = (section: string, changes: Record<string, string> = {}): Rule => ruleOf(body(`by: [user.name], slice: 1h, measure: { count_distinct: source.ip }, ${section}`), changes);
const hunt = (rule: Rule, events: readonly PlainEvent[], zone = 'UTC'): RuleOutcome => [...huntRules([rule], columnsOf(events), { zone })][0]!;
/** A user's distinct addresses by hour: -1 is an hour without events. */
const series = (counts: readonly number[], user = 'j.doe'): PlainEvent[] => counts.flatMap((count, hour) => Array.from({ length: Math.max(0, count) }, (_, i): PlainEvent => ({
  'event.dataset': 'aws.cloudtrail', 'event.action': 'ListUsers', 'user.name': user, 'organization.id': '1', 'source.ip': `${user}-${i}`, time: T + hour * HOUR + i * 1000,
})));
const hours = ({ findings }: RuleOutcome) => findings.map((one) => [(one.start - T) / HOUR, (one.end - T) / HOUR]);
const own = (more: string) => outlier(`baseline: own, learning: 4h, retention: 20h, ${more}`);

describe('the own past of an entity', () => {
  test('fires above the mean and sigma, tells mean, σ of the sample, limit, points and what would make it not fire', () => {
    const { findings } = hunt(own('sigma: 2, floor: 3'), series([1, 2, 1, 2, 6, 1]));
    expect(findings).toHaveLength(1);
    expect(findings[0]!.explanation).toMatchObject({
      template: 'outlier/own',
      baseline: { mean: 1.5, deviation: 0.5774, limit: 2.6547, sigma: 2, floor: 3, points: 4, baseline_start: '2026-01-05T00:00:00Z', baseline_end: '2026-01-05T04:00:00Z', windows_fired: 1, learning_days: 0.1667, insufficient_history: 'no' },
      conditions: [{ name: 'measured', measured: 6, operator: '>', limit: 2.6547 }, { name: 'measured', measured: 6, operator: '>=', limit: 3 }],
      wouldNotFire: ['At most 2 addresses instead of 6.', 'A sigma of 7.8 or more.', 'A floor above 6.'],
    });
    expect(findings[0]!.explanation.text).toBe('From 2026-01-05T04:00:00Z to 2026-01-05T05:00:00Z j.doe was seen from 6 addresses in one hour (limit 2.655, fires from 3). '
      + 'Of the 4 hours with events since 2026-01-05T00:00:00Z before it: mean 1.5, σ 0.577; the limit is the mean and 2 σ. No trusted period is named: somebody else\'s events could lie in what was learned.');
    expect(findings[0]!.values['source.ip']).toHaveLength(6);
    expect(findings[0]!.events).toHaveLength(6);
  });

  test('what "would not fire" says is so', () => {
    const events = series([1, 2, 1, 2, 6, 1]);
    expect(hunt(own('sigma: 7.79, floor: 3'), events).findings).toHaveLength(1);
    expect(hunt(own('sigma: 7.8, floor: 3'), events).findings).toHaveLength(0);
    expect(hunt(own('sigma: 2, floor: 6'), events).findings).toHaveLength(1);
    expect(hunt(own('sigma: 2, floor: 7'), events).findings).toHaveLength(0);
    expect(hunt(own('sigma: 2, floor: 3'), series([1, 2, 1, 2, 2, 1])).findings).toHaveLength(0);
  });

  test('forgets what is older than the retention', () => {
    const old = [9, 9, 9, 9, ...Array.from({ length: 30 }, () => 1), 4];
    expect(hours(hunt(own('sigma: 3, floor: 2'), series(old)))).toEqual([[34, 35]]);
    expect(hunt(own('sigma: 3, floor: 2'), series([9, 9, 9, 9, ...Array.from({ length: 10 }, () => 1), 4])).findings).toHaveLength(0);
  });

  test('the slice itself is no part of its baseline, unless it is told to be', () => {
    const events = series([1, 1, 1, 1, 5]);
    expect(hunt(own('sigma: 2, floor: 2'), events).findings).toHaveLength(1);
    expect(hunt(own('sigma: 2, floor: 2, include_current: true'), events).findings).toHaveLength(0);
  });

  test('slices in a row are one finding with the highest of them, and consecutive asks for so many', () => {
    const events = series([1, 1, 1, 1, 4, 9, 1, 1, 1, 9]);
    const found = hunt(own('sigma: 1, floor: 3'), events);
    expect(hours(found)).toEqual([[4, 6], [9, 10]]);
    expect(found.findings[0]!.explanation).toMatchObject({ baseline: { windows_fired: 2, peak_start: '2026-01-05T05:00:00Z' }, conditions: [{ measured: 9 }, { measured: 9 }] });
    expect(hours(hunt(own('sigma: 1, floor: 3, consecutive: 2'), events))).toEqual([[4, 6]]);
  });

  test('the chart gets the band that each slice was held against', () => {
    const { windows } = hunt(own('sigma: 2, floor: 3'), series([1, 2, 1, 2, 6, 1])).findings[0]!.explanation;
    expect(windows).toHaveLength(6);
    expect(windows[0]!.measured).toEqual({ measured: 1 });
    expect(windows[4]).toMatchObject({ fired: true, measured: { measured: 6, mean: 1.5, upper: 2.6547 } });
  });

  test('short histories: silent and counted, told as information, or learned from a share', () => {
    const rule = (mode: string) => outlier(`baseline: own, learning: 10d, retention: 20d, sigma: 1, floor: 3, cold_start: ${mode}`);
    const events = series([...Array.from({ length: 60 }, () => 1), 5]);
    expect(hunt(rule('suppress'), events)).toMatchObject({ findings: [], dropped: [{ reason: 'slices that reach the floor, of which the baseline was too short to say anything', count: 1 }] });
    expect(hunt(rule('fire_low'), events).findings).toMatchObject([{ severity: 'info', explanation: { baseline: { insufficient_history: 'yes' }, text: expect.stringContaining('History is short') as string } }]);
    expect(hunt(rule('relative'), events).findings).toMatchObject([{ severity: 'low', explanation: { baseline: { learning_days: 1.25, insufficient_history: 'yes' } } }]);
  });
});

describe('other baselines', () => {
  test('across: what all others did in the same slice, itself left out', () => {
    const crowd = ['a', 'b', 'c', 'd', 'e'].flatMap((user, i) => series([-1, -1, i % 2 === 0 ? 1 : 2], user));
    const rule = (more = '') => outlier(`baseline: across, sigma: 3, floor: 3, min_points: 3${more}`);
    const { findings } = hunt(rule(), [...crowd, ...series([5, -1, 5])]);
    expect(findings).toMatchObject([{ actor: 'j.doe', start: T + 2 * HOUR, explanation: { baseline: { points: 5, mean: 1.4, deviation: 0.5477 } } }]);
    expect(findings[0]!.explanation.text).toContain('Of 5 others in the same slice:');
    expect(hunt(rule(', include_current: true'), [...crowd, ...series([5, -1, 5])]).findings).toHaveLength(0);
  });

  test('across with zeros: who was seen before and did nothing counts', () => {
    const seen = ['a', 'b', 'c', 'd'].flatMap((user) => series([1], user));
    const rule = (fill: string) => outlier(`baseline: across, sigma: 3, floor: 3, min_points: 3, zero_fill: ${fill}`);
    expect(hunt(rule('active'), [...seen, ...series([-1, -1, 5])]).findings).toHaveLength(0);
    expect(hunt(rule('all'), [...seen, ...series([-1, -1, 5])]).findings).toMatchObject([{ explanation: { baseline: { points: 4, mean: 0, deviation: 0 } } }]);
  });

  test('trailing: the last points, the first ones give no verdict, the last slice is left out', () => {
    const rule = outlier('baseline: trailing, points: 3, sigma: 3, floor: 0, direction: both');
    expect(hours(hunt(rule, series([5, 1, 1, 1, 6, 1, 1, 1, 7])))).toEqual([[4, 5]]);
    expect(hours(hunt(rule, series([5, 5, 5, 1, 1])))).toEqual([[3, 4]]);
  });

  test('incremental: all before, from so many points on', () => {
    const rule = outlier('baseline: incremental, sigma: 3, floor: 2, min_points: 15');
    expect(hunt(rule, series([...Array.from({ length: 14 }, () => 1), 9])).findings).toHaveLength(0);
    expect(hours(hunt(rule, series([...Array.from({ length: 15 }, () => 1), 9])))).toEqual([[15, 16]]);
  });

  test('a fall to nothing is found with zeros, and shows the slice that it fell from', () => {
    const events = [...series([5, 5, 5, 5, -1, 5, 5, 5]), ...series([1, 1, 1, 1, 1, 1, 1, 1, 1], 'other')];
    const rule = (fill: string) => outlier(`baseline: own, learning: 2h, retention: 20h, sigma: 2, floor: 3, direction: down, zero_fill: ${fill}`);
    const { findings } = hunt(rule('all'), events);
    expect(findings).toMatchObject([{ start: T + 4 * HOUR, explanation: { conditions: [{ measured: 0, operator: '<', limit: 5 }], wouldNotFire: ['At least 5 addresses instead of 0.', 'A floor above 5.'] } }]);
    expect(findings[0]!.events).toHaveLength(5);
    expect(hunt(rule('active'), events).findings).toHaveLength(0);
  });
});

test('counts, sums and means of some events', () => {
  const rule = (measure: string) => ruleOf(body(`by: [user.name], slice: 1h, measure: ${measure}, baseline: incremental, sigma: 1, floor: 3, zero_fill: none`), { title: '$events$ by $user.name$' });
  const events = series([1, 1, 1, 6]).map((one, i): PlainEvent => ({ ...one, 'source.port': i < 3 ? 1 : i, ...(i === 8 ? { 'event.action': 'Other' } : {}) }));
  expect(hunt(rule('{ count: events, where: { field: event.action, is: ListUsers } }'), events).findings).toMatchObject([{ title: '5 by j.doe', explanation: { conditions: [{ name: 'events', measured: 5 }, {}] } }]);
  expect(hunt(rule('{ sum: source.port }'), events).findings[0]!.explanation.conditions[0]!.measured).toBe(3 + 4 + 5 + 6 + 7 + 8);
  expect(hunt(rule('{ avg: source.port }'), events).findings[0]!.explanation.conditions[0]!.measured).toBe(5.5);
  expect(hunt(rule('{ max: source.port }'), events).findings[0]!.explanation.conditions[0]!.measured).toBe(8);
});

test('the plain definition says the same, for every baseline and filling', () => {
  const cases = fc.record({
    counts: fc.array(fc.integer({ min: -1, max: 5 }), { minLength: 3, maxLength: 30 }), sigma: fc.constantFrom(0, 1, 2.5), floor: fc.integer({ min: 0, max: 4 }),
    baseline: fc.constantFrom('own', 'trailing', 'incremental'), fill: fc.constantFrom('active', 'all'), current: fc.boolean(),
  });
  fc.assert(fc.property(cases, ({ counts, sigma, floor, baseline, fill, current }) => {
    const spans = { own: 'learning: 3h, retention: 8h', trailing: 'points: 4', incremental: '' }[baseline];
    const rule = outlier(`baseline: ${baseline}, ${spans === '' ? '' : `${spans}, `}sigma: ${sigma}, floor: ${floor}, zero_fill: ${fill}, include_current: ${String(current)}`);
    // An hour of -1 has no events; the other user keeps the case as long as it is.
    const all = counts.map((one) => Math.max(0, one));
    const events = [...series(all), ...series(all.map(() => 1), 'zz')];
    const first = all.findIndex((one) => one > 0);
    const points = all.map((value, slot) => ({ value, slot })).filter(({ value, slot }) => first >= 0 && slot >= first && (fill === 'all' || value > 0));
    const expected = points.flatMap(({ value, slot }, i) => {
      const before = points.slice(0, current ? i + 1 : i).filter((one) => baseline !== 'own' || one.slot >= slot - 8).slice(baseline === 'trailing' ? -4 : 0);
      if (before.length < (baseline === 'trailing' ? 4 : 2) || (baseline === 'own' && slot - first < 3) || (baseline === 'trailing' && slot === all.length - 1)) return [];
      const mean = before.reduce((sum, one) => sum + one.value, 0) / before.length;
      const deviation = Math.sqrt(before.reduce((sum, one) => sum + (one.value - mean) ** 2, 0) / (before.length - 1));
      return value >= floor && value > mean + sigma * deviation + 1e-6 ? [slot] : [];
    });
    const fired = hunt(rule, events).findings.filter((one) => one.actor === 'j.doe').flatMap(({ explanation }) => explanation.windows.filter((one) => one.fired).map((one) => (Date.parse(one.start) - T) / HOUR));
    expect(fired).toEqual(expected);
  }), { numRuns: 150 });
});

test('across: the plain definition says the same', () => {
  const cases = fc.record({
    users: fc.array(fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 4, maxLength: 4 }), { minLength: 3, maxLength: 8 }), sigma: fc.constantFrom(0, 1, 2),
    fill: fc.constantFrom('active', 'all'), current: fc.boolean(),
  });
  fc.assert(fc.property(cases, ({ users, sigma, fill, current }) => {
    const events = users.flatMap((counts, user) => series(counts, `u${user}`));
    const value = (user: number, slot: number): number | null => {
      const first = users[user]!.findIndex((one) => one > 0);
      return users[user]![slot]! > 0 ? users[user]![slot]! : fill === 'all' && first >= 0 && first < slot ? 0 : null;
    };
    // Hours after the last event are no part of the case.
    const last = Math.max(-1, ...users.flatMap((counts) => counts.flatMap((one, slot) => (one > 0 ? [slot] : []))));
    const expected = users.flatMap((_, user) => [0, 1, 2, 3].flatMap((slot) => {
      const own = value(user, slot);
      const others = users.flatMap((_counts, other) => (other === user && !current ? [] : [value(other, slot)])).filter((one) => one !== null);
      if (own === null || slot > last || own < 2 || others.length < 2) return [];
      const mean = others.reduce((sum, one) => sum + one, 0) / others.length;
      const deviation = Math.sqrt(others.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (others.length - 1));
      return own > mean + sigma * deviation + 1e-6 ? [`u${user} ${slot}`] : [];
    }));
    const found = hunt(outlier(`baseline: across, sigma: ${sigma}, floor: 2, zero_fill: ${fill}, include_current: ${String(current)}`), events).findings;
    const fired = found.flatMap(({ actor, explanation }) => explanation.windows.filter((one) => one.fired).map((one) => `${actor} ${(Date.parse(one.start) - T) / HOUR}`));
    expect(fired.toSorted()).toEqual(expected.toSorted());
  }), { numRuns: 100 });
});

test('every key that is wrong says so at its place', () => {
  const problems = (section: string) => parseRule(ruleText(body(`by: [user.name], ${section}`)), 'test.yaml').problems.map(({ message }) => message);
  const right = 'slice: 1h, measure: { count: events }, sigma: 3';
  expect(problems(`${right}, baseline: incremental`)).toEqual([]);
  expect(problems('slice: 7h, measure: { count: events }, sigma: 3, baseline: incremental')).toEqual([expect.stringContaining('A slice is 1d, 1w, or a part of a day')]);
  expect(problems('slice: 1h, measure: { count: events, sum: source.port }, sigma: 3, baseline: incremental')).toEqual([expect.stringContaining('An outlier measures one thing')]);
  expect(problems('slice: 1h, measure: { count: source.ip }, sigma: 3, baseline: incremental')).toEqual(['Write count: events. To count values, use count_distinct.']);
  expect(problems('slice: 1h, measure: { sum: source.ip }, sigma: 3, baseline: incremental')).toEqual(['"source.ip" is no number; sum wants one.']);
  expect(problems('slice: 1h, measure: { avg: source.port }, sigma: 3, baseline: incremental, zero_fill: all')).toEqual(['The avg of no events is no number: zero_fill is active or none.']);
  expect(problems('slice: 1h, measure: { count_distinct: nothing }, sigma: 3, baseline: incremental')).toEqual([expect.stringContaining('There is no field "nothing".')]);
  expect(problems(`${right}, baseline: own`)).toEqual(['The baseline "own" needs a retention, of one slice or more: how far back it goes.']);
  expect(problems(`${right}, baseline: own, learning: 3d, retention: 2d`)).toEqual(['Learning must be shorter than retention: what is learned would be forgotten before it counts.']);
  expect(problems(`${right}, baseline: across, learning: 3d`)).toEqual(['The baseline "across" has no learning.']);
  expect(problems(`${right}, baseline: trailing`)).toEqual(['The baseline "trailing" needs points, 2 or more: how many before the point make its mean.']);
  expect(problems(`${right}, baseline: incremental, points: 4`)).toEqual(['The baseline "incremental" has no points.']);
  expect(problems(`${right}, baseline: incremental, cold_start: relative`)).toEqual(['Without learning there is no cold start.']);
  expect(problems(`${right}, baseline: incremental, min_points: 1, consecutive: 0, floor: -1`)).toEqual(['One point has no deviation: min_points is 2 or more.', 'At least 1 point in a row fires.', 'The floor is 0 or more.']);
});
