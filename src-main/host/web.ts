import { randomBytes } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { Fault, type News, type Reply } from '../contract/index.ts';
import { faultShapeOf } from '../kit/faults.ts';
import type { Inbox } from './inbox.ts';
import { turns, watchPresence } from './pace.ts';
import { cookieName, guard, sameText, type Verdict } from './request-guard.ts';
import { SECURITY_HEADERS } from './security-headers.ts';
import { staticFiles } from './static-files.ts';

/** What the loopback host serves. */
export interface WebOptions {
  readonly answer: (name: string, input: unknown) => Promise<Reply<unknown>>;
  readonly onNews: (listener: (news: News) => void) => () => void;
  readonly inbox: Inbox;
  /** Folder of the built renderer. */
  readonly renderer: string;
  /** 0 = any free port. */
  readonly port: number;
  /** How long the head of a request, and the body of a call, may take to come; ms. */
  readonly patience?: number;
  /** After so long (ms) without a request and without anybody who listens to news, `left` is called, and again where it says that the host stays; never without it. */
  readonly idle?: Parameters<typeof watchPresence>[0];
}

export interface Web {
  /** Opens the app once: the token in it is spent by the first use. */
  readonly link: string;
  readonly port: number;
  close(): Promise<void>;
}

const BODY_LIMIT = 1024 * 1024;
const MOST_SOCKETS = 32;
const PATIENCE = 10_000;
/** Requests a second that are answered at once; what is over waits its turn, so nothing that a screen asks is lost. */
const REQUESTS_A_SECOND = 100;
const STATUS: Readonly<Record<Exclude<Verdict, 'allowed'>, number>> = { 'wrong-host': 403, 'wrong-origin': 403, 'wrong-method': 403, 'no-session': 401, 'no-csrf': 403 };

/**
 * Serves the built renderer and the calls on 127.0.0.1, and nowhere else. The link carries a one-time token that is swapped for a session
 * cookie; whoever has neither gets 401 and no body, whatever he asks for. No CORS.
 * @throws Fault host/no-renderer, host/port-in-use
 */
export async function serveWeb(options: WebOptions): Promise<Web> {
  if (!existsSync(options.renderer)) throw new Fault('host/no-renderer', { folder: options.renderer });
  const files = staticFiles(options.renderer);
  const session = randomBytes(32).toString('base64url');
  let token: string | undefined = randomBytes(32).toString('base64url');
  const patience = options.patience ?? PATIENCE;

  // An upload of many gigabytes takes its time; a head and a call do not. Node looks for late heads only so often.
  const turn = turns(REQUESTS_A_SECOND);
  const presence = options.idle === undefined ? null : watchPresence(options.idle);
  const server = createServer({ headersTimeout: patience, requestTimeout: 0, connectionsCheckingInterval: patience / 10 }, (request, response) => {
    presence?.came();
    response.once('close', () => presence?.went());
    turn(() => void handle(request, response).catch((error: unknown) => {
      if (!response.headersSent) send(response, 500, { ok: false, fault: faultShapeOf(error) });
      else response.destroy();
    }));
  });
  server.maxConnections = MOST_SOCKETS;
  const port = await listen(server, options.port);
  const link = `http://127.0.0.1:${port}/open?token=${token}`;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const verdict = guard(partsOf(request), port, session);
    if (verdict === 'no-session' && request.method === 'GET' && url.pathname === '/open' && token && sameText(url.searchParams.get('token') ?? undefined, token)) {
      token = undefined;
      response.setHeader('set-cookie', `${cookieName(port)}=${session}; HttpOnly; SameSite=Strict; Path=/`);
      return redirect(response);
    }
    if (verdict !== 'allowed') return refuse(response, STATUS[verdict]);
    if (request.method === 'GET' && url.pathname === '/open') return redirect(response);
    if (request.method === 'POST' && url.pathname.startsWith('/call/')) return call(request, response, url.pathname.slice('/call/'.length));
    if (request.method === 'PUT' && url.pathname.startsWith('/upload/')) return upload(request, response, url.pathname.slice('/upload/'.length));
    if (request.method === 'GET' && url.pathname === '/news') return stream(response);
    const file = request.method === 'GET' ? files.get(url.pathname) : undefined;
    if (!file) return refuse(response, 404);
    response.setHeader('content-type', file.type);
    await pipeline(createReadStream(file.path), response);
  }

  async function call(request: IncomingMessage, response: ServerResponse, name: string): Promise<void> {
    if (!request.headers['content-type']?.startsWith('application/json')) return refuse(response, 415);
    const body = await bodyOf(request, patience);
    if (body === null) return refuse(response, 413);
    let input: unknown;
    try {
      input = JSON.parse(body || '{}');
    } catch {
      return send(response, 400, { ok: false, fault: { code: 'call/bad-input', params: { name, at: '', problem: 'not JSON' }, retryable: false } });
    }
    send(response, 200, await options.answer(name, input));
  }

  async function upload(request: IncomingMessage, response: ServerResponse, rest: string): Promise<void> {
    const slash = rest.indexOf('/');
    try {
      const bytes = await options.inbox.receive(rest.slice(0, slash), decodeURIComponent(rest.slice(slash + 1)), request);
      send(response, 200, { ok: true, value: { bytes } });
    } catch (error) {
      send(response, 400, { ok: false, fault: faultShapeOf(error) });
    }
  }

  function stream(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'application/x-ndjson; charset=utf-8' });
    response.flushHeaders();
    const write = (news: News) => response.write(`${JSON.stringify(news)}\n`);
    const stopListening = options.onNews(write);
    response.on('close', stopListening);
  }

  return {
    link,
    port,
    close: () =>
      new Promise((done) => {
        presence?.end();
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function partsOf(request: IncomingMessage): Parameters<typeof guard>[0] {
  const one = (name: string) => {
    const value = request.headers[name];
    return Array.isArray(value) ? value.join(',') : value;
  };
  return { method: request.method ?? '', host: one('host'), origin: one('origin'), fetchSite: one('sec-fetch-site'), cookie: one('cookie'), csrf: one('x-bilocate') };
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'EADDRINUSE' ? new Fault('host/port-in-use', { port }) : error));
    server.listen(port, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
}

/** The body as text; null where it is too large. A body that takes too long ends with its connection. */
async function bodyOf(request: IncomingMessage, patience: number): Promise<string | null> {
  const parts: Buffer[] = [];
  let bytes = 0;
  const late = setTimeout(() => request.destroy(), patience);
  try {
    for await (const part of request as AsyncIterable<Buffer>) {
      bytes += part.length;
      if (bytes > BODY_LIMIT) return null;
      parts.push(part);
    }
  } finally {
    clearTimeout(late);
  }
  return Buffer.concat(parts).toString('utf8');
}

function send(response: ServerResponse, status: number, reply: Reply<unknown>): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(reply));
}

function redirect(response: ServerResponse): void {
  response.writeHead(303, { location: '/' });
  response.end();
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status);
  response.end();
}
