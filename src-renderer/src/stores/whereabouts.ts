import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { UserLanes } from '@contract';
import { ask } from '../transport/client.ts';

/** As many slices as the small time line has pixels. */
const slices = 200;
const usersAtOnce = 1000;

/** Where users were, for the heads of the findings: how long in two places in all, and their networks on one day. Asked once until the case changes. */
export const useWhereabouts = defineStore('whereabouts', () => {
  const overlapMs = shallowRef<ReadonlyMap<string, number>>(new Map());
  const days = shallowRef<ReadonlyMap<string, UserLanes>>(new Map());
  const asked = new Set<string>();
  let round = 0;
  let loaded = '';

  /** `state` names what the answers hang on (case, events, networks); for the same one nothing is asked again. */
  async function load(state: string): Promise<void> {
    if (state === loaded) return;
    forget();
    loaded = state;
    await loadOverlaps();
  }
  async function loadOverlaps(): Promise<void> {
    const mine = round;
    const found = new Map<string, number>();
    for (let after: number | null = 0; after !== null;) {
      const page: { rows: readonly { user: string; overlapMs: number }[]; next: number | null } = await ask('user.list', { onlyInTwoPlaces: true, after, limit: usersAtOnce });
      for (const row of page.rows) found.set(row.user, row.overlapMs);
      after = page.next;
    }
    if (mine === round) overlapMs.value = found;
  }
  const keyOf = (user: string, fromMs: number) => `${fromMs} ${user}`;
  async function loadDay(user: string, fromMs: number, toMs: number): Promise<void> {
    const key = keyOf(user, fromMs);
    if (asked.has(key)) return;
    asked.add(key);
    const mine = round;
    const lanes = await ask('user.lanes', { user, from: fromMs, to: toMs, by: 'network', slices });
    if (mine === round) days.value = new Map(days.value).set(key, lanes);
  }
  const dayOf = (user: string, fromMs: number) => days.value.get(keyOf(user, fromMs)) ?? null;
  function forget(): void {
    round += 1;
    loaded = '';
    asked.clear();
    overlapMs.value = new Map();
    days.value = new Map();
  }
  return { overlapMs, days, load, loadDay, dayOf };
});
