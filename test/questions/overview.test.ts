import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decide, slotsOf } from '../../src-main/case/index.ts';
import { isoOf, overview, userDetail, userLanes, userRow } from '../../src-main/contract/index.ts';
import { askLanes, askOverview, askUser, askUsers, type UsersQuestion } from '../../src-main/questions/index.ts';
import { readerHandlers } from '../../src-main/jobs/reader.ts';
import { userName } from '../../scripts/sample/identity.ts';
import { people } from '../../scripts/sample/company.ts';
import { resources } from '../help/open-cases.ts';
import { sampleCase, type Made } from './sample-case.ts';

const MINUTE = 60_000;
let made: Made;
beforeAll(async () => {
  made = await sampleCase();
}, 120_000);
afterAll(() => made.close());

const question: UsersQuestion = { text: '', sort: 'overlap', descending: true, onlyInTwoPlaces: false, after: 0, limit: 1000 };
const list = (more: Partial<UsersQuestion> = {}) => askUsers(made.file, made.columns, { ...question, ...more });

describe('the sample company, where two credentials were taken', () => {
  test('exactly the two whose credentials were taken were in two places, for as long as the story says', () => {
    const twice = list({ onlyInTwoPlaces: true });
    expect(twice.rows.map(({ user, overlapMs, longest, verdict }) => [user.replace(/_[0-9a-f]+$/, ''), overlapMs / 1000, longest?.networks, isoOf(longest!.startMs), verdict])).toEqual([
      ['AWSReservedSSO_PowerUser', 900, ['Telenor Norge AS', 'Datacamp Limited'], '2026-05-14T08:20:07Z', 'open'],
      // 14:03:12 to 14:09:40 and 16:22:00 to 16:28:15.
      ['j.doe', 388 + 375, ['Comcast Cable Communications, LLC', 'Clouvider Limited'], '2026-05-12T14:03:12Z', 'open'],
    ]);
    expect(twice.total).toBe(2);
  });

  test('nobody who only looks odd was: travellers, phones beside laptops, VPN exits, tethering, shared roles, machines in their own cloud', () => {
    const twice = new Set(list({ onlyInTwoPlaces: true }).rows.map(({ user }) => user));
    const names = new Set(made.noise.filter(({ id }) => ['traveller', 'phone-and-laptop', 'dual-stack', 'vpn-pool', 'tethering', 'endpoint-and-nat', 'ci-runners', 'new-hire', 'weekend-work'].includes(id)).flatMap(({ actors }) => actors));
    names.delete('j.doe');
    expect(names.size).toBeGreaterThan(10);
    const users = new Map(people(100).map((person) => [person.name, userName(person)]));
    const flagged = [...names].filter((name) => twice.has(name) || (users.has(name) && twice.has(users.get(name)!) && !users.get(name)!.includes('PowerUser')));
    expect(flagged).toEqual([]);
  });

  test('the page of j.doe: home and thief as profiles, the usual one first by letter, the thief with its flags', () => {
    const user = askUser(made.file, made.columns, 'j.doe');
    const thief = user.profiles.find(({ network }) => network === 'Clouvider Limited')!;
    expect(thief).toMatchObject({ country: 'NL', asn: 62_240, count: 113, sessions: 3, flags: ['first-seen', 'in-two-places'], client: 'aws-cli', variants: 1, egress: 'hosting' });
    expect(thief.slot).toBe(slotsOf(made.file, 'network').get('Clouvider Limited'));
    expect(user.profiles.map(({ key }) => key).sort()).toEqual(['A', 'B', 'C', 'D', 'E', 'F']);
    expect(user.profiles.find(({ key }) => key === 'A')!.count).toBe(Math.max(...user.profiles.map(({ count }) => count)));
    expect(user.profiles.map(({ count }) => count)).toEqual(user.profiles.map(({ count }) => count).toSorted((a, b) => a - b));
    expect(user.profiles.reduce((sum, { count }) => sum + count, 0)).toBe(user.events);
    for (const { perDay, count } of user.profiles) expect(perDay.reduce((sum, events) => sum + events, 0)).toBe(count);
    expect(user.usualHours).toEqual({ from: 14, to: 18 });
    expect(user.findings.map(({ severity }) => severity)).toEqual(['high', 'high', 'high', 'high', 'high', 'medium', 'medium', 'medium', 'low', 'low', 'low']);
  });

  test('its places: Denver and Amsterdam, 7,750 km and no time apart', () => {
    const { places, leaps } = askUser(made.file, made.columns, 'j.doe');
    expect(leaps).toHaveLength(1);
    const [leap] = leaps;
    expect([places[leap!.from]!.city, places[leap!.to]!.city]).toEqual(['Denver', 'Amsterdam']);
    expect(leap!.km).toBeGreaterThan(7700);
    expect(leap!.km).toBeLessThan(7800);
    expect(leap!.apartMs).toBeLessThan(MINUTE);
    expect(places.find(({ city }) => city === 'Amsterdam')).toMatchObject({ firstSeen: true, count: 113, networks: [{ label: 'Clouvider Limited' }] });
    expect(places.find(({ city }) => city === 'Denver')!.firstSeen).toBe(false);
  });

  test('its keys: the stolen one on several networks first; who made the next one, and from where', () => {
    const { credentials } = askUser(made.file, made.columns, 'j.doe');
    expect(credentials[0]).toMatchObject({ tokenType: 'long-term-key', agents: 2 });
    expect(credentials[0]!.networks.map(({ label }) => label)).toContain('Clouvider Limited');
    expect(credentials.find(({ issued }) => issued !== null)!.issued).toMatchObject({ by: 'svc-terraform', at: '2026-05-13T09:00:40Z' });
  });

  test('its time line: networks of findings first, every event in one lane, the spans and findings in view', () => {
    const user = askUser(made.file, made.columns, 'j.doe');
    const all = askLanes(made.file, made.columns, { user: 'j.doe', from: null, to: null, by: 'network', slices: 1000 });
    expect(all.lanes.slice(0, 2).map(({ label, detail }) => [label, detail]).sort()).toEqual([['Clouvider Limited', 'AS62240 NL'], ['Comcast Cable Communications, LLC', 'AS7922 US']]);
    expect(all.lanes.reduce((sum, { events }) => sum + events, 0)).toBe(user.events);
    expect(all.overlaps).toEqual(user.overlaps);
    expect(all.findings).toHaveLength(11);
    const [span] = user.overlaps;
    const near = askLanes(made.file, made.columns, { user: 'j.doe', from: span!.startMs, to: span!.endMs, by: 'credential', slices: 500 });
    expect(near.lanes.map(({ key, rows }) => [key, rows.length])).toEqual([[user.credentials[0]!.id, 2]]);
    expect(near.overlaps).toHaveLength(1);
    for (const row of near.lanes[0]!.rows) expect(row.ticks).toHaveLength(row.events);
  });

  test('the overview leads to the longest, sums up the findings that count, and tells what nobody had had before', () => {
    const shown = askOverview(made.file, made.columns, made.rules);
    expect(shown).toMatchObject({ usersInTwoPlaces: 2, events: 40_000, findings: { total: 19, open: 19, bySeverity: { high: 7, medium: 6, low: 6 } }, learningDays: 7 });
    expect(shown.lead!.networks.map(({ label }) => label)).toEqual(['Telenor Norge AS', 'Datacamp Limited']);
    expect(shown.twoPlaces[1]!.lanes.map(({ label, bars }) => [label, bars.length])).toEqual([['Comcast Cable Communications, LLC', 2], ['Clouvider Limited', 3]]);
    expect(shown.firstSeen.filter(({ kind }) => kind === 'network').map(({ value }) => value)).toEqual(['Datacamp Limited', 'Clouvider Limited']);
    expect(shown.hypotheses.map(({ id, ran }) => [id, ran > 0])).toEqual(['H1', 'H2', 'H3', 'H4', 'H5', 'H6'].map((id) => [id, true]));
    for (const { users } of shown.hypotheses) expect(users).toBeLessThanOrEqual(2);
    expect(shown.hypotheses[0]).toMatchObject({ id: 'H1', users: 2 });
    expect(shown.coverage.sources.map(({ dataset, events, counts }) => [dataset, events, counts.reduce((sum, count) => sum + count, 0)])).toEqual([['aws.cloudtrail', 40_000, 40_000]]);
    expect(shown.coverage.gaps).toEqual([]);
    expect(shown.coverage.findings.reduce((sum, { count }) => sum + count, 0)).toBe(19);
    expect(shown.coverage.findings.every(({ severity }) => severity === 'high' || severity === 'medium')).toBe(true);
  });

  test('a lead that an analyst clears makes way for the next', () => {
    const before = askOverview(made.file, made.columns, made.rules).lead!;
    for (const { id } of askUser(made.file, made.columns, before.user).findings) decide(made.file, { targetKind: 'finding', target: id, kind: 'verdict', value: 'benign', reason: 'A second browser of the same person.' });
    const after = askOverview(made.file, made.columns, made.rules);
    expect(after.lead!.user).toBe('j.doe');
    expect(after.findings.open).toBe(11);
    expect(list({ onlyInTwoPlaces: true }).rows[0]!.verdict).toBe('benign');
  });
});

describe('the list of users', () => {
  test('sorts both ways, finds by name, network and country, and pages without losing anybody', () => {
    const all = list({ sort: 'user', descending: false });
    expect(all.total).toBe(63);
    expect(all.rows.map(({ user }) => user)).toEqual(all.rows.map(({ user }) => user).toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
    expect(list({ sort: 'user' }).rows.map(({ user }) => user)).toEqual(all.rows.map(({ user }) => user).toReversed());
    expect(list({ sort: 'events' }).rows[0]!.events).toBe(Math.max(...all.rows.map(({ events }) => events)));
    expect(list({ text: 'clouvider' }).rows.map(({ user }) => user)).toEqual(['j.doe']);
    expect(list({ text: 'J.DO' }).total).toBe(1);
    const pages: string[] = [];
    for (let after: number | null = 0; after !== null;) {
      const page = list({ sort: 'events', after, limit: 10 });
      pages.push(...page.rows.map(({ user }) => user));
      after = page.next;
    }
    expect(new Set(pages).size).toBe(63);
    expect(all.rows.reduce((sum, { events }) => sum + events, 0)).toBeLessThanOrEqual(40_000);
  });

  test('nobody of that name is a fault', () => {
    expect(() => askUser(made.file, made.columns, 'nobody')).toThrow(expect.objectContaining({ code: 'case/no-such-user' }));
  });
});

describe('the reader of the case', () => {
  test('answers the four calls from the file, while somebody else writes to it', async () => {
    const { handlers } = readerHandlers();
    handlers.open({ path: made.file.path, cache: join(dirname(made.file.path), 'reader-cache') });
    try {
      expect((await handlers.users(question)).total).toBe(63);
      expect(await handlers.user({ user: 'j.doe' })).toEqual(askUser(made.file, made.columns, 'j.doe'));
      expect((await handlers.userLanes({ user: 'j.doe', from: null, to: null, by: 'session', slices: 200 })).by).toBe('session');
      expect(overview.safeParse(await handlers.overview({ resources })).error).toBeUndefined();
      expect(userDetail.safeParse(await handlers.user({ user: 'j.doe' })).error).toBeUndefined();
      expect(userLanes.safeParse(await handlers.userLanes({ user: 'j.doe', from: null, to: null, by: 'device', slices: 10 })).error).toBeUndefined();
      for (const row of (await handlers.users(question)).rows) expect(userRow.safeParse(row).error).toBeUndefined();
    } finally {
      handlers.close({});
    }
  });

  test('gets ready while it is asked, and makes nothing of a case that was closed', async () => {
    const { handlers } = readerHandlers();
    const cache = join(dirname(made.file.path), 'other-cache');
    handlers.open({ path: made.file.path, cache });
    handlers.warmUp({});
    const [users, hits] = await Promise.all([handlers.users(question), handlers.find({ text: 'j.doe', limit: 5, resources })]);
    expect(users.total).toBe(63);
    expect(hits[0]).toMatchObject({ kind: 'user', id: 'j.doe' });
    handlers.close({});
    handlers.open({ path: made.file.path, cache });
    handlers.warmUp({});
    handlers.close({});
    await new Promise((next) => setTimeout(next, 50));
    await expect(handlers.users(question)).rejects.toMatchObject({ code: 'call/no-case' });
  });
});
