import { onBeforeUnmount, onMounted } from 'vue';
import { useLook } from '../stores/look.ts';

/** True where a key is text: in fields, in menus, and in dialogs. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.matches('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable], [role=menu] *, [role=dialog], [role=dialog] *');
}

/** Calls `onKey` for single keys while nobody types and no modifier is held; a key that it takes (true) goes no further. Signs are left alone where single letters are turned off. */
export function useKeys(onKey: (key: string, event: KeyboardEvent) => boolean): void {
  const look = useLook();
  const listen = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (!look.letters && event.key.length === 1) return;
    if (onKey(event.key, event)) event.preventDefault();
  };
  onMounted(() => window.addEventListener('keydown', listen));
  onBeforeUnmount(() => window.removeEventListener('keydown', listen));
}
