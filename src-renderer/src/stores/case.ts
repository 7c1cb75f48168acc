import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { CaseCard, CaseSummary } from '@contract';
import { ask } from '../transport/client.ts';
import { newest } from './newest.ts';
import { useWorkspace } from './workspace.ts';
import { crossesYear } from '../shape/figures.ts';

/** The cases there are, and the one that is open. */
export const useCase = defineStore('case', () => {
  const cards = shallowRef<readonly CaseCard[] | null>(null);
  const summary = shallowRef<CaseSummary | null>(null);
  /** True once it is known whether a case is open. */
  const known = ref(false);
  const year = computed(() => crossesYear(summary.value?.first ?? null, summary.value?.last ?? null));
  const onlyNewest = newest();

  async function list(): Promise<void> {
    cards.value = await ask('case.list', {});
  }
  async function refresh(): Promise<void> {
    const answer = await onlyNewest(ask('case.summary', {}));
    if (answer === undefined) return;
    summary.value = answer;
    known.value = true;
  }
  async function create(title: string, number: string, path: string): Promise<void> {
    await useWorkspace().flush();
    summary.value = await ask('case.create', { title, number, ...(path === '' ? {} : { path }) });
  }
  async function open(path: string): Promise<void> {
    await useWorkspace().flush();
    summary.value = await ask('case.open', { path });
  }
  async function close(): Promise<void> {
    await useWorkspace().flush();
    await ask('case.close', {});
    summary.value = null;
  }
  return { cards, summary, known, year, list, refresh, create, open, close };
});
