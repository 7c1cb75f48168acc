import { defineStore } from 'pinia';
import { computed } from 'vue';
import { isZone, timesIn } from '../shape/times.ts';
import { useCase } from './case.ts';
import { useWorkspace } from './workspace.ts';

interface Kept { readonly other?: string; readonly local?: boolean }

/**
 * The zone in which every time of the app is shown: grids, charts, filters, report. `UTC`, or the other zone that the analyst chose. A case keeps its own
 * choice; a case without one takes the last that was made anywhere, and at first the zone of this computer.
 */
export const useZone = defineStore('zone', () => {
  const workspace = useWorkspace();
  const cases = useCase();
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const kept = computed<Kept>(() => ({ ...workspace.get<Kept>('app', 'zone'), ...workspace.get<Kept>('case', 'zone') }));
  const other = computed(() => [kept.value.other, own].find((zone) => zone !== undefined && isZone(zone)) ?? 'UTC');
  const local = computed(() => kept.value.local === true && other.value !== 'UTC');
  const zone = computed(() => (local.value ? other.value : 'UTC'));
  /** Where there is no case to say when: now. */
  const started = new Date().toISOString();
  const span = computed(() => ({ first: cases.summary?.first ?? started, last: cases.summary?.last ?? started }));
  const times = computed(() => timesIn(zone.value, span.value));
  /** What the zone is called where times lie months apart, as those of the log may: `UTC` or a place. */
  const place = computed(() => zone.value.split('/').at(-1)!.replaceAll('_', ' '));
  /** Times of the other zone, whichever is shown: the switch names both. */
  const otherTimes = computed(() => timesIn(other.value, span.value));

  function keep(change: Kept): void {
    const next = { other: other.value, local: local.value, ...change };
    workspace.set('app', 'zone', next);
    if (cases.summary !== null) workspace.set('case', 'zone', next);
  }
  const choose = (name: string) => keep({ other: name });
  const show = (inOther: boolean) => keep({ local: inOther });
  const toggle = () => show(!local.value);
  return { other, local, zone, place, times, otherTimes, choose, show, toggle };
});
