import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { timesIn } from '../shape/times.ts';

/** The zone in which every time of the app is shown: grids, charts, filters, report. `UTC`, or the other zone that the analyst chose. */
export const useZone = defineStore('zone', () => {
  const other = ref('UTC');
  const local = ref(false);
  const zone = computed(() => (local.value ? other.value : 'UTC'));
  const times = computed(() => timesIn(zone.value));
  function toggle(): void {
    if (other.value !== 'UTC') local.value = !local.value;
  }
  return { other, local, zone, times, toggle };
});
