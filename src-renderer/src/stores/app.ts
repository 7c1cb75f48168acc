import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { AppInfo } from '@contract';
import { ask } from '../transport/client.ts';

/** Who is working, on what host, and whether the host still answers. */
export const useApp = defineStore('app', () => {
  const info = shallowRef<AppInfo | null>(null);
  const trouble = ref<'session-ended' | 'unreachable' | null>(null);
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
    trouble.value = null;
    if (mine === round) info.value = answer;
  }
  async function setAnalyst(name: string, organisation: string, role: string): Promise<void> {
    const analyst = await ask('analyst.set', { name, organisation, role });
    round += 1;
    if (info.value !== null) info.value = { ...info.value, analyst };
  }
  return { info, trouble, live, lastAnswerMs, load, setAnalyst };
});
