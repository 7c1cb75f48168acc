import { afterEach, expect, test } from 'vitest';
import type { News } from '../../src-main/contract/index.ts';
import { SessionEnded, Unreachable } from '../../src-renderer/src/transport/client.ts';
import { httpTransport } from '../../src-renderer/src/transport/http.ts';
import { linesOf } from '../../src-renderer/src/transport/lines.ts';
import { gatherEntries, gatherFiles } from '../../src-renderer/src/transport/gather.ts';
import { loopback, reply, type Loopback } from './loopback.ts';

let host: Loopback | undefined;
afterEach(() => host?.close());

test('a question is a POST with JSON, and with the header that another origin cannot set', async () => {
  host = await loopback((_asked, response) => reply(response, { rows: [] }));
  expect(await httpTransport(host.base).ask('case.log', { after: 0 })).toEqual({ ok: true, value: { rows: [] } });
  expect(host.asked[0]).toMatchObject({ method: 'POST', url: '/call/case.log', body: '{"after":0}', headers: { 'content-type': 'application/json', 'x-bilocate': '1' } });
});

test('a fault is an answer, whatever the status', async () => {
  const fault = { code: 'case/locked', params: { holder: 'x' }, retryable: true };
  host = await loopback((_asked, response) => { response.statusCode = 409; response.end(JSON.stringify({ ok: false, fault })); });
  expect(await httpTransport(host.base).ask('case.open', { path: '/x' })).toEqual({ ok: false, fault });
});

test('401 without a body means that the session has ended', async () => {
  host = await loopback((_asked, response) => { response.statusCode = 401; response.end(); });
  await expect(httpTransport(host.base).ask('app.info', {})).rejects.toBeInstanceOf(SessionEnded);
});

test('nobody there is said as such, and nonsense is a bug', async () => {
  await expect(httpTransport('http://127.0.0.1:1').ask('app.info', {})).rejects.toBeInstanceOf(Unreachable);
  host = await loopback((_asked, response) => { response.end('<html>'); });
  await expect(httpTransport(host.base).ask('app.info', {})).rejects.toThrow('without a reply');
});

test('news come line by line, and the stream is followed again after it was cut', async () => {
  let round = 0;
  host = await loopback((_asked, response) => {
    round += 1;
    response.write(`{"kind":"hello","version":"${round}"}\n\n{"kind":"ca`);
    setTimeout(() => { response.write(`se","state":${round}}\n`); if (round === 1) response.end('{"kind":"job","job":{"cut'); }, 20);
  });
  const heard: News[] = [];
  const line: boolean[] = [];
  await new Promise<void>((resolve) => {
    const stop = httpTransport(host!.base).onNews((news) => { heard.push(news); if (heard.length === 4) { stop(); resolve(); } }, (up) => line.push(up));
  });
  expect(heard).toEqual([{ kind: 'hello', version: '1' }, { kind: 'case', state: 1 }, { kind: 'hello', version: '2' }, { kind: 'case', state: 2 }]);
  expect(line).toEqual([true, false, true]);
});

test('lines survive a cut inside a character', async () => {
  const bytes = new TextEncoder().encode('"Zürich"\n"東京"\nunfinished');
  const stream = new ReadableStream<Uint8Array>({ start(out) { for (const byte of bytes) out.enqueue(Uint8Array.of(byte)); out.close(); } });
  const lines: string[] = [];
  for await (const one of linesOf(stream)) lines.push(one);
  expect(lines).toEqual(['"Zürich"', '"東京"']);
});

test('a dropped folder is walked whole, page by page; a picked one brings its paths', async () => {
  const file = (path: string) => ({ isFile: true, isDirectory: false, name: path, fullPath: path, file: (done: (file: File) => void) => done(new File(['x'], path)) }) as unknown as FileSystemEntry;
  const pages = [[file('/d/b.json'), file('/d/a.json')], [file('/d/c.json')], []];
  const folder = { isFile: false, isDirectory: true, name: 'd', fullPath: '/d', createReader: () => ({ readEntries: (done: (page: FileSystemEntry[]) => void) => done(pages.shift() ?? []) }) } as unknown as FileSystemEntry;
  expect((await gatherEntries([folder, file('/z.gz')])).map((one) => one.path)).toEqual(['d/a.json', 'd/b.json', 'd/c.json', 'z.gz']);
  expect(gatherFiles([Object.assign(new File(['x'], 'p.json'), { webkitRelativePath: 'stick/p.json' })])[0]?.path).toBe('stick/p.json');
});
