import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inspectCase, lockHolder } from '../../src-main/case/index.ts';
import { childrenOf, cli, entryOf, isRunning, startCli, until } from '../help/cli.ts';
import { manyFiles } from '../help/many-files.ts';
import { discard, scratch, weigh } from '../help/open-cases.ts';

let folder: string;
let evidence: string;
let whole: string;
const placeOf = (name: string) => {
  const home = join(folder, name);
  mkdirSync(home, { recursive: true });
  return { home, path: join(home, 'a.bilocate'), records: join(home, 'cache') };
};

beforeAll(async () => {
  folder = scratch('stopped');
  evidence = manyFiles(folder, 60, 400);
  const { home, path, records } = placeOf('whole');
  expect(await cli(['import', path, evidence, '--json'], home)).toMatchObject({ code: 0 });
  whole = weigh(path, records).digest;
});
afterAll(() => discard(folder));

describe('Ctrl-C during an import', () => {
  test('ends cleanly, says what was kept, and the next import completes it', async () => {
    const { home, path, records } = placeOf('interrupted');
    const running = startCli(['import', path, evidence, '--json'], home);
    await running.says('import: hash');
    running.process.kill('SIGINT');
    const run = await running.ended;
    expect(run.stderr).toContain('Stopping; what was stored is kept.');
    expect(run.code, run.stderr).toBe(1);
    const said = JSON.parse(run.stdout) as { totals: { records: number; events: number; duplicates: number; skips: number } };
    expect(said.totals.records).toBe(said.totals.events + said.totals.duplicates + said.totals.skips);

    // One plain file, closed, sound, and what was told is in it.
    expect(inspectCase(path, records)).toMatchObject({ fault: null, events: said.totals.events });
    const stopped = weigh(path, records);
    expect(stopped.verified.checks.filter((check) => !check.ok)).toEqual([]);
    expect(stopped.digest).not.toBe(whole);

    expect(await cli(['import', path, evidence, '--quiet'], home)).toMatchObject({ code: 0, stderr: '' });
    const again = weigh(path, records);
    expect(again.digest).toBe(whole);
    expect(again.verified.ok).toBe(true);
  }, 120_000);

  test('during the import of a hunt ends the hunt: no findings are told of a part', async () => {
    const { home } = placeOf('hunt');
    const running = startCli(['hunt', evidence, '--json'], home);
    await running.says('import: hash');
    running.process.kill('SIGINT');
    const run = await running.ended;
    expect(run.code, run.stderr).toBe(1);
    expect(run.stdout).toBe('');
    expect(run.stderr).toContain('job/stopped');
  }, 120_000);
});

describe('two who want one case', () => {
  test('the second is told at once who has it, since when and where; once the first is killed it is free', async () => {
    const { home, path } = placeOf('lock');
    expect(await cli(['import', path, evidence], home)).toMatchObject({ code: 0 });
    const holder = startCli([path], home, {}, fileURLToPath(new URL('./hold.process.ts', import.meta.url)));
    await holder.says('holding');
    const second = await cli(['import', path, evidence], home);
    expect(second.code).toBe(1);
    expect(second.stderr).toContain('case/locked');
    expect(second.stderr).toContain('analyst: Ada Holder');
    const keeper = lockHolder(path)!.pid;
    expect(second.stderr).toContain(`pid: ${keeper}`);
    expect(second.stderr).toMatch(/since: \d{4}-/);
    expect(entryOf(keeper)).toBe('keeper.entry');

    // Reading beside the holder is allowed.
    expect(await cli(['findings', path, '--json'], home)).toMatchObject({ code: 0, stdout: '[]\n' });

    const children = childrenOf(holder.process.pid!);
    expect(children).toContain(keeper);
    holder.process.kill('SIGKILL');
    await until('the children of the killed host are gone', () => children.every((pid) => !isRunning(pid)), 5000);
    // A killed process keeps its files open until the last of its threads is gone.
    await until('the lock is free', () => lockHolder(path) === null, 5000);
    const after = await cli(['findings', path, '--json'], home);
    expect(after).toMatchObject({ code: 0, stdout: '[]\n' });
    expect(after.stderr).toContain('not closed the last time');
    expect(await cli(['verify', path], home)).toMatchObject({ code: 0 });
  }, 120_000);
});
