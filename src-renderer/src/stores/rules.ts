import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { RuleDetail, RuleProblem, RuleRow } from '@contract';
import { ask } from '../transport/client.ts';
import { newest } from './newest.ts';

/** The rules there are, how each last ran on this case, and the one that is looked at. */
export const useRules = defineStore('rules', () => {
  const rows = shallowRef<readonly RuleRow[] | null>(null);
  /** What keeps files of the analyst from being rules. */
  const problems = shallowRef<readonly RuleProblem[]>([]);
  /** `id/variant` */
  const name = ref<string | null>(null);
  const detail = shallowRef<RuleDetail | null>(null);
  const newestList = newest();
  const newestDetail = newest();

  async function refresh(): Promise<void> {
    const answer = await newestList(Promise.all([ask('rule.list', {}), ask('rule.problems', {})]));
    if (answer !== undefined) [rows.value, problems.value] = answer;
  }
  async function show(rule: string): Promise<void> {
    if (name.value !== rule) detail.value = null;
    name.value = rule;
    const answer = await newestDetail(ask('rule.get', { rule }));
    if (answer !== undefined) detail.value = answer;
  }
  /** Take effect with the next hunt; null goes back to the default of the rule. What is shown changes once all are kept, or one could not be. */
  async function setParameters(rule: string, changes: readonly { readonly name: string; readonly value: string | number | null }[], reason: string): Promise<void> {
    let answer: RuleDetail | null = null;
    try {
      for (const { name: parameter, value } of changes) answer = await ask('rule.parameter', { rule, name: parameter, value, reason });
    } finally {
      if (answer !== null && name.value === rule) detail.value = answer;
    }
  }
  /** A rule as it is after something was said of it. */
  function accept(answer: RuleDetail): void {
    if (name.value === `${answer.id}/${answer.variant}`) detail.value = answer;
  }
  return { rows, problems, name, detail, refresh, show, setParameters, accept };
});
