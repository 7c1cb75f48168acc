import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { HuntDelta, Overview } from '@contract';
import { ask } from '../transport/client.ts';
import { newest } from './newest.ts';

/** Where to look first: what the case says of itself as a whole. */
export const useOverview = defineStore('overview', () => {
  const answer = shallowRef<Overview | null>(null);
  /** What the last hunt changed; null before one. */
  const delta = shallowRef<HuntDelta | null>(null);
  /** True while a newer answer is on its way. */
  const asking = ref(false);
  const onlyNewest = newest();

  async function refresh(): Promise<void> {
    asking.value = true;
    try {
      const now = await onlyNewest(Promise.all([ask('overview.get', {}), ask('hunt.delta', {})]));
      if (now !== undefined) [answer.value, delta.value] = now;
    } finally {
      asking.value = false;
    }
  }
  function forget(): void {
    answer.value = null;
    delta.value = null;
  }
  return { answer, delta, asking, refresh, forget };
});
