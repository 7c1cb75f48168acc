import { defineStore } from 'pinia';
import { onBeforeUnmount, shallowRef, watchEffect } from 'vue';

/** What the screen says in the status bar: rows shown, what is selected. */
export const useStatus = defineStore('status', () => {
  const parts = shallowRef<readonly string[]>([]);
  function say(texts: readonly string[]): void {
    parts.value = texts;
  }
  return { parts, say };
});

/** Shows these texts in the status bar for as long as the screen is there. Empty texts are left out. */
export function useStatusLine(texts: () => readonly string[]): void {
  const status = useStatus();
  let mine: readonly string[] = [];
  watchEffect(() => status.say((mine = texts().filter((text) => text !== ''))));
  // The next screen may have spoken already.
  onBeforeUnmount(() => { if (status.parts === mine) status.say([]); });
}
