import { onBeforeUnmount, ref } from 'vue';
import type { TimeRange } from '../shape/time-range.ts';

/** Keys count after a pause of this long, so that the history gets one entry and not fifty. */
const PAUSE_MS = 450;

/**
 * A range that is being drawn or stepped, before it counts. `settle` makes it count at once, `soon` after a pause; one that reaches both ends of `limits` is
 * no range. What waits when the component goes is dropped.
 */
export function useDrawnRange(limits: () => TimeRange, told: { readonly set: (range: TimeRange) => void; readonly clear: () => void }) {
  const draft = ref<TimeRange | null>(null);
  let timer: ReturnType<typeof setTimeout> | null = null;
  function stop(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  }
  function settle(): void {
    stop();
    if (draft.value === null) return;
    const { fromMs, toMs } = draft.value;
    draft.value = null;
    const whole = limits();
    if (fromMs <= whole.fromMs && toMs >= whole.toMs) told.clear();
    else told.set({ fromMs, toMs });
  }
  function soon(): void {
    stop();
    timer = setTimeout(settle, PAUSE_MS);
  }
  /** Puts away what was drawn, and the range that is on. */
  function clear(): void {
    stop();
    draft.value = null;
    told.clear();
  }
  onBeforeUnmount(stop);
  return { draft, settle, soon, clear };
}
