import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { WEB_PREFERENCES } from '../../src-main/electron/window.ts';
import { CONTENT_SECURITY_POLICY, SECURITY_HEADERS } from '../../src-main/host/security-headers.ts';
import { FUSES } from '../../scripts/fuses.ts';
import { root } from '../help/open-cases.ts';
import * as electron from './electron.stub.ts';
import { startShell, type Started } from './started.ts';
import { notServed, requests } from './urls.ts';

vi.mock('electron', () => import('./electron.stub.ts'));

// The twenty points of Electron's own check list for safe apps, one test each, by its numbers. docs/electron.md names them.
let shell: Started;
beforeAll(async () => {
  shell = await startShell();
});
afterAll(() => shell.end());

const textOf = (...path: string[]): string => readFileSync(join(root, ...path), 'utf8');
const sources = readdirSync(join(root, 'src-main', 'electron')).filter((name) => name.endsWith('.ts')).map((name) => textOf('src-main', 'electron', name)).join('\n');
const options = () => electron.given('new BrowserWindow')[0]![0] as { readonly webPreferences: Readonly<Record<string, unknown>> };
const switches = () => electron.given('app.commandLine.appendSwitch').map(([name]) => String(name));
const prevented = (emit: (event: { preventDefault: () => void }) => void): boolean => {
  const preventDefault = vi.fn();
  emit({ preventDefault });
  return preventDefault.mock.calls.length > 0;
};

describe('1 only secure content: none that is remote', () => {
  test('the window loads our own page, and names lead nowhere', () => {
    expect(electron.given('window.loadURL')).toEqual([['app://bilocate/']]);
    expect(electron.given('app.commandLine.appendSwitch')).toContainEqual(['host-resolver-rules', 'MAP * ~NOTFOUND']);
    expect(textOf('src-renderer', 'index.html')).not.toMatch(/https?:/);
  });

  test.each(requests)('a request for %s: cancelled %s', (url, cancel) => {
    const answer = vi.fn();
    electron.handlers.get('beforeRequest')!({ url }, answer);
    expect(answer.mock.calls).toEqual([[{ cancel }]]);
  });

  test('no certificate is taken, and nobody gives a name and a password', () => {
    const answers: unknown[] = [];
    electron.handlers.get('certificate')!({ hostname: 'evil.test' }, (answer: unknown) => answers.push(answer));
    expect(prevented((event) => electron.app.emit('certificate-error', event, {}, 'https://evil.test', 'x', {}, (answer: unknown) => answers.push(answer)))).toBe(true);
    expect(answers).toEqual([-2, false]);
    for (const asking of ['select-client-certificate', 'login']) expect(prevented((event) => electron.app.emit(asking, event))).toBe(true);
  });

  test('no dictionary, no crash report, no update, no request of the main process leaves', () => {
    expect(electron.given('session.setSpellCheckerEnabled')).toEqual([[false]]);
    expect(electron.given('session.setSpellCheckerDictionaryDownloadURL')).toEqual([['app://bilocate/none/']]);
    expect(electron.given('contents.setWebRTCIPHandlingPolicy')).toEqual([['disable_non_proxied_udp']]);
    expect(electron.given('app.commandLine.appendSwitch')).toContainEqual(['force-webrtc-ip-handling-policy', 'disable_non_proxied_udp']);
    expect(switches()).toEqual(expect.arrayContaining(['disable-background-networking', 'disable-component-update', 'disable-domain-reliability', 'disable-breakpad', 'no-pings']));
    expect(electron.recorded.filter((one) => /^(crashReporter|autoUpdater|net|shell)\./.test(one.on))).toEqual([]);
    expect(sources).not.toMatch(/crashReporter|autoUpdater|\bnet\b|electron-updater/);
  });
});

test('2 no Node in the page, its workers or frames', () => {
  expect(options().webPreferences).toMatchObject({ nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false });
});

test('3 the page and the preload script are isolated', () => {
  expect(options().webPreferences).toMatchObject({ contextIsolation: true });
});

test('4 every process is in the sandbox, before the first one starts', () => {
  expect(options().webPreferences).toMatchObject({ sandbox: true });
  const order = electron.recorded.map((one) => one.on);
  expect(order.indexOf('app.enableSandbox')).toBe(0);
  expect(order.indexOf('app.enableSandbox')).toBeLessThan(order.indexOf('app.whenReady'));
  expect(switches()).not.toContain('no-sandbox');
});

test('5 every permission is denied, asked or looked up; no device, no screen', () => {
  const permissions = [
    'accessibility-events', 'background-sync', 'clipboard-read', 'clipboard-sanitized-write', 'deprecated-sync-clipboard-read', 'display-capture', 'fileSystem', 'fullscreen', 'geolocation', 'hid', 'idle-detection', 'keyboardLock', 'media', 'mediaKeySystem',
    'midi', 'midiSysex', 'notifications', 'openExternal', 'payment-handler', 'periodic-background-sync', 'pointerLock', 'screen-wake-lock', 'sensors', 'serial', 'speaker-selection', 'storage-access', 'top-level-storage-access', 'unknown', 'usb', 'window-management',
  ];
  for (const permission of permissions) {
    const answer = vi.fn();
    electron.handlers.get('permission')!({}, permission, answer);
    expect([permission, answer.mock.calls, electron.handlers.get('permissionCheck')!({}, permission)]).toEqual([permission, [[false]], false]);
  }
  expect(electron.handlers.get('device')!({ deviceType: 'usb' })).toBe(false);
  const display = vi.fn();
  electron.handlers.get('display')!({}, display);
  expect(display.mock.calls).toEqual([[{}]]);
  expect(prevented((event) => shell.contents.emit('select-bluetooth-device', event, [], () => undefined))).toBe(true);
});

test('6 the web’s own walls are up', () => {
  expect(options().webPreferences).toMatchObject({ webSecurity: true });
  expect(switches().filter((name) => /web-security|site-isolation|allow-file|insecure|remote-debugging|ignore-certificate/.test(name))).toEqual([]);
});

test('7 every answer carries the one strict policy', async () => {
  for (const url of ['app://bilocate/', 'app://bilocate/assets/a.js', 'app://bilocate/none']) {
    const { headers } = (await electron.handlers.get('protocol app')!({ url, method: 'GET' })) as Response;
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) expect(headers.get(name)).toBe(value);
  }
  expect(CONTENT_SECURITY_POLICY).toBe("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'");
});

test('8 no insecure content', () => {
  expect(options().webPreferences).toMatchObject({ allowRunningInsecureContent: false });
});

test('9 no experiments of Chromium', () => {
  expect(options().webPreferences).toMatchObject({ experimentalFeatures: false });
  expect(switches().filter((name) => /enable-features|experimental|js-flags/.test(name))).toEqual([]);
});

test('10 no features of Blink are switched on', () => {
  expect(Object.keys(options().webPreferences).filter((name) => /Blink/.test(name))).toEqual([]);
  expect(switches().filter((name) => /blink/.test(name))).toEqual([]);
});

test('11 no webview, so none that may open windows', () => {
  expect(options().webPreferences).toMatchObject({ webviewTag: false });
  const pages = readdirSync(join(root, 'src-renderer'), { recursive: true, encoding: 'utf8' }).filter((name) => /\.(vue|html|ts)$/.test(name));
  expect(pages.filter((name) => /<webview|allowpopups|<iframe|<object|<embed/i.test(textOf('src-renderer', name)))).toEqual([]);
});

test('12 a webview that comes all the same is prevented', () => {
  expect(prevented((event) => shell.contents.emit('will-attach-webview', event, {}, {}))).toBe(true);
});

describe('13 no navigation', () => {
  const leave = (name: string, url: string, isMainFrame = true) => prevented((event) => shell.contents.emit(name, { ...event, url, isMainFrame }));
  test.each(['will-navigate', 'will-redirect', 'will-frame-navigate'])('%s leaves for nowhere but our own page, and never in a frame', (name) => {
    const elsewhere = requests.filter(([url, cancelled]) => cancelled || !url.startsWith('app:')).map(([url]) => url);
    expect(elsewhere.filter((url) => !leave(name, url))).toEqual([]);
    expect(leave(name, 'app://bilocate/#/findings')).toBe(false);
    expect(leave(name, 'app://bilocate/', false)).toBe(true);
  });
  test('in windows that come later, too', () => {
    const later = new electron.BrowserWindow({}).webContents;
    expect(prevented((event) => later.emit('will-navigate', { ...event, url: 'https://evil.test/', isMainFrame: true }))).toBe(true);
  });
});

test('14 no new window', () => {
  for (const [url] of requests) expect(electron.handlers.get('windowOpen')!({ url })).toEqual({ action: 'deny' });
});

test('15 nothing is handed to another program', () => {
  expect(electron.given('shell.openExternal')).toEqual([]);
  expect(sources).not.toMatch(/openExternal|openPath|showItemInFolder|[{,] shell[ ,}]/);
  expect(prevented((event) => electron.app.emit('open-url', event, 'bilocate:x'))).toBe(true);
});

test('16 the version of Electron is the one that was looked at, to the digit', () => {
  const { devDependencies } = JSON.parse(textOf('package.json')) as { devDependencies: Record<string, string> };
  const { packages } = JSON.parse(textOf('package-lock.json')) as { packages: Record<string, { version?: string }> };
  const { electronVersion } = parse(textOf('electron-builder.yml')) as { electronVersion: string };
  const [, version, day] = /Electron (\d+\.\d+\.\d+), looked at on (\d{4}-\d\d-\d\d)/.exec(textOf('docs', 'electron.md')) ?? [];
  expect({ inPackage: devDependencies.electron, inLock: packages['node_modules/electron']?.version, packaged: electronVersion }).toEqual({ inPackage: version, inLock: version, packaged: version });
  expect(Number.isNaN(Date.parse(day!))).toBe(false);
});

test('17 who asks is looked at: our own top frame at our own origin', async () => {
  expect(await electron.ask(shell.frame, 'call', 'case.summary', {})).toEqual({ ok: true, value: null });
  const refused = { ok: false, fault: { code: 'call/refused', params: {}, retryable: false } };
  const twin = { ...shell.frame };
  for (const channel of electron.channels.keys()) {
    for (const frame of [null, undefined, {}, twin, { url: 'https://evil.test/' }]) await expect(electron.ask(frame, channel, 'case.summary', {}).then((reply) => reply, () => refused)).resolves.toEqual(refused);
    for (const url of ['https://evil.test/', 'about:blank', 'app://bilocate.evil.test/', 'app://bilocate', 'data:text/html,x', 'file:///x']) {
      shell.frame.url = url;
      expect(await electron.ask(shell.frame, channel, 'case.summary', {})).toEqual(refused);
    }
    shell.frame.url = 'app://bilocate/';
  }
});

describe('18 a scheme of our own, not file://', () => {
  const get = (url: string, method = 'GET') => electron.handlers.get('protocol app')!({ url, method }) as Promise<Response>;
  test('it is standard and secure, and gives no more rights than that', () => {
    expect(electron.given('protocol.registerSchemesAsPrivileged')).toEqual([[[{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }]]]);
    expect(sources).not.toMatch(/loadFile|file:\/\//);
  });
  test('it serves the built files', async () => {
    expect([(await get('app://bilocate/')).status, await (await get('app://bilocate/index.html?x#/findings')).text(), (await get('app://bilocate/assets/a.js')).headers.get('content-type')]).toEqual([200, '<!doctype html>', 'text/javascript; charset=utf-8']);
  });
  test.each(notServed)('%j is 404 and has no body', async (url) => {
    const answer = await get(url);
    expect([answer.status, await answer.text(), answer.headers.get('content-security-policy')]).toEqual([404, '', CONTENT_SECURITY_POLICY]);
  });
  test.each(['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'get'])('%s is 404', async (method) => expect((await get('app://bilocate/', method)).status).toBe(404));
});

test('19 the fuses are as they must be', () => {
  const { electronFuses, asar } = parse(textOf('electron-builder.yml')) as { electronFuses: Record<string, boolean>; asar: boolean };
  expect(electronFuses).toEqual({
    runAsNode: false, enableCookieEncryption: true, enableNodeOptionsEnvironmentVariable: false, enableNodeCliInspectArguments: false, enableEmbeddedAsarIntegrityValidation: true, onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false, grantFileProtocolExtraPrivileges: false,
  });
  expect(Object.keys(electronFuses)).toEqual([...FUSES]);
  expect(asar).toBe(true);
  expect(sources).not.toMatch(/child_process|\.fork\(process|ELECTRON_RUN_AS_NODE/);
});

test('20 the page gets functions and no object of Electron', async () => {
  await import('../../src-main/electron/preload.ts');
  expect([...electron.exposed.keys()]).toEqual(['bilocate']);
  const bridge = electron.exposed.get('bilocate')!;
  expect(Object.keys(bridge).sort()).toEqual(['ask', 'choose', 'copy', 'drop', 'onNews']);
  for (const one of Object.values(bridge)) expect(typeof one).toBe('function');
  const heard: unknown[][] = [];
  const stop = (bridge.onNews as unknown as (listener: (...given: unknown[]) => void) => () => void)((...given) => heard.push(given));
  electron.ipcRenderer.emit('news', { sender: 'an object of Electron' }, { kind: 'case', state: 1 });
  stop();
  electron.ipcRenderer.emit('news', {}, { kind: 'case', state: 2 });
  expect(heard).toEqual([[{ kind: 'case', state: 1 }]]);
  expect(textOf('src-main', 'electron', 'preload.ts')).not.toMatch(/: ipcRenderer[,\s]|sendSync|require|process\./);
});

test('all of it: the window’s preferences are the frozen ones, and nothing besides', () => {
  const { preload, ...rest } = options().webPreferences;
  expect(rest).toEqual(WEB_PREFERENCES);
  expect(Object.isFrozen(WEB_PREFERENCES)).toBe(true);
  expect(rest).toEqual({
    contextIsolation: true, sandbox: true, nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false, webSecurity: true, allowRunningInsecureContent: false, experimentalFeatures: false, plugins: false, webviewTag: false,
    navigateOnDragDrop: false, safeDialogs: true, spellcheck: false, devTools: false,
  });
  expect(String(preload)).toMatch(/preload\.cjs$/);
  expect(sources.match(/new BrowserWindow/g)).toHaveLength(1);
});
