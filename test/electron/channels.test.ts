import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { answer, type Handlers } from '../../src-main/host/answer.ts';
import { chosenPaths, TAKES } from '../../src-main/host/chosen-paths.ts';
import { callNames, calls, type CallName, type Reply } from '../../src-main/contract/index.ts';
import { path as pathSchema } from '../../src-main/contract/calls/common.ts';
import { channelsOf } from '../../src-main/electron/requests.ts';
import { electronTransport } from '../../src-renderer/src/transport/electron.ts';
import { fixtures } from '../help/open-cases.ts';
import * as electron from './electron.stub.ts';
import { startShell, type Started } from './started.ts';

vi.mock('electron', () => import('./electron.stub.ts'));

let shell: Started;
beforeAll(async () => {
  shell = await startShell();
  await import('../../src-main/electron/preload.ts');
});
afterAll(() => shell.end());

const ask = (channel: string, ...given: unknown[]) => electron.ask(shell.frame, channel, ...given) as Promise<Reply<unknown>>;
const codeOf = (reply: Reply<unknown>) => (reply.ok ? 'ok' : reply.fault.code);

test('there are four channels, and one that is not among them is not answered', async () => {
  expect([...electron.channels.keys()].sort()).toEqual(['call', 'choose', 'copy', 'drop']);
  for (const name of ['news', 'Call', 'call ', 'constructor', '__proto__', 'toString', 'ELECTRON_BROWSER_REQUIRE']) await expect(ask(name)).rejects.toThrow('No handler registered');
});

describe('each channel with a thousand inputs that nobody meant', () => {
  // Behind `call` stands the real check of the real contract; its handlers only note that they were reached.
  const reached: { readonly name: string; readonly input: unknown }[] = [];
  const noting = Object.fromEntries(callNames.map((name) => [name, (input: unknown) => (reached.push({ name, input }), name === 'case.list' ? [] : null)])) as unknown as Handlers;
  const written: string[] = [];
  const copied: string[] = [];
  const frame = { url: 'app://bilocate/' };
  const channels = channelsOf({ answer: (name, input) => answer(noting, name, input), paths: chosenPaths(), choose: (what, name) => (written.push(String(what), String(name)), Promise.resolve([])), copy: (text) => copied.push(text), own: () => frame as never });
  const junk = fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withObjectString: true, withSet: true, withSparseArray: true, withTypedArray: true });
  const names = fc.oneof(fc.constantFrom(...callNames), fc.constantFrom('__proto__', 'constructor', 'toString', 'case.open ', 'CASE.OPEN'), fc.string(), junk);
  const paths = fc.oneof(fc.constantFrom('/etc/passwd', 'C:\\Windows\\win.ini', '../x', 'chosen:x', '\0', 'file:x?mode=rwc'), fc.string());
  const inputs = fc.oneof(junk, fc.record({ path: paths, paths: fc.array(paths), out: paths, title: fc.string(), extra: junk }, { requiredKeys: [] }));

  test('call: refused, unknown or bad input, never an exception; what gets through is what the contract allows, and holds no path', async () => {
    await fc.assert(fc.asyncProperty(names, inputs, async (name, input) => {
      reached.length = 0;
      const reply = await channels.call({ senderFrame: frame as never }, name, input);
      if (!reply.ok) {
        expect(['call/refused', 'call/unknown', 'call/bad-input']).toContain(reply.fault.code);
        return;
      }
      expect(reached).toHaveLength(1);
      const passed = reached[0]!;
      expect(calls[passed.name as CallName].input.safeParse(passed.input).success).toBe(true);
      const { path, out, paths: many = [] } = passed.input as { path?: string; out?: string; paths?: string[] };
      expect([path, out, many]).toEqual([undefined, undefined, []]);
    }), { numRuns: 1000 });
  });

  test('drop: absolute paths or nothing', async () => {
    await fc.assert(fc.asyncProperty(fc.oneof(junk, fc.array(paths)), async (given) => {
      const reply = await channels.drop({ senderFrame: frame as never }, given);
      if (reply.ok) for (const [index, handle] of (reply.value as string[]).entries()) expect([handle.startsWith('chosen:'), (given as string[])[index]!.startsWith('/')]).toEqual([true, true]);
      else expect(reply.fault.code).toBe('call/refused');
    }), { numRuns: 1000 });
  });

  test('copy: text or nothing', async () => {
    await fc.assert(fc.asyncProperty(fc.oneof(junk, fc.string()), async (given) => {
      copied.length = 0;
      const reply = await channels.copy({ senderFrame: frame as never }, given);
      expect([reply.ok, copied]).toEqual(typeof given === 'string' ? [true, [given]] : [false, []]);
    }), { numRuns: 1000 });
  });

  test('choose: a dialog of ours or nothing, and a proposed name that is a name', async () => {
    await fc.assert(fc.asyncProperty(fc.oneof(junk, fc.constantFrom('evidence', 'folder', 'case', 'table', 'new-case', 'report', 'export', 'toString', '__proto__')), fc.oneof(junk, paths), async (what, name) => {
      electron.recorded.length = 0;
      const reply = await ask('choose', ...(structuredCloneable([what, name]) ? [what, name] : [null, null]));
      const saves = electron.given('dialog.showSaveDialog').map(([, options]) => (options as { defaultPath: string }).defaultPath);
      for (const proposed of saves) expect(proposed).toMatch(/^(?!\.)[\p{L}\p{N}._ -]{0,120}$/u);
      expect(reply.ok ? reply.value : reply.fault.code).toEqual(reply.ok ? [] : 'call/refused');
      expect(saves.length + electron.given('dialog.showOpenDialog').length).toBe(reply.ok ? 1 : 0);
    }), { numRuns: 1000 });
  });

  test.each(callNames)('%s: an unknown key, 10 MB of text and things that JSON does not know are refused', async (name) => {
    reached.length = 0;
    const long = 'x'.repeat(10 * 1024 * 1024);
    const codes = [];
    for (const input of [{ anExtraKey: 1 }, { path: long, text: long, f: long }, long, { n: 1n }, () => 1]) codes.push(codeOf(await channels.call({ senderFrame: frame as never }, name, input)));
    expect(codes).toEqual(['call/bad-input', 'call/refused', 'call/refused', 'call/refused', 'call/refused']);
    expect(reached).toEqual([]);
  });
});

describe('no path comes from the page', () => {
  test('every call that takes a path is known to the shell', () => {
    const withPaths = callNames.filter((name) => JSON.stringify(shapeOf(name), (_key, value: unknown) => (value === pathSchema ? 'a path' : value)).includes('a path'));
    expect(withPaths.sort()).toEqual(Object.keys(TAKES).sort());
  });

  test('a path that was typed is refused, in every call', async () => {
    for (const [name, rule] of Object.entries(TAKES)) {
      for (const path of ['/etc/passwd', join(fixtures, 'x'), 'chosen:00000000-0000-4000-8000-000000000000', '']) {
        expect([name, codeOf(await ask('call', name, { title: 'x', filter: {}, [rule.key]: rule.key === 'paths' ? [path] : path }))]).toEqual([name, 'call/refused']);
      }
    }
  });

  test('what was chosen is found by its handle, and only for what it was chosen', async () => {
    const { choose, ask: question } = electronTransport(electron.exposed.get('bilocate') as never);
    electron.system.opened = [join(fixtures, 'none.json')];
    const [file] = await choose!('evidence');
    expect(file).toEqual({ handle: expect.stringMatching(/^chosen:[0-9a-f-]{36}$/) as string, name: 'none.json' });
    expect(await question('case.open', { path: file!.handle })).toMatchObject({ ok: false, fault: { code: 'call/refused' } });
    expect(await question('report.start', { out: file!.handle })).toMatchObject({ ok: false, fault: { code: 'call/refused' } });
    expect(await question('import.start', { paths: [file!.handle] })).toMatchObject({ ok: false, fault: { code: 'call/no-case' } });
    electron.system.opened = [];
    expect(await choose!('folder')).toEqual([]);
  });

  test('a case is made where the dialog said, opened by the path that the host told, and read by what was dropped', async () => {
    const { ask: question, choose, offer } = electronTransport(electron.exposed.get('bilocate') as never);
    await question('analyst.set', { name: 'A. Lindqvist' });
    electron.system.saved = join(shell.folder, 'mine.bilocate');
    const [place] = await choose!('new-case', 'mine.bilocate');
    expect(await question('case.create', { title: 'Mine', path: place!.handle })).toMatchObject({ ok: true, value: { path: electron.system.saved } });
    expect(existsSync(electron.system.saved)).toBe(true);
    const listed = (await question('case.list', {})) as { value: { path: string }[] };
    expect(await question('case.open', { path: listed.value[0]!.path })).toMatchObject({ ok: true });
    const log = join(shell.folder, 'log.json');
    writeFileSync(log, '{"Records":[]}');
    const offered = await offer({ files: [{ path: log } as never], entries: [] }, () => undefined, new AbortController().signal);
    expect(offered.paths).toEqual([expect.stringMatching(/^chosen:/)]);
    expect(await question('import.start', offered)).toMatchObject({ ok: true });
    await vi.waitFor(async () => expect(((await question('evidence.list', {})) as { value: { rows: unknown[] } }).value.rows).toHaveLength(1), 20_000);
    expect(readFileSync(log, 'utf8')).toBe('{"Records":[]}');
  });

  test('a made-up File has no path and is refused', async () => {
    await expect(electronTransport(electron.exposed.get('bilocate') as never).offer({ files: [new File(['x'], 'x.json')], entries: [] }, () => undefined, new AbortController().signal)).rejects.toMatchObject({ fault: { code: 'call/refused' } });
  });
});

test('what is copied goes to the clipboard as text, past the permission that is denied', async () => {
  const { copyOverBridge } = await import('../../src-renderer/src/transport/electron.ts');
  const page = { writeText: () => Promise.reject(new Error('denied')) } as unknown as Clipboard;
  copyOverBridge(electron.exposed.get('bilocate') as never, page);
  await page.writeText('AKIA3X7QHALDNEXAMPLE');
  expect(electron.system.copied).toEqual(['AKIA3X7QHALDNEXAMPLE']);
});

function shapeOf(name: CallName): unknown {
  return (calls[name].input as unknown as { shape: Record<string, unknown> }).shape;
}

function structuredCloneable(value: unknown): boolean {
  try {
    structuredClone(value);
    return true;
  } catch {
    return false;
  }
}
