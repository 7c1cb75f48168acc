import { onBeforeUnmount, readonly, ref, watch, type Ref } from 'vue';

/**
 * How many parts of a long page may be drawn: one at once where it is ready, and one more in each task after it, so that drawing all of them never holds the page for
 * longer than one of them takes. From the start again where it was not ready in between.
 */
export function usePartByPart(parts: number, ready: () => boolean): Readonly<Ref<number>> {
  const drawn = ref(0);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const next = (): void => {
    drawn.value += 1;
    if (drawn.value < parts) timer = setTimeout(next);
  };
  watch(ready, (is) => {
    clearTimeout(timer);
    drawn.value = 0;
    if (is) next();
  }, { immediate: true });
  onBeforeUnmount(() => clearTimeout(timer));
  return readonly(drawn);
}
