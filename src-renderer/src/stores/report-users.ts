import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import { ask } from '../transport/client.ts';
import { newest } from './newest.ts';

/** Which users the report tells of: those that the analyst chose, or those that the app proposes as long as nobody has chosen. */
export const useReportUsers = defineStore('report-users', () => {
  /** Null while it is not known. */
  const users = shallowRef<readonly string[] | null>(null);
  /** The case has changed since: whoever shows it asks again. */
  const stale = ref(true);
  const onlyNewest = newest();

  async function load(): Promise<void> {
    stale.value = false;
    const answer = await onlyNewest(ask('report.users', {}));
    if (answer !== undefined) users.value = answer;
  }
  /** Puts a user in or takes it out; everything else of the draft stays as the case has it now, whoever wrote it. */
  async function set(user: string, included: boolean): Promise<void> {
    const [now, told] = await Promise.all([ask('report.draft', {}), ask('report.users', {})]);
    const rest = told.filter((one) => one !== user);
    await ask('report.save', { draft: { ...now, users: included ? [...rest, user] : rest } });
    await load();
  }
  const outdate = () => { stale.value = true; };
  function forget(): void {
    users.value = null;
    outdate();
  }
  return { users, stale, load, set, outdate, forget };
});
