import { onBeforeUnmount, onMounted } from 'vue';

/** True where a key is text: in fields, in menus, and in dialogs. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.matches('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable], [role=menu] *, [role=dialog], [role=dialog] *');
}

/** Calls `onKey` for single keys while nobody types and no modifier is held; a key that it takes (true) goes no further. */
export function useKeys(onKey: (key: string, event: KeyboardEvent) => boolean): void {
  const listen = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (onKey(event.key, event)) event.preventDefault();
  };
  onMounted(() => window.addEventListener('keydown', listen));
  onBeforeUnmount(() => window.removeEventListener('keydown', listen));
}
