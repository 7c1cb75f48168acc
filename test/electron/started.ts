import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { vi } from 'vitest';
import { openApp } from '../../src-main/host/open-app.ts';
import { folders } from '../../src-main/host/paths.ts';
import type { App } from '../../src-main/host/app.ts';
import { discard, scratch } from '../help/open-cases.ts';
import * as electron from './electron.stub.ts';

export interface Started {
  readonly folder: string;
  readonly host: App;
  /** The top frame of the window. */
  readonly frame: { url: string };
  readonly contents: electron.BrowserWindow['webContents'];
  end(): Promise<void>;
}

/** The shell as `main.ts` starts it, over the stub and a made-up build, with the real host behind it. */
export async function startShell(): Promise<Started> {
  const folder = scratch('shell');
  const build = join(folder, 'build');
  mkdirSync(join(build, 'assets'), { recursive: true });
  writeFileSync(join(build, 'index.html'), '<!doctype html>');
  writeFileSync(join(build, 'assets', 'a.js'), 'export {};');
  writeFileSync(join(folder, 'secret.json'), '{}');
  symlinkSync(join(folder, 'secret.json'), join(build, 'linked.json'));
  const { openShell } = await import('../../src-main/electron/shell.ts');
  let host: App | undefined;
  openShell({ ...folders({ BILOCATE_HOME: folder }), renderer: build }, () => (host = openApp({ environment: { BILOCATE_HOME: folder }, host: 'electron' })));
  await vi.waitFor(() => {
    if (electron.given('window.loadURL').length === 0) throw new Error('no page yet');
  });
  const contents = electron.windows[0]!.webContents;
  return {
    folder, host: host!, frame: contents.mainFrame, contents,
    async end() {
      await host!.close();
      discard(folder);
    },
  };
}
