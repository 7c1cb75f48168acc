import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { UserRow } from '@contract';
import { usualUsers, type UsersAsked } from '../shape/users.ts';
import { ask } from '../transport/client.ts';
import { pagedRows } from './pages.ts';

const rowsAtOnce = 200;

/** The users of the case that pass the filter, in the order that was asked for. */
export const useUsers = defineStore('users', () => {
  const asked = ref<UsersAsked>(usualUsers);
  /** True once there was an answer. */
  const known = ref(false);
  /** How many users there are without a filter; null until that was counted. */
  const everyone = ref<number | null>(null);
  const paged = pagedRows<UserRow>(async (after) => {
    const question = asked.value;
    const page = await ask('user.list', { ...question, after, limit: rowsAtOnce });
    known.value = true;
    if (question.text === '' && !question.onlyInTwoPlaces) everyone.value = page.total;
    return page;
  });
  async function show(next: UsersAsked): Promise<void> {
    asked.value = next;
    await Promise.all([paged.start(), everyone.value === null && (next.text !== '' || next.onlyInTwoPlaces) ? countAll() : null]);
  }
  async function countAll(): Promise<void> {
    everyone.value = (await ask('user.list', { limit: 1 })).total;
  }
  async function refresh(): Promise<void> {
    if (!known.value) return;
    everyone.value = null;
    await show(asked.value);
  }
  function forget(): void {
    known.value = false;
    everyone.value = null;
    asked.value = usualUsers;
    paged.clear();
  }
  return { asked, known, everyone, rows: paged.rows, total: paged.total, loading: paged.loading, show, refresh, more: paged.more, forget };
});
