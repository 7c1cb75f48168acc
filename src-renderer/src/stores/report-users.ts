import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { findingsTold, usersProposed } from '@contract/report-told.ts';
import type { ReportDraft } from '@contract';
import { ask } from '../transport/client.ts';
import { useFindings } from './findings.ts';
import { newest } from './newest.ts';

/** Which users the report tells of: those that the analyst chose, or those that the app proposes as long as nobody has chosen. */
export const useReportUsers = defineStore('report-users', () => {
  const findings = useFindings();
  const draft = shallowRef<ReportDraft | null>(null);
  /** The case has changed since: whoever shows it asks again. */
  const stale = ref(true);
  const onlyNewest = newest();
  /** Null while it is not known. */
  const users = computed<readonly string[] | null>(() => (draft.value === null ? null : told(draft.value)));

  function told({ users: chosen, findings: ids }: ReportDraft): readonly string[] | null {
    return chosen ?? (findings.rows === null ? null : usersProposed(findingsTold(findings.rows, ids)));
  }
  async function load(): Promise<void> {
    stale.value = false;
    const [answer] = await Promise.all([onlyNewest(ask('report.draft', {})), findings.rows === null ? findings.refresh() : null]);
    if (answer !== undefined) draft.value = answer;
  }
  /** Puts a user in or takes it out; everything else of the draft stays as the case has it now, whoever wrote it. */
  async function set(user: string, included: boolean): Promise<void> {
    const now = await ask('report.draft', {});
    const rest = (told(now) ?? []).filter((one) => one !== user);
    const saved = await onlyNewest(ask('report.save', { draft: { ...now, users: included ? [...rest, user] : rest } }));
    if (saved !== undefined) draft.value = saved;
  }
  const outdate = () => { stale.value = true; };
  function forget(): void {
    draft.value = null;
    outdate();
  }
  return { users, stale, load, set, outdate, forget };
});
