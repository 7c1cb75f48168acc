import { defineStore } from 'pinia';
import { computed, onBeforeUnmount, shallowRef } from 'vue';

/** Something that can be done on the screen or with what is selected. `keys` is how the shortcut sheet writes its keys. */
export interface Action { readonly id: string; readonly label: string; readonly keys?: string; readonly run: () => void }

/** What can be done here and now: the screens register it, the palette offers it. */
export const useActions = defineStore('actions', () => {
  const sources = shallowRef<readonly (() => readonly Action[])[]>([]);
  const all = computed(() => sources.value.flatMap((list) => list()));
  /** `list` is asked anew whenever what it reads changes. Returns how to take it back. */
  function register(list: () => readonly Action[]): () => void {
    sources.value = [...sources.value, list];
    return () => { sources.value = sources.value.filter((one) => one !== list); };
  }
  return { all, register };
});

/** Registers the actions of a screen for as long as it is there. */
export function useScreenActions(list: () => readonly Action[]): void {
  onBeforeUnmount(useActions().register(list));
}
