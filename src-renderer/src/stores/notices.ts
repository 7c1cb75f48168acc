import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { FaultShape } from '@contract';
import { AskFault, SessionEnded, Unreachable } from '../transport/client.ts';
import { UploadRefused } from '../transport/http.ts';

/** Something that went wrong, until it is put away: a fault, or a bug with its message; or something that was done, for a while. */
export type Notice = { readonly id: number } & ({ readonly kind: 'fault'; readonly fault: FaultShape } | { readonly kind: 'upload'; readonly path: string; readonly status: number } | { readonly kind: 'bug'; readonly message: string } | { readonly kind: 'said'; readonly text: string; readonly action: NoticeAction | null });
/** What can be done about what was said. */
export interface NoticeAction { readonly label: string; readonly run: () => void }

const saidForMs = 12_000;

export const useNotices = defineStore('notices', () => {
  const notices = ref<Notice[]>([]);
  let lastId = 0;

  function put(error: unknown): void {
    // The frame shows these two as a whole screen.
    if (error instanceof SessionEnded || error instanceof Unreachable) return;
    if (error instanceof DOMException && error.name === 'AbortError') return;
    lastId += 1;
    const id = lastId;
    const notice: Notice = error instanceof AskFault ? { id, kind: 'fault', fault: error.fault }
      : error instanceof UploadRefused ? { id, kind: 'upload', path: error.path, status: error.status }
        : { id, kind: 'bug', message: error instanceof Error ? error.message : String(error) };
    // The same again is still one message: several questions may fail for one reason.
    const { id: _id, ...now } = notice;
    const others = notices.value.filter(({ id: _old, ...one }) => JSON.stringify(one) !== JSON.stringify(now));
    notices.value = [...others.slice(-2), notice];
  }
  /** Says what was done, and goes away by itself; a newer one takes its place. */
  function say(text: string, action: NoticeAction | null = null): void {
    lastId += 1;
    const id = lastId;
    notices.value = [...notices.value.filter((one) => one.kind !== 'said').slice(-2), { id, kind: 'said', text, action }];
    setTimeout(() => drop(id), saidForMs);
  }
  function drop(id: number): void {
    notices.value = notices.value.filter((notice) => notice.id !== id);
  }
  /** Runs something that asks; what goes wrong is told, and the answer is undefined. */
  async function attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      put(error);
      return undefined;
    }
  }
  return { notices, put, say, drop, attempt };
});
