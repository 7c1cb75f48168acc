import { describe, expect, test } from 'vitest';
import type { PlainEvent } from '../../src-main/columns/index.ts';
import { huntRules, type RuleOutcome } from '../../src-main/hunt/index.ts';
import { columnsOf } from '../help/columns-of.ts';
import { ruleOf } from './rule-text.ts';

/** Traps of baselines and comparisons, under their numbers in the list of traps. */
const T = Date.parse('2026-01-05T00:00:00Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const at = (time: number, ip: string, user = 'j.doe', more: Partial<PlainEvent> = {}): PlainEvent => ({
  'event.dataset': 'aws.cloudtrail', 'event.action': 'ListUsers', 'user.name': user, 'organization.id': '1', 'source.ip': ip, ...more, time,
});
const many = (time: number, count: number, user = 'j.doe'): PlainEvent[] => Array.from({ length: count }, (_, i) => at(time + i * 1000, `${user}-${i}`, user));
const outlier = (section: string) => ruleOf(`kind: outlier\nwhere: []\noutlier: { by: [user.name], measure: { count_distinct: source.ip }, ${section} }\n`);
const compare = (section: string, output = 'finding') => ruleOf(`kind: compare\nwhere: []\ncompare: { by: [window, user.name], measures: { n: { count: events } }, ${section} }\n`, { output });
const hunt = (rule: ReturnType<typeof ruleOf>, events: readonly PlainEvent[], zone = 'UTC'): RuleOutcome => [...huntRules([rule], columnsOf(events), { zone })][0]!;
const starts = (outcome: RuleOutcome) => outcome.findings.map(({ start }) => new Date(start).toISOString());
const cell = ({ views }: RuleOutcome, user: string, start: string, name: string) => {
  const { columns, rows } = views[0]!;
  return rows.find((row) => row.entity['user.name'] === user && row.cells[columns.indexOf('window_start')] === start)?.cells[columns.indexOf(name)];
};

describe('trap 19: days of 23 and 25 hours, half-hour zones', () => {
  /** One event in the last half hour of each local day and one in the first of the next: by days of UTC two of each pair would fall into one day. */
  const evenings = (midnights: readonly string[]) => midnights.flatMap((midnight, day) => [at(Date.parse(midnight) - 10 * 60_000, `late ${day}`), at(Date.parse(midnight) + 10 * 60_000, `early ${day}`)]);

  test('a day slice ends at the midnight of the zone, on the day of 23 hours too', () => {
    const berlin = ['2026-03-26T23:00:00Z', '2026-03-27T23:00:00Z', '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z', '2026-03-30T22:00:00Z', '2026-03-31T22:00:00Z'];
    const rule = outlier('slice: 1d, baseline: incremental, sigma: 0, floor: 3');
    const found = hunt(rule, [...evenings(berlin), ...many(Date.parse('2026-03-29T10:00:00Z'), 4)], 'Europe/Berlin');
    expect(found.findings.map((one) => [new Date(one.start).toISOString(), (one.end - one.start) / HOUR, one.explanation.conditions[0]!.measured])).toEqual([['2026-03-28T23:00:00.000Z', 23, 6]]);
    expect(found.findings[0]!.explanation.baseline).toMatchObject({ points: 3 });
  });

  test('retention and learning count days of the zone: 20 days before are 20 days over the clock change in autumn', () => {
    const local = (day: number) => Date.parse('2026-10-10T10:00:00Z') + day * DAY + (day >= 15 ? HOUR : 0);
    const events = [...many(local(0), 9), ...Array.from({ length: 19 }, (_, i) => many(local(i + 1), 1)).flat(), ...many(local(20), 5)];
    const rule = (days: number) => outlier(`slice: 1d, baseline: own, learning: 5d, retention: ${days}d, sigma: 2, floor: 3`);
    expect(hunt(rule(20), events, 'Europe/Berlin').findings).toHaveLength(1);
    expect(hunt(rule(20), events, 'Europe/Berlin').findings[0]!.explanation.baseline).toMatchObject({ points: 20, mean: 1.4 });
    expect(hunt(rule(19), events, 'Europe/Berlin').findings[0]!.explanation.baseline).toMatchObject({ points: 19, mean: 1, baseline_start: '2026-10-10T22:00:00Z' });
  });

  test('days of a zone that is half an hour off begin at half past', () => {
    const midnights = Array.from({ length: 6 }, (_, day) => new Date(Date.parse('2026-01-05T18:30:00Z') + day * DAY).toISOString());
    const found = hunt(outlier('slice: 1d, baseline: incremental, sigma: 0, floor: 3'), [...evenings(midnights), ...many(Date.parse('2026-01-09T00:00:00Z'), 4)], 'Asia/Kolkata');
    expect(starts(found)).toEqual(['2026-01-08T18:30:00.000Z']);
  });

  test('a week before is the same time of the clock: 167 hours in spring, 169 in autumn', () => {
    const rule = compare('window: { type: tumbling, size: 1h }, shift: 1w', 'view');
    const hourly = (from: string, days: number) => Array.from({ length: days * 24 }, (_, i) => at(Date.parse(from) + i * HOUR, 'x', 'other'));
    const spring = hunt(rule, [...hourly('2026-03-23T00:00:00Z', 10), at(Date.parse('2026-03-25T08:10:00Z'), 'a'), at(Date.parse('2026-04-01T07:10:00Z'), 'a')], 'Europe/Berlin');
    expect(cell(spring, 'j.doe', '2026-04-01T07:00:00Z', 'n.before')).toBe(1);
    const autumn = hunt(rule, [...hourly('2026-10-20T00:00:00Z', 10), at(Date.parse('2026-10-21T07:10:00Z'), 'a'), at(Date.parse('2026-10-28T08:10:00Z'), 'a')], 'Europe/Berlin');
    expect(cell(autumn, 'j.doe', '2026-10-28T08:00:00Z', 'n.before')).toBe(1);
    const utc = hunt(rule, [...hourly('2026-03-23T00:00:00Z', 10), at(Date.parse('2026-03-25T08:10:00Z'), 'a'), at(Date.parse('2026-04-01T07:10:00Z'), 'a')]);
    expect(cell(utc, 'j.doe', '2026-04-01T07:00:00Z', 'n.before')).toBe(0);
  });

  test('a day is compared with a day, whatever hours it has', () => {
    const rule = compare('window: { type: calendar, unit: day }, shift: 1d', 'view');
    const hourly = Array.from({ length: 96 }, (_, i) => at(Date.parse('2026-03-27T23:00:00Z') + i * HOUR, 'x'));
    const found = hunt(rule, hourly, 'Europe/Berlin');
    expect(['2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z'].map((day) => [cell(found, 'j.doe', day, 'n'), cell(found, 'j.doe', day, 'n.before')])).toEqual([[23, 24], [24, 23]]);
  });
});

describe('trap 20: a late first day, a new hire, a source that starts in the middle of the case', () => {
  const rule = outlier('slice: 1h, baseline: own, learning: 5d, retention: 20d, sigma: 1, floor: 3');
  const habit = (from: number, days: number, user = 'j.doe') => Array.from({ length: days * 24 }, (_, i) => at(T + from * DAY + i * HOUR, `${user} home`, user));

  test('a new hire is learned from the first event, whatever is known of others', () => {
    const events = [...habit(0, 20), ...habit(12, 8, 'hire'), ...many(T + 14 * DAY, 5, 'hire'), ...many(T + 18 * DAY, 5, 'hire')];
    const found = hunt(rule, events);
    expect(starts(found)).toEqual([new Date(T + 18 * DAY).toISOString()]);
    expect(found.dropped).toEqual([{ reason: 'slices that reach the floor, of which the baseline was too short to say anything', count: 1 }]);
  });

  test('a source that starts in the middle has no zeros before it, and no week before', () => {
    const before = Array.from({ length: 10 * 24 }, (_, i) => ({ ...at(T + i * HOUR, 'x', 'someone'), 'event.dataset': 'okta.system' }));
    const events = [...before, ...habit(10, 10), ...many(T + 19 * DAY, 3)];
    const zeros = outlier('slice: 1h, baseline: own, learning: 5d, retention: 20d, sigma: 1, floor: 3, zero_fill: all');
    expect(hunt(zeros, events).findings[0]!.explanation.baseline).toMatchObject({ points: 9 * 24, mean: 1, deviation: 0 });
    const shifted = hunt(compare('window: { type: tumbling, size: 1h }, shift: 1w', 'view'), events);
    expect(cell(shifted, 'j.doe', '2026-01-20T00:00:00Z', 'comparison')).toBe('no data');
    expect(cell(shifted, 'j.doe', '2026-01-23T00:00:00Z', 'comparison')).toBe('seen');
  });

  test('a first day that begins late is a day like others once it is over; the last one may be cut short and is no fall', () => {
    const busy = [...Array.from({ length: 226 }, (_, hour) => at(T + hour * HOUR, 'x', 'other')), ...Array.from({ length: 10 }, (_, day) => many(T + day * DAY + (day === 0 ? 20 : 9) * HOUR, day === 9 ? 1 : 5)).flat()];
    const falls = outlier('slice: 1d, baseline: incremental, sigma: 2, floor: 3, direction: down');
    expect(starts(hunt(falls, busy))).toEqual([]);
    expect(starts(hunt(falls, [...busy, ...Array.from({ length: 15 }, (_, hour) => at(T + (226 + hour) * HOUR, 'x', 'other')), ...many(T + 10 * DAY, 5)]))).toEqual([new Date(T + 9 * DAY).toISOString()]);
  });
});

describe('trap 21: no deviation at all, one point, zeros', () => {
  const series = (counts: readonly number[]) => counts.flatMap((count, hour) => many(T + hour * HOUR, count));
  const rule = (sigma: number, floor: number, more = '') => outlier(`slice: 1h, baseline: own, learning: 4h, retention: 40h, sigma: ${sigma}, floor: ${floor}${more}`);

  test('1, 1, 1, 1 and then 2 fires at any sigma; only the floor holds it', () => {
    for (const sigma of [1, 3, 5]) expect(hunt(rule(sigma, 1), series([1, 1, 1, 1, 1, 2])).findings).toHaveLength(1);
    for (const sigma of [1, 3, 5]) expect(hunt(rule(sigma, 3), series([1, 1, 1, 1, 1, 2])).findings).toHaveLength(0);
    expect(hunt(rule(3, 1), series([1, 1, 1, 1, 1, 2])).findings[0]!.explanation).toMatchObject({ baseline: { deviation: 0, limit: 1 }, wouldNotFire: ['At most 1 address instead of 2.', 'A floor above 2.'] });
  });

  test('one point has no deviation: it says nothing, and is counted', () => {
    const events = [...many(T, 1), ...many(T + 10 * HOUR, 9)];
    expect(hunt(rule(1, 3), events)).toMatchObject({ findings: [], dropped: [{ count: 1 }] });
    expect(hunt(rule(1, 3), [...events, ...many(T + 5 * HOUR, 1)]).findings).toHaveLength(1);
  });

  test('hours without events are points only where the rule says so', () => {
    const others = Array.from({ length: 41 }, (_, hour) => many(T + hour * HOUR, 1, 'other')).flat();
    const events = [...others, ...many(T, 2), ...many(T + 20 * HOUR, 2), ...many(T + 40 * HOUR, 3)];
    expect(hunt(rule(1, 3), events).findings[0]!.explanation.baseline).toMatchObject({ points: 2, mean: 2, deviation: 0 });
    expect(hunt(rule(1, 3, ', zero_fill: all'), events).findings[0]!.explanation.baseline).toMatchObject({ points: 40, mean: 0.1, deviation: 0.4414 });
  });

  test('hours in which the log was silent are no zeros, and the finding says for how long it was', () => {
    const hours = Array.from({ length: 96 }, (_, hour) => hour).filter((hour) => hour < 30 || hour >= 60);
    const events = [...hours.flatMap((hour) => [...many(T + hour * HOUR, 2, 'other'), ...many(T + hour * HOUR, 3, 'third')]), ...many(T, 1), ...many(T + 80 * HOUR, 4)];
    const found = hunt(outlier('slice: 1h, baseline: own, learning: 4h, retention: 90h, sigma: 1, floor: 3, zero_fill: all'), events).findings[0]!;
    expect(found.explanation.baseline).toMatchObject({ points: 50, silent_ms: 30 * HOUR, covered_share: 0.625 });
    expect(found.explanation.text).toContain('The log was silent for 30.0 h of that time: slices in it are not known, and do not count as zero.');
  });
});

describe('trap 22: the time that is compared with is not in the log', () => {
  const hours = Array.from({ length: 24 * 12 }, (_, hour) => hour).filter((hour) => hour < 24 * 3 || hour >= 24 * 4);
  const events = [...hours.flatMap((hour) => [...many(T + hour * HOUR, 2, 'other'), ...many(T + hour * HOUR, 3, 'third')]), at(T + 2 * HOUR, 'a'), ...[1, 7 * 24 + 2, 8 * 24 + 2, 10 * 24 + 2].map((hour) => at(T + hour * HOUR, 'a'))];
  const rule = (absent: string) => compare(`window: { type: tumbling, size: 1h }, shift: 1w, absent: ${absent}`, 'view');
  const row = (found: RuleOutcome, hour: number) => ['comparison', 'n.before', 'n.change', 'n.ratio'].map((name) => cell(found, 'j.doe', new Date(T + hour * HOUR).toISOString().replace('.000', ''), name));

  test('seen, nothing, and no data are three things', () => {
    const found = hunt(rule('zero'), events);
    expect(row(found, 7 * 24 + 2)).toEqual(['seen', 1, 0, 1]);
    expect(row(found, 8 * 24 + 2)).toEqual(['no events', 0, 1, null]);
    expect(row(found, 10 * 24 + 2)).toEqual(['no data', null, null, null]);
    expect(row(found, 1)).toEqual(['no data', null, null, null]);
  });

  test('as in Sumo, nothing is blank too; what it is still stands beside it', () => {
    expect(row(hunt(rule('blank'), events), 8 * 24 + 2)).toEqual(['no events', null, null, null]);
  });

  test('what is blank fulfils no condition, and a finding without it says why', () => {
    const fires = (when: string) => starts(hunt(compare(`window: { type: tumbling, size: 1h }, shift: 1w, when: { all: [{ measure: n, at_most: 1 }, ${when}] }`), events));
    expect(fires('{ measure: n.before, at_most: 0 }')).toEqual([new Date(T + (8 * 24 + 2) * HOUR).toISOString()]);
    expect(fires('{ measure: n.change, less: 100 }')).toHaveLength(2);
    const { findings } = hunt(compare('window: { type: tumbling, size: 1h }, shift: 1w, when: { measure: n, at_most: 1 }'), events);
    expect(findings.at(-1)!.explanation.text).toContain('there is no data: the log does not reach so far, or was silent. Nothing is said of it.');
    expect(findings.at(-2)!.explanation.text).toContain('in which the log was there and had nothing of it, it was 0 n.');
  });

  test('of several times only those that are known count', () => {
    const found = hunt(compare('window: { type: tumbling, size: 1h }, shift: 1d, times: 7, combine: max', 'view'), events);
    expect(cell(found, 'j.doe', new Date(T + (7 * 24 + 2) * HOUR).toISOString().replace('.000', ''), 'n.before_4')).toBeNull();
    expect(cell(found, 'j.doe', new Date(T + (7 * 24 + 2) * HOUR).toISOString().replace('.000', ''), 'n.before')).toBe(1);
  });
});
