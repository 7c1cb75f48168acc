import { computed, onBeforeUnmount, ref, watch, type ComputedRef, type ShallowRef } from 'vue';

/** Rows that are added at a time: what one frame makes, lays out and paints well within its time. */
const STEP = 24;
/** How far below what is in sight the end of the rows may lie before more are added, in CSS pixels. */
const AHEAD = '400px';

/**
 * The first rows of a long table, and more a frame at a time while the end of them is in sight or near it, so that a table of hundreds of rows never holds the page for longer than a few
 * of them take. `end` stands after the last row, inside of what scrolls. `least` are so many in any case. A list that comes anew begins with its first rows.
 */
export function useAsScrolled<T>(end: Readonly<ShallowRef<HTMLElement | null>>, rows: () => readonly T[], least: () => number = () => 0): ComputedRef<readonly T[]> {
  const shown = ref(STEP);
  const watcher = new IntersectionObserver((entries) => { if (entries.at(-1)?.isIntersecting === true) more(); }, { rootMargin: AHEAD, scrollMargin: AHEAD });
  function more(): void {
    if (shown.value >= rows().length) return;
    shown.value += STEP;
    // The observer tells changes only: it is asked anew, and answers after the frame with the new rows.
    if (end.value !== null) { watcher.unobserve(end.value); watcher.observe(end.value); }
  }
  watch(end, (now, before) => {
    if (before) watcher.unobserve(before);
    if (now) watcher.observe(now);
  }, { immediate: true });
  watch(rows, () => {
    shown.value = STEP;
    if (end.value !== null) { watcher.unobserve(end.value); watcher.observe(end.value); }
  });
  onBeforeUnmount(() => watcher.disconnect());
  return computed(() => rows().slice(0, Math.max(shown.value, least())));
}
