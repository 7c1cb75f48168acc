import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { underLock } from '../../src-main/case/file-lock.ts';
import type { AppInfo, FaultShape, Reply } from '../../src-main/contract/index.ts';
import { openApp } from '../../src-main/host/open-app.ts';
import { openSettings } from '../../src-main/host/settings.ts';
import { keepJson } from '../../src-main/kit/keep-json.ts';

let home: string;
let folder: string;
let path: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'bilocate-settings-'));
  folder = join(home, 'config');
  path = join(folder, 'settings.json');
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const anna = { id: 'a', name: 'A. Lindqvist', organisation: '', role: '' };
const berit = { id: 'b', name: 'B. Dahl', organisation: '', role: '' };

describe('two hosts with one folder', () => {
  test('keep what the other one wrote since they were started', () => {
    const [first, second] = [openSettings(folder), openSettings(folder)];
    first.update({ analyst: anna });
    first.update({ recent: [{ path: '/one', openedMs: 10 }], workspace: { look: '1', zone: '"UTC"' } });
    second.update({ recent: [{ path: '/two', openedMs: 20 }] });
    second.update({ workspace: { ...second.get().workspace, density: '2' } });
    first.update({ recent: [{ path: '/three', openedMs: 30 }, ...first.get().recent] });
    first.update({ workspace: { ...first.get().workspace, look: '3' } });
    expect(openSettings(folder).get()).toEqual({
      analyst: anna, geo: [], workspace: { look: '3', zone: '"UTC"', density: '2' }, recent: [{ path: '/three', openedMs: 30 }, { path: '/two', openedMs: 20 }, { path: '/one', openedMs: 10 }],
    });
  });

  test('a key that neither touched stays, and one that one of them removed is gone', () => {
    openSettings(folder).update({ workspace: { a: '1', b: '2', c: '3' } });
    const [first, second] = [openSettings(folder), openSettings(folder)];
    first.update({ workspace: { b: '2', c: '3' } });
    second.update({ workspace: { a: '1', b: '4', c: '3' } });
    expect(openSettings(folder).get().workspace).toEqual({ b: '4', c: '3' });
    expect(second.get().workspace).toEqual({ b: '4', c: '3' });
  });

  test('a case that both opened is listed once, with its last opening', () => {
    const [first, second] = [openSettings(folder), openSettings(folder)];
    first.update({ recent: [{ path: '/one', openedMs: 10 }] });
    second.update({ recent: [{ path: '/one', openedMs: 40 }] });
    first.update({ recent: [{ path: '/two', openedMs: 20 }, ...first.get().recent] });
    expect(openSettings(folder).get().recent).toEqual([{ path: '/one', openedMs: 40 }, { path: '/two', openedMs: 20 }]);
  });

  test('who works in the one stays who works in it, whoever starts the other', () => {
    openSettings(folder).update({ analyst: anna });
    const [first, second] = [openSettings(folder), openSettings(folder)];
    second.update({ analyst: berit });
    first.update({ workspace: { look: '1' } });
    expect([first.get().analyst, second.get().analyst, openSettings(folder).get().analyst]).toEqual([anna, berit, berit]);
  });

  test('fifty cases are remembered, the last ones', () => {
    const settings = openSettings(folder);
    for (let n = 0; n < 60; n += 1) settings.update({ recent: [{ path: `/${n}`, openedMs: n }, ...settings.get().recent] });
    expect([settings.get().recent.length, settings.get().recent[0], settings.get().recent.at(-1)]).toEqual([50, { path: '/59', openedMs: 59 }, { path: '/10', openedMs: 10 }]);
  });

  test('that write at once leave a whole file of one of them, and nothing beside it', async () => {
    const child = join(home, 'writer.mjs');
    const keepers = new URL('../../src-main/kit/keep-json.ts', import.meta.url).href;
    writeFileSync(child, `import { keepJson } from ${JSON.stringify(keepers)};\nfor (let n = 0; n < 300; n += 1) keepJson(process.argv[2], { by: process.argv[3], text: process.argv[3].repeat((n * 37) % 2000) });\n`);
    const writers = ['x', 'yy', 'zzz'].map((by) => new Promise((done) => fork(child, [path, by], { execArgv: ['--disable-warning=ExperimentalWarning'], stdio: 'inherit' }).once('exit', done)));
    let reads = 0;
    const stop = new AbortController();
    const watching = (async () => {
      for (; !stop.signal.aborted; await new Promise(setImmediate)) {
        let text: string;
        try {
          text = readFileSync(path, 'utf8');
        } catch {
          continue;
        }
        const { by, text: written } = JSON.parse(text) as { by: string; text: string };
        expect(written.replaceAll(by, '')).toBe('');
        reads += 1;
      }
    })();
    expect(await Promise.all(writers)).toEqual([0, 0, 0]);
    stop.abort();
    await watching;
    expect(reads).toBeGreaterThan(0);
    expect(readdirSync(folder)).toEqual(['settings.json']);
  });
});

/** A process of its own that imports the settings of the app, and the lock, and does this with the folder; resolves to its exit code, or its signal. */
function host(body: string, ...args: readonly string[]): { readonly process: ChildProcess; readonly ended: Promise<number | string | null> } {
  const file = join(home, `host-${randomUUID()}.mjs`);
  const from = (path: string): string => JSON.stringify(new URL(`../../src-main/${path}`, import.meta.url).href);
  writeFileSync(file, `import { openSettings } from ${from('host/settings.ts')};\nimport { underLock } from ${from('case/file-lock.ts')};\nimport { keepJson } from ${from('kit/keep-json.ts')};\nconst [path, ...args] = process.argv.slice(2);\n${body}`);
  const child = fork(file, [path, ...args], { execArgv: ['--disable-warning=ExperimentalWarning'], stdio: 'inherit' });
  return { process: child, ended: new Promise((done) => child.once('exit', (code, signal) => done(signal ?? code))) };
}
const said = (child: ChildProcess, text: string): Promise<void> => new Promise((done) => child.on('message', (message) => { if (message === text) done(); }));
const holds = `underLock(path + '.lock', () => { process.send('held'); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Number(args[0]));`;

describe('several hosts at once', () => {
  test('lose nothing of what each of them changes', async () => {
    const writes = `const settings = openSettings(args[0]);
      for (let n = 0; n < 60; n += 1) {
        settings.update({ workspace: { ...settings.get().workspace, [args[1] + n]: String(n) } });
        if (n % 6 === 0) settings.update({ recent: [{ path: '/' + args[1] + n, openedMs: n }, ...settings.get().recent] });
      }`;
    const names = ['a', 'b', 'c', 'd'];
    expect(await Promise.all(names.map((name) => host(writes, folder, name).ended))).toEqual([0, 0, 0, 0]);
    const { workspace, recent } = openSettings(folder).get();
    const numbers = Array.from({ length: 60 }, (_, n) => n);
    expect(workspace).toEqual(Object.fromEntries(names.flatMap((name) => numbers.map((n) => [`${name}${n}`, String(n)]))));
    expect(recent.map((one) => one.path).toSorted()).toEqual(names.flatMap((name) => [0, 6, 12, 18, 24, 30, 36, 42, 48, 54].map((n) => `/${name}${n}`)).toSorted());
    expect(readdirSync(folder).toSorted()).toEqual(['settings.json', 'settings.json.lock']);
  });

  test('wait for the one that is at it, and take up what it wrote', async () => {
    const settings = openSettings(folder);
    const other = host(`${holds} keepJson(path, { workspace: { theirs: '1' } }); });`, '300');
    await said(other.process, 'held');
    settings.update({ workspace: { ours: '2' } });
    expect(openSettings(folder).get().workspace).toEqual({ theirs: '1', ours: '2' });
    expect(await other.ended).toBe(0);
  });

  test('go on where one holds on for ever, or was killed in the middle of it', async () => {
    const killed = host(`${holds} });`, '600000');
    await said(killed.process, 'held');
    expect(underLock(`${path}.lock`, (alone) => alone, 20)).toBe(false);
    killed.process.kill('SIGKILL');
    expect(await killed.ended).toBe('SIGKILL');
    expect(underLock(`${path}.lock`, (alone) => alone, 20)).toBe(true);
    openSettings(folder).update({ workspace: { ours: '1' } });
    expect(openSettings(folder).get().workspace).toEqual({ ours: '1' });
  });

  test('put aside what cannot be read once, whoever comes first', async () => {
    mkdirSync(folder);
    writeFileSync(path, '{');
    const opens = `const settings = openSettings(args[0]); settings.update({ workspace: { ...settings.get().workspace, [args[1]]: '1' } });`;
    expect(await Promise.all(['a', 'b', 'c'].map((name) => host(opens, folder, name).ended))).toEqual([0, 0, 0]);
    expect(openSettings(folder).get().workspace).toEqual({ a: '1', b: '1', c: '1' });
    expect(readdirSync(folder).toSorted()).toEqual(['settings.json', 'settings.json.damaged', 'settings.json.lock']);
  });
});

test('work under a lock gives back what it says, and what it throws; the next one has the lock', () => {
  const lock = `${path}.lock`;
  expect(() => underLock(lock, () => { throw new Error('no'); })).toThrow('no');
  expect(underLock(lock, (alone) => [alone, underLock(lock, (inside) => inside, 20)])).toEqual([true, false]);
});

describe('settings that cannot be read', () => {
  test.each([
    ['cut', '{"analyst": {"id": "a", "na'], ['empty', ''], ['a list', '[]'], ['null', 'null'], ['of another shape', '{"recent": {"path": 1}}'], ['an analyst without a name', '{"analyst": {"id": "a"}}'], ['a workspace of numbers', '{"workspace": {"look": 1}}'], ['tables that are no list', '{"geo": "x"}'],
  ])('are put aside as they are, and it is said: %s', (_what, text) => {
    mkdirSync(folder);
    writeFileSync(path, text);
    const told: FaultShape[] = [];
    const settings = openSettings(folder, (fault) => told.push(fault));
    expect(settings.get()).toEqual({ analyst: null, recent: [], geo: [], workspace: {} });
    expect(told).toEqual([{ code: 'settings/damaged', params: { path, kept: `${path}.damaged`, problem: expect.stringMatching(/./) as string }, retryable: false }]);
    expect(settings.damage()).toEqual(told[0]);
    settings.update({ analyst: anna });
    expect(readFileSync(`${path}.damaged`, 'utf8')).toBe(text);
    expect(openSettings(folder).get().analyst).toEqual(anna);
    expect(openSettings(folder).damage()).toBeNull();
  });

  test('a second time take a name of their own', () => {
    mkdirSync(folder);
    for (const text of ['{', '[', '(']) {
      writeFileSync(path, text);
      openSettings(folder);
    }
    expect(['.damaged', '.damaged-2', '.damaged-3'].map((end) => readFileSync(path + end, 'utf8'))).toEqual(['{', '[', '(']);
  });

  test('while a host runs are put aside as well, and what it changes is written', () => {
    const settings = openSettings(folder);
    settings.update({ analyst: anna, workspace: { look: '1' } });
    writeFileSync(path, '{"analyst"');
    settings.update({ workspace: { look: '2' } });
    expect(settings.damage()?.params['kept']).toBe(`${path}.damaged`);
    expect(openSettings(folder).get().workspace).toEqual({ look: '2' });
    expect(settings.get().analyst).toEqual(anna);
  });

  test('a page is told with the first answer', async () => {
    mkdirSync(folder);
    writeFileSync(path, '{');
    const app = openApp({ environment: { BILOCATE_HOME: home }, host: 'test' });
    const reply = (await app.answer('app.info', {})) as Reply<AppInfo>;
    expect(reply.ok && reply.value.damage).toMatchObject({ code: 'settings/damaged', params: { kept: `${path}.damaged` } });
    await app.close();
  });
});

test('what another version keeps beside this stays', () => {
  mkdirSync(folder);
  writeFileSync(path, '{"analyst": null, "later": {"a": 1}}');
  openSettings(folder).update({ analyst: anna });
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ analyst: anna, later: { a: 1 } });
});

test('what is kept is for this account alone, and what could not be written leaves nothing behind', () => {
  keepJson(path, { a: 1 });
  if (process.platform !== 'win32') expect([statSync(folder).mode & 0o777, statSync(path).mode & 0o777]).toEqual([0o700, 0o600]);
  const taken = join(folder, 'taken');
  mkdirSync(join(taken, 'x'), { recursive: true });
  expect(() => keepJson(taken, { a: 1 })).toThrow();
  expect(readdirSync(folder).sort()).toEqual(['settings.json', 'taken']);
});
