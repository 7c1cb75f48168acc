import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { RuleRow } from '@contract';
import { ask } from '../transport/client.ts';

/** The rules there are, and how each last ran on this case. */
export const useRules = defineStore('rules', () => {
  const rows = shallowRef<readonly RuleRow[] | null>(null);
  async function refresh(): Promise<void> {
    rows.value = await ask('rule.list', {});
  }
  return { rows, refresh };
});
