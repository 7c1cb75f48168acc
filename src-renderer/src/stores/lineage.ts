import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { FaultShape, UserLineage } from '@contract';
import { ask, AskFault } from '../transport/client.ts';
import { newest } from './newest.ts';

/** What the credentials and sessions of the user whose page is open came from. */
export const useLineage = defineStore('lineage', () => {
  const user = ref<string | null>(null);
  const answer = shallowRef<UserLineage | null>(null);
  const fault = shallowRef<FaultShape | null>(null);
  const onlyNewest = newest();

  /** The last answer of the same user stays while a newer one is on its way. */
  async function show(name: string): Promise<void> {
    if (user.value !== name) [answer.value, fault.value] = [null, null];
    user.value = name;
    try {
      const now = await onlyNewest(ask('user.lineage', { user: name }));
      if (now === undefined || user.value !== name) return;
      [answer.value, fault.value] = [now, null];
    } catch (error) {
      if (user.value !== name) return;
      if (!(error instanceof AskFault)) throw error;
      fault.value = error.fault;
    }
  }
  return { user, answer, fault, show };
});
