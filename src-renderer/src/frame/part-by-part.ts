import { onBeforeUnmount, readonly, ref, watch, type Ref } from 'vue';

/**
 * How many parts of a long page may be drawn: one at once where it is ready, and one more after each frame that the browser painted, so that making, laying out and painting all of them
 * never holds the page for longer than one of them takes. From the start again where it was not ready in between. A window that is not in sight paints no frames and goes on when it is.
 */
export function usePartByPart(parts: number, ready: () => boolean): Readonly<Ref<number>> {
  const drawn = ref(0);
  let frame = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = (): void => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
  const next = (): void => {
    drawn.value += 1;
    // The callback runs before its frame is laid out and painted: what comes next waits until that is done.
    if (drawn.value < parts) frame = requestAnimationFrame(() => { timer = setTimeout(next); });
  };
  watch(ready, (is) => {
    stop();
    drawn.value = 0;
    if (is) next();
  }, { immediate: true });
  onBeforeUnmount(stop);
  return readonly(drawn);
}
