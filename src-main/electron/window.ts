import type { App, BrowserWindowConstructorOptions, Session } from 'electron';

export const SCHEME = 'app';
export const ORIGIN = `${SCHEME}://bilocate`;

/** The one window factory's options: isolated, sandboxed, without Node. */
export function windowOptions(preload: string): BrowserWindowConstructorOptions {
  return {
    width: 1440,
    height: 900,
    minWidth: 1180,
    minHeight: 700,
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      spellcheck: false,
      devTools: false,
    },
  };
}

/** Offline means offline: no navigation away, no new window, no permission, no request but our own scheme. */
export function denyEverything(app: App, session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  session.setSpellCheckerEnabled(false);
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !details.url.startsWith(`${ORIGIN}/`) && !/^(blob|data):/.test(details.url) }));
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-attach-webview', (event) => event.preventDefault());
    for (const leaving of ['will-navigate', 'will-redirect'] as const) {
      contents.on(leaving as 'will-navigate', (event) => {
        if (!event.url.startsWith(`${ORIGIN}/`)) event.preventDefault();
      });
    }
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}
