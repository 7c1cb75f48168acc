import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cli, type CliRun } from '../help/cli.ts';
import { documented, pathsIn } from '../help/json-page.ts';
import { discard, scratch } from '../help/open-cases.ts';

let home: string;
const at = (...parts: string[]) => join(home, ...parts);
const run = (...args: string[]) => cli(args, home);
const jsonOf = (of: CliRun): unknown => JSON.parse(of.stdout) as unknown;

beforeAll(() => {
  home = scratch('sources-cli');
  const rows = Array.from({ length: 150 }, (_, i) => `${1 + (i % 28)}.05.2026 08:00:0${i % 10};User${i % 3}@example.com;198.51.100.${i};${i % 5 === 0 ? 'denied' : 'ok'};s-${i}`);
  writeFileSync(at('vpn.csv'), `Connected At;Login;Public IP;Result;Session Ref\n${rows.join('\n')}\n`);
});
afterAll(() => discard(home));

describe('a CSV that nobody knows, end to end', () => {
  test('a mapping is begun from it, beside the case', async () => {
    const made = await run('sources', 'new', 'acme.vpn', '--from', at('vpn.csv'), '--case', at('a.bilocate'));
    expect(made, made.stderr).toMatchObject({ code: 0, stdout: `${at('a.sources', 'acme.vpn.yaml')}\n` });
    const checked = await run('sources', 'check', at('a.sources', 'acme.vpn.yaml'));
    expect(checked).toMatchObject({ code: 0, stdout: 'No problems.\n' });
    const again = await run('sources', 'new', 'acme.vpn', '--case', at('a.bilocate'));
    expect([again.code, again.stderr.includes('file/exists')]).toEqual([1, true]);
  });
  test('it is tried on the first 100 records', async () => {
    const of = await run('sources', 'preview', at('vpn.csv'), '--mapping', at('a.sources', 'acme.vpn.yaml'));
    expect(of, of.stderr).toMatchObject({ code: 0 });
    expect(of.stdout).toMatch(/^100 records \(csv\): 100 events, 2026-05-01T08:00:00Z to /);
    expect(of.stdout).toMatch(/^user\.name +100 % +user0@example\.com \| user1@example\.com/m);
    const told = await run('sources', 'preview', at('vpn.csv'), '--mapping', at('a.sources', 'acme.vpn.yaml'), '--json');
    const page = documented('sources preview FILE');
    expect([...pathsIn(jsonOf(told))].filter((path) => !page.has(path))).toEqual([]);
    const none = await run('sources', 'preview', at('vpn.csv'), '--mapping', 'duo.auth');
    expect([none.code, none.stdout.includes('not its records 100: not so: access_device')]).toEqual([1, true]);
  });
  test('the forecast names it, the import takes it, and the case agrees with itself', async () => {
    const forecast = jsonOf(await run('import', '--forecast', at('a.bilocate'), at('vpn.csv'), '--json')) as { files: { mapping: unknown; events: number }[] };
    expect(forecast.files[0]).toMatchObject({ dataset: 'custom', mapping: { id: 'acme.vpn', version: 1 }, events: 150, unknown: 0 });
    const imported = jsonOf(await run('import', at('a.bilocate'), at('vpn.csv'), '--json')) as { totals: unknown };
    expect(imported.totals).toMatchObject({ records: 150, events: 150, skips: 0 });
    expect((await run('verify', at('a.bilocate'))).stdout).toContain('agrees with itself');
    const hunt = await run('hunt', at('vpn.csv'), '--mapping', at('a.sources', 'acme.vpn.yaml'), '--as', 'vpn.csv=acme.vpn');
    expect(hunt, hunt.stderr).toMatchObject({ code: 0 });
    expect(hunt.stderr).toContain('150');
  });
  test('without it the import is a fault that says so; a mapping with a fault is told and not used', async () => {
    const bare = await run('import', at('b.bilocate'), at('vpn.csv'), '--json');
    expect([bare.code, (jsonOf(bare) as { totals: unknown }).totals]).toMatchObject([1, { events: 0, skips: 150 }]);
    mkdirSync(at('c.sources'));
    writeFileSync(at('c.sources', 'broken.yaml'), readFileSync(at('a.sources', 'acme.vpn.yaml'), 'utf8').replace('source.ip', 'source.ipp'));
    symlinkSync(at('a.sources', 'acme.vpn.yaml'), at('c.sources', 'linked.yaml'));
    const faulty = await run('import', at('c.bilocate'), at('vpn.csv'));
    expect(faulty.code).toBe(1);
    expect(faulty.stderr).toMatch(/broken\.yaml:\d+: There is no field "source\.ipp"\. Did you mean "source\.ip"\?.*This mapping is not used\./);
    const named = await run('import', at('d.bilocate'), at('vpn.csv'), '--mapping', at('c.sources', 'broken.yaml'));
    expect([named.code, named.stderr.includes('mapping/invalid'), existsSync(at('d.bilocate'))]).toMatchObject([1, true, expect.any(Boolean)]);
    const unknown = await run('import', at('e.bilocate'), at('vpn.csv'), '--as', 'vpn.csv=nobody');
    expect([unknown.code, unknown.stderr.includes('import/bad-option')]).toEqual([1, true]);
  });
});

describe('sources', () => {
  test('are listed, with those beside a case', async () => {
    const list = jsonOf(await run('sources', 'list', '--case', at('a.bilocate'), '--json')) as { id: string; written: string; problems: number }[];
    expect(list.find(({ id }) => id === 'aws.cloudtrail')).toMatchObject({ written: 'code' });
    expect(list.find(({ id }) => id === 'duo.auth')).toMatchObject({ written: 'mapping' });
    expect(list.at(-1)).toMatchObject({ id: 'acme.vpn', written: 'own mapping', problems: 0 });
    const page = documented('sources list --json');
    expect([...pathsIn(list)].filter((path) => !page.has(path))).toEqual([]);
  });
  test('are shown as a table, and as YAML that passes its check where they are written as one', async () => {
    const table = await run('sources', 'show', 'okta.system');
    expect(table.stdout).toContain('| `event.outcome` | `outcome.result` |');
    const yaml = await run('sources', 'show', 'duo.auth', '--yaml');
    writeFileSync(at('duo.yaml'), yaml.stdout);
    expect(await run('sources', 'check', at('duo.yaml'))).toMatchObject({ code: 0 });
    expect((await run('sources', 'show', 'acme.vpn', '--case', at('a.bilocate'))).stdout).toBe(readFileSync(at('a.sources', 'acme.vpn.yaml'), 'utf8'));
    for (const args of [['okta.system', '--yaml'], ['nothing']]) expect(await run('sources', 'show', ...args)).toMatchObject({ code: 1 });
  });
  test('problems have a line and a column', async () => {
    writeFileSync(at('bad.yaml'), 'format: 1\nid: x\n');
    const of = await run('sources', 'check', at('bad.yaml'));
    expect([of.code, /bad\.yaml:1:1 {2}"title" is missing\./.test(of.stdout)]).toEqual([1, true]);
    const like = await run('sources', 'new', 'own.github', '--like', 'github.audit');
    expect(like.stdout).toContain('id: own.github');
    expect(await run('sources', 'new', 'x', '--like', 'nothing')).toMatchObject({ code: 1 });
  });
});
