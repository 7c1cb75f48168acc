import { EventEmitter } from 'node:events';

// Stands where the module `electron` stands, for tests: its binary is not on every machine, and under Node the module would try to download it. It keeps what is asked of
// it, and lets a test be the system: emit events, answer dialogs, ask over IPC with the structured clone that Electron makes.

type Given = readonly unknown[];
export const recorded: { readonly on: string; readonly given: Given }[] = [];
const note = (on: string) => (...given: unknown[]): void => void recorded.push({ on, given });
export const given = (on: string): readonly Given[] => recorded.filter((one) => one.on === on).map((one) => one.given);

type Listener = (...given: never[]) => unknown;
/** Handlers that were set, by name. */
export const handlers = new Map<string, (...given: unknown[]) => unknown>();
const keep = (name: string) => (listener: Listener): void => void handlers.set(name, listener as (...given: unknown[]) => unknown);

/** What the system answers. */
export const system = { isOnly: true, opened: [] as string[], saved: '', copied: [] as string[] };

export const app = Object.assign(new EventEmitter(), {
  enableSandbox: note('app.enableSandbox'),
  commandLine: { appendSwitch: note('app.commandLine.appendSwitch') },
  setPath: note('app.setPath'),
  requestSingleInstanceLock: () => system.isOnly,
  whenReady: () => Promise.resolve(note('app.whenReady')()),
  quit: note('app.quit'),
});

class Contents extends EventEmitter {
  readonly mainFrame = { url: '', send: note('frame.send') };
  readonly setWindowOpenHandler = keep('windowOpen');
  readonly setWebRTCIPHandlingPolicy = note('contents.setWebRTCIPHandlingPolicy');
}

/** Windows in the order in which they were made. */
export const windows: BrowserWindow[] = [];
export class BrowserWindow extends EventEmitter {
  readonly webContents = new Contents();
  isGone = false;
  constructor(options: unknown) {
    super();
    note('new BrowserWindow')(options);
    windows.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }
  loadURL(url: string): Promise<void> {
    this.webContents.mainFrame.url = url;
    return Promise.resolve(note('window.loadURL')(url));
  }
  readonly focus = note('window.focus');
  readonly restore = note('window.restore');
  isMinimized = (): boolean => true;
  isDestroyed = (): boolean => this.isGone;
}

export const session = {
  defaultSession: Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: keep('permission'), setPermissionCheckHandler: keep('permissionCheck'), setDevicePermissionHandler: keep('device'), setDisplayMediaRequestHandler: keep('display'),
    setCertificateVerifyProc: keep('certificate'), setSpellCheckerEnabled: note('session.setSpellCheckerEnabled'), setSpellCheckerDictionaryDownloadURL: note('session.setSpellCheckerDictionaryDownloadURL'),
    webRequest: { onBeforeRequest: keep('beforeRequest') },
  }),
};

export const protocol = { registerSchemesAsPrivileged: note('protocol.registerSchemesAsPrivileged'), handle: (scheme: string, handle: Listener) => keep(`protocol ${scheme}`)(handle) };
export const Menu = { buildFromTemplate: (template: unknown) => template, setApplicationMenu: note('Menu.setApplicationMenu') };
export const clipboard = { writeText: (text: string) => void system.copied.push(text) };
export const dialog = {
  showOpenDialog: (...all: unknown[]) => Promise.resolve((note('dialog.showOpenDialog')(...all), { canceled: system.opened.length === 0, filePaths: system.opened })),
  showSaveDialog: (...all: unknown[]) => Promise.resolve((note('dialog.showSaveDialog')(...all), { canceled: system.saved === '', filePath: system.saved })),
};
export const utilityProcess = { fork: (...all: unknown[]) => (note('utilityProcess.fork')(...all), Object.assign(new EventEmitter(), { pid: 7, postMessage: note('child.postMessage'), kill: note('child.kill') })) };

export const channels = new Map<string, (event: { readonly senderFrame: unknown }, ...given: unknown[]) => Promise<unknown>>();
export const ipcMain = { handle: (name: string, handle: (event: { readonly senderFrame: unknown }, ...all: unknown[]) => Promise<unknown>) => void channels.set(name, handle) };
/** Asks as a frame of a page would. */
export async function ask(senderFrame: unknown, channel: string, ...all: unknown[]): Promise<unknown> {
  const handle = channels.get(channel);
  if (!handle) throw new Error(`No handler registered for '${channel}'`);
  return handle({ senderFrame }, ...(structuredClone(all) as unknown[]));
}

// The half that a preload script sees.
export const exposed = new Map<string, Readonly<Record<string, (...given: never[]) => unknown>>>();
export const contextBridge = { exposeInMainWorld: (name: string, api: Readonly<Record<string, (...given: never[]) => unknown>>) => void exposed.set(name, api) };
export const ipcRenderer = Object.assign(new EventEmitter(), { invoke: (channel: string, ...all: unknown[]) => ask(windows[0]?.webContents.mainFrame, channel, ...all) });
export const webUtils = { getPathForFile: (file: File & { readonly path?: string }) => file.path ?? '' };

// What must never be touched.
export const shell = { openExternal: note('shell.openExternal'), openPath: note('shell.openPath') };
export const crashReporter = { start: note('crashReporter.start') };
export const autoUpdater = { setFeedURL: note('autoUpdater.setFeedURL'), checkForUpdates: note('autoUpdater.checkForUpdates') };
export const net = { request: note('net.request'), fetch: note('net.fetch') };
