import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import { ask } from '../transport/client.ts';
import { newest } from './newest.ts';

/** Which users the report tells of: those that the analyst chose, or those that the app proposes as long as nobody has chosen. */
export const useReportUsers = defineStore('report-users', () => {
  const users = shallowRef<readonly string[] | null>(null);
  /** The case has changed since: whoever shows it asks again. */
  const stale = ref(true);
  const onlyNewest = newest();

  async function told(): Promise<readonly string[]> {
    const draft = await ask('report.draft', {});
    if (draft.users !== null) return draft.users;
    return (await ask('report.preview', {})).users.filter(({ included }) => included).map(({ user }) => user);
  }
  async function load(): Promise<void> {
    stale.value = false;
    const answer = await onlyNewest(told());
    if (answer !== undefined) users.value = answer;
  }
  /** Puts a user in or takes it out; everything else of the draft stays as it is now, whoever wrote it. */
  async function set(user: string, included: boolean): Promise<void> {
    const [draft, before] = [await ask('report.draft', {}), await told()];
    const rest = before.filter((one) => one !== user);
    const saved = await ask('report.save', { draft: { ...draft, users: included ? [...rest, user] : rest } });
    void onlyNewest(Promise.resolve());
    users.value = saved.users ?? [];
  }
  const outdate = () => { stale.value = true; };
  function forget(): void {
    users.value = null;
    outdate();
  }
  return { users, stale, load, set, outdate, forget };
});
