import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepSelfTest, lastSelfTest } from '../../src-main/pipeline/self-test-kept.ts';
import { selfTest } from '../../src-main/pipeline/self-test.ts';
import { discard, resources, scratch } from '../help/open-cases.ts';

let home: string;
beforeAll(() => {
  home = scratch('self-test');
});
afterAll(() => discard(home));
const folders = () => ({ config: join(home, 'config'), cache: join(home, 'cache'), cases: join(home, 'cases') });

test('everything works on this machine, and nothing is left behind', async () => {
  const result = await selfTest({ resources, ownTables: [], folders: folders(), version: '1.2.3' });
  expect(result.checks.filter((check) => !check.ok)).toEqual([]);
  expect(result).toMatchObject({ ok: true, version: '1.2.3' });
  expect(Object.values(folders()).flatMap((folder) => readdirSync(folder))).toEqual([]);
  keepSelfTest(folders().config, result);
  expect(lastSelfTest(folders().config)).toEqual(result);
});

test('what does not work fails alone, by name: a rule whose example fails, tables that are missing, a folder that cannot be written', async () => {
  const broken = join(home, 'broken');
  cpSync(join(resources, 'rules'), join(broken, 'rules'), { recursive: true });
  const file = join(broken, 'rules', 'aws.cloudtrail', 'key-in-two-places.corrected.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('measure: networks, greater: $networks', 'measure: networks, less: $networks'));
  writeFileSync(join(home, 'a-file'), '');
  const { ok, checks } = await selfTest({ resources: broken, ownTables: [], folders: { ...folders(), cases: join(home, 'a-file', 'cases') }, version: '' });
  expect([ok, checks.filter((check) => !check.ok).map((check) => check.name)]).toEqual([false, ['disk cases', 'rule aws-key-in-two-places/corrected', 'tables']]);
  expect(checks.find((check) => check.name === 'tables')?.detail).toContain('geo/missing-pack');
});

test('a table that was changed by one byte is told', async () => {
  const changed = join(home, 'changed');
  cpSync(join(resources, 'rules'), join(changed, 'rules'), { recursive: true });
  cpSync(join(resources, 'geo'), join(changed, 'geo'), { recursive: true });
  const bytes = readFileSync(join(changed, 'geo', 'asn.bin'));
  bytes[bytes.length - 1]! ^= 1;
  writeFileSync(join(changed, 'geo', 'asn.bin'), bytes);
  const { checks } = await selfTest({ resources: changed, ownTables: [], folders: folders(), version: '' });
  expect(checks.filter((check) => !check.ok)).toEqual([{ name: 'tables', ok: false, checked: 0, detail: expect.stringContaining('geo/damaged') as string }]);
});

test('without a self-test there is none to print; one that cannot be read is none', () => {
  const empty = join(home, 'empty');
  expect(lastSelfTest(empty)).toBeNull();
  mkdirSync(empty);
  writeFileSync(join(empty, 'self-test.json'), '{"ok":');
  expect(lastSelfTest(empty)).toBeNull();
});
