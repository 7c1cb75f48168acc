import type { App, BrowserWindowConstructorOptions, Session, WebContents } from 'electron';

export const SCHEME = 'app';
export const ORIGIN = `${SCHEME}://bilocate`;

/** Isolated, sandboxed, without Node, without developer tools; a test holds it to this. */
export const WEB_PREFERENCES = Object.freeze({
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  plugins: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  safeDialogs: true,
  spellcheck: false,
  devTools: false,
});

/** The options of the one window. */
export function windowOptions(preload: string): BrowserWindowConstructorOptions {
  return { width: 1440, height: 900, minWidth: 1180, minHeight: 700, title: 'Bilocate', webPreferences: { ...WEB_PREFERENCES, preload } };
}

/** Our own pages and files, and what the page itself holds in memory. */
export function isOurs(url: string): boolean {
  return url.startsWith(`${ORIGIN}/`) || url.startsWith(`blob:${ORIGIN}/`) || url.startsWith('data:');
}

/** No certificate, no name and password for anybody; in every window, frame and view that ever comes to be: no navigation away, no new window. */
export function denyApp(app: App): void {
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, answer) => {
    event.preventDefault();
    answer(false);
  });
  for (const asking of ['select-client-certificate', 'login'] as const) app.on(asking as 'login', (event) => event.preventDefault());
  app.on('web-contents-created', (_event, contents) => denyContents(contents));
}

function denyContents(contents: WebContents): void {
  contents.on('will-attach-webview', (event) => event.preventDefault());
  for (const leaving of ['will-navigate', 'will-redirect', 'will-frame-navigate'] as const) {
    contents.on(leaving as 'will-navigate', (event) => {
      // Frames there are none: what is shown is our page, in the window itself.
      if (!event.isMainFrame || !event.url.startsWith(`${ORIGIN}/`)) event.preventDefault();
    });
  }
  for (const choosing of ['select-bluetooth-device', 'login'] as const) contents.on(choosing as 'login', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}

/** Offline means offline: no permission, no device, no download, no request but our own scheme. */
export function denySession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  // -2: refused, whatever Chromium thinks of it. Nothing here speaks TLS.
  session.setCertificateVerifyProc((_request, answer) => answer(-2));
  session.setSpellCheckerEnabled(false);
  session.setSpellCheckerDictionaryDownloadURL(`${ORIGIN}/none/`);
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !isOurs(details.url) }));
  session.on('will-download', (event) => event.preventDefault());
}
