import { ref, shallowRef } from 'vue';
import type { Page } from '@contract';

/** Rows that come page by page: what is here, how many there are, and how to get more. Pages that belong to an older start are dropped. */
export function pagedRows<T>(fetchPage: (after: number) => Promise<Page<T>>) {
  const rows = shallowRef<readonly T[]>([]);
  const total = ref(0);
  const loading = ref(false);
  let next: number | null = null;
  let round = 0;

  async function load(after: number, before: readonly T[]): Promise<void> {
    const mine = round;
    loading.value = true;
    try {
      const page = await fetchPage(after);
      if (mine !== round) return;
      rows.value = [...before, ...page.rows];
      total.value = page.total;
      next = page.next;
    } finally {
      if (mine === round) loading.value = false;
    }
  }
  /** From the first row. The rows of before stay until the answer is there. */
  function start(): Promise<void> {
    round += 1;
    return load(0, []);
  }
  /** The next page, where there is one and none is on its way. */
  async function more(): Promise<void> {
    if (next !== null && !loading.value) await load(next, rows.value);
  }
  function clear(): void {
    round += 1;
    rows.value = [];
    total.value = 0;
    next = null;
    loading.value = false;
  }
  return { rows, total, loading, start, more, clear };
}
