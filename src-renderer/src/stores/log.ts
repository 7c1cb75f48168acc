import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { AuditRow } from '@contract';
import { ask } from '../transport/client.ts';
import { pagedRows } from './pages.ts';

const rowsAtOnce = 500;

/**
 * The case log: what was done, by whom, what was last first. The whole log is read from anywhere, since its numbers have no gap: of n rows the one at
 * index i has number n - i. A filtered one comes page by page.
 */
export const useLog = defineStore('log', () => {
  /** What actions begin with, and the name of an analyst; empty texts leave nothing out. */
  const action = ref('');
  const analyst = ref('');
  const filtered = computed(() => action.value !== '' || analyst.value !== '');
  const paged = pagedRows<AuditRow>((after) => ask('case.log', { after, limit: rowsAtOnce, action: action.value, analyst: analyst.value, newest: true }));
  const blocks = shallowRef<ReadonlyMap<number, readonly AuditRow[]>>(new Map());
  const whole = ref(0);
  const known = ref(false);
  const asked = new Set<number>();
  let seen: readonly [number, number] = [0, 0];
  let round = 0;

  const total = computed(() => (filtered.value ? paged.total.value : whole.value));
  /** How many rows a table has: all, or those that have come. */
  const count = computed(() => (filtered.value ? paged.rows.value.length : whole.value));
  /** Names that the log is known to hold, for proposals. */
  const names = computed(() => {
    const rows = [...[...blocks.value.values()].flat(), ...paged.rows.value];
    const each = (of: (row: AuditRow) => string) => [...new Set(rows.map(of))].sort();
    return { actions: each((row) => row.action), analysts: each((row) => row.analyst) };
  });
  /** Blocks are in the order of the chain, in which nothing changes. */
  const ofChain = (seq: number): AuditRow | undefined => blocks.value.get(Math.floor((seq - 1) / rowsAtOnce))?.[(seq - 1) % rowsAtOnce];
  const seqAt = (index: number): number => whole.value - index;
  const rowAt = (index: number): AuditRow | undefined => (filtered.value ? paged.rows.value[index] : ofChain(seqAt(index)));
  const bySeq = (seq: number): AuditRow | undefined => (filtered.value ? paged.rows.value.find((row) => row.seq === seq) : undefined) ?? ofChain(seq);

  async function block(number: number): Promise<void> {
    if (asked.has(number)) return;
    asked.add(number);
    const mine = round;
    try {
      const page = await ask('case.log', { after: number * rowsAtOnce, limit: rowsAtOnce });
      if (mine !== round) return;
      blocks.value = new Map(blocks.value).set(number, page.rows);
      [whole.value, known.value] = [page.total, true];
    } finally {
      if (mine === round) asked.delete(number);
    }
  }
  /** The rows from first to last are in sight: what is missing of them comes. */
  async function see(first: number, last: number): Promise<void> {
    if (filtered.value) return last >= count.value - 20 ? paged.more() : undefined;
    seen = [first, last];
    const numbers = [];
    const [oldest, newest] = [Math.max(0, seqAt(last) - 1), Math.max(0, seqAt(first) - 1)];
    for (let n = Math.floor(oldest / rowsAtOnce); n <= Math.floor(newest / rowsAtOnce); n += 1) {
      if ((blocks.value.get(n)?.length ?? 0) < Math.min(rowsAtOnce, whole.value - n * rowsAtOnce)) numbers.push(n);
    }
    await Promise.all(numbers.map(block));
  }
  /** Asks anew: for the end, and for what is in sight. Rows that were read do not change, since nothing in a chain does. */
  async function start(): Promise<void> {
    await block(Math.max(0, Math.floor((whole.value - 1) / rowsAtOnce)));
    await Promise.all([see(seen[0], Math.max(seen[1], 0)), filtered.value ? paged.start() : null]);
  }
  async function show(nextAction: string, nextAnalyst: string): Promise<void> {
    [action.value, analyst.value] = [nextAction.trim(), nextAnalyst.trim()];
    paged.clear();
    if (filtered.value) await paged.start();
  }
  const find = (seq: number): Promise<void> => (bySeq(seq) === undefined ? block(Math.floor((seq - 1) / rowsAtOnce)) : Promise.resolve());
  async function verify(): Promise<string> {
    return (await ask('verify.start', {})).job;
  }
  /** Writes a remark into the log; `view` is the address of what was looked at, or empty. */
  async function remark(text: string, view: string): Promise<AuditRow> {
    const row = await ask('case.remark', { text, view });
    if (known.value) await start();
    return row;
  }
  function clear(): void {
    round += 1;
    asked.clear();
    [action.value, analyst.value, blocks.value, whole.value, known.value, seen] = ['', '', new Map(), 0, false, [0, 0]];
    paged.clear();
  }
  return { action, analyst, filtered, known, total, count, names, rowAt, bySeq, see, start, show, find, verify, remark, clear };
});
