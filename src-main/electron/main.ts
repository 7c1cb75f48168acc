import { app, BrowserWindow, ipcMain, Menu, protocol, session, utilityProcess } from 'electron';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openApp } from '../host/open-app.ts';
import { staticFiles } from '../host/static-files.ts';
import { entryUrl } from '../jobs/entries.ts';
import { utilityPort } from './utility-port.ts';
import { appMenu } from './menu.ts';
import { callsOf, servedFrom } from './requests.ts';
import { denyEverything, ORIGIN, SCHEME, windowOptions } from './window.ts';

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
    spawn: (entry) => utilityPort(utilityProcess.fork(fileURLToPath(entryUrl(entry)), [], { stdio: 'ignore' })),
  });
  protocol.handle(SCHEME, servedFrom(staticFiles(host.folders.renderer)));
  denyEverything(app, session.defaultSession);
  Menu.setApplicationMenu(appMenu());

  const window = new BrowserWindow(windowOptions(join(import.meta.dirname, '../../preload/preload.cjs')));
  ipcMain.handle('call', callsOf(host, () => window.webContents.mainFrame));
  const stopNews = host.onNews((news) => window.webContents.send('news', news));
  window.once('closed', stopNews);
  await window.loadURL(`${ORIGIN}/`);
  app.on('second-instance', () => window.focus());
  app.on('window-all-closed', () => void host.close().then(() => app.quit()));
});
