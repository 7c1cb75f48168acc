import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ESLint } from 'eslint';
import { describe, expect, test } from 'vitest';
import { root } from '../help/open-cases.ts';

const eslint = new ESLint({ cwd: root, overrideConfigFile: join(root, 'eslint.config.mjs') });
const OFFLINE = 'Offline means offline';

/** What the lint of this project says against a text in a place, of what is about the network. */
async function against(text: string, place = 'src-main/case/made-up.ts'): Promise<readonly string[]> {
  const [result] = await eslint.lintText(text, { filePath: join(root, place) });
  return result!.messages.filter((one) => one.message.includes(OFFLINE) || one.fatal).map((one) => `${one.line}: ${one.ruleId ?? one.message}`);
}

describe('source that could reach another machine is refused', () => {
  test.each([
    "import { request } from 'node:http';", "import https from 'https';", "import { connect } from 'node:net';", "import { createSocket } from 'dgram';", "import { connect } from 'node:tls';", "import { lookup } from 'node:dns';", "import { lookup } from 'node:dns/promises';",
    "import { connect } from 'node:http2';", "import { fetch } from 'undici';", "import * as net from 'node:net';", "export * from 'node:https';", "import { open } from 'node:inspector';", "import { autoUpdater } from 'electron-updater';",
    "await import('node:https');", "await fetch('x');", "globalThis.fetch('x');", "window['fetch']; window.fetch('x');", "new WebSocket('x');", "new EventSource('x');", "new XMLHttpRequest();", "navigator.sendBeacon('x');", 'new RTCPeerConnection();', "new WebTransport('x');", "new Worker('x');",
    "navigator.serviceWorker.register('x');", "electron.autoUpdater.checkForUpdates();", "shell.openExternal('x');", "const a = 'https://evil.test/';", 'const a = `http://${host}/`;', "const a = 'wss://evil.test';", "const a = 'see HTTPS://evil.test';", "const a = 'http://www.w3.org/x';",
  ])('%s', async (text) => {
    expect(await against(text)).not.toEqual([]);
    expect(await against(text, 'src-renderer/src/views/made-up.ts')).not.toEqual([]);
  });

  test('in a component of the page, too', async () => {
    expect(await against("<script setup lang=\"ts\">\nvoid fetch('x');\n</script>\n<template><p>x</p></template>", 'src-renderer/src/views/made-up/MadeUp.vue')).toEqual(['2: no-restricted-globals']);
  });

  test('what names no other machine passes', async () => {
    for (const text of ["import { isIP } from 'node:net';", "import type { IncomingMessage } from 'node:http';", "const a = 'http://www.w3.org/2000/svg';", "const a = 'see README';", "import { readFile } from 'node:fs/promises';"]) expect([text, await against(text)]).toEqual([text, []]);
  });
});

test('only the loopback host, its other end in the page and three lists of words are let off', async () => {
  const places = ['src-main', 'src-renderer'].flatMap((top) => readdirSync(join(root, top), { recursive: true, encoding: 'utf8' }).map((name) => `${top}/${name}`)).filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'));
  const free = { network: [] as string[], addresses: [] as string[] };
  for (const place of places) {
    const { rules = {} } = (await eslint.calculateConfigForFile(join(root, place))) as { rules?: Record<string, readonly unknown[]> };
    if (rules['no-restricted-globals']?.[0] !== 2 || rules['@typescript-eslint/no-restricted-imports']?.[0] !== 2) free.network.push(place);
    if (!JSON.stringify(rules['no-restricted-syntax']).includes('https?')) free.addresses.push(place);
  }
  expect(free).toEqual({ network: ['src-main/host/web.ts', 'src-renderer/src/transport/http.ts'], addresses: expect.arrayContaining(['src-main/enrich/mmdb/vendors.ts', 'src-main/evidence/formats/looks-like.ts', 'src-main/host/request-guard.ts', 'src-main/host/web.ts']) as string[] });
  expect(free.addresses).toHaveLength(4);
});
