import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { Fault, geoTable } from '../../src-main/contract/index.ts';
import { inspectMmdb, openMmdb } from '../../src-main/enrich/index.ts';
import { readMmdb } from '../../src-main/enrich/mmdb/file.ts';
import { mmdbBytes, type MmdbOptions, type MmdbValue } from '../help/mmdb-writer.ts';

const folder = mkdtempSync(join(tmpdir(), 'mmdb-'));
let files = 0;
function put(bytes: Uint8Array): string {
  files += 1;
  const path = join(folder, `${files}.mmdb`);
  writeFileSync(path, bytes);
  return path;
}
const fixture = (networks: Readonly<Record<string, MmdbValue>>, options: MmdbOptions) => put(mmdbBytes(networks, options));
const faultOf = (run: () => unknown) => {
  try {
    run();
  } catch (error) {
    if (error instanceof Fault) return error.code;
    throw error;
  }
  return 'none';
};
const empty = { asn: null, organization: null, country: null, region: null, city: null, latitude: null, longitude: null, accuracyKm: null, flags: [] };

describe('the files that an analyst may bring', () => {
  test.each<[string, string, MmdbValue, object, string, string]>([
    ['GeoLite2 City', 'GeoLite2-City', { city: { names: { en: 'Utrecht', de: 'Utrecht' } }, country: { iso_code: 'NL' }, location: { latitude: 52.0931, longitude: 5.1182, accuracy_radius: 20 }, subdivisions: [{ names: { en: 'Utrecht' } }] },
      { country: 'NL', region: 'Utrecht', city: 'Utrecht', latitude: 52.0931, longitude: 5.1182, accuracyKm: 20 }, 'city', 'MaxMind'],
    ['GeoIP2 Country', 'GeoIP2-Country', { country: { iso_code: 'GB' }, registered_country: { iso_code: 'US' } }, { country: 'GB' }, 'country', 'MaxMind'],
    ['GeoLite2 ASN', 'GeoLite2-ASN', { autonomous_system_number: 64_500, autonomous_system_organization: 'Example Net' }, { asn: 64_500, organization: 'Example Net' }, 'asn', 'MaxMind'],
    ['GeoIP2 Anonymous IP', 'GeoIP2-Anonymous-IP', { is_anonymous: true, is_anonymous_vpn: true, is_tor_exit_node: true, is_hosting_provider: false }, { flags: ['tor', 'vpn'] }, 'anonymous', 'MaxMind'],
    ['DB-IP City', 'DBIP-City-Lite', { city: { names: { en: 'Basel' } }, country: { iso_code: 'CH' }, location: { latitude: 47.56, longitude: 7.59 } },
      { country: 'CH', city: 'Basel', latitude: 47.56, longitude: 7.59 }, 'city', 'DB-IP'],
    ['DB-IP Location with ISP', 'DBIP-Location-ISP (compat=Enterprise)', { country: { iso_code: 'CH' }, location: { latitude: 47.5, longitude: 7.5 }, traits: { autonomous_system_number: 64_501, organization: 'Example ISP' } },
      { country: 'CH', latitude: 47.5, longitude: 7.5, asn: 64_501, organization: 'Example ISP' }, 'city', 'DB-IP'],
    ['ip-location-db city', 'city ipv4', { country_code: 'DE', state1: 'Bavaria', city: 'Fuerth', latitude: 49.4772, longitude: 10.9894, postcode: '' },
      { country: 'DE', region: 'Bavaria', city: 'Fuerth', latitude: 49.4772, longitude: 10.9894 }, 'city', 'ip-location-db'],
    ['ip-location-db country', 'country', { country_code: 'FR' }, { country: 'FR' }, 'country', 'ip-location-db'],
    ['IPinfo Lite', 'ipinfo bundle_location_lite.mmdb', { asn: 'AS64502', as_name: 'Example Cloud', as_domain: 'example.com', country: 'Japan', country_code: 'JP', continent_code: 'AS' },
      { asn: 64_502, organization: 'Example Cloud', country: 'JP' }, 'asn', 'IPinfo'],
    ['IPinfo city', 'ipinfo standard_location.mmdb', { city: 'Sapporo', region: 'Hokkaido', country: 'JP', lat: '43.06417', lng: '141.34694', postal_code: '060' },
      { country: 'JP', region: 'Hokkaido', city: 'Sapporo', latitude: 43.0642, longitude: 141.3469 }, 'city', 'IPinfo'],
    ['IPinfo privacy', 'ipinfo standard_privacy.mmdb', { vpn: 'true', proxy: 'false', tor: '', relay: 'false', hosting: 'true', service: '' }, { flags: ['vpn', 'hosting'] }, 'anonymous', 'IPinfo'],
  ])('%s', (_what, type, record, expected, role, vendor) => {
    for (const recordSize of [24, 28, 32] as const) {
      const lookup = openMmdb(fixture({ '198.51.100.0/24': record, '2001:db8:1::/48': record }, { type, recordSize }));
      const [table] = lookup.tables();
      expect(geoTable.strict().parse(table)).toMatchObject({ role, name: type, vendor, origin: 'imported', buildDate: '2026-05-28' });
      const { tables: _tables, ...answer } = lookup.lookup('198.51.100.77')!;
      // A table of flags or of nothing but place gives its own block only where it names the network or the country.
      expect(answer).toEqual({ ...empty, ...expected, prefix: 'flags' in expected ? null : '198.51.100.0/24' });
      expect(lookup.parts[0]!.lookup('2001:db8:1::5')?.prefix).toBe('2001:db8:1::/48');
      expect([lookup.lookup('203.0.113.1'), lookup.lookup('2001:db8:2::1'), lookup.lookup('x')]).toEqual([null, null, null]);
    }
  });

  test('a file of IPv4 says nothing about IPv6', () => {
    const lookup = openMmdb(fixture({ '32.0.0.0/8': { country_code: 'US' } }, { type: 'country', ipVersion: 4 }));
    expect(lookup.lookup('32.1.13.184')?.country).toBe('US');
    expect(lookup.lookup('2001:db8::1')).toBeNull();
  });

  test('a gzipped file is opened, and its hash is that of the file as given', () => {
    const bytes = mmdbBytes({ '198.51.100.0/24': { country_code: 'FR' } }, { type: 'country' });
    const [plain, packed] = [openMmdb(put(bytes)), openMmdb(put(gzipSync(bytes)))];
    expect(packed.lookup('198.51.100.1')?.country).toBe('FR');
    expect(packed.tables()[0]!.sha256).not.toBe(plain.tables()[0]!.sha256);
  });

  test('values that are none are left out', () => {
    const lookup = openMmdb(fixture({
      '198.51.100.0/24': { country_code: 'Francé', city: 'A\u001b[31m\u202eB', latitude: 91, longitude: 3 },
      '203.0.113.0/24': { country_code: '', city: '' },
    }, { type: 'city' }));
    expect(lookup.parts[0]!.lookup('198.51.100.1')).toEqual({ ...empty, city: 'A [31m B', prefix: '198.51.100.0/24' });
    expect(lookup.lookup('203.0.113.1')).toBeNull();
  });

  test('an inspection shows what it is before it is used', () => {
    const seen = inspectMmdb(fixture({ '8.8.8.0/24': { autonomous_system_number: 15_169, autonomous_system_organization: 'Google LLC' } }, { type: 'GeoLite2-ASN' }));
    expect(seen).toMatchObject({ databaseType: 'GeoLite2-ASN', description: 'made for a test', buildDate: '2026-05-28', ipVersion: 6, adapter: 'asn', table: { role: 'asn' } });
    expect(seen.preview.map(({ address, answer }) => [address, answer?.asn ?? null])).toEqual([['8.8.8.8', 15_169], ['1.1.1.1', null], ['73.1.1.1', null], ['5.9.0.1', null], ['2a01:4f8::1', null]]);
  });
});

describe('a file that is not what it says', () => {
  const good = mmdbBytes({ '198.51.100.0/24': { country_code: 'FR', city: 'Lyon' }, '203.0.113.0/24': { country_code: 'DE', city: 'Ulm' } }, { type: 'city' });
  const changed = (find: string, change: (bytes: Buffer, at: number) => void) => {
    const bytes = Buffer.from(good);
    change(bytes, bytes.lastIndexOf(find));
    return put(bytes);
  };

  test.each<[string, () => string, string]>([
    ['empty', () => put(Buffer.alloc(0)), 'geo/damaged'],
    ['text', () => put(Buffer.from('network,country\n')), 'geo/damaged'],
    ['cut at the end', () => put(good.subarray(0, good.length - 40)), 'geo/damaged'],
    ['cut at the front', () => put(good.subarray(300)), 'geo/damaged'],
    ['a torn gzip', () => put(gzipSync(good).subarray(0, 100)), 'geo/damaged'],
    ['the marker alone', () => put(Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1')), 'geo/damaged'],
    ['a tree that points outside', () => { const bytes = Buffer.from(good); bytes.fill(0xff, 0, 7); return put(bytes); }, 'geo/damaged'],
    ['another format version', () => fixture({ '198.51.100.0/24': { country_code: 'FR' } }, { type: 'x', major: 3 }), 'geo/unsupported'],
    ['an impossible build date', () => fixture({ '198.51.100.0/24': { country_code: 'FR' } }, { type: 'x', epoch: 4_294_967_295 }), 'geo/damaged'],
    ['another record size', () => changed('record_size', (bytes, at) => (bytes[at + 12] = 29)), 'geo/damaged'],
    ['more nodes than there is room for', () => changed('node_count', (bytes, at) => (bytes[at + 11] = 0xff)), 'geo/damaged'],
    ['fields that nobody knows', () => fixture({ '198.51.100.0/24': { colour: 'red' } }, { type: 'Colours' }), 'geo/unsupported'],
    ['records that are no maps', () => fixture({ '198.51.100.0/24': 'red' }, { type: 'Texts' }), 'geo/damaged'],
    ['no network at all', () => fixture({}, { type: 'Nothing' }), 'geo/damaged'],
    ['a folder', () => { const path = join(folder, 'folder.mmdb'); mkdirSync(path); return path; }, 'file/not-a-file'],
    ['not there', () => join(folder, 'none.mmdb'), 'file/not-found'],
  ])('%s', (_what, make, code) => {
    const path = make();
    expect(faultOf(() => openMmdb(path))).toBe(code);
  });

  test('larger than the limit, packed or not', () => {
    expect(faultOf(() => readMmdb(put(good), 100))).toBe('geo/unsupported');
    expect(faultOf(() => readMmdb(put(gzipSync(Buffer.concat([Buffer.alloc(1_000_000), good]))), 100_000))).toBe('geo/damaged');
  });

  test('hostile records leave their fields empty, are counted, and take no time', () => {
    // 15 maps, each of 16 pointers to the next: 16^15 values when followed.
    const bomb = Buffer.concat(Array.from({ length: 15 }, (_, level) => {
      const size = 1 + 16 * 4;
      const next = (level + 1) * size;
      return Buffer.concat([Buffer.from([0xe0 | 16]), ...Array.from({ length: 16 }, () => Buffer.from([0x41, 0x61, 0x20 | (next >> 8), next & 255]))]);
    }).concat(Buffer.from([0x41, 0x62])));
    const raw: Record<string, Uint8Array> = {
      '192.0.2.0/28': bomb,
      '192.0.2.16/28': Buffer.from([0xe1, 0x41, 0x61, 0x38, 0xff, 0xff, 0xff, 0xff, 0xff]),
      '192.0.2.32/28': Buffer.from([0xff, 0xff, 0xff, 0xff, 0x40]),
      '192.0.2.48/28': Buffer.from([0x1f, 0x04, 0xff, 0xff, 0xff]),
      '192.0.2.64/28': Buffer.from([0x00, 0x00]),
    };
    const sound = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`198.51.100.${i}/32`, { country_code: 'FR' }]));
    const started = performance.now();
    const lookup = openMmdb(fixture({ ...Object.fromEntries(Object.keys(raw).map((cidr) => [cidr, ''])), ...sound }, { type: 'country', raw }));
    for (const cidr of Object.keys(raw)) expect(lookup.lookup(cidr.split('/')[0]!)).toBeNull();
    expect(lookup.unreadable()).toBe(Object.keys(raw).length);
    expect(lookup.lookup('198.51.100.7')?.country).toBe('FR');
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  test('2,000 changed copies are refused or answer, and never crash', () => {
    const networks = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`198.51.100.${i * 4}/30`, { country: { iso_code: 'FR' }, city: { names: { en: `Town ${i}` } }, location: { latitude: i, longitude: -i } }]));
    const bytes = mmdbBytes(networks, { type: 'GeoLite2-City', ipVersion: 4 });
    const path = put(bytes);
    let state = 1;
    const random = (below: number) => (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0) % below;
    const seen = new Set<string>();
    for (let i = 0; i < 2_000; i += 1) {
      const copy = Buffer.from(bytes);
      for (let n = 0; n <= random(4); n += 1) copy[random(copy.length)] = random(256);
      writeFileSync(path, i % 10 === 0 ? copy.subarray(0, random(copy.length)) : copy);
      seen.add(faultOf(() => { const lookup = openMmdb(path); for (let a = 0; a < 160; a += 7) lookup.lookup(`198.51.100.${a}`); }));
    }
    expect([...seen].sort()).toEqual(['geo/damaged', 'geo/unsupported', 'none']);
  });
});
