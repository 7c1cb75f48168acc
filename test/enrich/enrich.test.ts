import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { GeoTable } from '../../src-main/contract/index.ts';
import { cleanAddress, combine, enrichAddresses, enrichAgents, openPack, readAsnClasses, type IpTable, type TableAnswer } from '../../src-main/enrich/index.ts';
import { nothing } from '../../src-main/enrich/tables.ts';

const root = join(import.meta.dirname, '..', '..');
const classes = readAsnClasses(join(root, 'resources', 'tables', 'asn-classes.tsv'));
const folder = join(root, 'resources', 'geo');

/** A table that says the same about every address, named by one letter. */
function table(sha256: string, role: GeoTable['role'], origin: GeoTable['origin'], says: Partial<TableAnswer>): IpTable {
  return {
    table: { role, name: sha256, vendor: 'v', buildDate: '2026-01-01', sha256, origin, licence: 'l', attribution: 'a' },
    lookup: () => ({ ...nothing, ...says }),
    unreadable: () => 1,
  };
}
const basel = { country: 'CH', region: 'Basel', city: 'Basel', latitude: 47.5, longitude: 7.5, prefix: '198.51.0.0/16' };
const net = { asn: 64_500, organization: 'Example Net', prefix: '198.51.100.0/24' };

describe('several tables as one', () => {
  test('imported before embedded, whatever the order, each field with its table', () => {
    const answer = combine([table('e', 'city', 'embedded', basel), table('n', 'asn', 'embedded', net), table('i', 'city', 'imported', { ...basel, city: 'Riehen', accuracyKm: 5 })]).lookup('x');
    expect(answer).toEqual({
      ...nothing, ...net, ...basel, city: 'Riehen', accuracyKm: 5, prefix: '198.51.100.0/24',
      tables: { country: 'i', region: 'i', city: 'i', latitude: 'i', longitude: 'i', accuracyKm: 'i', asn: 'n', organization: 'n', prefix: 'n' },
    });
  });

  test('an empty field comes from the next table where both name the same country', () => {
    const answer = combine([table('i', 'country', 'imported', { country: 'CH' }), table('e', 'city', 'embedded', basel)]).lookup('x');
    expect(answer).toMatchObject({ country: 'CH', city: 'Basel', latitude: 47.5, tables: { country: 'i', city: 'e', latitude: 'e' } });
  });

  test('never a city of one country under the name of another, nor an organisation under another ASN', () => {
    const answer = combine([table('i', 'country', 'imported', { country: 'SG', asn: 64_501 }), table('e', 'city', 'embedded', basel), table('n', 'asn', 'embedded', net)]).lookup('x');
    expect(answer).toEqual({ ...nothing, country: 'SG', asn: 64_501, tables: { country: 'i', asn: 'i' } });
  });

  test('the accuracy of one table says nothing about the coordinates of another', () => {
    const answer = combine([table('i', 'city', 'imported', basel), table('e', 'city', 'embedded', { ...basel, accuracyKm: 50 })]).lookup('x');
    expect(answer!.accuracyKm).toBeNull();
  });

  test('unreadable records are added up', () => {
    expect(combine([table('a', 'city', 'imported', {}), table('b', 'asn', 'embedded', {})]).unreadable()).toBe(2);
    expect(combine([]).lookup('8.8.8.8')).toBeNull();
  });
});

const hasPack = existsSync(join(folder, 'manifest.json'));
if (!hasPack) console.log('skipped: resources/geo holds no pack; npm run geo builds it');

describe.skipIf(!hasPack)('the rows for a case', () => {
  const geo = hasPack ? openPack(folder) : null!;
  const rowOf = (text: string, lookup = geo) => enrichAddresses([cleanAddress(text).address], lookup, classes)[0]!;

  test('a home line and a hosting network, as in the first story that the app tells', () => {
    const [comcast, clouvider] = [rowOf('73.1.1.1'), rowOf('2.56.188.1:51234')];
    expect(comcast).toMatchObject({ text: '73.1.1.1', asn: 7922, country: 'US', egress: 'residential', egressRule: 'asn:7922 access', prefix: '73.0.0.0/8' });
    expect(clouvider).toMatchObject({ text: '2.56.188.1', asn: 62_240, organization: 'Clouvider Limited', egress: 'hosting', egressRule: 'asn:62240 hosting' });
  });

  test('what is not public is never looked up', () => {
    const blank = { asn: null, organization: null, country: null, region: null, city: null, latitude: null, longitude: null, accuracyKm: null, prefix: null, tables: {} };
    const everywhere = combine([table('i', 'asn', 'imported', net)]);
    for (const [text, egress, type] of [['10.0.0.1', 'internal', 'private'], ['cloudformation.amazonaws.com', 'internal', 'service'], ['AWS Internal', 'internal', 'internal'],
      ['100.64.0.1', 'unknown', 'special'], ['<null>', 'unknown', 'invalid']] as const) {
      expect(rowOf(text, everywhere)).toEqual({ text, ...blank, egress, egressRule: `type:${type}` });
    }
  });

  test('a table of anonymous networks decides before the ASN does', () => {
    const own = combine([table('i', 'anonymous', 'imported', { flags: ['vpn', 'hosting'] }), ...geo.parts]);
    expect(rowOf('73.1.1.1', own)).toMatchObject({ asn: 7922, egress: 'vpn', egressRule: 'table:vpn', tables: { flags: 'i' } });
  });

  test('one row per address and per client string, in order', () => {
    const texts = ['8.8.8.8', '1.1.1.1', '8.8.8.8'];
    expect(enrichAddresses(texts.map((text) => cleanAddress(text).address), geo, classes).map((row) => row.text)).toEqual(texts);
    expect(enrichAgents(['curl/8.4.0', '', 'Boto3/1.2']).map(({ text, name, template }) => [text, name, template])).toEqual([['curl/8.4.0', 'curl', 'curl/*'], ['', null, ''], ['Boto3/1.2', 'Boto3', 'Boto3/*']]);
  });
});
