import { defineStore } from 'pinia';
import { ref } from 'vue';

/** Whether the form for a remark is open; it can be reached from every screen of a case. */
export const useRemark = defineStore('remark', () => {
  const open = ref(false);
  function show(): void {
    open.value = true;
  }
  return { open, show };
});
