import type { News, Reply } from '@contract';
import { SessionEnded, Unreachable, type NewsListener, type Offered, type Offer, type SendProgress, type Transport } from './client.ts';
import { gatherEntries, gatherFiles, type Gathered } from './gather.ts';
import { linesOf } from './lines.ts';

/** What keeps a page of another origin from asking in our name: it cannot set this header. */
const guard = { 'x-bilocate': '1' } as const;
const againAfterMs = [250, 500, 1000, 2000, 5000];

/** The loopback host of this page: POST /call/<name>, GET /news as NDJSON, PUT /upload/<id>/<path>. The session is a cookie that scripts cannot read. */
export function httpTransport(base = ''): Transport {
  return {
    kind: 'http',
    ask: (name, input) => post(`${base}/call/${name}`, input),
    onNews: (listener, onLine) => listen(`${base}/news`, listener, onLine),
    offer: (offered, progress, signal) => upload(base, offered, progress, signal),
  };
}

async function post(url: string, input: unknown): Promise<Reply<unknown>> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...guard }, body: JSON.stringify(input), credentials: 'same-origin', cache: 'no-store' });
    // An answer that breaks off is none.
    text = await response.text();
  } catch {
    throw new Unreachable(url);
  }
  if (response.status === 401) throw new SessionEnded();
  try {
    return JSON.parse(text) as Reply<unknown>;
  } catch {
    throw new Error(`${url} answered ${response.status} without a reply`);
  }
}

function listen(url: string, listener: NewsListener, onLine: (up: boolean) => void): () => void {
  const stop = new AbortController();
  void follow(url, listener, onLine, stop.signal);
  return () => stop.abort();
}

/** Follows the stream and connects again when it ends, later each time that nothing came. */
async function follow(url: string, listener: NewsListener, onLine: (up: boolean) => void, signal: AbortSignal): Promise<void> {
  for (let misses = 0; !signal.aborted; misses += 1) {
    try {
      const response = await fetch(url, { headers: guard, credentials: 'same-origin', cache: 'no-store', signal });
      if (response.status === 401) return onLine(false);
      if (response.ok && response.body !== null) {
        onLine(true);
        for await (const line of linesOf(response.body)) {
          misses = 0;
          listener(JSON.parse(line) as News);
        }
      }
    } catch {
      // The host went away or the stream was cut: the next round finds out.
    }
    if (signal.aborted) return;
    onLine(false);
    await pause(againAfterMs[Math.min(misses, againAfterMs.length - 1)] ?? 5000, signal);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => { clearTimeout(timer); resolve(); }, { once: true });
  });
}

async function upload(base: string, offered: Offered, progress: (now: SendProgress) => void, signal: AbortSignal): Promise<Offer> {
  const all = offered.entries.length > 0 ? await gatherEntries(offered.entries) : gatherFiles(offered.files);
  const id = crypto.randomUUID();
  const bytes = all.reduce((sum, one) => sum + one.file.size, 0);
  let before = 0;
  try {
    for (const [filesDone, one] of all.entries()) {
      const tell = (sent: number) => progress({ files: all.length, filesDone, bytes, bytesDone: before + sent, name: one.path });
      tell(0);
      await put(`${base}/upload/${id}/${encodeURIComponent(one.path)}`, one, tell, signal);
      before += one.file.size;
    }
    // Who stops between the last byte and here has stopped as well.
    signal.throwIfAborted();
  } catch (error) {
    // The host removes what was cut off; files that had come whole nobody would ask for any more.
    await post(`${base}/call/import.discard`, { upload: id }).catch(() => undefined);
    throw error;
  }
  return { upload: id };
}

/** One file as the body. XMLHttpRequest, because fetch does not say how much was sent. */
function put(url: string, { file, path }: Gathered, tell: (sent: number) => void, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    signal.addEventListener('abort', abort, { once: true });
    const done = (end: () => void) => { signal.removeEventListener('abort', abort); end(); };
    request.upload.onprogress = (event) => tell(event.loaded);
    request.onload = () => done(() => {
      if (request.status === 401) reject(new SessionEnded());
      else if (request.status >= 200 && request.status < 300) resolve();
      else reject(new UploadRefused(path, request.status, request.responseText));
    });
    request.onerror = () => done(() => reject(new Unreachable(url)));
    request.onabort = () => done(() => reject(new DOMException('stopped', 'AbortError')));
    request.open('PUT', url);
    request.setRequestHeader('content-type', 'application/octet-stream');
    for (const [name, value] of Object.entries(guard)) request.setRequestHeader(name, value);
    request.send(file);
  });
}

/** The host would not take a file; its answer is a Reply with a fault where it could say why. */
export class UploadRefused extends Error {
  readonly path: string;
  readonly status: number;
  readonly answer: string;
  constructor(path: string, status: number, answer: string) {
    super(`${path}: ${status}`);
    this.path = path;
    this.status = status;
    this.answer = answer;
  }
}
