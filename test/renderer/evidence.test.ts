import { describe, expect, test } from 'vitest';
import type { EvidenceCard, MemberCard } from '../../src-main/contract/index.ts';
import { emptyByteLedger, emptyLedger } from '../../src-main/contract/index.ts';
import { baseName, folderOf, lineAt, lineCount, lineOf, pathsIn, shortName, unfoldedOf } from '../../src-renderer/src/shape/evidence.ts';

const member = (id: number, dataset: string | null): MemberCard => ({
  id, path: `m${id}`, bytes: 1, sha256: null, dataset, shape: null, confidence: null, reason: null, mapper: null, first: null, last: null, ledger: emptyLedger, byteLedger: emptyByteLedger, fault: null,
  byOverride: false, zoneAssumed: 0, zoneUnsure: 0,
});
const card = (id: number, members: MemberCard[]): EvidenceCard => ({
  id, exhibit: `E-${id}`, name: 'x', path: '/x', bytes: 1, sha256: null, modified: null, state: 'done', imported: '', importedBy: '', hashCheck: 'not-supplied',
  acquisition: { exhibit: '', acquiredBy: '', acquiredAt: '', tenant: '', tool: '', toolVersion: '', query: '', rangeAsked: '', rangeDelivered: '', medium: '', expectedSha256: '', notes: '' },
  intake: { scope: null, zone: null, dataset: null, offsets: [] }, ledger: emptyLedger, byteLedger: emptyByteLedger, datasets: [], members, moreMembers: 0, fault: null,
});

describe('members stand below the exhibits that are unfolded', () => {
  const here = [{ at: 0, row: card(1, [member(10, 'a'), member(11, 'b')]) }, { at: 1, row: card(2, [member(20, 'a')]) }, { at: 90_000, row: { ...card(90_001, [member(30, 'a')]), moreMembers: 400 } }];
  const unfolded = unfoldedOf(here, new Set([1, 90_001]));
  const text = (index: number): string => { const line = lineAt(index, unfolded); return line.kind === 'member' ? `m${line.at}.${line.member}` : `${line.kind === 'more' ? '+' : 'e'}${line.at}`; };

  test('line by line, wherever in the list', () => {
    expect([0, 1, 2, 3, 4].map(text)).toEqual(['e0', 'm0.0', 'm0.1', 'e1', 'e2']);
    expect([90_001, 90_002, 90_003, 90_004, 90_005].map(text)).toEqual(['e89999', 'e90000', 'm90000.0', '+90000', 'e90001']);
    expect(lineCount(182_797, unfolded)).toBe(182_797 + 4);
  });

  test('and every exhibit is found again on its line', () => {
    for (const at of [0, 1, 2, 89_999, 90_000, 90_001, 182_796]) expect(lineAt(lineOf(at, unfolded), unfolded)).toEqual({ kind: 'evidence', at });
  });
});

test('paths are read one a line, as file managers copy them', () => {
  expect(pathsIn(' /a b/c.json \r\n"/d e.gz"\n\n\'C:\\logs\'\n/it\'s.json')).toEqual(['/a b/c.json', '/d e.gz', 'C:\\logs', "/it's.json"]);
});

test('a long name is cut in its middle, to the length that was asked for', () => {
  expect(shortName('111122223333_CloudTrail_eu-west-1_20260420T2240Z.json.gz', 30)).toBe('1111222233…60420T2240Z.json.gz');
  expect([...shortName('x'.repeat(99), 30)].length).toBe(30);
  expect(shortName('short.json', 30)).toBe('short.json');
});

test('what is before the name is its folder', () => {
  expect([folderOf('/a/b.json'), folderOf('C:\\x\\y'), folderOf('a/b/'), folderOf('z')]).toEqual(['/a', 'C:\\x', 'a', '']);
});

test('the name is the last part of a path of any system', () => {
  expect([baseName('/a/b.json'), baseName('C:\\x\\y'), baseName('/a/b/'), baseName('z')]).toEqual(['b.json', 'y', 'b', 'z']);
});
