import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FindingHead, IpPlace } from '../../src-main/case/index.ts';
import type { PlainEvent } from '../../src-main/columns/index.ts';
import { isoOf, type LaneKind } from '../../src-main/contract/index.ts';
import { userLanes } from '../../src-main/questions/lanes.ts';
import { greatCircleKm } from '../../src-main/kit/geodesy.ts';
import { letters } from '../../src-main/questions/profiles.ts';
import { userDetail } from '../../src-main/questions/user.ts';
import { usualHours } from '../../src-main/questions/user-hours.ts';
import { peopleOf } from '../../src-main/questions/users-people.ts';
import { userPage } from '../../src-main/questions/users.ts';
import { columnsOf } from '../help/columns-of.ts';
import { randomEvents } from '../columns/random-events.ts';

const [MINUTE, DAY] = [60_000, 86_400_000];
const START = Date.UTC(2026, 4, 1);
const home = { 'source.ip': '198.51.100.1', 'source.as.number': 64_500, 'source.as.organization.name': 'Home Net', 'source.geo.country_iso_code': 'US', 'source.egress': 'residential' };
const rented = { 'source.ip': '203.0.113.9', 'source.as.number': 64_501, 'source.as.organization.name': 'Rented Hosts', 'source.geo.country_iso_code': 'NL', 'source.egress': 'hosting' };
const phone = { 'source.ip': '198.51.100.200', 'source.as.number': 64_502, 'source.as.organization.name': 'Mobile Net', 'source.geo.country_iso_code': 'US', 'source.egress': 'mobile' };
const cloud = { 'source.ip': '192.0.2.7', 'source.as.number': 64_503, 'source.as.organization.name': 'Big Cloud', 'source.geo.country_iso_code': 'IE', 'source.egress': 'cloud' };
const cli = { 'user_agent.original': 'aws-cli/2.1', 'user_agent.template': 'aws-cli/*', 'user_agent.name': 'aws-cli' };

/** Events of ann every `every` minutes, both ends included. */
function span(from: number, to: number, fields: Omit<PlainEvent, 'time'>, every = 5): PlainEvent[] {
  const times: number[] = [];
  for (let minute = from; minute < to; minute += every) times.push(minute);
  return [...times, to].map((minute) => ({ 'event.dataset': 'aws.cloudtrail', 'user.name': 'ann', ...cli, ...fields, time: START + minute * MINUTE }));
}
const says = { heads: [] as FindingHead[], slots: new Map<string, number>([['Home Net', 1], ['Rented Hosts', 2]]) };
const nowhere: ReadonlyMap<string, IpPlace> = new Map();
const detail = (events: readonly PlainEvent[], located = nowhere, user = 'ann') => userDetail(peopleOf(columnsOf(events)), says, located, user);
const lanes = (events: readonly PlainEvent[], by: LaneKind = 'network', view: { from: number | null; to: number | null } = { from: null, to: null }) =>
  userLanes(peopleOf(columnsOf(events)), says, { user: 'ann', by, slices: 100, ...view });
/** Spans as minutes from the start. */
const spans = (events: readonly PlainEvent[]) => detail(events).overlaps.map(({ startMs, endMs, networks }) => [(startMs - START) / MINUTE, (endMs - START) / MINUTE, ...networks]);
const key = { 'credential.id': 'AKIA1' };
/** A month of ordinary days before and after, so that learning takes its 7 days. */
const month = (fields: Omit<PlainEvent, 'time'>): PlainEvent[] => Array.from({ length: 60 }, (_, half) => span(half * 720, half * 720 + 10, fields)).flat();

describe('in two places', () => {
  test('one key on two networks at once, for as long as both are there', () => {
    expect(spans([...span(0, 60, { ...home, ...key }), ...span(40, 90, { ...rented, ...key })])).toEqual([[40, 60, 'Home Net', 'Rented Hosts']]);
  });

  test('not one after the other, nor with a pause of more than 12 minutes around', () => {
    expect(spans([...span(0, 40, { ...home, ...key }), ...span(41, 90, { ...rented, ...key })])).toEqual([]);
    expect(spans([...span(0, 40, { ...home, ...key }), ...span(45, 48, { ...rented, ...key }), ...span(53, 90, { ...home, ...key })])).toEqual([]);
    expect(spans([...span(0, 40, { ...home, ...key }), ...span(45, 48, { ...rented, ...key }), ...span(52, 90, { ...home, ...key })])).toEqual([[45, 48, 'Home Net', 'Rented Hosts']]);
  });

  test('a single call in the midst of a stay elsewhere is a span of no length, and counts', () => {
    const events = [...span(0, 60, { ...home, ...key }), ...span(31, 31, { ...rented, ...key })];
    expect(spans(events)).toEqual([[31, 31, 'Home Net', 'Rented Hosts']]);
    const page = userPage(peopleOf(columnsOf(events)), says, { text: '', sort: 'overlap', descending: true, onlyInTwoPlaces: true, after: 0, limit: 10 });
    expect(page.rows[0]).toMatchObject({ user: 'ann', overlapMs: 0, longest: { startMs: START + 31 * MINUTE } });
  });

  test('two spans that touch are one; the length is that of the union', () => {
    const events = [...span(0, 100, { ...home, ...key }), ...span(20, 40, { ...rented, ...key }), ...span(40, 70, { ...cloud, ...key, 'source.egress': 'hosting' })];
    expect(spans(events)).toEqual([[20, 70, 'Home Net', 'Rented Hosts', 'Big Cloud']]);
    expect(detail(events).overlapMs).toBe(50 * MINUTE);
  });

  test('two sessions of one person on networks that the user is known by are two devices; on a new one they are not', () => {
    const usual = [...month({ ...home, 'session.id': 's1' }), ...month({ ...phone, 'session.id': 's2' })];
    expect(spans(usual)).toEqual([]);
    const astray = [...usual, ...span(20_160, 20_165, { ...rented, 'session.id': 's3' })];
    expect(spans(astray)).toEqual([[20_160, 20_165, 'Home Net', 'Mobile Net', 'Rented Hosts']]);
  });

  test('people who share a role are not one person, unless a session of one of them is', () => {
    const role = { 'user.name': 'ann' };
    const two = [...span(0, 60, { ...role, ...home, 'user.id': 'arn:role/x/ann@a', 'session.id': 'a' }), ...span(0, 60, { ...role, ...rented, 'user.id': 'arn:role/x/bob@a', 'session.id': 'b' })];
    expect(spans(two)).toEqual([]);
    expect(spans([...two, ...span(10, 30, { ...role, ...home, 'user.id': 'arn:role/x/bob@a', 'session.id': 'b' })])).toEqual([[10, 30, 'Rented Hosts', 'Home Net']]);
  });

  test('a cloud, a phone, a VPN or a private endpoint that is used from the first week is no second place; one that comes later is', () => {
    expect(spans([...month({ ...home, ...key }), ...month({ ...cloud, ...key }), ...month({ 'network.endpoint': 'vpce-1', ...key })])).toEqual([]);
    const later = [...month({ ...home, ...key }), ...span(30_240, 30_250, { ...cloud, ...key })];
    expect(spans(later)).toEqual([[30_240, 30_250, 'Home Net', 'Big Cloud']]);
  });

  test('services, addresses of the inside and instances in their own cloud are nowhere else', () => {
    const here = span(0, 60, { ...home, ...key });
    expect(spans([...here, ...span(10, 20, { 'source.ip': 'cloudformation.amazonaws.com', 'source.ip_type': 'service', ...key })])).toEqual([]);
    expect(spans([...here, ...span(10, 20, { 'source.ip': '10.0.0.7', 'source.ip_type': 'private', ...key })])).toEqual([]);
    expect(spans([...here, ...span(10, 20, { ...rented, ...key, 'via.service': 'cloudformation.amazonaws.com' })])).toEqual([]);
    expect(spans([...here, ...span(10, 20, { ...cloud, ...key, 'user.id': 'arn:aws:sts::1:assumed-role/app/i-0123456789abcdef0' })])).toEqual([]);
  });

  test('sibling networks are one; addresses that no table knows are each their own', () => {
    const comcast = (asn: number) => ({ ...home, 'source.ip': `198.51.100.${asn % 200}`, 'source.as.number': asn, 'source.as.organization.name': `Comcast ${asn}` });
    expect(spans([...span(0, 60, { ...comcast(7922), ...key }), ...span(10, 20, { ...comcast(7015), ...key })])).toEqual([]);
    expect(spans([...span(0, 60, { 'source.ip': '198.51.100.1', ...key }), ...span(10, 20, { 'source.ip': '198.51.100.2', ...key })])).toEqual([[10, 20, '198.51.100.1', '198.51.100.2']]);
  });
});

describe('the page of a user', () => {
  test('letters go past Z', () => {
    expect([0, 25, 26, 27, 51, 52, 701, 702].map(letters)).toEqual(['A', 'Z', 'AA', 'AB', 'AZ', 'BA', 'ZZ', 'AAA']);
    const many = Array.from({ length: 30 }, (_, n) => span(n, n, { ...home, 'user_agent.original': `tool${n}/1`, 'user_agent.template': `tool${n}/*`, 'user_agent.name': 'tool' })).flat();
    expect(detail(many).profiles.map(({ key: letter }) => letter).at(-1)).toBe('AD');
  });

  test('over 200 profiles: the 50 rarest, and what the others come to', () => {
    const many = Array.from({ length: 230 }, (_, n) => span(n * 20, n * 20 + (n % 3), { ...home, 'user_agent.original': `tool${n}/1`, 'user_agent.template': `tool${n}/*`, 'user_agent.name': 'tool' }, 1)).flat();
    const { profiles, moreProfiles, events } = detail(many);
    expect([profiles.length, moreProfiles.profiles]).toEqual([50, 180]);
    expect(profiles.reduce((sum, { count }) => sum + count, 0) + moreProfiles.events).toBe(events);
    expect(Math.max(...profiles.map(({ count }) => count))).toBe(1);
  });

  test('first seen is what comes after the learning time: 7 days, or a quarter of a short span', () => {
    const long = [...month({ ...home, ...key }), ...span(9 * 1440, 9 * 1440 + 30, { ...rented })];
    expect(detail(long).profiles.find(({ network }) => network === 'Rented Hosts')!.flags).toContain('first-seen');
    expect(detail(long).firstSeen.filter(({ kind }) => kind !== 'agent').map(({ at, kind, value }) => [at, kind, value])).toEqual([
      [isoOf(START + 9 * DAY), 'network', 'Rented Hosts'], [isoOf(START + 9 * DAY), 'country', 'NL'],
    ]);
    const early = [...month({ ...home, ...key }), ...span(6 * 1440, 6 * 1440 + 30, { ...rented })];
    expect(detail(early).firstSeen).toEqual([]);
    const short = [...span(0, 400, home), ...span(90, 95, rented), ...span(110, 115, phone)];
    expect(detail(short).firstSeen.filter(({ kind }) => kind === 'network').map(({ value }) => value)).toEqual(['Mobile Net']);
  });

  test('a user of one event, and one without address or agent', () => {
    const one = detail([{ time: START, 'user.name': 'ann', ...home }]);
    expect(one).toMatchObject({ events: 1, overlapMs: 0, firstSeen: [], usualHours: { from: 0, to: 1 }, days: { first: '2026-05-01', count: 1 } });
    expect(one.profiles).toMatchObject([{ key: 'A', share: 1, sessions: 1, perDay: [1], flags: [] }]);
    const bare = detail([{ time: START, 'user.name': 'ann' }]);
    expect(bare.profiles).toMatchObject([{ network: '', asn: null, template: null, agents: [], variants: 0 }]);
    expect(bare.networks).toEqual([]);
  });

  test('agents behind a template, most first', () => {
    const agent = (version: string) => ({ ...home, ...cli, 'user_agent.original': `aws-cli/${version}` });
    const { profiles } = detail([...span(0, 10, agent('2.1')), ...span(20, 20, agent('2.2'))]);
    expect(profiles[0]).toMatchObject({ variants: 2, client: 'aws-cli', agents: [{ text: 'aws-cli/2.1', count: 3 }, { text: 'aws-cli/2.2', count: 1 }] });
  });

  test('usual hours go over midnight, and are the shortest', () => {
    const at = (hours: readonly number[]) => usualHours(Array.from({ length: 24 }, (_, hour) => hours.filter((one) => one === hour).length));
    expect(at([22, 23, 0, 1, 2])).toEqual({ from: 22, to: 2 });
    expect(at([9, 10, 11, 12, 13, 14, 15, 16, 3, 4])).toEqual({ from: 9, to: 17 });
    expect(at([])).toBeNull();
    expect(usualHours(new Array<number>(24).fill(1))).toEqual({ from: 0, to: 20 });
  });

  test('keys: issued by whom, failures, and one that nobody used yet', () => {
    const { credentials } = detail([
      { time: START, 'user.name': 'eve', ...rented, 'event.action': 'CreateAccessKey', 'credential.issued_id': 'AKIA2', 'user.target.name': ['ann'] },
      { time: START + 1, 'user.name': 'eve', ...rented, 'event.action': 'CreateAccessKey', 'credential.issued_id': 'AKIA3', 'user.target.name': ['ann'] },
      ...span(10, 20, { ...home, 'credential.id': 'AKIA2', 'event.outcome': 'failure', 'session.id': 'x' }),
    ]);
    expect(credentials).toMatchObject([
      { id: 'AKIA2', count: 3, failures: 3, sessions: 1, agents: 1, issued: { by: 'eve', ip: '203.0.113.9', at: isoOf(START) }, networks: [{ label: 'Home Net', slot: 1, count: 3 }] },
      { id: 'AKIA3', count: 0, issued: { by: 'eve', at: isoOf(START + 1) }, networks: [] },
    ]);
  });
});

describe('places', () => {
  const denver = { city: 'Denver', country: 'US', latitude: 39.7392, longitude: -104.9903, accuracyKm: 20 };
  const amsterdam = { city: 'Amsterdam', country: 'NL', latitude: 52.3676, longitude: 4.9041, accuracyKm: 10 };

  test('Denver to Amsterdam is about 7,750 km; half around the Earth and no way at all', () => {
    expect(Math.round(greatCircleKm(denver, amsterdam) / 10) * 10).toBe(7750);
    expect(greatCircleKm({ latitude: 0, longitude: 0 }, { latitude: 0, longitude: 180 })).toBeCloseTo(Math.PI * 6371.0088, 6);
    expect(greatCircleKm(denver, denver)).toBe(0);
  });

  test('the nearest in time of two places, and none that the accuracy of the table explains', () => {
    const located = new Map([['198.51.100.1', denver], ['203.0.113.9', amsterdam], ['198.51.100.200', { ...denver, city: 'Aurora', latitude: 39.72, longitude: -104.83 }]]);
    const { places, leaps } = detail([...span(0, 60, home), ...span(61, 62, phone), ...span(63, 63, home), ...span(600, 601, rented), ...span(601.5, 602, home)], located);
    expect(places.map(({ city, count }) => [city, count])).toEqual([['Denver', 16], ['Aurora', 2], ['Amsterdam', 2]]);
    expect(leaps.map(({ from, to, km, apartMs, at }) => [places[from]!.city, places[to]!.city, Math.round(km / 10) * 10, apartMs, at])).toEqual([['Amsterdam', 'Denver', 7750, 30_000, isoOf(START + 601.5 * MINUTE)]]);
  });
});

describe('the time line', () => {
  test('sessions end after 12 minutes without an event; ticks are the events', () => {
    const [lane] = lanes([...span(0, 30, { ...home, ...key }), ...span(42, 50, { ...home, ...key }), ...span(63, 63, { ...home, ...key })]).lanes;
    expect(lane!.rows[0]!.bars.map(([from, to, events]) => [(from - START) / MINUTE, (to - START) / MINUTE, events])).toEqual([[0, 50, 10], [63, 63, 1]]);
    expect(lane!.rows[0]!.ticks).toHaveLength(11);
  });

  test('over 2,000 events in view they are counted per slice', () => {
    const [lane] = lanes(span(0, 2500, { ...home, ...key }, 1)).lanes;
    expect(lane!.rows[0]!.ticks).toBeNull();
    expect(lane!.rows[0]!.density!.reduce((sum, count) => sum + count, 0)).toBe(2501);
    const near = lanes(span(0, 2500, { ...home, ...key }, 1), 'network', { from: START + 10 * MINUTE, to: START + 20 * MINUTE });
    expect(near.lanes[0]).toMatchObject({ events: 11, rows: [{ density: null, profile: 'A' }] });
  });

  test('at most 12 lanes; the others are counted', () => {
    const events = Array.from({ length: 15 }, (_, n) => span(n * 60, n * 60 + n * 5, { ...home, 'credential.id': `AKIA${n}` })).flat();
    const { lanes: shown, moreLanes } = lanes(events, 'credential');
    expect([shown.length, moreLanes, shown[0]!.key]).toEqual([12, 3, 'AKIA14']);
  });
});

describe('on any events', () => {
  const kinds = fc.constantFrom<LaneKind>('network', 'credential', 'session', 'device');
  test('profiles, lanes and hours add up to the events of the user, and the spans never exceed its time', () => {
    fc.assert(fc.property(randomEvents, kinds, fc.integer({ min: -50, max: 100 }), (events, by, from) => {
      const some = events.map((event) => ({ ...event, time: event.time * 20_000, 'user.name': event['user.name'] === undefined ? undefined : 'ann', 'credential.id': event['event.action'] }));
      const own = some.filter((event) => event['user.name'] === 'ann');
      if (own.length === 0) return;
      const user = detail(some);
      expect(user.events).toBe(own.length);
      expect(user.profiles.reduce((sum, { count }) => sum + count, 0)).toBe(own.length);
      expect(user.hours.reduce((sum, count) => sum + count, 0)).toBe(own.length);
      expect(user.overlapMs).toBeLessThanOrEqual(Date.parse(user.last) - Date.parse(user.first));
      expect(user.overlaps.every((span, at) => span.startMs <= span.endMs && (at === 0 || span.startMs > user.overlaps[at - 1]!.endMs))).toBe(true);
      const view = { from: from * 20_000, to: (from + 100) * 20_000 };
      const inView = own.filter(({ time }) => time >= view.from && time <= view.to).length;
      const drawn = lanes(some, by, view);
      expect(drawn.lanes.reduce((sum, lane) => sum + lane.events, 0)).toBe(inView);
      expect(drawn.lanes.reduce((sum, lane) => sum + lane.rows.reduce((all, row) => all + row.events, 0), 0)).toBe(inView);
    }), { numRuns: 300 });
  });

  test('every user with events is in the list, once', () => {
    fc.assert(fc.property(randomEvents, (events) => {
      const page = userPage(peopleOf(columnsOf(events)), says, { text: '', sort: 'user', descending: false, onlyInTwoPlaces: false, after: 0, limit: 1000 });
      const named = events.map((event) => event['user.name']).filter((user) => user !== undefined && user !== null);
      expect(page.rows.map(({ user, events: count }) => [user, count]).sort()).toEqual([...new Set(named)].map((user) => [user, named.filter((one) => one === user).length]).sort());
    }), { numRuns: 100 });
  });
});
