import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { utilityPort } from '../../src-main/electron/utility-port.ts';
import { root } from '../help/open-cases.ts';
import * as electron from './electron.stub.ts';
import { startShell, type Started } from './started.ts';

vi.mock('electron', () => import('./electron.stub.ts'));

let shell: Started;
beforeAll(async () => {
  shell = await startShell();
});
afterAll(() => shell.end());

test('Chromium’s own files lie apart from ours, under the same home', () => {
  expect(electron.given('app.setPath')).toEqual([['userData', join(shell.folder, 'config', 'window')]]);
});

test('news reach the window until it is closed', () => {
  electron.recorded.length = 0;
  shell.host.tell({ kind: 'case', state: 5 });
  expect(electron.given('frame.send')).toEqual([['news', { kind: 'case', state: 5 }]]);
});

describe('a second start, and what the system asks to open', () => {
  test('brings the window to the front and opens nothing, whatever its arguments are', () => {
    electron.recorded.length = 0;
    for (const argv of [['bilocate', '/x/evil.bilocate'], ['bilocate', '--inspect=0.0.0.0:9229'], ['bilocate', 'app://bilocate/#/evidence'], []]) electron.app.emit('second-instance', {}, argv, '/x', { open: '/x/evil.bilocate' });
    expect(new Set(electron.recorded.map((one) => one.on))).toEqual(new Set(['window.restore', 'window.focus']));
  });

  test('a file that the system hands over opens nothing', () => {
    electron.recorded.length = 0;
    const preventDefault = vi.fn();
    electron.app.emit('open-file', { preventDefault }, '/x/evil.bilocate');
    expect(preventDefault).toHaveBeenCalledOnce();
    expect(electron.recorded).toEqual([]);
  });

  test('the second one itself ends before it makes a window or opens a host', async () => {
    electron.recorded.length = 0;
    electron.system.isOnly = false;
    const { openShell } = await import('../../src-main/electron/shell.ts');
    const open = vi.fn();
    openShell(shell.host.folders, open);
    expect(electron.given('app.quit')).toHaveLength(1);
    expect(electron.given('app.whenReady')).toEqual([]);
    expect(open).not.toHaveBeenCalled();
    electron.system.isOnly = true;
  });
});

test('the menu offers what works: no developer tools, no reload, nothing on the web', async () => {
  const { appMenu } = await import('../../src-main/electron/menu.ts');
  const roles = (appMenu() as unknown as { submenu: { role: string }[] }[]).flatMap((menu) => menu.submenu.map((item) => item.role));
  expect(roles.filter((role) => role !== 'quit')).toEqual(['undo', 'redo', 'cut', 'copy', 'paste', 'selectAll', 'resetZoom', 'zoomIn', 'zoomOut', 'togglefullscreen', 'minimize', 'close']);
});

test('a utility process is behind the same port as a fork', () => {
  const child = electron.utilityProcess.fork('x');
  electron.recorded.length = 0;
  const port = utilityPort(child as never);
  const heard: unknown[] = [];
  port.onMessage((message) => heard.push(message));
  port.onExit((reason) => heard.push(reason));
  port.send({ kind: 'stop', id: 1 });
  port.kill();
  child.emit('message', { kind: 'ready', pid: 7 });
  child.emit('exit', 139);
  expect({ pid: port.pid, sent: electron.recorded, heard }).toEqual({ pid: 7, sent: [{ on: 'child.postMessage', given: [{ kind: 'stop', id: 1 }] }, { on: 'child.kill', given: [] }], heard: [{ kind: 'ready', pid: 7 }, 'exit code 139'] });
});

describe('the shell as it is written', () => {
  const rooms = join(root, 'src-main');
  const filesIn = (folder: string) => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && /\.(ts|vue)$/.test(entry.name)).map((entry) => join(entry.parentPath, entry.name));
  const own = filesIn(join(rooms, 'electron'));

  test('is under 300 lines', () => {
    expect(own.reduce((lines, path) => lines + readFileSync(path, 'utf8').split('\n').length - 1, 0)).toBeLessThan(300);
  });

  test('is the only room that imports electron', () => {
    const all = [...filesIn(rooms), ...filesIn(join(root, 'src-renderer')), ...filesIn(join(root, 'scripts'))].filter((path) => !own.includes(path));
    expect(all.length).toBeGreaterThan(100);
    expect(all.filter((path) => /from\s+['"]electron\b|import\(\s*['"]electron\b|require\(\s*['"]electron\b/.test(readFileSync(path, 'utf8')))).toEqual([]);
  });
});

test('the app closes its case before it quits', async () => {
  electron.recorded.length = 0;
  const preventDefault = vi.fn();
  const close = vi.spyOn(shell.host, 'close');
  electron.app.emit('window-all-closed');
  expect(electron.given('app.quit')).toHaveLength(1);
  electron.app.emit('will-quit', { preventDefault });
  await vi.waitFor(() => expect(electron.given('app.quit')).toHaveLength(2));
  expect([preventDefault.mock.calls.length, close.mock.calls.length]).toEqual([1, 1]);
  electron.app.emit('will-quit', { preventDefault });
  expect(preventDefault).toHaveBeenCalledOnce();
});
