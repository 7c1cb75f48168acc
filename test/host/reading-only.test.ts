import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { callNames } from '../../src-main/contract/index.ts';
import type { App } from '../../src-main/host/app.ts';
import { openApp } from '../../src-main/host/open-app.ts';
import { serveWeb, type Web } from '../../src-main/host/web.ts';
import { discard, scratch } from '../help/open-cases.ts';

let home: string;
let app: App;
let web: Web;
beforeAll(async () => {
  home = scratch('reading');
  app = openApp({ environment: { BILOCATE_HOME: home }, host: 'loopback' });
  await app.answer('analyst.set', { name: 'A. Lindqvist' });
  await app.answer('case.create', { title: 'Reading' });
  web = await serveWeb({ answer: app.answer, onNews: app.onNews, inbox: app.inbox, renderer: join(import.meta.dirname), port: 0 });
});
afterAll(async () => {
  await web.close();
  await app.close();
  discard(home);
});

const get = (path: string, headers: Record<string, string>) =>
  new Promise<{ status: number; cookie: string }>((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port: web.port, path, headers, agent: false }, (response) => {
      resolve({ status: response.statusCode ?? 0, cookie: response.headers['set-cookie']?.[0]?.split(';')[0] ?? '' });
      response.destroy();
    });
    request.on('error', reject);
    request.end();
  });

/** Every byte that the app has written, by file; what the processes hold in common is no content. */
function everything(): Readonly<Record<string, string>> {
  const files = readdirSync(home, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && !entry.name.endsWith('-shm'));
  return Object.fromEntries(files.map((entry) => join(entry.parentPath, entry.name)).sort().map((path) => [path, createHash('sha256').update(readFileSync(path)).digest('hex')]));
}

test('a GET changes nothing: not of a page, a call, an upload, whatever its parameters are; the case and its log keep every byte', async () => {
  const { cookie } = await get(web.link.slice(`http://127.0.0.1:${web.port}`.length), { host: `127.0.0.1:${web.port}` });
  const log = await app.answer('case.log', {});
  // What the app makes by itself after a case was made, the snapshot of its columns, is there with this answer.
  expect(await app.answer('overview.get', {})).toMatchObject({ ok: true });
  const before = everything();
  const paths = ['/', '/index.html', '/open', '/open?token=x', '/news', '/upload/abcd-1234/a.json', ...callNames.map((name) => `/call/${name}`), '/call/case.create?title=x', '/call/case.close?', '/call/finding.verdict?input={}'];
  const answers = [];
  for (const path of paths) answers.push((await get(path, { host: `127.0.0.1:${web.port}`, cookie, 'x-bilocate': '1', 'content-type': 'application/json' })).status);
  expect(answers.filter((status) => ![200, 303, 404].includes(status))).toEqual([]);
  expect(answers.filter((status) => status === 404).length).toBeGreaterThanOrEqual(callNames.length + 4);
  expect(everything()).toEqual(before);
  expect(await app.answer('case.log', {})).toEqual(log);
});
