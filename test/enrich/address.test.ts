import { describe, expect, test } from 'vitest';
import { cleanAddress } from '../../src-main/enrich/address.ts';

const cases: readonly (readonly [text: string, clean: string, type: string, version: 4 | 6 | null, port?: number])[] = [
  ['8.8.8.8', '8.8.8.8', 'public', 4],
  ['8.8.8.8 ', '8.8.8.8', 'public', 4],
  ['\t8.8.8.8\r\n', '8.8.8.8', 'public', 4],
  ['"8.8.8.8"', '8.8.8.8', 'public', 4],
  ['10.11.12.13:12345', '10.11.12.13', 'private', 4, 12345],
  ['[10.11.12.13]:12345', '10.11.12.13', 'private', 4, 12345],
  ['[10.11.12.13]', '10.11.12.13', 'private', 4],
  ['8.8.8.8:99999', '8.8.8.8', 'public', 4],
  ['8.8.8.8-51234', '8.8.8.8', 'public', 4, 51234],
  ['[8.8.8.8]-51234', '8.8.8.8', 'public', 4, 51234],
  ['[2a02:cf40::1]-443', '2a02:cf40::1', 'public', 6, 443],
  ['localhost', 'localhost', 'internal', null],
  ['localhost:12345', 'localhost', 'internal', null, 12345],
  ['[localhost]:12345', 'localhost', 'internal', null, 12345],
  ['[cool.client.local]:12345', 'cool.client.local', 'internal', null, 12345],
  ['cool.client.local:12345', 'cool.client.local', 'internal', null, 12345],
  ['["8.8.8.8","10.0.0.1"]', '10.0.0.1', 'private', 4],
  ['["8.8.8.8"]', '8.8.8.8', 'public', 4],
  ['8.8.8.8:0', '8.8.8.8', 'public', 4],
  ['[2a02:cf40::1]:443', '2a02:cf40::1', 'public', 6, 443],
  ['2A02:CF40:0:0:0:0:0:1', '2a02:cf40::1', 'public', 6],
  ['2a02:cf40:0000:0000:1319:8a2e:0370:7334', '2a02:cf40::1319:8a2e:370:7334', 'public', 6],
  ['::ffff:8.8.8.8', '8.8.8.8', 'public', 4],
  ['::FFFF:0808:0808', '8.8.8.8', 'public', 4],
  ['[::ffff:10.11.12.13]:12345', '10.11.12.13', 'private', 4, 12345],
  ['fe80::1%eth0', 'fe80::1', 'special', 6],
  ['[fe80::1%25eth0]:80', 'fe80::1', 'special', 6, 80],
  ['253.252.51.07', '253.252.51.7', 'special', 4],
  ['035.249.253.232', '35.249.253.232', 'public', 4],
  ['12.000.22.33', '12.0.22.33', 'public', 4],
  ['010.1.1.1', '10.1.1.1', 'private', 4],
  ['1.1.1.1,2.2.2.2', '2.2.2.2', 'public', 4],
  ['1.1.1.1, 2.2.2.2:443', '2.2.2.2', 'public', 4, 443],
  ['1.1.1.1, unknown', '1.1.1.1', 'public', 4],
  ['unknown, AWS Internal', 'AWS Internal', 'internal', null],
  ['unknown, -', 'unknown, -', 'invalid', null],
  ['10.0.0.1', '10.0.0.1', 'private', 4],
  ['172.16.0.1', '172.16.0.1', 'private', 4],
  ['172.32.0.1', '172.32.0.1', 'public', 4],
  ['192.168.1.1', '192.168.1.1', 'private', 4],
  ['fd00::1', 'fd00::1', 'private', 6],
  ['127.0.0.1', '127.0.0.1', 'special', 4],
  ['0.0.0.0', '0.0.0.0', 'special', 4],
  ['100.64.0.1', '100.64.0.1', 'special', 4],
  ['169.254.169.254', '169.254.169.254', 'special', 4],
  ['192.0.2.1', '192.0.2.1', 'special', 4],
  ['198.51.100.7', '198.51.100.7', 'special', 4],
  ['203.0.113.9', '203.0.113.9', 'special', 4],
  ['224.0.0.1', '224.0.0.1', 'special', 4],
  ['255.255.255.255', '255.255.255.255', 'special', 4],
  ['::1', '::1', 'special', 6],
  ['::', '::', 'special', 6],
  ['2001:db8::1', '2001:db8::1', 'special', 6],
  ['2002:808:808::1', '2002:808:808::1', 'special', 6],
  ['::808:808', '::808:808', 'special', 6],
  ['4000::1', '4000::1', 'special', 6],
  ['64:ff9b::808:808', '64:ff9b::808:808', 'special', 6],
  ['AWS Internal', 'AWS Internal', 'internal', null],
  ['aws.internal', 'aws.internal', 'internal', null],
  ['ip-10-0-0-1.ec2.internal', 'ip-10-0-0-1.ec2.internal', 'internal', null],
  ['gce-internal-ip', 'gce-internal-ip', 'internal', null],
  ['private', 'private', 'internal', null],
  ['cloudformation.amazonaws.com', 'cloudformation.amazonaws.com', 'service', null],
  ['example.com', 'example.com', 'service', null],
  ['example.com:443', 'example.com', 'service', null, 443],
  ['redacted', 'redacted', 'invalid', null],
  ['<null>', '<null>', 'invalid', null],
  ['null', 'null', 'invalid', null],
  ['-', '-', 'invalid', null],
  ['', '', 'invalid', null],
  ['   ', '', 'invalid', null],
  ['...', '...', 'invalid', null],
  ['1', '1', 'invalid', null],
  ['16843009', '16843009', 'invalid', null],
  ['0x7f000001', '0x7f000001', 'invalid', null],
  ['1.2.3', '1.2.3', 'invalid', null],
  ['256.1.1.1', '256.1.1.1', 'invalid', null],
  ['10.9000.0.1', '10.9000.0.1', 'invalid', null],
  ['1.2.3.4.5', '1.2.3.4.5', 'invalid', null],
  ['NOTANIPV4 (10.9000.0.1)', 'NOTANIPV4 (10.9000.0.1)', 'invalid', null],
  ['2001:db8:::1', '2001:db8:::1', 'invalid', null],
  ['5b3c8e4e-0b1a-4c83-9d2a-3f5a0a6a2d11', '5b3c8e4e-0b1a-4c83-9d2a-3f5a0a6a2d11', 'invalid', null],
  ['{"ip":"8.8.8.8"}', '{"ip":"8.8.8.8"}', 'invalid', null],
];

describe('trap 13: an address as a log writes it: services, AWS Internal, ports, brackets, IPv4 in IPv6', () => {
  test.each(cases.map((row) => ({ row })))('$row.0', ({ row: [text, clean, type, version, port] }) => {
    expect(cleanAddress(text)).toEqual({ address: { text: clean, type, version }, port: port ?? null });
  });

  test('cleaning what was cleaned changes nothing', () => {
    for (const [text] of cases) {
      const { address } = cleanAddress(text);
      expect(cleanAddress(address.text).address).toEqual(address);
    }
  });

  test('long rubbish is read in no time', () => {
    const started = performance.now();
    for (const text of ['1.'.repeat(500_000), ':'.repeat(1_000_000), 'a.'.repeat(500_000), '['.repeat(1_000_000), '1,'.repeat(200_000)]) {
      expect(cleanAddress(text).address.type).toBe('invalid');
    }
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
