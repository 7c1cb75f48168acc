import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { News } from '../../src-main/contract/index.ts';
import { openInbox } from '../../src-main/host/inbox.ts';
import { SECURITY_HEADERS } from '../../src-main/host/security-headers.ts';
import { serveWeb, type Web } from '../../src-main/host/web.ts';

let web: Web;
let folder: string;
const asked: { name: string; input: unknown }[] = [];
const listeners = new Set<(news: News) => void>();

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
}

/** A raw request: fetch would not let us set Host, Origin or Cookie. */
function send(method: string, path: string, headers: Record<string, string> = {}, body = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port: web.port, method, path, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => (text += part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
    });
    request.on('error', reject);
    request.end(body);
  });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bilocate-web-'));
  mkdirSync(join(folder, 'renderer', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'renderer', 'index.html'), '<!doctype html><title>Bilocate</title>');
  writeFileSync(join(folder, 'renderer', 'assets', 'a.js'), 'export {};');
  writeFileSync(join(folder, 'secret.txt'), 'not served');
  web = await serveWeb({
    answer: (name, input) => {
      asked.push({ name, input });
      return Promise.resolve({ ok: true, value: { name } });
    },
    onNews: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    inbox: openInbox(join(folder, 'inbox')),
    renderer: join(folder, 'renderer'),
    port: 0,
    patience: 400,
  });
});
afterAll(async () => {
  await web.close();
  rmSync(folder, { recursive: true, force: true });
});

let cookie = '';
const host = () => `127.0.0.1:${web.port}`;
const session = () => ({ cookie, host: host() });
const write = () => ({ ...session(), 'content-type': 'application/json', 'x-bilocate': '1', origin: `http://${host()}` });

describe('without the token', () => {
  test.each([
    ['GET', '/'], ['GET', '/index.html'], ['GET', '/assets/a.js'], ['GET', '/news'], ['POST', '/call/app.info'], ['PUT', '/upload/12345678/a.json'], ['GET', '/open'],
    ['GET', '/open?token='], ['GET', '/open?token=wrong'], ['GET', '/nothing'],
  ])('%s %s is 401 and has no body', async (method, path) => {
    const { status, body } = await send(method, path, { host: host(), 'x-bilocate': '1', 'content-type': 'application/json' }, method === 'GET' ? '' : '{}');
    expect({ status, body }).toEqual({ status: 401, body: '' });
    expect(asked).toEqual([]);
  });
});

describe('with the token', () => {
  test('the link opens once: it gives the session cookie and leads to the page', async () => {
    const path = web.link.slice(`http://${host()}`.length);
    const opened = await send('GET', path, { host: host() });
    expect(opened.status).toBe(303);
    expect(opened.headers.location).toBe('/');
    expect(opened.headers['set-cookie']?.[0]).toMatch(new RegExp(`^bilocate-${web.port}=[A-Za-z0-9_-]{43}; HttpOnly; SameSite=Strict; Path=/$`));
    cookie = opened.headers['set-cookie']![0]!.split(';')[0]!;
    expect((await send('GET', path, { host: host() })).status).toBe(401);
    expect((await send('GET', path, session())).status).toBe(303);
  });

  test('the page comes with the policy, and nothing outside the build does', async () => {
    const page = await send('GET', '/', session());
    expect(page.status).toBe(200);
    expect(page.body).toContain('<title>Bilocate</title>');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'");
    expect(page.headers['access-control-allow-origin']).toBeUndefined();
    expect(page.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' });
    for (const path of ['/../secret.txt', '/%2e%2e/secret.txt', '/assets/../../secret.txt', '/assets/%00', '//etc/passwd', '/secret.txt', '/assets']) {
      expect({ path, status: (await send('GET', path, session())).status }).toEqual({ path, status: 404 });
    }
  });

  test('a call is answered; one without our header, of another type, too large or not JSON is not', async () => {
    const answered = await send('POST', '/call/app.info', write(), '{"a":1}');
    expect(JSON.parse(answered.body)).toEqual({ ok: true, value: { name: 'app.info' } });
    expect(asked.splice(0)).toEqual([{ name: 'app.info', input: { a: 1 } }]);
    const { 'x-bilocate': _header, ...noHeader } = write();
    expect((await send('POST', '/call/app.info', noHeader, '{}')).status).toBe(403);
    expect((await send('POST', '/call/app.info', { ...write(), 'content-type': 'text/plain' }, '{}')).status).toBe(415);
    expect((await send('POST', '/call/app.info', write(), `"${'x'.repeat(1024 * 1024 + 1)}"`)).status).toBe(413);
    expect((await send('POST', '/call/app.info', write(), '{')).status).toBe(400);
    expect((await send('POST', '/call/app.info', { ...write(), origin: 'http://evil.test' }, '{}')).status).toBe(403);
    expect((await send('OPTIONS', '/call/app.info', write())).status).toBe(403);
    expect(asked).toEqual([]);
  });

  test('an upload lands in the inbox under its own name, and only there', async () => {
    const put = (path: string) => send('PUT', `/upload/abcd-1234/${encodeURIComponent(path)}`, write(), 'bytes');
    expect(JSON.parse((await put('logs/a.json')).body)).toEqual({ ok: true, value: { bytes: 5 } });
    expect(readFileSync(join(folder, 'inbox', 'abcd-1234', 'logs', 'a.json'), 'utf8')).toBe('bytes');
    for (const path of ['../x', 'a/../../x', '/etc/x', 'a//b', 'a\\b', 'a\0b', '', '.']) expect({ path, status: (await put(path)).status }).toEqual({ path, status: 400 });
    expect((await send('PUT', '/upload/..%2f..%2fx/a', write(), 'bytes')).status).toBe(400);
    expect(readdirSync(join(folder, 'inbox'))).toEqual(['abcd-1234']);
  });

  test('news come as lines', async () => {
    const line = await new Promise<string>((resolve, reject) => {
      const request = httpRequest({ host: '127.0.0.1', port: web.port, path: '/news', headers: session() }, (response) => {
        response.once('data', (part: Buffer) => {
          resolve(part.toString('utf8'));
          request.destroy();
        });
        setTimeout(() => listeners.forEach((listener) => listener({ kind: 'case', state: 7 })), 20);
      });
      request.on('error', (error) => (error.message.includes('hang up') ? undefined : reject(error)));
      request.end();
    });
    expect(line).toBe('{"kind":"case","state":7}\n');
  });
});

describe('every answer', () => {
  test.each([
    ['the page', 'GET', '/', 200], ['a file of the build', 'GET', '/assets/a.js', 200], ['what is not there', 'GET', '/none', 404], ['the link, spent', 'GET', '/open', 303], ['a call', 'POST', '/call/app.info', 200], ['an upload', 'PUT', '/upload/abcd-5678/a', 200],
    ['no way in', 'POST', '/none', 404], ['an upload that is none', 'PUT', '/upload/x/..', 400], ['another method', 'DELETE', '/', 403],
  ])('%s carries the same strict headers', async (_what, method, path, status) => {
    const answer = await send(method, path, write(), method === 'GET' ? '' : '{}');
    asked.length = 0;
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject(SECURITY_HEADERS);
    expect(Object.keys(answer.headers).filter((name) => !Object.hasOwn(SECURITY_HEADERS, name)).sort().filter((name) => !['connection', 'content-length', 'content-type', 'date', 'keep-alive', 'location', 'transfer-encoding'].includes(name))).toEqual([]);
  });

  test('also to those who have no session, another host or another origin', async () => {
    for (const headers of [{ host: host() }, { host: 'evil.test' }, { ...session(), origin: 'http://evil.test' }, { ...session(), 'sec-fetch-site': 'cross-site' }]) expect((await send('GET', '/', headers)).headers).toMatchObject(SECURITY_HEADERS);
  });

  test('news too, until they end', async () => {
    const headers = await new Promise<object>((resolve, reject) => {
      const request = httpRequest({ host: '127.0.0.1', port: web.port, path: '/news', headers: session() }, (response) => {
        resolve(response.headers);
        request.destroy();
      });
      request.on('error', (error) => (error.message.includes('hang up') ? undefined : reject(error)));
      request.end();
    });
    expect(headers).toMatchObject(SECURITY_HEADERS);
  });

  test('none lets another origin read it, and nobody is asked beforehand', async () => {
    const asking = await send('OPTIONS', '/call/app.info', { ...session(), origin: 'http://evil.test', 'access-control-request-method': 'POST', 'access-control-request-headers': 'x-bilocate' });
    expect([asking.status, Object.keys(asking.headers).filter((name) => name.startsWith('access-control'))]).toEqual([403, []]);
  });
});

describe('whoever keeps a connection and says nothing', () => {
  /** Writes a part of a request and waits for the other side to end it; ms until then. */
  const held = (part: string) =>
    new Promise<number>((resolve, reject) => {
      const began = performance.now();
      const socket = connect(web.port, '127.0.0.1', () => socket.write(part));
      socket.on('data', () => undefined).on('close', () => resolve(performance.now() - began)).on('error', () => undefined);
      setTimeout(() => reject(new Error('still open')), 5000).unref();
    });
  test.each([
    ['in the head', 'GET / HTTP/1.1\r\nHost: x\r\nX-Slow: '],
    ['in the body of a call', () => `POST /call/app.info HTTP/1.1\r\nHost: ${host()}\r\nCookie: ${cookie}\r\nX-Bilocate: 1\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{`],
  ])('%s is let go', async (_where, part) => {
    const ms = await held(typeof part === 'string' ? part : part());
    expect(ms).toBeGreaterThan(200);
    expect(asked).toEqual([]);
  });

  test('and with more connections than there may be, the rest are closed, while those that work go on', async () => {
    const sockets = await Promise.all(Array.from({ length: 60 }, () => new Promise<{ socket: Socket; open: boolean }>((resolve) => {
      const socket: Socket = connect(web.port, '127.0.0.1');
      const one = { socket, open: true };
      socket.on('close', () => (one.open = false)).on('error', () => undefined);
      setTimeout(() => resolve(one), 150);
    })));
    expect(sockets.filter((one) => one.open).length).toBeLessThanOrEqual(32);
    for (const { socket } of sockets) socket.destroy();
    await new Promise((over) => setTimeout(over, 50));
    expect((await send('GET', '/', session())).status).toBe(200);
  });
});

test('the session is 256 random bits, and is in no answer but the one that gives it', async () => {
  expect(Buffer.from(cookie.split('=')[1]!, 'base64url')).toHaveLength(32);
  for (const path of ['/', '/index.html', '/assets/a.js', '/open', '/none']) expect(JSON.stringify(await send('GET', path, session()))).not.toContain(cookie.split('=')[1]);
});

test('only the loopback is listened on', () => {
  const sockets = readFileSync('/proc/net/tcp', 'utf8').split('\n').filter((line) => line.includes(`:${web.port.toString(16).toUpperCase().padStart(4, '0')} 00000000:0000 0A`));
  expect(sockets.map((line) => line.trim().split(/\s+/)[1]!.split(':')[0])).toEqual(['0100007F']);
});
