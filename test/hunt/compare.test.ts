import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PlainEvent } from '../../src-main/columns/index.ts';
import { huntRules, parseRule, ruleSentence, type Rule, type RuleOutcome } from '../../src-main/hunt/index.ts';
import { columnsOf } from '../help/columns-of.ts';
import { ruleOf, ruleText } from './rule-text.ts';

const T = Date.parse('2026-01-05T00:00:00Z');
const HOUR = 3_600_000;
const body = (section: string): string => `kind: compare\nwhere: []\ncompare: { ${section} }\n`;
const hourly = 'by: [window, user.name], window: { type: tumbling, size: 1h }, measures: { ips: { count_distinct: source.ip }, n: { count: events }, seen: { values: source.ip } }';
const compare = (more: string, changes: Record<string, string> = {}, section = hourly): Rule => ruleOf(body(`${section}, ${more}`), changes);
const hunt = (rule: Rule, events: readonly PlainEvent[], zone = 'UTC'): RuleOutcome => [...huntRules([rule], columnsOf(events), { zone })][0]!;
const at = (hour: number, ip: string, user = 'j.doe', more: Partial<PlainEvent> = {}): PlainEvent => ({
  'event.dataset': 'aws.cloudtrail', 'event.action': 'ListUsers', 'user.name': user, 'organization.id': '1', 'source.ip': ip, ...more, time: T + hour * HOUR,
});
/** Somebody else, so that the log is there in every hour. */
const there = (hours: number): PlainEvent[] => Array.from({ length: hours }, (_, hour) => at(hour, 'other', 'other'));
const cells = ({ views }: RuleOutcome) => views[0]!.rows.map((row) => Object.fromEntries(views[0]!.columns.map((name, i) => [name, row.cells[i]])));

describe('a window beside the same one before', () => {
  const events = [...there(170), at(2, 'a'), at(170, 'a'), at(170.1, 'b'), at(170.2, 'c')];

  test('the row has what was, the difference, the quotient, and the values of both', () => {
    const rows = cells(hunt(compare('shift: 1w, when: { measure: ips, greater: 2 }', { output: 'view' }), events));
    expect(rows).toEqual([{
      'user.name': 'j.doe', window_start: '2026-01-12T02:00:00Z', window_end: '2026-01-12T03:00:00Z', comparison: 'seen', seen: 'a\nb\nc', 'seen.before': 'a',
      ips: 3, 'ips.before': 1, 'ips.change': 2, 'ips.ratio': 3, n: 3, 'n.before': 1, 'n.change': 2, 'n.ratio': 3,
    }]);
  });

  test('a finding says both, and what would make it not fire', () => {
    const { findings } = hunt(compare('shift: 1w, when: { all: [{ measure: ips, greater: 1 }, { measure: ips.change, at_least: 2 }] }', { title: '$ips$ of $user.name$' }), events);
    expect(findings).toMatchObject([{ title: '3 of j.doe', start: T + 170 * HOUR, end: T + 171 * HOUR }]);
    expect(findings[0]!.explanation).toMatchObject({
      template: 'compare/tumbling',
      conditions: [{ name: 'ips', measured: 3, operator: '>', limit: 1 }, { name: 'ips.change', measured: 2, operator: '>=', limit: 2 }],
      baseline: { comparison: 'seen', 'ips.before': 1, before_start: '2026-01-05T02:00:00Z', before_end: '2026-01-05T03:00:00Z' },
      windows: [{ start: '2026-01-05T02:00:00Z', measured: { ips: 1, n: 1 }, fired: false }, { start: '2026-01-12T02:00:00Z', measured: { ips: 3, n: 3 }, fired: true }],
      wouldNotFire: ['At most 1 address instead of 3.', 'Fewer than 2 addresses more than before instead of 2.'],
    });
    expect(findings[0]!.explanation.text).toBe('From 2026-01-12T02:00:00Z to 2026-01-12T03:00:00Z j.doe was seen from 3 addresses (limit 1; 2 addresses more than before, fires from 2). '
      + 'At the same time 7 d before (2026-01-05T02:00:00Z to 2026-01-05T03:00:00Z) it was 1 address. No trusted period is named: somebody else\'s events could lie in what was before.');
  });

  test('conditions on what was: before, change and ratio', () => {
    const fires = (when: string) => hunt(compare(`shift: 1w, when: ${when}`), events).findings.length;
    expect([fires('{ measure: ips.ratio, at_least: 3 }'), fires('{ measure: ips.ratio, greater: 3 }'), fires('{ measure: ips.change, greater: 2 }')]).toEqual([1, 0, 0]);
    expect(fires('{ all: [{ measure: ips, greater: 2 }, { measure: ips.before, at_most: 1 }] }')).toBe(1);
  });

  test('several shifts: each, and their mean, least or highest', () => {
    const daily = [...there(80), at(0, 'a'), at(0.1, 'b'), at(24, 'a'), at(48, 'a'), at(48.1, 'b'), at(48.2, 'c'), at(72, 'd')];
    const before = (combine: string) => cells(hunt(compare(`shift: 1d, times: 3, combine: ${combine}, when: { measure: n, less: 2 }`, { output: 'view' }), daily)).find((row) => row['user.name'] === 'j.doe' && row['window_start'] === '2026-01-08T00:00:00Z')!;
    expect(before('avg')).toMatchObject({ 'ips.before_1': 3, 'ips.before_2': 1, 'ips.before_3': 2, 'ips.before': 2, 'ips.change': -1, 'ips.ratio': 0.5 });
    expect([before('min')['ips.before'], before('max')['ips.before']]).toEqual([1, 3]);
  });

  test('rows are ordered by what changed; those that nothing is known of come last', () => {
    const rule = compare('shift: 1d, sort: ips.change, when: { measure: ips, greater: 1 }', { output: 'view' });
    const some = [at(0, 'a'), at(0.1, 'b'), ...there(60), at(30, 'a'), at(30.1, 'b'), at(54, 'a'), at(54.1, 'b'), at(54.2, 'c')];
    expect(cells(hunt(rule, some)).map((row) => [row['window_start'], row['ips.change']])).toEqual([['2026-01-06T06:00:00Z', 2], ['2026-01-07T06:00:00Z', 1], ['2026-01-05T00:00:00Z', null]]);
  });

  test('windows that slide: the time before slides too, hits that overlap are one, and the strongest is told', () => {
    const sliding = 'by: [window, user.name], window: { type: sliding, size: 1h, cap: 1d }, measures: { ips: { count_distinct: source.ip } }';
    const rule = compare('shift: 1d, when: { measure: ips, greater: 1 }', {}, sliding);
    const found = hunt(rule, [...there(30), at(1.5, 'a'), at(1.9, 'b'), at(25.4, 'a'), at(26.1, 'b'), at(26.2, 'c')]).findings.filter((one) => one.start > T + 24 * HOUR);
    expect(found).toMatchObject([{ start: T + 25.4 * HOUR, end: T + 26.2 * HOUR, explanation: { baseline: { ips: 3, 'ips.before': 2, windows_fired: 2 }, conditions: [{ measured: 3 }] } }]);
  });

  test('the plain definition says the same, tumbling and sliding', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(200), fc.constantFrom('a', 'b', 'c'), fc.constantFrom('u', 'v')), { maxLength: 40 }), fc.boolean(), (drawn, slides) => {
      const events = [...Array.from({ length: 201 }, (_, tenth) => at(tenth / 10, 'x', 'w')), ...drawn.map(([tenth, ip, user]) => at(tenth / 10, ip, user))].sort((a, b) => a.time - b.time);
      const window = slides ? '{ type: sliding, size: 1h, cap: 1h }' : '{ type: tumbling, size: 1h }';
      const rule = compare('shift: 5h, when: { measure: ips.change, at_least: 1 }', {}, `by: [window, user.name], window: ${window}, measures: { ips: { count_distinct: source.ip } }`);
      const distinct = (user: unknown, from: number, to: number) => new Set(events.filter((one) => one['user.name'] === user && (slides ? one.time > from && one.time <= to : one.time >= from && one.time < to)).map((one) => one['source.ip'])).size;
      const expected = new Set(events.filter((one) => {
        const to = slides ? one.time : (Math.floor(one.time / HOUR) + 1) * HOUR;
        const earlier = to - 5 * HOUR;
        const known = distinct(one['user.name'], earlier - HOUR, earlier) > 0 || earlier - HOUR + (slides ? 1 : 0) >= T;
        return known && distinct(one['user.name'], to - HOUR, to) - distinct(one['user.name'], earlier - HOUR, earlier) >= 1;
      }).map((one) => `${String(one['user.name'])} ${slides ? one.time : Math.floor(one.time / HOUR)}`));
      const found = new Set(hunt(rule, events).findings.flatMap((one) => (slides
        ? events.filter((event) => event['user.name'] === one.actor && event.time >= one.start && event.time <= one.end).map((event) => `${one.actor} ${event.time}`).filter((key) => expected.has(key))
        : [`${one.actor} ${one.start / HOUR}`])));
      expect(found).toEqual(expected);
    }), { numRuns: 100 });
  });
});

test('the sentence of the rule has its parameters in their places', () => {
  const text = `${body('by: [window, user.name], window: { type: tumbling, size: 1h }, measures: { ips: { count_distinct: source.ip } }, shift: $shift, times: 3, when: { measure: ips.change, greater: $more }')}parameters:\n  shift: { type: duration, label: Shift, default: 1w, min: 1d, max: 28d, step: 1d }\n  more: { type: int, label: More, default: 2, min: 0, max: 9, step: 1 }\n`;
  const parts = ruleSentence(parseRule(ruleText(text), 'test.yaml').rule!);
  expect(parts.map((part) => (part.kind === 'text' ? part.text : `[${part.name}]`)).join('')).toBe(
    'Takes events. Groups them by user in windows of 1 hour, and sets each beside the same time [shift] before, 3 times, taking the mean. Fires for those with a rise in different addresses above [more].',
  );
});

test('every key that is wrong says so at its place', () => {
  const problems = (section: string, output = 'finding') => parseRule(ruleText(body(section), { output }), 'test.yaml').problems.map(({ message }) => message);
  const right = `${hourly}, when: { measure: ips, greater: 1 }`;
  expect(problems(`${right}, shift: 1w`)).toEqual([]);
  expect(problems(`${right}, shift: 30m`)).toEqual(['A window is compared with one that lies wholly before it: the shift is not shorter than the window.']);
  expect(problems(`${right}, shift: 90m`)).toEqual(['The shift is whole days or whole windows: else no window stands where this one did.']);
  expect(problems(`${right}, shift: 1w, times: 8`)).toEqual(['A window is compared with 1 to 7 before it.']);
  expect(problems(`${hourly}, shift: 1w, when: { measure: ips.chnge, greater: 1 }`)).toEqual(['There is no measure "ips.chnge". Did you mean "ips.change"?']);
  expect(problems(`${hourly}, shift: 1w, when: { measure: seen, greater: 1 }`)).toEqual([expect.stringContaining('There is no measure "seen".')]);
  expect(problems(`${hourly}, shift: 1w`)).toEqual(['A rule that makes findings needs a condition: "when" is missing.']);
  expect(problems(`${right}, shift: 1w, sort: seen`, 'view')).toEqual([expect.stringContaining('Rows are ordered by a count or its comparison')]);
  expect(problems(`${right}, shift: 1w, sort: ips`)).toEqual(['Findings come by time; only the rows of a view are ordered by a measure.']);
  expect(problems('by: [window, user.name], window: { type: tumbling, size: 1h }, measures: { n: { count: events }, s: { sum: source.port } }, when: { measure: n, greater: 1 }, shift: 1w')).toEqual(['Counts are compared: "s" is sum. A quotient of now and before is NAME.ratio.']);
  const over = (window: string, by = '[window, user.name]') => `by: ${by}, window: ${window}, measures: { ips: { count_distinct: source.ip } }, when: { measure: ips, greater: 1 }`;
  expect(problems(`${over('{ type: whole }', '[user.name]')}, shift: 1w`)).toEqual(['A comparison needs windows: tumbling, calendar or sliding.']);
  expect(problems(`${over('{ type: tumbling, size: 1h }', '[user.name]')}, shift: 1w`)).toEqual(['The window is computed but not grouped: add "window" to by.']);
  expect(problems(`${over('{ type: calendar, unit: week }')}, shift: 10d`)).toEqual(['Calendar windows are shifted by whole weeks.']);
});
