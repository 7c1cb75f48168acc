import type { IpcMainInvokeEvent, WebFrameMain } from 'electron';
import { readFile } from 'node:fs/promises';
import type { App } from '../host/app.ts';
import { SECURITY_HEADERS } from '../host/security-headers.ts';
import type { StaticFile } from '../host/static-files.ts';
import { ORIGIN } from './window.ts';

/** Answers requests of our own scheme from the list of built files; whatever is not on it is 404. */
export function servedFrom(files: ReadonlyMap<string, StaticFile>): (request: { readonly url: string }) => Promise<Response> {
  return async ({ url }) => {
    const file = url.startsWith(`${ORIGIN}/`) ? files.get(new URL(url).pathname) : undefined;
    if (!file) return new Response(null, { status: 404, headers: SECURITY_HEADERS });
    return new Response(new Uint8Array(await readFile(file.path)), { headers: { ...SECURITY_HEADERS, 'content-type': file.type } });
  };
}

/** Answers calls that came from the top frame of our own window at our own origin, and nobody else's. */
export function callsOf(host: Pick<App, 'answer'>, own: () => WebFrameMain): (event: Pick<IpcMainInvokeEvent, 'senderFrame'>, name: unknown, input: unknown) => Promise<unknown> {
  return ({ senderFrame }, name, input) => {
    const isOurs = senderFrame !== null && senderFrame === own() && senderFrame.url.startsWith(`${ORIGIN}/`);
    if (!isOurs || typeof name !== 'string') return Promise.resolve({ ok: false, fault: { code: 'call/refused', params: {}, retryable: false } });
    return host.answer(name, input);
  };
}
