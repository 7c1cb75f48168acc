import fc from 'fast-check';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { columnsFromEvents, type Columns, type PlainEvent } from '../../src-main/columns/index.ts';
import { emptyContext } from '../../src-main/contract/index.ts';
import { huntRules, loadRules, ruleKey, tunerOf, type Rule } from '../../src-main/hunt/index.ts';
import { coarseToFine, curveValues } from '../../src-main/hunt/tune/curve-values.ts';
import { columnsOf } from '../help/columns-of.ts';
import { ruleOf } from './rule-text.ts';
import { events as anyEvents } from './sql-random.ts';
import { parametric } from './tune-rules.ts';

const T = Date.parse('2026-01-05T00:00:00Z');
const MINUTE = 60_000;
const never = () => false;
const options = { context: emptyContext };
/** What hunting gives with these values; every hit counts, also those beyond the strongest. */
const hunted = (rule: Rule, columns: Columns, values: Record<string, string | number>): number => {
  const [outcome] = huntRules([rule], columns, { parameters: { [ruleKey(rule)]: values }, most: 1e9 });
  if (outcome!.status === 'failed') throw new Error(outcome!.why ?? '');
  return outcome!.findings.length + outcome!.views.reduce((sum, view) => sum + view.rows.length, 0);
};
function expectCurveIsHunting(rule: Rule, columns: Columns, most = 100): number {
  let points = 0;
  for (const name of Object.keys(rule.parameters).filter((one) => rule.parameters[one]!.type !== 'text')) {
    const curve = tunerOf(columns).curve(rule, { saved: {}, draft: {}, parameter: name }, options, never);
    expect(curve.left).toBe(0);
    const step = Math.max(1, Math.ceil(curve.points.length / most));
    for (const { value, findings } of curve.points.filter((_, i) => i % step === 0)) {
      expect(findings, `${ruleKey(rule)} with ${name} = ${value}`).toBe(hunted(rule, columns, { [name]: value }));
      points += 1;
    }
  }
  return points;
}

describe('the curve of a parameter', () => {
  for (const [name, make] of Object.entries(parametric)) {
    test(`is what hunting gives at every value: ${name}`, () => {
      const rule = make();
      fc.assert(fc.property(anyEvents, (all) => {
        const cloud = all.filter((one) => one['event.dataset'] === 'aws.cloudtrail');
        if (cloud.length > 0) expectCurveIsHunting(rule, columnsOf(cloud), 6);
      }), { numRuns: 12 });
    });
  }

  test('is what hunting gives, of every shipped rule on its own examples', () => {
    const { rules } = loadRules(join(import.meta.dirname, '..', '..', 'resources', 'rules'));
    let points = 0;
    for (const rule of rules.filter(({ kind }) => kind !== 'meta')) {
      const example = rule.examples.find(({ finds }) => finds > 0)!;
      const columns = columnsFromEvents(example.events.map((event): PlainEvent => ({ 'event.dataset': rule.requires.datasets[0]!, ...event.fields, time: example.start + event.at })));
      points += expectCurveIsHunting(rule, columns, 2);
    }
    expect(points).toBeGreaterThan(100);
  }, 120_000);

  test('goes between the bounds, by ratio where they are far apart, and always tells the default, the saved value and the draft', () => {
    const base = { type: 'int', label: '', default: 5, min: 1, max: 20, step: 1, unit: '' } as const;
    expect(curveValues(base, [])).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    const wide = curveValues({ ...base, type: 'duration', default: 600_000, min: MINUTE, max: 1440 * MINUTE, step: MINUTE }, [7 * MINUTE, 11 * MINUTE]);
    expect(wide).toEqual(expect.arrayContaining([MINUTE, 7 * MINUTE, 10 * MINUTE, 11 * MINUTE, 1440 * MINUTE]));
    expect(wide.every((one) => one % MINUTE === 0)).toBe(true);
    expect(wide.filter((one) => one < 60 * MINUTE).length).toBeGreaterThan(8);
    expect(curveValues({ ...base, min: null, max: null }, [])).toEqual(expect.arrayContaining([0, 5, 50]));
    expect(curveValues({ ...base, type: 'number', default: 0.5, min: 0, max: 1, step: 0.05 }, [])).toHaveLength(20 + 1);
    expect(curveValues({ ...base, type: 'text', default: '' }, [])).toEqual([]);
  });

  test('has its shape early: what matters and the ends first, then ever finer, each value once', () => {
    const values = Array.from({ length: 21 }, (_, i) => i);
    expect(coarseToFine(values, [7, 3]).slice(0, 5)).toEqual([7, 3, 0, 20, 10]);
    expect([...coarseToFine(values, [7])].sort((a, b) => a - b)).toEqual(values);
    expect(coarseToFine([4], [4, 9])).toEqual([4]);
  });

  test('ends when the time is up and goes on where it ended', () => {
    const columns = columnsOf(visits(4));
    const tuner = tunerOf(columns);
    const ask = (enough: () => boolean) => tuner.curve(addresses(), { saved: {}, draft: {}, parameter: 'limit' }, options, enough);
    let asked = 0;
    const first = ask(() => (asked += 1) > 3);
    expect(first.left).toBeGreaterThan(5);
    const rest = ask(never);
    expect(rest.left).toBe(0);
    expect(rest.points.length).toBe(first.points.length + first.left);
    expect(ask(() => true).left, 'all of them are known').toBe(0);
  });
});

/** Users a, b, c … of which the nth was at n + 1 addresses in the first ten minutes, and at two a day later. */
function visits(users: number): PlainEvent[] {
  return Array.from({ length: users }, (_, u) => Array.from({ length: u + 3 }, (_, i): PlainEvent => ({
    'event.dataset': 'aws.cloudtrail', 'event.action': 'ListUsers', 'user.name': 'abcdefghij'[u]!, 'organization.id': '1', 'source.ip': `198.51.100.${i}`, time: i <= u ? T + i * MINUTE : T + 1440 * MINUTE + i * MINUTE,
  }))).flat();
}
const addresses = (): Rule => ruleOf(`parameters: { limit: { type: int, label: Addresses, default: 3, min: 1, max: 40, step: 1 }, size: { type: duration, label: Window, default: 10m, min: 1m, max: 1h, step: 1m } }
kind: aggregate\nwhere: []\naggregate: { by: [window, user.name], window: { type: sliding, size: $size }, measures: { ips: { count_distinct: source.ip } }, when: { measure: ips, at_least: $limit }, tiers: [{ severity: high, when: { measure: ips, at_least: 4 } }] }\n`);

describe('a rule with draft values', () => {
  const columns = columnsOf(visits(4));
  const tune = (saved: Record<string, number>, draft: Record<string, number>) => tunerOf(columns).tune(addresses(), saved, draft, options);

  test('is counted by finding, user and severity beside the saved ones', () => {
    const tuned = tune({}, { limit: 4 });
    expect(tuned).toMatchObject({ rule: 'test-rule/corrected', cannotRun: null, saved: { limit: 3 }, draft: { limit: 4 }, most: 20_000 });
    expect(tuned.before).toEqual({ findings: 2, users: 2, severities: { low: 1, high: 1 }, expected: 0, letGo: 0 });
    expect(tuned.now).toEqual({ findings: 1, users: 1, severities: { high: 1 }, expected: 0, letGo: 0 });
  });

  test('says what is lost and what is new, the gravest first', () => {
    const stricter = tune({}, { limit: 4 });
    expect([stricter.added.count, stricter.lost.count]).toEqual([0, 1]);
    expect(stricter.lost.shown).toEqual([{ title: 'Test of c', user: 'c', severity: 'low', start: '2026-01-05T00:00:00Z', end: '2026-01-05T00:02:00Z', events: 3, entity: { 'user.name': 'c', 'organization.id': '1' } }]);
    const looser = tune({}, { limit: 2 });
    expect(looser.now.findings).toBe(7);
    expect(looser.added.shown.map(({ user, start }) => `${user} ${start.slice(0, 10)}`)).toEqual(['b 2026-01-05', 'a 2026-01-06', 'b 2026-01-06', 'c 2026-01-06', 'd 2026-01-06']);
    expect(looser.lost.count).toBe(0);
  });

  test('a finding that only begins or ends elsewhere is neither new nor lost', () => {
    const tuned = tune({}, { size: 3 * MINUTE });
    expect(tuned.now.findings).toBe(2);
    expect([tuned.added.count, tuned.lost.count]).toEqual([0, 0]);
  });

  test('is held against the values that are saved, not against the defaults', () => {
    expect(tune({ limit: 2 }, { limit: 3 })).toMatchObject({ saved: { limit: 2 }, before: { findings: 7 }, now: { findings: 2 }, lost: { count: 5 } });
    expect(tune({ limit: 2 }, { limit: 2 })).toMatchObject({ added: { count: 0 }, lost: { count: 0 } });
  });

  test('lists fifty at most and counts all', () => {
    const many = columnsOf(Array.from({ length: 120 }, (_, i): PlainEvent => ({ 'event.dataset': 'aws.cloudtrail', 'user.name': `u${i}`, 'source.ip': '198.51.100.1', time: T + i })));
    const tuned = tunerOf(many).tune(addresses(), {}, { limit: 1 }, options);
    expect(tuned.added.count).toBe(120);
    expect(tuned.added.shown).toHaveLength(50);
  });

  test('cannot be counted where the case lacks what the rule needs, and says so', () => {
    const okta = columnsOf([{ 'event.dataset': 'okta.system', time: T }]);
    expect(tunerOf(okta).tune(addresses(), {}, {}, options)).toMatchObject({ cannotRun: 'The case has no events of aws.cloudtrail.', now: { findings: 0 } });
    expect(tunerOf(okta).curve(addresses(), { saved: {}, draft: {}, parameter: 'limit' }, options, never)).toMatchObject({ points: [], left: 0 });
  });

  test('what is new and lost is what two hunts differ in', () => {
    fc.assert(fc.property(anyEvents, fc.constantFrom(...Object.values(parametric)), fc.integer({ min: 0, max: 3 }), (all, make, pick) => {
      const cloud = all.filter((one) => one['event.dataset'] === 'aws.cloudtrail');
      if (cloud.length === 0) return;
      const rule = make();
      const [name, parameter] = Object.entries(rule.parameters)[0]!;
      const value = curveValues(parameter, []).at(pick)!;
      const random = columnsOf(cloud);
      const spans = (values: Record<string, string | number>) => [...huntRules([rule], random, { parameters: { [ruleKey(rule)]: values } })][0]!.findings;
      const [before, now] = [spans({}), spans({ [name]: value })];
      const keyOf = ({ entity: { 'organization.id': _, ...own } }: (typeof now)[number]) => JSON.stringify(own);
      const shared = (a: (typeof now)[number], b: (typeof now)[number]) => keyOf(a) === keyOf(b) && a.events.some((event) => b.events.includes(event));
      const tuned = tunerOf(random).tune(rule, {}, { [name]: value }, options);
      expect([tuned.before.findings, tuned.now.findings]).toEqual([before.length, now.length]);
      // Windows that overlap without an event in common are the same finding too, so these are bounds.
      expect(tuned.added.count).toBeLessThanOrEqual(now.filter((one) => !before.some((other) => shared(one, other))).length);
      expect(tuned.lost.count).toBeLessThanOrEqual(before.filter((one) => !now.some((other) => shared(one, other))).length);
    }), { numRuns: 40 });
  });
});

describe('the history of an outlier', () => {
  const rule = (): Rule => parametric['outlier']!();
  const at = (counts: readonly number[], user: string): PlainEvent[] => counts.flatMap((count, hour) => Array.from({ length: count }, (_, i): PlainEvent => ({
    'event.dataset': 'aws.cloudtrail', 'user.name': user, 'organization.id': '1', 'source.ip': `${user}-${i}`, time: T + hour * 3_600_000 + i,
  })));
  const columns = columnsOf([...at([1, 2, 1, 2, 1, 9], 'eve'), ...at([3, 3, 3, 3, 3, 3], 'bob')].sort((x, y) => x.time - y.time));

  test('is every slice of an entity with the band that it was held against; the one that fired is offered first', () => {
    const series = tunerOf(columns).series(rule(), { sigma: 3, floor: 3 }, null, options)!;
    expect(series.entity).toEqual({ 'user.name': 'eve' });
    expect(series.entities).toEqual([{ entity: { 'user.name': 'eve' }, fired: 1, highest: 9 }, { entity: { 'user.name': 'bob' }, fired: 0, highest: 3 }]);
    expect(series.points.map(({ value, fired }) => (fired ? `${value}!` : String(value)))).toEqual(['1', '2', '1', '2', '1', '9!']);
    expect(series.points.at(-1)).toMatchObject({ start: '2026-01-05T05:00:00Z', end: '2026-01-05T06:00:00Z', mean: 1.4, lower: expect.any(Number), upper: 3.0432 });
  });

  test('can be asked of any entity, and is none where there is no such entity or the rule is of another kind', () => {
    expect(tunerOf(columns).series(rule(), {}, { 'user.name': 'bob', 'organization.id': '1' }, options)!.points).toHaveLength(6);
    expect(tunerOf(columns).series(rule(), {}, { 'user.name': 'nobody' }, options)).toBeNull();
    expect(tunerOf(columns).series(addresses(), {}, null, options)).toBeNull();
  });
});
