import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import { rangeText, type TimeRange } from '../shape/time-range.ts';

/**
 * The time range that is looked at, apart from the time that the case covers. UTC ms, from <= time < to; null is the whole case. The URL carries it
 * (frame/range-in-url.ts), so Back and a saved view bring it back.
 */
export const useRange = defineStore('range', () => {
  const range = shallowRef<TimeRange | null>(null);
  const fromMs = computed(() => range.value?.fromMs ?? null);
  const toMs = computed(() => range.value?.toMs ?? null);
  const active = computed(() => range.value !== null);
  const query = computed(() => (range.value === null ? undefined : rangeText(range.value)));
  /** True where a span (ISO 8601 UTC) has any moment in the range. */
  const touches = (start: string, end: string) => range.value === null || (Date.parse(end) >= range.value.fromMs && Date.parse(start) < range.value.toMs);

  function set(from: number, to: number): void {
    if (to > from) range.value = { fromMs: Math.round(from), toMs: Math.round(to) };
  }
  function clear(): void {
    range.value = null;
  }
  return { fromMs, toMs, active, query, touches, set, clear };
});
