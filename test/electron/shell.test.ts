import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { staticFiles } from '../../src-main/host/static-files.ts';
import { appMenu } from '../../src-main/electron/menu.ts';
import { callsOf, servedFrom } from '../../src-main/electron/requests.ts';
import { utilityPort } from '../../src-main/electron/utility-port.ts';
import { denyEverything, windowOptions } from '../../src-main/electron/window.ts';
import { discard, root, scratch } from '../help/open-cases.ts';

// Electron's binary is not here, and its module would try to download it: what the shell asks of it is recorded instead.
vi.mock('electron', () => ({ Menu: { buildFromTemplate: (template: unknown) => template } }));

const rooms = join(root, 'src-main');
const shell = readdirSync(join(rooms, 'electron')).filter((name) => name.endsWith('.ts'));
const textOf = (name: string) => readFileSync(join(rooms, 'electron', name), 'utf8');

test('the window is isolated, sandboxed and without Node, and has no developer tools', () => {
  expect(windowOptions('/x/preload.cjs')).toEqual({
    width: 1440, height: 900, minWidth: 1180, minHeight: 700,
    webPreferences: {
      preload: '/x/preload.cjs', contextIsolation: true, sandbox: true, nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false, webSecurity: true,
      allowRunningInsecureContent: false, experimentalFeatures: false, webviewTag: false, navigateOnDragDrop: false, safeDialogs: true, spellcheck: false, devTools: false,
    },
  });
});

type Listener = (...given: never[]) => unknown;

/** Stands where Electron's session, app and contents stand, and keeps what was registered. */
function denied() {
  const handlers: Record<string, Listener> = {};
  const keep = (name: string) => (listener: Listener) => void (handlers[name] = listener);
  const session = {
    setPermissionRequestHandler: keep('request'), setPermissionCheckHandler: keep('check'), setDevicePermissionHandler: keep('device'), setDisplayMediaRequestHandler: keep('display'),
    setSpellCheckerEnabled: (on: boolean) => void (handlers['spell'] = () => on), webRequest: { onBeforeRequest: keep('before') },
  };
  const contents = { on: (name: string, listener: Listener) => void (handlers[name] = listener), setWindowOpenHandler: keep('open') };
  const app = { on: (_name: string, listener: (event: unknown, made: unknown) => void) => listener({}, contents) };
  denyEverything(app as never, session as never);
  const call = (name: string, ...given: unknown[]) => (handlers[name] as (...all: unknown[]) => unknown)(...given);
  return call;
}

describe('offline means offline', () => {
  const call = denied();

  test('every permission is denied, asked or looked up', () => {
    const answers: unknown[] = [];
    for (const permission of ['media', 'geolocation', 'notifications', 'clipboard-read', 'openExternal', 'fileSystem', 'hid']) {
      call('request', {}, permission, (answer: unknown) => answers.push(answer));
      answers.push(call('check', {}, permission));
    }
    expect(new Set(answers)).toEqual(new Set([false]));
    expect(call('device', {})).toBe(false);
    call('display', {}, (answer: unknown) => expect(answer).toEqual({}));
    expect(call('spell')).toBe(false);
  });

  test.each([
    ['https://evil.test/', true], ['http://127.0.0.1:8080/', true], ['ws://evil.test/', true], ['ftp://evil.test/', true], ['file:///etc/passwd', true], ['devtools://devtools/x', true],
    ['app://other/index.html', true], ['app://bilocate.evil.test/', true], ['app://bilocate/', false], ['app://bilocate/assets/a.js', false], ['data:image/png;base64,AA==', false], ['blob:app://bilocate/1', false],
  ])('a request for %s: cancelled %s', (url, cancel) => {
    call('before', { url }, (answer: unknown) => expect(answer).toEqual({ cancel }));
    expect.assertions(1);
  });

  test.each(['will-navigate', 'will-redirect'])('%s leaves for nowhere but our own pages', (name) => {
    const stopped = (url: string) => {
      const preventDefault = vi.fn();
      call(name, { url, preventDefault });
      return preventDefault.mock.calls.length === 1;
    };
    expect(['https://evil.test/', 'file:///etc/passwd', 'app://bilocate.evil.test/', 'app://other/', 'javascript:alert(1)'].map(stopped)).toEqual([true, true, true, true, true]);
    expect(stopped('app://bilocate/#/findings')).toBe(false);
  });

  test('no new window, no webview', () => {
    expect(call('open', { url: 'https://evil.test/' })).toEqual({ action: 'deny' });
    const preventDefault = vi.fn();
    call('will-attach-webview', { preventDefault });
    expect(preventDefault).toHaveBeenCalledOnce();
  });
});

describe('calls over IPC', () => {
  const own = { url: 'app://bilocate/index.html' };
  const asked: unknown[] = [];
  const answer = callsOf({ answer: (name, input) => Promise.resolve((asked.push([name, input]), { ok: true as const, value: 1 })) }, () => own as never);
  const refused = { ok: false, fault: { code: 'call/refused', params: {}, retryable: false } };

  test('from our own top frame are answered', async () => {
    expect(await answer({ senderFrame: own as never }, 'app.info', {})).toEqual({ ok: true, value: 1 });
    expect(asked.splice(0)).toEqual([['app.info', {}]]);
  });

  test.each([
    ['no frame', null, 'app.info'],
    ['another frame, at our origin too', { url: 'app://bilocate/index.html' }, 'app.info'],
    ['another origin', { url: 'https://evil.test/' }, 'app.info'],
    ['a name that is no text', own, ['app.info']],
  ])('from %s are refused', async (_what, senderFrame, name) => {
    expect(await answer({ senderFrame: senderFrame as never }, name, {})).toEqual(refused);
    expect(asked).toEqual([]);
  });

  test('from our frame once it shows another page are refused', async () => {
    const moved = { url: 'https://evil.test/' };
    expect(await callsOf({ answer: () => Promise.reject(new Error('asked')) }, () => moved as never)({ senderFrame: moved as never }, 'app.info', {})).toEqual(refused);
  });
});

describe('our own scheme', () => {
  let folder: string;
  beforeAll(() => {
    folder = scratch('scheme');
    mkdirSync(join(folder, 'build', 'assets'), { recursive: true });
    writeFileSync(join(folder, 'build', 'index.html'), '<!doctype html>');
    writeFileSync(join(folder, 'build', 'assets', 'a.js'), 'export {};');
    writeFileSync(join(folder, 'secret.json'), '{}');
  });
  afterAll(() => discard(folder));

  test('serves the built files with the strict headers', async () => {
    const get = servedFrom(staticFiles(join(folder, 'build')));
    const page = await get({ url: 'app://bilocate/' });
    expect([page.status, await page.text(), page.headers.get('content-type')]).toEqual([200, '<!doctype html>', 'text/html; charset=utf-8']);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect((await get({ url: 'app://bilocate/assets/a.js' })).headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  });

  test.each([
    'app://bilocate/../secret.json', 'app://bilocate/%2e%2e/secret.json', 'app://bilocate/..%2fsecret.json', 'app://bilocate//etc/passwd', 'app://bilocate/assets', 'app://bilocate/assets/', 'app://bilocate/none.js',
    'app://other/', 'app://other/index.html', 'https://bilocate/index.html', 'app://bilocate/index.html%00.js',
  ])('%s is 404 and has no body', async (url) => {
    const answer = await servedFrom(staticFiles(join(folder, 'build')))({ url });
    expect([answer.status, await answer.text()]).toEqual([404, '']);
  });
});

test('the menu offers nothing that needs a network or opens developer tools', () => {
  const text = JSON.stringify(appMenu());
  expect(text).toContain('zoomIn');
  expect(text).not.toMatch(/devtools|reload|forceReload|help|learn|http/i);
});

test('a utility process is behind the same port as a fork', () => {
  const listeners: Record<string, (given: unknown) => void> = {};
  const sent: unknown[] = [];
  const port = utilityPort({ pid: 7, postMessage: (message: unknown) => sent.push(message), on: (name: string, listener: (given: unknown) => void) => (listeners[name] = listener), kill: () => sent.push('killed') } as never);
  const heard: unknown[] = [];
  port.onMessage((message) => heard.push(message));
  port.onExit((reason) => heard.push(reason));
  port.send({ kind: 'stop', id: 1 });
  port.kill();
  listeners['message']!({ kind: 'ready', pid: 7 });
  listeners['exit']!(139);
  expect({ pid: port.pid, sent, heard }).toEqual({ pid: 7, sent: [{ kind: 'stop', id: 1 }, 'killed'], heard: [{ kind: 'ready', pid: 7 }, 'exit code 139'] });
});

describe('the shell as it is written', () => {
  test('is under 300 lines', () => {
    expect(shell.reduce((lines, name) => lines + textOf(name).split('\n').length - 1, 0)).toBeLessThan(300);
  });

  test('switches on what only the whole app can: sandbox for all, one instance, no name resolution, no WebRTC around it', () => {
    const main = textOf('main.ts');
    for (const must of ['app.enableSandbox()', 'requestSingleInstanceLock()', "'host-resolver-rules', 'MAP * ~NOTFOUND'", "'force-webrtc-ip-handling-policy', 'disable_non_proxied_udp'", 'denyEverything(app, session.defaultSession)']) expect(main).toContain(must);
    expect(main.indexOf('denyEverything(')).toBeLessThan(main.indexOf('new BrowserWindow('));
    expect(shell.map(textOf).join('\n')).not.toMatch(/openExternal|remote\b|executeJavaScript|loadFile|file:\/\/|enableBlinkFeatures/);
  });

  test('hands the page functions and no object of Electron', () => {
    const preload = textOf('preload.ts');
    const exposed = [...preload.matchAll(/^ {2}(\w+): \(/gm)].map((found) => found[1]);
    expect(exposed).toEqual(['ask', 'onNews', 'pathsOf']);
    expect(preload.match(/exposeInMainWorld/g)).toHaveLength(1);
    expect(preload).not.toMatch(/: ipcRenderer[,\s]|send\(|sendSync|require/);
  });

  test('is the only room that imports electron', () => {
    const others = readdirSync(rooms, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.parentPath.endsWith('electron'));
    const renderer = readdirSync(join(root, 'src-renderer'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && /\.(ts|vue)$/.test(entry.name));
    const importing = [...others, ...renderer].map((entry) => join(entry.parentPath, entry.name)).filter((path) => /from 'electron|import\('electron|require\('electron/.test(readFileSync(path, 'utf8')));
    expect(importing).toEqual([]);
  });
});
