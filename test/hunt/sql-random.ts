import fc from 'fast-check';
import type { PlainEvent } from '../../src-main/columns/index.ts';
import type { Rule } from '../../src-main/hunt/index.ts';
import { ruleOf } from './rule-text.ts';

const START = Date.UTC(2026, 2, 28, 20);
const HOUR = 3_600_000;
/** Absent, empty, blank, unknown, other case, letters that fold in odd ways, quotes. */
const odd = [undefined, '', '-', 'unknown', 'UnKnown', ' ', '\u00a0\t'] as const;
const text = (...words: readonly string[]) => fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...words) }, { weight: 2, arbitrary: fc.constantFrom(...odd) });
const words = ['alice', 'Alice', 'ALICE', 'bob', 'Straße', 'STRASSE', 'ÉMILE', 'émile', 'KIM', 'kim', 'İnci', "o'neil", 'a\\b', 'a%b', '🦉'] as const;
const addresses: readonly Readonly<Record<string, string | number>>[] = [
  { 'source.ip': '198.51.100.7', 'source.as.number': 7922, 'source.as.organization.name': 'Comcast' },
  { 'source.ip': '198.51.100.200', 'source.as.number': 7015, 'source.as.organization.name': 'Comcast Cable' },
  { 'source.ip': '203.0.113.9', 'source.as.number': 62240, 'source.as.organization.name': 'Clouvider' },
  { 'source.ip': '203.0.113.10', 'source.as.number': 62240 }, { 'source.ip': '10.1.2.3' }, { 'source.ip': '10.255.0.1', 'source.as.organization.name': 'Comcast' },
  { 'source.ip': '2001:db8::1', 'source.as.number': 16509, 'source.as.organization.name': 'Amazon.com' }, { 'source.ip': '::ffff:10.0.0.1' }, { 'source.ip': 'AWS Internal' }, {},
];
const textFields = ['user.name', 'event.action', 'session.id', 'credential.id', 'error.code', 'network.endpoint'] as const;
const anyText = [...textFields, 'source.ip', 'source.as.organization.name', 'organization.id'] as const;

/** Times on the edges of bins and days, equal ones among them. */
const time = fc.oneof(
  fc.tuple(fc.integer({ min: 0, max: 60 }), fc.constantFrom(-1, 0, 0, 1)).map(([hour, ms]) => START + hour * HOUR + ms),
  fc.integer({ min: 0, max: 20 }).map((minute) => START + minute * 60_000), fc.integer({ min: 0, max: 40 }).map((day) => START + day * 24 * HOUR),
);
const event = fc.record({
  time, dataset: fc.constantFrom('aws.cloudtrail', 'aws.cloudtrail', 'aws.cloudtrail', 'okta.system'), address: fc.constantFrom(...addresses),
  'user.name': text(...words.slice(0, 5)), 'event.action': text(...words), 'session.id': text('s1', 's2', 'S1'), 'credential.id': text('k1', 'k2'), 'error.code': text(...words),
  'organization.id': text('o1', 'o2'), 'network.endpoint': fc.constantFrom(undefined, undefined, undefined, 'vpce-1', 'Comcast', ''), 'source.port': fc.constantFrom(undefined, 0, 443, 444),
  'aws.cloudtrail.session_context.mfa': fc.constantFrom(undefined, true, false),
  'target.name': fc.oneof(fc.constant(undefined), fc.array(fc.constantFrom('a', 'b', 'A', '', '-', ' '), { maxLength: 3 })),
}).map(({ dataset, address, ...rest }) => ({ ...rest, ...address, 'event.dataset': dataset }) as unknown as PlainEvent);
export const events = fc.array(event, { minLength: 1, maxLength: 40, size: 'max' });

const fold = fc.constantFrom({}, {}, { case: 'sensitive' }, { case: 'insensitive' });
const field = fc.constantFrom(...anyText, 'network.identity', 'joined', 'first', 'pair', 'source.as.number', 'aws.cloudtrail.session_context.mfa', 'target.name');
const value = fc.oneof(fc.constantFrom(...words, '', '-', 'unknown', 'comcast', '7922', 'AS62240', 'true', 's1', 'K1', 'a', 'b'), fc.constantFrom('li', 'LI', 'é', 'k', 'i', 'ß', '%'));
const test = fc.oneof(
  fc.record({ field, is: value }), fc.record({ field, is_not: value }), fc.record({ field, not_is: fc.array(value, { minLength: 1, maxLength: 3 }) }),
  fc.record({ field, in: fc.array(value, { minLength: 1, maxLength: 4 }) }), fc.record({ field, contains: value }), fc.record({ field, starts_with: value }), fc.record({ field, ends_with: value }),
);
const leaf = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(test, fold).map(([one, how]): object => ({ ...one, ...how })) },
  { weight: 2, arbitrary: fc.record({ field, exists: fc.boolean() }) as fc.Arbitrary<object> }, { weight: 3, arbitrary: fc.record({ field, blank: fc.boolean() }) as fc.Arbitrary<object> },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom('source.port', 'source.as.number'), fc.constantFrom('greater', 'at_least', 'less', 'at_most'), fc.constantFrom(0, 443, 62240, 443.5)).map(([name, word, limit]): object => ({ field: name, [word]: limit })) },
  { weight: 1, arbitrary: fc.constantFrom<object>({ field: 'source.ip', cidr: '10.0.0.0/8' }, { field: 'source.ip', cidr: ['198.51.100.128/25', '203.0.113.9'] }, { field: 'source.ip', cidr: ['2000::/3', '0.0.0.0/1'] }) },
);
const { where } = fc.letrec<{ where: object }>((tie) => ({
  where: fc.oneof(
    { maxDepth: 2, withCrossShrink: true }, leaf, fc.record({ not: tie('where') }), fc.record({ all: fc.array(tie('where'), { maxLength: 3 }) }), fc.record({ any: fc.array(tie('where'), { minLength: 1, maxLength: 3 }) }),
  ),
}));
/** Most rules should let something through. */
const filter = fc.oneof({ weight: 3, arbitrary: fc.constant<object>({ all: [] }) }, { weight: 3, arbitrary: where });

const single = fc.constantFrom(...anyText, 'network.identity', 'joined', 'first', 'pair', 'source.port', 'aws.cloudtrail.session_context.mfa');
const by = fc.oneof(fc.constant<string[]>([]), fc.uniqueArray(single, { maxLength: 2 }));
const limit = fc.tuple(fc.constantFrom('events', 'events', 'some', 'distinct', 'distinct_some', 'many', 'total', 'mean', 'share'), fc.constantFrom('greater', 'at_least', 'less', 'at_most'), fc.integer({ min: 0, max: 4 })).map(([measure, word, number]) => ({ measure, [word]: number }));
const when = fc.oneof(limit, fc.record({ all: fc.array(limit, { minLength: 1, maxLength: 2 }) }), fc.record({ any: fc.array(limit, { minLength: 1, maxLength: 2 }) }));
const window = fc.oneof(
  fc.constantFrom('5m', '7m', '1h', '1d').map((size) => ({ type: 'tumbling', size })), fc.constantFrom('day', 'week').map((unit) => ({ type: 'calendar', unit })),
  fc.constantFrom({ type: 'calendar', unit: 'day', zone: 'America/New_York' }, { type: 'whole' }),
);

const aggregate = fc.record({ by, window, when, x: single, y: single, z: fc.constantFrom(...textFields, 'target.name', 'source.port', 'joined', 'pair'), some: where, ends: fc.constantFrom('first', 'last') }).map((one) => ({
  kind: 'aggregate',
  aggregate: {
    by: one.window.type === 'whole' ? one.by : ['window', ...one.by], window: one.window, when: one.when,
    measures: {
      events: { count: 'events' }, some: { count: 'events', where: one.some }, distinct: { count_distinct: one.x }, distinct_some: { count_distinct: one.y, where: one.some },
      many: { count_distinct: 'target.name' }, listed: { values: one.z }, least: { min: one.z }, most: { max: one.z }, end: { [one.ends]: one.z },
      total: { sum: 'source.port' }, mean: { avg: 'source.port', where: one.some }, share: { ratio: ['some', 'events'] }, bin: { min: 'window.start' }, from: { min: '@timestamp' }, to: { last: '@timestamp' },
    },
  },
}));
const match = fc.record({ by, together: fc.constantFrom('0s', '1m', '1h', '1d') }).map((one) => ({ kind: 'match', match: one }));
const firstSeen = fc.record({
  by, value: fc.uniqueArray(single, { minLength: 1, maxLength: 2 }), learning: fc.constantFrom('1h', '1d', '3d'), retention: fc.constantFrom('4d', '10d', '90d'),
  cold_start: fc.constantFrom('suppress', 'fire_low', 'relative'), relative_share: fc.constantFrom(0.25, 0.5, 0.9), follow: fc.constantFrom('1m', '1h', '1d', '30d'),
  only: fc.option(where, { freq: 2 }),
}).map(({ only, ...one }) => ({ kind: 'first_seen', first_seen: only === null ? one : { ...one, only } }));

const outlierMeasure = fc.tuple(fc.constantFrom<object>({ count: 'events' }, { count_distinct: 'network.identity' }, { count_distinct: 'joined' }, { sum: 'source.port' }, { min: 'source.port' }, { max: 'source.port' }, { avg: 'source.port' }), fc.option(where, { freq: 2 }))
  .map(([measure, some]): object => (some === null ? measure : { ...measure, where: some }));
const numberOfNone = (measure: object): boolean => ['min', 'max', 'avg'].some((kind) => kind in measure);
const outlier = fc.record({
  by, slice: fc.constantFrom('1h', '1h', '6h', '1d', '1w'), measure: outlierMeasure, baseline: fc.constantFrom('own', 'across', 'trailing', 'incremental'), learning: fc.constantFrom(0, 0, '6h', '2d', '9d'),
  cold_start: fc.constantFrom('suppress', 'fire_low', 'relative'), relative_share: fc.constantFrom(0.25, 0.5, 0.9), points: fc.constantFrom(2, 3, 5), sigma: fc.constantFrom(0, 0.5, 1, 2.5), floor: fc.constantFrom(0, 0, 1, 2),
  min_points: fc.constantFrom(2, 2, 3), zero_fill: fc.constantFrom('active', 'all', 'none'), include_current: fc.boolean(), direction: fc.constantFrom('up', 'down', 'both'), consecutive: fc.constantFrom(1, 1, 2),
}).map(({ learning, cold_start, relative_share, points, zero_fill, ...one }) => ({
  kind: 'outlier',
  outlier: {
    ...one, zero_fill: zero_fill === 'all' && numberOfNone(one.measure) ? 'active' : zero_fill,
    ...(one.baseline === 'own' ? { retention: one.slice === '1w' ? '21d' : '10d' } : {}), ...(one.baseline === 'trailing' ? { points } : {}),
    ...((one.baseline === 'own' || one.baseline === 'incremental') && learning !== 0 ? { learning, cold_start, relative_share } : {}),
  },
}));

const head = {
  derive: {
    joined: { coalesce: ['session.id', 'credential.id', 'source.port'] }, first: { coalesce: ['target.name', 'source.ip'] },
    pair: { tuple: ['user.name', 'session.id', 'error.code'], separator: '-' },
  },
};

/** A rule of the part of the grammar that has an SQL form in SQLite. */
export const rule: fc.Arbitrary<Rule> = fc.record({
  section: fc.oneof({ weight: 3, arbitrary: aggregate as fc.Arbitrary<object> }, { weight: 1, arbitrary: match as fc.Arbitrary<object> }, { weight: 2, arbitrary: firstSeen as fc.Arbitrary<object> }, { weight: 3, arbitrary: outlier as fc.Arbitrary<object> }),
  where: filter, except: fc.oneof({ weight: 2, arbitrary: fc.constant<object[]>([]) }, fc.array(fc.record({ reason: fc.constantFrom('of our own', "it's known"), where }), { maxLength: 2 })), vendor: fc.constantFrom('splunk', 'sumo', 'bilocate'),
  nulls: fc.constantFrom<object>({}, {}, { group: 'keep' }, { distinct: 'count' }, { group: 'drop', distinct: 'ignore' }), datasets: fc.constantFrom('[aws.cloudtrail]', '[aws.cloudtrail, okta.system]'),
}).map(({ section, where: filtered, except, vendor, nulls, datasets }) => printed(ruleOf(
  Object.entries({ where: filtered, except, nulls, ...head, ...section }).map(([key, given]) => `${key}: ${JSON.stringify(given)}\n`).join(''),
  { vendor, requires: `{ datasets: ${datasets} }` },
)));

/** Of a rule that shows a difference, only what was drawn. */
function printed(made: Rule): Rule {
  return Object.assign(made, { [fc.toStringMethod]: () => `${made.vendor} ${JSON.stringify(made.requires)}\n${made.text.split('\n').slice(-9).join('\n')}` });
}
