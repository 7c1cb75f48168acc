import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Fault } from '../../src-main/contract/index.ts';
import { egressOf, readAsnClasses, soundsLikeHosting } from '../../src-main/enrich/index.ts';
import { readContainer } from '../../src-main/enrich/pack/container.ts';
import { textAt, textsOf } from '../../src-main/enrich/pack/texts.ts';

const root = join(import.meta.dirname, '..', '..');
const classes = readAsnClasses(join(root, 'resources', 'tables', 'asn-classes.tsv'));
const packFile = join(root, 'resources', 'geo', 'asn.bin');

describe('the table of known networks', () => {
  test.skipIf(!existsSync(packFile))('every ASN is in the pack and its organisation carries the expected word', () => {
    const container = readContainer('asn.bin', readFileSync(packFile));
    const texts = textsOf(container);
    const organizations = container.u32('organization');
    const nameOf = new Map([...container.u32('number')].map((asn, i) => [asn, textAt(texts, organizations[i]!) ?? '']));
    const wrong = [...classes.entries.values()].filter(({ asn, word }) => {
      const at = ` ${(nameOf.get(asn) ?? '').toLowerCase().replace(/[^a-z0-9&-]+/g, ' ')} `;
      return !at.includes(` ${word} `) && !at.replaceAll('-', ' ').includes(` ${word.replaceAll('-', ' ')} `);
    });
    expect(wrong.map(({ asn, word }) => `${asn} ${word}: ${nameOf.get(asn)}`)).toEqual([]);
    expect(classes.entries.size).toBeGreaterThan(250);
  });

  test('it names its version, and a hash that a case can keep', () => {
    expect(classes.version).toMatch(/^\d{4}\.\d{2}$/);
    expect(classes.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test('a broken line is refused by its number', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'asn-')), 'asn-classes.tsv');
    for (const [text, line] of [['# version: 1\n1\tbroadband\tw\tn\ts\n', 2], ['# version: 1\n\n1\tvpn\tw\tn\ts\n1\tvpn\tw\tn\ts\n', 4]] as const) {
      writeFileSync(path, text);
      const fault = (() => { try { return readAsnClasses(path); } catch (error) { return error; } })();
      expect(fault).toBeInstanceOf(Fault);
      expect((fault as Fault).params['reason']).toContain(`line ${line} `);
    }
    expect(() => readAsnClasses(join(path, 'none'))).toThrow('geo/missing-pack');
  });
});

describe('the egress class', () => {
  const none = { flags: [] } as const;
  test.each([
    [{ type: 'public', asn: 7922, organization: 'Comcast Cable Communications, LLC', ...none }, 'residential', 'asn:7922 access'],
    [{ type: 'public', asn: 62240, organization: 'Clouvider Limited', ...none }, 'hosting', 'asn:62240 hosting'],
    [{ type: 'public', asn: 9009, organization: 'M247 Europe SRL', ...none }, 'hosting', 'asn:9009 hosting'],
    [{ type: 'public', asn: 16509, organization: 'Amazon.com, Inc.', ...none }, 'cloud', 'asn:16509 cloud'],
    [{ type: 'public', asn: 39351, organization: '31173 Services AB', ...none }, 'vpn', 'asn:39351 vpn'],
    [{ type: 'public', asn: 60729, organization: 'Stiftung Erneuerbare Freiheit', ...none }, 'tor', 'asn:60729 tor'],
    [{ type: 'public', asn: 13335, organization: 'Cloudflare, Inc.', ...none }, 'relay', 'asn:13335 relay'],
    [{ type: 'public', asn: 53813, organization: 'ZSCALER, INC.', ...none }, 'relay', 'asn:53813 corporate'],
    [{ type: 'public', asn: 21928, organization: 'T-Mobile USA, Inc.', ...none }, 'mobile', 'asn:21928 mobile'],
    [{ type: 'public', asn: 14593, organization: 'Space Exploration Technologies Corporation', ...none }, 'mobile', 'asn:14593 satellite'],
    [{ type: 'public', asn: 4_200_000_001, organization: 'Example Hosting Ltd', ...none }, 'hosting', 'name:hosting'],
    [{ type: 'public', asn: 4_200_000_002, organization: 'Example Fibre Cooperative', ...none }, 'unknown', 'none'],
    [{ type: 'public', asn: null, organization: null, ...none }, 'unknown', 'none'],
    [{ type: 'public', asn: 7922, organization: 'Comcast', flags: ['hosting', 'tor'] }, 'tor', 'table:tor'],
    [{ type: 'public', asn: 7922, organization: 'Comcast', flags: ['residential-proxy'] }, 'vpn', 'table:residential-proxy'],
    [{ type: 'private', asn: null, organization: null, ...none }, 'internal', 'type:private'],
    [{ type: 'internal', asn: null, organization: null, ...none }, 'internal', 'type:internal'],
    [{ type: 'service', asn: null, organization: null, ...none }, 'internal', 'type:service'],
    [{ type: 'special', asn: null, organization: null, ...none }, 'unknown', 'type:special'],
    [{ type: 'invalid', asn: null, organization: null, ...none }, 'unknown', 'type:invalid'],
  ] as const)('%j is %s', (question, egress, rule) => {
    expect(egressOf(question, classes)).toEqual({ egress, rule });
  });

  test('names are guessed by whole words only', () => {
    expect(['Web Hosting Ltd', 'Fast Servers', 'KVM VPS Inc', 'Cloud9 Data Centers'].map(soundsLikeHosting)).toEqual([true, true, true, true]);
    expect(['Ghostery', 'Hostel Chain AB', 'Observers of Clouds Society'].map(soundsLikeHosting)).toEqual([false, false, false]);
  });
});
