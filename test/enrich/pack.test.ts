import { copyFileSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Reader, type Response } from 'mmdb-lib';
import { describe, expect, test } from 'vitest';
import { geoTable } from '../../src-main/contract/index.ts';
import { openPack } from '../../src-main/enrich/index.ts';
import { ipv4Text } from '../../src-main/enrich/ip-number.ts';

const root = join(import.meta.dirname, '..', '..');
const folder = join(root, 'resources', 'geo');
const sources = join(root, 'scripts', 'geo', 'node_modules', '@ip-location-db');
const hasPack = existsSync(join(folder, 'manifest.json'));
if (!hasPack) console.log('skipped: resources/geo holds no pack; npm run geo builds it');

describe.skipIf(!hasPack)('the embedded pack', () => {
  const pack = hasPack ? openPack(folder) : null!;

  test.each([
    ['8.8.8.8', 15169], ['1.1.1.1', 13335], ['9.9.9.9', 19281], ['208.67.222.222', 36692], ['3.80.0.0', 14618], ['52.94.76.1', 16509], ['18.130.0.1', 16509], ['54.254.0.1', 16509],
    ['20.190.151.7', 8075], ['40.126.1.1', 8075], ['52.96.0.1', 8075], ['34.64.0.1', 396982], ['35.198.0.1', 396982], ['5.9.0.1', 24940], ['51.38.0.1', 16276], ['54.36.0.1', 16276],
    ['159.65.1.1', 14061], ['45.32.0.1', 20473], ['139.162.0.1', 63949], ['161.97.64.1', 51167], ['73.1.1.1', 7922], ['172.58.1.1', 21928], ['108.48.0.1', 701], ['99.224.0.1', 812],
    ['89.187.160.1', 60068], ['193.138.218.1', 39351], ['185.159.157.1', 209103], ['185.220.101.1', 60729], ['212.58.244.1', 2818], ['79.192.0.1', 3320], ['77.88.8.8', 13238],
    ['105.112.0.1', 36873], ['197.210.0.1', 29465], ['49.36.0.1', 55836], ['177.32.0.1', 28573], ['196.25.1.1', 5713], ['94.200.0.1', 15802], ['98.97.0.1', 14593], ['1.128.0.1', 1221],
    ['194.36.108.1', 9009], ['2.56.188.1', 62240], ['2606:4700:4700::1111', 13335], ['2a01:4f8::1', 24940], ['2603:1036::1', 8075], ['2001:4860:4860::8888', 15169],
    ['2001:41d0::1', 16276], ['2600:1f18::1', 14618], ['2601:580::1', 7922],
  ])('%s is AS%i', (address, asn) => {
    expect(pack.lookup(address)?.asn).toBe(asn);
  });

  test('a whole answer, with the table that each field came from', () => {
    const [city, asn] = pack.tables().map((table) => table.sha256);
    expect(pack.lookup('5.9.0.1')).toEqual({
      asn: 24940, organization: 'Hetzner Online GmbH', country: 'DE', region: 'Bavaria', city: 'Falkenstein', latitude: 49.0976, longitude: 12.4869, accuracyKm: null, flags: [], prefix: '5.9.0.0/16',
      tables: { asn, organization: asn, country: city, region: city, city, latitude: city, longitude: city, prefix: asn },
    });
  });

  test('private and documentation addresses, edges and rubbish have no answer', () => {
    for (const address of ['10.0.0.1', '192.168.1.1', '100.64.0.1', '192.0.2.1', '127.0.0.1', '0.0.0.0', '255.255.255.255', '::', '::1', '2001:db8::1', 'fe80::1',
      'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', '', 'x', '8.8.8', '8.8.8.8:443', 'fe80::1%eth0']) expect(pack.lookup(address)).toBeNull();
  });

  test('its tables say who they are from, and the hashes are the expected ones', () => {
    const tables = pack.tables();
    expect(tables.map((table) => geoTable.strict().parse(table).role)).toEqual(['city', 'asn']);
    const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Record<string, string>;
    expect(tables.map((table) => table.sha256)).toEqual([expected['city.bin'], expected['asn.bin']]);
    for (const table of tables) expect(table.attribution).toContain('CC BY 4.0');
  });

  test('the block around an address has one answer to both ends', () => {
    for (const address of ['8.8.8.8', '73.1.1.1', '194.36.108.1', '2a01:4f8::1', '2601:580::1']) {
      const asn = pack.parts.find(({ table }) => table.role === 'asn')!;
      const { prefix, asn: number } = asn.lookup(address)!;
      expect(asn.lookup(prefix!.split('/')[0]!)).toMatchObject({ asn: number, prefix });
    }
  });
});

describe.skipIf(!hasPack)('a pack that is not what it says', () => {
  const copy = () => {
    const to = mkdtempSync(join(tmpdir(), 'geo-'));
    for (const file of ['asn.bin', 'manifest.json']) copyFileSync(join(folder, file), join(to, file));
    const manifest = JSON.parse(readFileSync(join(to, 'manifest.json'), 'utf8')) as { tables: { file: string }[] };
    writeFileSync(join(to, 'manifest.json'), JSON.stringify({ ...manifest, tables: manifest.tables.filter(({ file }) => file === 'asn.bin') }));
    return to;
  };

  test('one changed byte is found', () => {
    const to = copy();
    expect(openPack(to).lookup('8.8.8.8')?.asn).toBe(15169);
    const bytes = readFileSync(join(to, 'asn.bin'));
    bytes[1_000_000]! ^= 1;
    writeFileSync(join(to, 'asn.bin'), bytes);
    expect(() => openPack(to)).toThrow('geo/damaged');
  });

  test('a missing file, a missing manifest, a manifest that is not one', () => {
    const to = copy();
    writeFileSync(join(to, 'manifest.json'), readFileSync(join(to, 'manifest.json'), 'utf8').replace('asn.bin', 'gone.bin'));
    expect(() => openPack(to)).toThrow('geo/missing-pack');
    writeFileSync(join(to, 'manifest.json'), readFileSync(join(to, 'manifest.json'), 'utf8').replace('gone.bin', '../asn.bin'));
    expect(() => openPack(to)).toThrow('geo/damaged');
    writeFileSync(join(to, 'manifest.json'), '{"format":1}');
    expect(() => openPack(to)).toThrow('geo/damaged');
    writeFileSync(join(to, 'manifest.json'), 'x');
    expect(() => openPack(to)).toThrow('geo/damaged');
    expect(() => openPack(join(to, 'nowhere'))).toThrow('geo/missing-pack');
  });
});

/** A random number generator that starts the same every time. */
function randomWords(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state ^ (Math.imul(state >>> 16, 0x9e37_79b1) >>> 0)) >>> 0;
  };
}

const hasSources = hasPack && existsSync(join(sources, 'dbip-city-mmdb'));
if (!hasSources) console.log('skipped: scripts/geo/node_modules holds no source packages to compare the pack with');

describe.skipIf(!hasSources)('the pack and its sources', () => {
  const open = (version: 4 | 6) => new Reader<Response>(readFileSync(join(sources, 'dbip-city-mmdb', `dbip-city-ipv${version}.mmdb`)));
  const differences = (reader: Reader<Response>, addresses: readonly string[]) => {
    const city = openPack(folder).parts.find(({ table }) => table.role === 'city')!;
    return addresses.filter((address) => {
      const theirs = reader.get(address) as { country_code: string; state1: string; city: string; latitude: number; longitude: number } | null;
      const ours = city.lookup(address);
      if (theirs === null || ours === null) return theirs !== ours;
      const near = Math.abs(theirs.latitude - ours.latitude!) < 1e-4 && Math.abs(theirs.longitude - ours.longitude!) < 1e-4;
      return !near || theirs.country_code !== (ours.country ?? '') || theirs.state1 !== (ours.region ?? '') || theirs.city !== (ours.city ?? '');
    });
  };

  test('20,000 random IPv4 addresses have the same place in both', () => {
    const random = randomWords(7);
    expect(differences(open(4), Array.from({ length: 20_000 }, () => ipv4Text(random())))).toEqual([]);
  });

  test('20,000 random addresses in routed IPv6 networks have the same place in both, networks smaller than a /64 included', () => {
    const random = randomWords(11);
    const hex = () => (random() & 0xffff).toString(16);
    const starts = readFileSync(join(sources, 'asn', 'asn-ipv6.csv'), 'utf8').split('\n').slice(0, -1).map((row) => row.split(',', 1)[0]!);
    const near = (start: string) => `${start.split('::')[0]!.split(':').slice(0, 3).join(':')}:${hex()}::${hex()}`;
    const addresses = Array.from({ length: 10_000 }, () => starts[random() % starts.length]!).flatMap((start) => [near(start), /^(?:[0-9a-f]+:){1,5}:$/.test(start) ? `${start}${(random() % 64).toString(16)}` : start]);
    expect(differences(open(6), addresses)).toEqual([]);
  });

  test('the edges of every 50th ASN range answer with its ASN', () => {
    const asn = openPack(folder).parts.find(({ table }) => table.role === 'asn')!;
    for (const version of [4, 6]) {
      const rows = readFileSync(join(sources, 'asn', `asn-ipv${version}.csv`), 'utf8').split('\n').slice(0, -1).filter((_, i) => i % 50 === 0);
      const wrong = rows.filter((row) => {
        const [start, end, number] = row.split(',');
        return asn.lookup(start!)?.asn !== Number(number) || asn.lookup(end!)?.asn !== Number(number);
      });
      expect(wrong).toEqual([]);
    }
  });
});
