import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { FindingChoice, FindingField, FindingGrouping, FindingLine, FindingPage, FindingPlace, FindingRow, FindingValue } from '@contract';
import { ask } from '../transport/client.ts';
import { noFilter, toggled, turned, usualFilter, without, withoutLast, type FindingFilter } from '../shape/finding-filter.ts';
import { newest } from './newest.ts';
import { useRange } from './range.ts';
import { windowedRows } from './windowed.ts';

/** What is said of the list as a whole. */
type Sums = Omit<FindingPage, 'rows' | 'next' | 'total'>;

/** The list of findings as it is filtered and grouped: the lines around what is in sight, and where the finding that is looked at stands in it. */
export const useFindings = defineStore('findings', () => {
  const range = useRange();
  const filter = shallowRef<FindingFilter>(usualFilter);
  const grouping = ref<FindingGrouping>('user');
  const folded = ref<ReadonlySet<string>>(new Set());
  const sums = shallowRef<Sums | null>(null);
  /** The finding that is looked at, and what is around it. */
  const at = ref<string | null>(null);
  const place = shallowRef<FindingPlace | null>(null);
  const newestPlace = newest();
  const newestFirst = newest();

  const choice = computed<FindingChoice>(() => ({ ...filter.value, from: range.fromMs, to: range.toMs }));
  const question = computed(() => ({ choice: plain(choice.value), by: grouping.value, folded: [...folded.value] }));
  const list = windowedRows<FindingLine>(async (after, limit) => {
    const { rows, next, total, ...rest } = await ask('finding.list', { ...question.value, after, limit });
    sums.value = rest;
    return { rows, next, total };
  }, () => false);
  const filtered = computed(() => filter.value.chips.length > 0 || filter.value.text.trim() !== '' || range.active);
  /** How they are grouped: too many findings always are. */
  const by = computed<FindingGrouping>(() => sums.value?.by ?? grouping.value);
  const known = computed(() => list.known.value && sums.value !== null);

  const rowOf = (id: string | null): FindingRow | null => list.here.value.flatMap(({ row }) => (row.kind === 'finding' && row.row.id === id ? [row.row] : []))[0] ?? null;
  /** Some screen has shown the list: it is kept up to date. */
  let wanted = false;
  async function refresh(finding = at.value): Promise<void> {
    wanted = true;
    await Promise.all([list.refresh(), locate(finding)]);
  }
  /** Asks anew where the list was asked for before. */
  async function refreshKnown(): Promise<void> {
    if (wanted) await refresh();
  }
  /** The finding before or after this one on screen; null at an end, and where it is not on screen. */
  function beside(finding: string | null, by: 1 | -1): string | null {
    const here = list.here.value.find(({ row }) => row.kind === 'finding' && row.row.id === finding);
    if (here !== undefined) {
      let next = here.at + by;
      while (list.rowAt(next)?.kind === 'group') next += by;
      const line = list.rowAt(next);
      if (line?.kind === 'finding') return line.row.id;
    }
    return at.value === finding ? (by > 0 ? place.value?.next : place.value?.previous) ?? null : null;
  }
  async function locate(finding: string | null): Promise<void> {
    at.value = finding;
    const answer = await newestPlace(ask('finding.locate', { ...question.value, finding }));
    if (answer !== undefined) place.value = answer;
  }
  /** The first finding on screen that nobody has judged, after the one that is named, and from the top again. */
  async function nextOpen(after: string | null): Promise<string | null> {
    return (await ask('finding.locate', { ...question.value, finding: after })).open;
  }
  /** The first findings of a rule in their order, and how all of them stand against the hunt before; undefined where another rule was asked for since. */
  function firstOf(rule: { readonly id: string; readonly variant: FindingRow['variant'] }, limit: number): Promise<FindingPage | undefined> {
    const chips = [{ field: 'rule' as const, not: false, values: [rule.id] }, { field: 'variant' as const, not: rule.variant === 'corrected', values: ['published'] }, { field: 'state' as const, not: true, values: ['gone-before'] }];
    return newestFirst(ask('finding.list', { choice: { chips, text: '', from: null, to: null }, by: 'none', folded: [], after: 0, limit }));
  }
  /** Numbers of findings that filters of events name. */
  const numbers = shallowRef<ReadonlyMap<string, number>>(new Map());
  async function learnNumber(finding: string): Promise<void> {
    if (numbers.value.has(finding)) return;
    const { number } = rowOf(finding) ?? await ask('finding.get', { finding });
    numbers.value = new Map(numbers.value).set(finding, number);
  }
  const values = (field: FindingField | null, text: string, limit: number): Promise<readonly FindingValue[]> => ask('finding.values', { field, text, limit });
  /** Which of these the filter leaves. */
  const among = (findings: readonly string[]): Promise<readonly string[]> => ask('finding.among', { choice: plain(choice.value), findings: [...findings] });

  function patch({ id, verdict, state, tags, reviewed, inReport, filteredBy }: FindingRow): void {
    list.change((line) => (line.kind === 'finding' && line.row.id === id ? { ...line, row: { ...line.row, verdict, state, tags, reviewed, inReport, filteredBy } } : line));
  }
  function toggleGroup(key: string): void {
    const next = new Set(folded.value);
    if (!next.delete(key)) next.add(key);
    folded.value = next;
  }
  const toggle = (field: FindingField, value: string) => { filter.value = toggled(filter.value, field, value); };
  const turn = (field: FindingField) => { filter.value = turned(filter.value, field); };
  const remove = (field: FindingField) => { filter.value = without(filter.value, field); };
  const removeLast = () => { filter.value = withoutLast(filter.value); };
  const setText = (text: string) => { filter.value = { ...filter.value, text }; };
  const setFilter = (next: FindingFilter) => { filter.value = next; };
  function clearFilter(): void {
    filter.value = noFilter;
    range.clear();
  }
  async function hunt(rules: string[]): Promise<string> {
    return (await ask('hunt.start', { rules })).job;
  }
  function forget(): void {
    list.clear();
    [sums.value, place.value, at.value, numbers.value] = [null, null, null, new Map()];
    folded.value = new Set();
    filter.value = usualFilter;
  }
  return {
    filter, grouping, by, folded, filtered, question, known, sums, total: list.total, lineAt: list.rowAt, see: list.see, rowOf, located: at, place, beside, locate, nextOpen, firstOf, numbers, learnNumber, values, among, refresh, refreshKnown, patch, toggleGroup,
    toggle, turn, remove, removeLast, setText, setFilter, clearFilter, hunt, forget,
  };
});

/** As a question may carry it. */
function plain({ chips, ...rest }: FindingChoice) {
  return { ...rest, chips: chips.map(({ values, ...chip }) => ({ ...chip, values: [...values] })) };
}
