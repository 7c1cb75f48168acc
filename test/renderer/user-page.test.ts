import { expect, test } from 'vitest';
import type { UserLanes, UserProfile } from '../../src-main/contract/index.ts';
import { filterFromQuery } from '../../src-renderer/src/shape/event-query.ts';
import { laneTable } from '../../src-renderer/src/shape/lanes-table.ts';
import { chipsOfLane, chipsOfPlace, chipsOfProfile, dayCells, eventsOfCredential, gravest, hoursText, orderedProfiles, shortClient, shortNetwork, templatePieces, usualNetworks, verdictsOf } from '../../src-renderer/src/shape/user-page.ts';

const profile = (over: Partial<UserProfile>): UserProfile => ({
  key: 'A', network: 'Comcast', asn: 7922, country: 'US', egress: null, slot: 1, template: 'aws-cli/* Python/*', client: 'aws-cli', count: 1, share: 0, sessions: 1, first: '2026-04-20T13:04:00Z', last: '2026-05-19T13:04:00Z',
  perDay: [], flags: [], agents: [{ text: 'aws-cli/2.31.2 Python/3.13.1', count: 1 }], variants: 1, ...over,
});

test('events of a profile are those of its ASN, country and agent; what it does not have must be missing', () => {
  expect(chipsOfProfile('j.doe', profile({})).map((chip) => `${chip.field} ${chip.operator}`)).toEqual(['actor.name is', 'source.as.number is', 'source.geo.country_iso_code is', 'user_agent.template is']);
  expect(chipsOfProfile('j.doe', profile({ asn: null, country: null, template: null })).slice(1).map((chip) => `${chip.field} ${chip.operator}`)).toEqual(['source.as.number missing', 'source.geo.country_iso_code missing', 'user_agent.template missing']);
  expect(chipsOfPlace('j.doe', { city: null, country: 'US' })[1]).toEqual({ field: 'source.geo.city_name', operator: 'missing' });
});

test('events of a lane: by its id, by its absence, and by nothing for a network, which is more than one field', () => {
  expect(chipsOfLane('j.doe', 'credential', { key: 'AKIA' })?.[1]).toMatchObject({ field: 'credential.id', operator: 'is', values: ['AKIA'] });
  expect(chipsOfLane('j.doe', 'device', { key: '' })?.[1]).toEqual({ field: 'device.id', operator: 'missing' });
  expect(chipsOfLane('j.doe', 'network', { key: 'Comcast' })).toBeNull();
});

test('the Events screen reads the links of the page, whatever a user is called', () => {
  const url = eventsOfCredential('Ünal, "K" & co?#%', 'AKIA/=+');
  const f = new URL(`http://x${url}`).searchParams.get('f');
  expect(filterFromQuery({ f }).chips.map((chip) => ('values' in chip ? chip.values : null))).toEqual([['Ünal, "K" & co?#%'], ['AKIA/=+']]);
});

test('rarest first, and most first in the order of the keys', () => {
  const rows = [profile({ key: 'A', count: 900 }), profile({ key: 'B', count: 40 }), profile({ key: 'C', count: 40 }), profile({ key: 'D', count: 2 })];
  expect(orderedProfiles(rows, 'rarest').map((one) => one.key).join('')).toBe('DCBA');
  expect(orderedProfiles(rows, 'most').map((one) => one.key).join('')).toBe('ABCD');
});

test('thirty cells show any number of days, and no event is lost between them', () => {
  expect(dayCells([0, 3, 0, 1])).toEqual({ cells: [0, 3, 0, 1], active: 2 });
  const year = Array.from({ length: 366 }, (_, day) => (day % 100 === 0 ? 1 : 0));
  const { cells, active } = dayCells(year);
  expect([cells.length, active, cells.reduce((a, b) => a + b, 0)]).toEqual([30, 4, 4]);
});

test('a network is short without its form of company, and never without a name', () => {
  expect(['Clouvider Limited', 'Comcast Cable Communications, LLC', 'Amazon.com, Inc.', 'Verizon Business', 'Limited', 'AB', 'internal'].map(shortNetwork)).toEqual(['Clouvider', 'Comcast Cable Communications', 'Amazon.com', 'Verizon Business', 'Limited', 'AB', 'internal']);
});

test('a client has its version where all its strings have one, a star where they differ', () => {
  expect(shortClient(profile({}), '')).toBe('aws-cli/2.31.2');
  expect(shortClient(profile({ variants: 3 }), '')).toBe('aws-cli/*');
  expect(shortClient(profile({ client: 'Chrome', agents: [{ text: 'Mozilla/5.0 (X11) Chrome/148.0.0.0 Safari/537.36', count: 2 }] }), '')).toBe('Chrome/148.0.0.0');
  expect(shortClient(profile({ client: 'AWS Internal', agents: [{ text: 'AWS Internal', count: 2 }] }), '')).toBe('AWS Internal');
  expect(shortClient(undefined, 'kubectl/v1.28 (linux)')).toBe('kubectl/v1.28');
  expect(shortClient(profile({ client: null }), '')).toBe('');
});

test('usual networks are those that were not new, without the inside', () => {
  const network = (label: string, egress: string | null = null) => ({ label, asn: 1, country: null, egress, slot: 1, count: 1 });
  const fresh = { at: '2026-05-19T14:37:09Z', kind: 'network', value: 'Clouvider', user: 'j.doe', event: 1 } as const;
  expect(usualNetworks({ networks: [network('Comcast'), network('Clouvider'), network('internal', 'internal')], firstSeen: [fresh] }).map((one) => one.label)).toEqual(['Comcast']);
});

test('hours in another zone go over midnight and keep their half hours', () => {
  expect(hoursText({ from: 14, to: 18 })).toBe('14–18');
  expect(hoursText({ from: 14, to: 18 }, -6 * 3_600_000)).toBe('08–12');
  expect(hoursText({ from: 20, to: 2 }, 5.5 * 3_600_000)).toBe('01:30–07:30');
  expect(hoursText({ from: 0, to: 4 }, -3_600_000)).toBe('23–03');
});

test('a signature in pieces reads as it was, and what varies is told apart', () => {
  const template = 'aws-cli/* (x; *) end';
  expect(templatePieces(template).map((one) => one.text).join('')).toBe(template);
  expect(templatePieces(template).filter((one) => one.varies)).toHaveLength(2);
});

test('verdicts of a user in the order of the picker, and the gravest of its findings', () => {
  expect(verdictsOf([{ verdict: 'benign' }, { verdict: 'open' }, { verdict: 'open' }])).toEqual([{ verdict: 'open', count: 2 }, { verdict: 'benign', count: 1 }]);
  expect(gravest([{ severity: 'low' }, { severity: 'high' }])).toBe('high');
  expect(gravest([])).toBeNull();
});

test('the table has a row for each row of the chart, in the same order', () => {
  const lanes: Pick<UserLanes, 'lanes' | 'fromMs' | 'toMs'> = {
    fromMs: 0, toMs: 10_000,
    lanes: [{ key: 'n', label: 'Comcast', detail: 'AS7922 US', slot: 1, events: 3, rows: [
      { key: 'A', label: 'aws-cli/*', profile: 'A', events: 2, firstSeenMs: 2000, bars: [[2000, 3000, 1], [5000, 9000, 1]], ticks: [], density: null },
      { key: '+', label: '', profile: null, events: 1, firstSeenMs: null, bars: [], ticks: null, density: [1] },
    ] }],
  };
  expect(laneTable(lanes).map((row) => [row.profile, row.events, row.sessions, row.first, row.last, row.firstSeen])).toEqual([
    ['A', 2, 2, '1970-01-01T00:00:02Z', '1970-01-01T00:00:09Z', true], [null, 1, 0, '1970-01-01T00:00:00Z', '1970-01-01T00:00:10Z', false],
  ]);
});
