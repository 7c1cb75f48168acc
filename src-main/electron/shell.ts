import { app, BrowserWindow, clipboard, dialog, ipcMain, Menu, protocol, session, utilityProcess } from 'electron';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { App } from '../host/app.ts';
import type { Spawn } from '../host/case-desk.ts';
import { chosenPaths } from '../host/chosen-paths.ts';
import type { Folders } from '../host/paths.ts';
import { staticFiles } from '../host/static-files.ts';
import { entryUrl } from '../jobs/entries.ts';
import { chooser } from './dialogs.ts';
import { appMenu } from './menu.ts';
import { channelsOf, servedFrom } from './requests.ts';
import { utilityPort } from './utility-port.ts';
import { denyApp, denySession, ORIGIN, SCHEME, windowOptions } from './window.ts';

/** What only the start of the process can set: no names are resolved, no media connection leaves by another way, Chromium asks nobody for anything of its own. */
const SWITCHES = [
  ['host-resolver-rules', 'MAP * ~NOTFOUND'], ['webrtc-ip-handling-policy', 'disable_non_proxied_udp'], ['force-webrtc-ip-handling-policy', 'disable_non_proxied_udp'],
  ['disable-background-networking'], ['disable-component-update'], ['disable-domain-reliability'], ['disable-breakpad'], ['no-pings'],
] as const;

/**
 * Window, menu, protocol, dialogs and IPC around the same `answer()` that the loopback host and the tests use. No other room imports electron.
 * What a second start or the system asks to open is not looked at: a case is opened by who works here, in the window.
 */
export function openShell(where: Folders, open: (spawn: Spawn) => App): void {
  app.enableSandbox();
  for (const [name, value] of SWITCHES) app.commandLine.appendSwitch(name, value);
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
  // Chromium's own files apart from ours, and on the same stick where everything lies on one.
  app.setPath('userData', join(where.config, 'window'));
  if (!app.requestSingleInstanceLock()) return app.quit();
  app.on('open-file', (event) => event.preventDefault());
  app.on('open-url', (event) => event.preventDefault());
  denyApp(app);
  void app.whenReady().then(() => start(where, open((entry) => utilityPort(utilityProcess.fork(fileURLToPath(entryUrl(entry)), [], { stdio: 'ignore' })))));
}

async function start(where: Folders, host: App): Promise<void> {
  denySession(session.defaultSession);
  protocol.handle(SCHEME, servedFrom(staticFiles(where.renderer)));
  Menu.setApplicationMenu(appMenu());

  const window = new BrowserWindow(windowOptions(join(import.meta.dirname, '../../preload/preload.cjs')));
  const own = () => (window.isDestroyed() ? null : window.webContents.mainFrame);
  const paths = chosenPaths();
  const channels = channelsOf({ answer: host.answer, paths, choose: chooser(dialog, () => window, paths), copy: (text) => clipboard.writeText(text), own });
  for (const [name, handle] of Object.entries(channels)) ipcMain.handle(name, handle);
  window.once('closed', host.onNews((news) => own()?.send('news', news)));

  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  app.on('window-all-closed', () => app.quit());
  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    // The case becomes one plain file first.
    event.preventDefault();
    void host.close().finally(() => {
      closed = true;
      app.quit();
    });
  });
  await window.loadURL(`${ORIGIN}/`);
}
