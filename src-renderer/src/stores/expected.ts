import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { AskOf, CasePeriod, ExceptionRow, FilterProblem, NotedHunt } from '@contract';
import { ask } from '../transport/client.ts';
import { newest } from './newest.ts';
import { useRules } from './rules.ts';

/** What analysts say that changes what rules say: what is expected, filters of rules, spans that are known to be clean or bad. */
export const useExpected = defineStore('expected', () => {
  const exceptions = shallowRef<readonly ExceptionRow[] | null>(null);
  const periods = shallowRef<readonly CasePeriod[] | null>(null);
  const onlyNewest = newest();
  const newestCheck = newest();

  async function load(): Promise<void> {
    const answer = await onlyNewest(Promise.all([ask('exception.list', {}), ask('period.list', {})]));
    if (answer !== undefined) [exceptions.value, periods.value] = answer;
  }
  /** Only the periods, for who shows no exceptions. */
  async function loadPeriods(): Promise<void> {
    const answer = await onlyNewest(ask('period.list', {}));
    if (answer !== undefined) periods.value = answer;
  }
  /** Asks anew where it was asked for before. */
  async function refreshKnown(): Promise<void> {
    if (exceptions.value !== null) await load();
    else if (periods.value !== null) await loadPeriods();
  }
  /** Kept at once, and hunted with at once. */
  const expect = (draft: AskOf<'exception.add'>): Promise<NotedHunt> => ask('exception.add', draft);
  const letGo = (seq: number): Promise<NotedHunt> => ask('exception.remove', { seq });
  const addPeriod = (draft: AskOf<'period.add'>): Promise<{ readonly seq: number }> => ask('period.add', draft);
  const removePeriod = (seq: number): Promise<{ readonly seq: number }> => ask('period.remove', { seq });
  /** What is wrong with a text as the filter of a rule; undefined where a newer text was asked about since. */
  const check = (rule: string, text: string): Promise<readonly FilterProblem[] | undefined> => newestCheck(ask('filter.check', { rule, text }));
  async function setFilter(rule: string, text: string, reason: string): Promise<void> {
    useRules().accept((await ask('filter.set', { rule, text, reason })).rule);
  }
  function forget(): void {
    [exceptions.value, periods.value] = [null, null];
  }
  return { exceptions, periods, load, loadPeriods, refreshKnown, expect, letGo, addPeriod, removePeriod, check, setFilter, forget };
});
