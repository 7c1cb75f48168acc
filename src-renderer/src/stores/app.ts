import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { AppInfo } from '@contract';
import { ask } from '../transport/client.ts';

/** What keeps the page from being of use: the host knows this session no more, answers nothing, or did not send what the page is made of. */
export type PageTrouble = 'session-ended' | 'unreachable' | 'not-loaded';

/** Who is working, on what host, and whether the host still answers. */
export const useApp = defineStore('app', () => {
  const info = shallowRef<AppInfo | null>(null);
  const trouble = ref<PageTrouble | null>(null);
  /** Where to go once the page has been loaded anew, because a part of it did not come; null where all came. */
  const wanted = ref<string | null>(null);
  /** False while news do not arrive. */
  const live = ref(true);
  /** How long the last answer took, in ms. */
  const lastAnswerMs = ref<number | null>(null);

  /** Raised by each question and each change: an answer to an older question says what was, not what is. */
  let round = 0;

  async function load(): Promise<void> {
    round += 1;
    const mine = round;
    const answer = await ask('app.info', {});
    if (mine === round) info.value = answer;
  }
  /** A part of the page did not come on the way to this path. Whether the host is there at all is asked, since that is what can be done about. */
  async function missed(path: string): Promise<void> {
    wanted.value = path;
    await load().catch(() => undefined);
    trouble.value ??= 'not-loaded';
  }
  async function setAnalyst(name: string, organisation: string, role: string): Promise<void> {
    const analyst = await ask('analyst.set', { name, organisation, role });
    round += 1;
    if (info.value !== null) info.value = { ...info.value, analyst };
  }
  return { info, trouble, wanted, live, lastAnswerMs, load, missed, setAnalyst };
});
