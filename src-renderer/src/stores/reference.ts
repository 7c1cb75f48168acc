import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { ReferencePage } from '@contract';
import { ask } from '../transport/client.ts';
import { pagedRows } from './pages.ts';

const atOnce = 200;

/** The reference data of the case: sums at once, rows where somebody looks. */
export const useReference = defineStore('reference', () => {
  const counts = shallowRef<ReferencePage['counts']>([]);
  const seen = ref(false);
  const list = pagedRows(async (after) => {
    const page = await ask('reference.list', { after, limit: atOnce });
    counts.value = page.counts;
    return page;
  });
  const hasMore = computed(() => list.rows.value.length < list.total.value);
  /** Sums alone where the rows are not in sight. */
  async function load(): Promise<void> {
    if (seen.value) await list.start();
    else ({ counts: counts.value } = await ask('reference.list', { limit: 1 }));
  }
  async function start(): Promise<void> {
    seen.value = true;
    await list.start();
  }
  function clear(): void {
    seen.value = false;
    counts.value = [];
    list.clear();
  }
  return { counts, rows: list.rows, total: list.total, loading: list.loading, hasMore, load, start, more: list.more, clear };
});
