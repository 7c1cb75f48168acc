import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { FindingRow } from '@contract';
import { ask } from '../transport/client.ts';
import { noFilter, passes, toggled, turned, usualFilter, without, withoutLast, type FilterField, type FindingFilter } from '../shape/finding-filter.ts';
import { cutGroups, groupFindings, linesOf, MANY, type Grouping } from '../shape/findings.ts';
import { newest } from './newest.ts';
import { useRange } from './range.ts';

/** All findings of the case, and which of them are shown, in which groups. */
export const useFindings = defineStore('findings', () => {
  const range = useRange();
  const rows = shallowRef<readonly FindingRow[] | null>(null);
  const filter = shallowRef<FindingFilter>(usualFilter);
  const grouping = ref<Grouping>('user');
  const folded = ref<ReadonlySet<string>>(new Set());
  const onlyNewest = newest();

  const filtered = computed(() => filter.value.chips.length > 0 || filter.value.text.trim() !== '' || range.active);
  const shown = computed(() => (rows.value ?? []).filter((row) => passes(row, filter.value) && range.touches(row.start, row.end)));
  // So many findings without groups are a list that nobody reads to its end.
  const by = computed<Grouping>(() => (grouping.value === 'none' && shown.value.length > MANY ? 'user' : grouping.value));
  const cut = computed(() => cutGroups(groupFindings(shown.value, by.value), shown.value));
  const groups = computed(() => cut.value.groups);
  const tooMany = computed(() => cut.value.tooMany);
  const lines = computed(() => linesOf(groups.value, folded.value));
  /** The findings in the order on screen, folded groups left out. */
  const order = computed(() => lines.value.flatMap((line) => (line.kind === 'finding' ? [line.row.id] : [])));
  /** The first finding on screen that nobody has judged, after the one that is named, and from the top again. */
  function nextOpen(after: string | null): string | null {
    const open = new Set(shown.value.filter((row) => row.verdict === 'open' && row.state !== 'gone').map((row) => row.id));
    const all = groups.value.flatMap((group) => group.rows.map((row) => row.id));
    const at = after === null ? -1 : all.indexOf(after);
    return [...all.slice(at + 1), ...all.slice(0, Math.max(0, at))].find((id) => open.has(id)) ?? null;
  }

  async function refresh(): Promise<void> {
    const answer = await onlyNewest(ask('finding.list', {}));
    if (answer !== undefined) rows.value = answer;
  }
  function patch(row: FindingRow): void {
    const { verdict, state, tags, reviewed, inReport } = row;
    rows.value = (rows.value ?? []).map((one) => (one.id === row.id ? { ...one, verdict, state, tags, reviewed, inReport } : one));
  }
  function toggleGroup(key: string): void {
    const next = new Set(folded.value);
    if (!next.delete(key)) next.add(key);
    folded.value = next;
  }
  const toggle = (field: FilterField, value: string) => { filter.value = toggled(filter.value, field, value); };
  const turn = (field: FilterField) => { filter.value = turned(filter.value, field); };
  const remove = (field: FilterField) => { filter.value = without(filter.value, field); };
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
    rows.value = null;
    folded.value = new Set();
    filter.value = usualFilter;
  }
  return { rows, filter, grouping, by, folded, filtered, shown, groups, tooMany, lines, order, nextOpen, refresh, patch, toggleGroup, toggle, turn, remove, removeLast, setText, setFilter, clearFilter, hunt, forget };
});
