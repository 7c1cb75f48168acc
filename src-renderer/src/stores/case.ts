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
  /** Events per slice, where the summary of a large case came without them; `events` says of which state of the case. */
  const counted = shallowRef<{ readonly of: string; readonly events: number; readonly counts: readonly number[] } | null>(null);
  const histogram = computed(() => {
    const now = summary.value;
    if (now === null) return [];
    return now.histogram.length === 0 && counted.value?.of === now.id && counted.value.events === now.events ? counted.value.counts : now.histogram;
  });
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
  /** Asks for the histogram that a summary was too fast for. */
  async function countEvents(): Promise<void> {
    const now = summary.value;
    if (now?.first == null || now.last === null || now.events === 0 || histogram.value.length > 0) return;
    const { counts } = await ask('event.histogram', { from: Date.parse(now.first), to: Date.parse(now.last) + 1, slices: 60 });
    counted.value = { of: now.id, events: now.events, counts };
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
  return { cards, summary, histogram, countEvents, known, year, list, refresh, create, open, close };
});
