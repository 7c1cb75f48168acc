import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeCase } from '../../src-main/case/index.ts';
import type { DigestCheck } from '../../src-main/contract/index.ts';
import { digestsOfCase } from '../../src-main/pipeline/digests/of-case.ts';
import { discard, importHere, newCase, scratch } from '../help/open-cases.ts';
import { fingerprint, keyList, sha256, stamp, time, trail } from '../help/trail-digests.ts';
import { deliveryOf, trailRecord } from '../help/trail-records.ts';

const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });

let folder: string;
let cases = 0;
beforeAll(() => {
  folder = scratch('digests');
});
afterAll(() => discard(folder));

/** What the digests say of a folder with these files, each packed as it lies in a bucket. */
async function check(files: ReadonlyMap<string, string>, keys: string | null = keyList()): Promise<DigestCheck> {
  const name = `case-${++cases}`;
  const inner = join(folder, name);
  mkdirSync(inner);
  for (const [file, text] of files) writeFileSync(join(inner, `${file}.gz`), gzipSync(text));
  if (keys !== null) writeFileSync(join(inner, 'public-keys.json'), keys);
  const file = newCase(folder, `${name}.bilocate`);
  try {
    await importHere(file, [inner]);
    return digestsOfCase(file);
  } finally {
    closeCase(file);
  }
}
const digestOf = (files: ReadonlyMap<string, string>, hour: number) => [...files.keys()].find((name) => name.includes('CloudTrail-Digest') && name.includes(stamp(hour)))!;
const logOf = (files: ReadonlyMap<string, string>, hour: number) => [...files.keys()].find((name) => name.endsWith(`_ab${hour}.json`))!;
const without = (files: ReadonlyMap<string, string>, ...names: string[]) => new Map([...files].filter(([name]) => !names.includes(name)));
const changed = (files: ReadonlyMap<string, string>, name: string, from: string, to: string) => new Map([...files].map(([one, text]) => [one, one === name ? text.replace(from, to) : text]));
const signatures = (result: DigestCheck) => result.digests.map((one) => one.signature);
const states = (result: DigestCheck) => result.logs.map((one) => one.state);

describe('a whole chain', () => {
  const files = trail(4);
  test('every log is signed, but for those of the last digest: its signature would be in the next', async () => {
    const result = await check(files);
    expect(signatures(result)).toEqual(['valid', 'valid', 'valid', 'no-signature']);
    expect(result.digests.map((one) => one.previous)).toEqual(['start', 'linked', 'linked', 'linked']);
    expect(result.counts).toEqual({ signed: 3, hashed: 1, changed: 0, missing: 0, uncovered: 0 });
    expect([result.gaps, result.keys, result.badKeys, result.unreadable]).toEqual([[], 1, 0, []]);
    expect(result.logs[0]).toMatchObject({ state: 'signed', file: `${logOf(files, 1)}.gz`, object: expect.stringContaining('trails/AWSLogs/') as string, sha256: sha256(files.get(logOf(files, 1))!) });
  });
  test('without keys they are hashed', async () => {
    const result = await check(files, null);
    expect(signatures(result)).toEqual(['no-key', 'no-key', 'no-key', 'no-signature']);
    expect(result.counts.hashed).toBe(4);
  });
  test('with a key that is not the one that signed, nothing holds', async () => {
    const result = await check(files, keyList(stranger.publicKey));
    expect(signatures(result)).toEqual(['invalid', 'invalid', 'invalid', 'no-signature']);
    expect(result.counts.signed).toBe(0);
  });
  test('a key list with an entry that is no key', async () => {
    const result = await check(files, JSON.stringify({ PublicKeyList: [{ Value: 'bm9uZQ==', Fingerprint: 'ff' }, ...(JSON.parse(keyList()) as { PublicKeyList: unknown[] }).PublicKeyList] }));
    expect([result.keys, result.badKeys, result.counts.signed]).toEqual([1, 1, 3]);
  });
});

describe('what was done to the files', () => {
  const files = trail(4);
  test('a log with one letter changed', async () => {
    const result = await check(changed(files, logOf(files, 2), 'worker', 'walker'));
    expect(result.logs.map((one) => [one.state, one.expected === one.sha256])).toEqual([['signed', true], ['changed', false], ['signed', true], ['hashed', true]]);
  });
  test('a log that was taken away, and one that no digest names', async () => {
    const more = new Map([...without(files, logOf(files, 3)), ['777788889999_CloudTrail_eu-west-1_20260202T0300Z_forged.json', deliveryOf([trailRecord(9)])]]);
    const result = await check(more);
    expect(states(result)).toEqual(['signed', 'signed', 'missing', 'hashed', 'uncovered']);
    expect(result.logs.at(-1)).toMatchObject({ file: expect.stringContaining('forged') as string, object: null });
  });
  test('a log under another name is known by its hash', async () => {
    const text = files.get(logOf(files, 2))!;
    expect((await check(new Map([...without(files, logOf(files, 2)), ['renamed.json', text]]))).counts).toMatchObject({ signed: 3, missing: 0, uncovered: 0 });
  });
  test('a digest that was taken away: a gap, and its logs are uncovered', async () => {
    const result = await check(without(files, digestOf(files, 2)));
    expect(result.gaps).toEqual([{ chain: '777788889999_CloudTrail-Digest_eu-west-1_main_eu-west-1', from: time(1), to: time(2), object: expect.stringContaining(digestOf(files, 2)) as string }]);
    expect(result.digests.map((one) => [one.signature, one.previous])).toEqual([['no-signature', 'start'], ['valid', 'absent'], ['no-signature', 'linked']]);
    expect(states(result)).toEqual(['hashed', 'signed', 'hashed', 'uncovered']);
  });
  test('a digest that was rewritten to fit a changed log', async () => {
    const log = files.get(logOf(files, 2))!;
    const forged = changed(changed(files, logOf(files, 2), 'worker', 'walker'), digestOf(files, 2), sha256(log), sha256(log.replace('worker', 'walker')));
    const result = await check(forged);
    expect(signatures(result)).toEqual(['valid', 'invalid', 'valid', 'no-signature']);
    expect(result.digests.map((one) => one.previous)).toEqual(['start', 'linked', 'changed', 'linked']);
    expect(states(result)).toEqual(['signed', 'hashed', 'signed', 'hashed']);
  });
  test('digests that were put into one file are no files of CloudTrail any more', async () => {
    const both = [1, 2].map((hour) => files.get(digestOf(files, hour))!).join('\n');
    const result = await check(new Map([...without(files, digestOf(files, 1), digestOf(files, 2)), ['digests.jsonl', both]]));
    expect(signatures(result)).toEqual(['not-the-file', 'not-the-file', 'valid', 'no-signature']);
  });
  test('a digest that lacks its name is listed', async () => {
    expect((await check(new Map([['d.json', '{"awsAccountId":"1","digestStartTime":"x"}']]))).unreadable).toEqual([{ exhibit: 'E1', file: 'd.json.gz' }]);
  });
});

test('a key that is missing for an old digest: a valid one behind it vouches for it', async () => {
  const result = await check(trail(4, (hour) => (hour <= 2 ? 'an older key' : fingerprint)));
  expect(signatures(result)).toEqual(['vouched', 'vouched', 'valid', 'no-signature']);
  expect(states(result)).toEqual(['signed', 'signed', 'signed', 'hashed']);
});

test('a case without digests has nothing to say', async () => {
  const result = await check(new Map([['a.json', deliveryOf([trailRecord(1)])]]), null);
  expect([result.digests, result.logs, result.gaps]).toEqual([[], [], []]);
});
