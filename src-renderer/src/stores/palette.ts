import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { FaultShape, Hit } from '@contract';
import { ask, AskFault } from '../transport/client.ts';
import { newest } from './newest.ts';

/** The palette: whether it is open, and what the case holds of the text. */
export const usePalette = defineStore('palette', () => {
  const open = ref(false);
  const hits = shallowRef<readonly Hit[]>([]);
  const searching = ref(false);
  const fault = shallowRef<FaultShape | null>(null);
  const onlyNewest = newest();
  let round = 0;

  function show(): void {
    open.value = true;
  }
  /** Asks what contains the text; an answer to an older text is dropped. Hits of before stay until then. */
  async function search(text: string): Promise<void> {
    round += 1;
    const mine = round;
    if (text.trim() === '') {
      void onlyNewest(Promise.resolve());
      [hits.value, fault.value, searching.value] = [[], null, false];
      return;
    }
    searching.value = true;
    try {
      const answer = await onlyNewest(ask('find', { text: text.trim().slice(0, 1000) }));
      if (answer === undefined) return;
      [hits.value, fault.value] = [answer, null];
    } catch (error) {
      if (!(error instanceof AskFault)) throw error;
      if (mine === round) [hits.value, fault.value] = [[], error.fault];
    } finally {
      if (mine === round) searching.value = false;
    }
  }
  return { open, hits, searching, fault, show, search };
});
