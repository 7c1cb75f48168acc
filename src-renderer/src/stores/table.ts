import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { FindingDetail, ViewRowCard } from '@contract';
import type { Sort } from '../shape/hunt-table.ts';
import { ask } from '../transport/client.ts';
import { pagedRows } from './pages.ts';

const rowsAtOnce = 1000;

/** The hunt table that is on screen: its rows, their order, and what becomes of them. */
export const useTable = defineStore('table', () => {
  /** `id/variant` */
  const rule = ref<string | null>(null);
  const sort = shallowRef<Sort | null>(null);
  const columns = shallowRef<readonly string[]>([]);
  /** True once the rows of this rule have been asked for and have come. */
  const known = ref(false);
  const paged = pagedRows<ViewRowCard>(async (after) => {
    const asked = rule.value;
    const page = await ask('view.rows', { rule: asked ?? '', sort: sort.value, after, limit: rowsAtOnce });
    if (asked === rule.value) {
      columns.value = page.columns;
      known.value = true;
    }
    return page;
  });

  async function show(name: string): Promise<void> {
    if (rule.value !== name) forget();
    rule.value = name;
    await paged.start();
  }
  async function sortBy(next: Sort | null): Promise<void> {
    sort.value = next;
    await paged.start();
  }
  /** All rows as CSV, whatever has come so far. */
  function csv(name: string): Promise<string> {
    return ask('view.csv', { rule: name });
  }
  /** Makes a finding of a row; the reason is kept in the case log. */
  async function promote(row: string, reason: string): Promise<FindingDetail> {
    const finding = await ask('view.promote', { row, reason });
    paged.rows.value = paged.rows.value.map((one) => (one.id === row ? { ...one, promoted: true } : one));
    return finding;
  }
  function forget(): void {
    rule.value = null;
    sort.value = null;
    columns.value = [];
    known.value = false;
    paged.clear();
  }
  return { rule, sort, columns, known, rows: paged.rows, total: paged.total, show, sortBy, more: paged.more, csv, promote, forget };
});
