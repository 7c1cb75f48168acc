import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { profile, profileTable } from '../../src-main/columns/index.ts';
import { profileShape } from '../../src-main/contract/index.ts';
import { columnsOf } from '../help/columns-of.ts';
import { randomEvents, textsOf } from './random-events.ts';

const home = { 'source.ip': '192.0.2.1', 'source.as.number': 7922, 'source.as.organization.name': 'Comcast', 'source.geo.country_iso_code': 'US' };
const away = { 'source.ip': '198.51.100.1', 'source.as.number': 62_240, 'source.as.organization.name': 'Clouvider', 'source.geo.country_iso_code': 'NL' };
const cli = (version: string) => ({ 'user_agent.original': `aws-cli/${version}`, 'user_agent.template': 'aws-cli/*' });
const day = (n: number): number => Date.UTC(2026, 2, n);

describe('the profile of a user', () => {
  test('puts the rarest first, then what was seen first', () => {
    const ann = { 'user.name': 'ann' };
    const columns = columnsOf([
      { time: day(1), ...ann, ...home, ...cli('2.15.4') }, { time: day(2), ...ann, ...home, ...cli('2.15.30') }, { time: day(5), ...ann, ...home, ...cli('2.15.30') },
      { time: day(4), ...ann, ...away, ...cli('2.9.0') }, { time: day(3), ...ann }, { time: day(3), 'user.name': 'bob', ...away },
    ]);
    const found = profile(columns, 'ann');
    expect(found).toEqual({ user: 'ann', profiles: [
      { asn: null, organization: null, country: null, userAgentTemplate: null, count: 1, first: '2026-03-03T00:00:00Z', last: '2026-03-03T00:00:00Z', share: 0.2 },
      { asn: 62_240, organization: 'Clouvider', country: 'NL', userAgentTemplate: 'aws-cli/*', count: 1, first: '2026-03-04T00:00:00Z', last: '2026-03-04T00:00:00Z', share: 0.2 },
      { asn: 7922, organization: 'Comcast', country: 'US', userAgentTemplate: 'aws-cli/*', count: 3, first: '2026-03-01T00:00:00Z', last: '2026-03-05T00:00:00Z', share: 0.6 },
    ] });
    expect(profileShape.parse(found)).toEqual(found);
  });

  test('of nobody is a fault that names who was asked for', () => {
    expect(() => profile(columnsOf([{ time: 1, 'user.name': 'ann' }]), 'eve')).toThrow(expect.objectContaining({ code: 'case/no-such-user', params: { user: 'eve' } }));
  });

  test('counts every event of the user once; the table of all users agrees', () => {
    fc.assert(fc.property(randomEvents, (events) => {
      const columns = columnsOf(events);
      const table = profileTable(columns);
      for (const user of new Set(events.flatMap((event) => textsOf(event, 'user.name')))) {
        const { profiles } = profile(columns, user);
        expect(profiles.reduce((sum, { count }) => sum + count, 0)).toBe(events.filter((event) => event['user.name'] === user).length);
        const id = columns.idOf('user.name', user);
        const rows = [...table.user.keys()].filter((row) => table.user[row] === id).map((row) => [table.events[row], table.first[row], table.last[row], table.share[row]]);
        expect(rows.sort()).toEqual(profiles.map(({ count, first, last, share }) => [count, Date.parse(first), Date.parse(last), share]).sort());
      }
    }), { numRuns: 60 });
  });
});
