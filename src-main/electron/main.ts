import { app, BrowserWindow, ipcMain, Menu, net, protocol, session, utilityProcess } from 'electron';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openApp } from '../host/open-app.ts';
import { SECURITY_HEADERS } from '../host/security-headers.ts';
import { staticFiles } from '../host/static-files.ts';
import { entryUrl } from '../jobs/entries.ts';
import { utilityPort } from './utility-port.ts';
import { appMenu } from './menu.ts';
import { denyEverything, isOurs, ORIGIN, SCHEME, windowOptions } from './window.ts';

// The shell: window, menu, protocol, IPC to the same `answer()` that the loopback host and the tests use. Nothing else imports electron.
app.enableSandbox();
app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
app.commandLine.appendSwitch('force-webrtc-ip-handling-policy', 'disable_non_proxied_udp');
protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
if (!app.requestSingleInstanceLock()) app.quit();

void app.whenReady().then(async () => {
  const host = openApp({
    environment: process.env,
    host: 'electron',
    spawn: (entry) => utilityPort(utilityProcess.fork(entryUrl(entry).pathname, [], { stdio: 'ignore' })),
  });
  const files = staticFiles(host.folders.renderer);
  protocol.handle(SCHEME, async (request) => {
    const file = files.get(new URL(request.url).pathname);
    if (!file) return new Response(null, { status: 404, headers: SECURITY_HEADERS });
    const body = await net.fetch(pathToFileURL(file.path).href);
    return new Response(body.body, { headers: { ...SECURITY_HEADERS, 'content-type': file.type } });
  });
  denyEverything(app, session.defaultSession);
  Menu.setApplicationMenu(appMenu());

  const window = new BrowserWindow(windowOptions(join(import.meta.dirname, '../../preload/preload.cjs')));
  ipcMain.handle('call', (event, name: unknown, input: unknown) => {
    if (!isOurs(event.senderFrame, window.webContents.mainFrame) || typeof name !== 'string') return { ok: false, fault: { code: 'call/refused', params: {}, retryable: false } };
    return host.answer(name, input);
  });
  const stopNews = host.onNews((news) => window.webContents.send('news', news));
  window.once('closed', stopNews);
  await window.loadURL(`${ORIGIN}/`);
  app.on('second-instance', () => window.focus());
  app.on('window-all-closed', () => void host.close().then(() => app.quit()));
});
