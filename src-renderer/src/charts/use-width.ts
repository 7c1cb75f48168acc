import { onBeforeUnmount, ref, watch, type Ref, type ShallowRef } from 'vue';

/** The width of an element in whole pixels, as it changes; 0 while it is not there. */
export function useWidth(element: Readonly<ShallowRef<HTMLElement | null>>): Ref<number> {
  const width = ref(0);
  const watcher = new ResizeObserver(([entry]) => { width.value = Math.floor(entry?.contentRect.width ?? 0); });
  watch(element, (now, before) => {
    if (before) watcher.unobserve(before);
    if (now) watcher.observe(now);
  }, { immediate: true });
  onBeforeUnmount(() => watcher.disconnect());
  return width;
}
