import { computed, ref, shallowRef } from 'vue';
import type { Page } from '@contract';

/** Rows in one question, and how many blocks of them stay: those around what is in sight, and those that hold a row that is pinned. */
const rowsAtOnce = 200;
const blocksKept = 12;

/**
 * Rows of a long list, of which only those around what is in sight are here: any place is reached with one question, and the page never holds all. `isPinned`
 * says of a row that its block stays wherever is looked. Answers that belong to an older list are dropped.
 */
export function windowedRows<T>(fetchPage: (after: number, limit: number) => Promise<Page<T>>, isPinned: (row: T) => boolean) {
  const blocks = shallowRef<ReadonlyMap<number, readonly T[]>>(new Map());
  const total = ref(0);
  const known = ref(false);
  const asked = new Set<number>();
  let seen: readonly [number, number] = [0, 0];
  let round = 0;

  /** Rows that are here, each with its place in the list. */
  const here = computed(() => [...blocks.value].flatMap(([number, rows]) => rows.map((row, i) => ({ at: number * rowsAtOnce + i, row }))));
  const rowAt = (at: number): T | undefined => blocks.value.get(Math.floor(at / rowsAtOnce))?.[at % rowsAtOnce];

  function take(number: number, { rows, total: all }: Page<T>): void {
    const next = new Map(blocks.value).set(number, rows);
    const middle = Math.floor((seen[0] + seen[1]) / 2 / rowsAtOnce);
    const far = [...next].filter(([, held]) => !held.some(isPinned)).map(([one]) => one).sort((a, b) => Math.abs(b - middle) - Math.abs(a - middle));
    for (const one of far.slice(0, Math.max(0, next.size - blocksKept))) next.delete(one);
    [blocks.value, total.value, known.value] = [next, all, true];
  }
  async function block(number: number): Promise<void> {
    if (asked.has(number)) return;
    asked.add(number);
    const mine = round;
    try {
      const page = await fetchPage(number * rowsAtOnce, rowsAtOnce);
      if (mine === round) take(number, page);
    } finally {
      if (mine === round) asked.delete(number);
    }
  }
  const inSight = (): number[] => {
    const [first, last] = [Math.floor(seen[0] / rowsAtOnce), Math.floor(Math.max(0, Math.min(seen[1], total.value - 1)) / rowsAtOnce)];
    return Array.from({ length: Math.max(1, last - first + 1) }, (_, i) => first + i);
  };
  /** The rows from first to last are in sight: what is missing of them comes. */
  async function see(first: number, last: number): Promise<void> {
    seen = [first, last];
    await Promise.all(inSight().filter((number) => !blocks.value.has(number)).map(block));
  }
  /** Asks anew for what is in sight; the rest of what is here is older than that and goes, but for what is pinned. */
  async function refresh(): Promise<void> {
    round += 1;
    asked.clear();
    if (seen[0] >= total.value) seen = [0, 0];
    const [numbers, mine] = [inSight(), round];
    const pinned = [...blocks.value].filter(([number, rows]) => !numbers.includes(number) && rows.some(isPinned)).map(([number]) => number);
    const pages = await Promise.all([...numbers, ...pinned].map(async (number) => [number, await fetchPage(number * rowsAtOnce, rowsAtOnce)] as const));
    if (mine !== round) return;
    blocks.value = new Map();
    for (const [number, page] of pages) take(number, page);
  }
  /** Shows a row otherwise at once, until the list is asked for anew. */
  function change(changed: (row: T) => T): void {
    blocks.value = new Map([...blocks.value].map(([number, rows]) => [number, rows.map(changed)]));
  }
  function clear(): void {
    round += 1;
    asked.clear();
    [blocks.value, total.value, known.value, seen] = [new Map(), 0, false, [0, 0]];
  }
  return { total, known, here, rowAt, see, refresh, change, clear };
}
