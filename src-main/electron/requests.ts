import type { IpcMainInvokeEvent, WebFrameMain } from 'electron';
import { readFile } from 'node:fs/promises';
import { Fault, type Reply } from '../contract/index.ts';
import type { App } from '../host/app.ts';
import type { ChosenPaths } from '../host/chosen-paths.ts';
import { SECURITY_HEADERS } from '../host/security-headers.ts';
import type { StaticFile } from '../host/static-files.ts';
import { ORIGIN } from './window.ts';

const MOST_COPIED = 1024 * 1024;

/**
 * Answers requests of our own scheme from the list of built files, by the URL as it stands: nothing is decoded, resolved or folded, so
 * whatever is not on the list letter by letter is 404.
 */
export function servedFrom(files: ReadonlyMap<string, StaticFile>): (request: { readonly url: string; readonly method: string }) => Promise<Response> {
  return async ({ url, method }) => {
    const path = url.startsWith(`${ORIGIN}/`) && method === 'GET' ? url.slice(ORIGIN.length).split(/[?#]/, 1)[0] : undefined;
    const file = path === undefined ? undefined : files.get(path);
    const bytes = file && (await readFile(file.path).catch(() => undefined));
    if (!file || !bytes) return new Response(null, { status: 404, headers: SECURITY_HEADERS });
    return new Response(new Uint8Array(bytes), { headers: { ...SECURITY_HEADERS, 'content-type': file.type } });
  };
}

type Handle = (event: Pick<IpcMainInvokeEvent, 'senderFrame'>, ...given: unknown[]) => Promise<Reply<unknown>>;
/** What the channels reach. */
export interface Behind {
  readonly answer: App['answer'];
  readonly paths: ChosenPaths;
  readonly choose: (what: unknown, name: unknown) => Promise<unknown>;
  readonly copy: (text: string) => void;
  /** The top frame of our window; null once it is closed. */
  readonly own: () => WebFrameMain | null;
}

/** Every channel that the page can ask on; each answers the top frame of our own window at our own origin, and nobody else. Faults come in the reply. */
export function channelsOf({ answer, paths, choose, copy, own }: Behind): Readonly<Record<'call' | 'choose' | 'drop' | 'copy', Handle>> {
  const guarded = (work: (...given: unknown[]) => Promise<Reply<unknown>>): Handle => async ({ senderFrame }, ...given) => {
    try {
      if (senderFrame === null || senderFrame !== own() || !senderFrame.url.startsWith(`${ORIGIN}/`)) throw new Fault('call/refused');
      return await work(...given);
    } catch (error) {
      if (error instanceof Fault) return { ok: false, fault: error.toShape() };
      throw error;
    }
  };
  return {
    call: guarded(async (name, input) => {
      if (typeof name !== 'string') throw new Fault('call/refused');
      const reply = await answer(name, paths.resolve(name, input));
      if (reply.ok) paths.told(name, reply.value);
      return reply;
    }),
    choose: guarded(async (what, name) => ({ ok: true, value: await choose(what, name) })),
    drop: guarded(async (dropped) => ({ ok: true, value: paths.dropped(dropped) })),
    copy: guarded(async (text) => {
      if (typeof text !== 'string' || text.length > MOST_COPIED) throw new Fault('call/refused');
      copy(text);
      return { ok: true, value: null };
    }),
  };
}
