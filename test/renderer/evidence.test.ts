import { expect, test } from 'vitest';
import type { EvidenceCard, MemberCard } from '../../src-main/contract/index.ts';
import { emptyByteLedger, emptyLedger } from '../../src-main/contract/index.ts';
import { baseName, datasetsOf, evidenceLines, folderOf, pathsIn, shortName } from '../../src-renderer/src/shape/evidence.ts';

const member = (id: number, dataset: string | null): MemberCard => ({
  id, path: `m${id}`, bytes: 1, sha256: null, dataset, shape: null, confidence: null, reason: null, mapper: null, first: null, last: null, ledger: emptyLedger, byteLedger: emptyByteLedger, fault: null,
});
const card = (id: number, members: MemberCard[]): EvidenceCard => ({
  id, exhibit: `E-${id}`, name: 'x', path: '/x', bytes: 1, sha256: null, modified: null, state: 'done', imported: '', importedBy: '', hashCheck: 'not-supplied',
  acquisition: { exhibit: '', acquiredBy: '', acquiredAt: '', tenant: '', tool: '', toolVersion: '', query: '', rangeAsked: '', rangeDelivered: '', medium: '', expectedSha256: '', notes: '' },
  ledger: emptyLedger, byteLedger: emptyByteLedger, members, fault: null,
});

test('members are listed below the exhibits that are unfolded', () => {
  const cards = [card(1, [member(10, 'a'), member(11, 'b')]), card(2, [member(20, 'a')])];
  expect(evidenceLines(cards, new Set([1])).map((line) => line.key)).toEqual(['e1', 'm10', 'm11', 'e2']);
});

test('an exhibit names each of its sources once', () => {
  expect(datasetsOf(card(1, [member(1, 'a'), member(2, null), member(3, 'b'), member(4, 'a')]))).toEqual(['a', 'b']);
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
