import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { FindingRow, Severity, Variant, Verdict } from '@contract';
import { ask } from '../transport/client.ts';
import { groupFindings, linesOf, passes, type FindingFilter } from '../shape/findings.ts';
import { newest } from './newest.ts';

/** What is shown of a case that was just opened. */
export const usualVariants: ReadonlySet<Variant> = new Set(['corrected']);

/** All findings of the case, and which of them are shown. */
export const useFindings = defineStore('findings', () => {
  const rows = shallowRef<readonly FindingRow[] | null>(null);
  const severities = ref<ReadonlySet<Severity>>(new Set());
  const verdicts = ref<ReadonlySet<Verdict>>(new Set());
  // Rules as published repeat, more loosely, what the corrected ones say: they are a click away, and counted.
  const variants = ref<ReadonlySet<Variant>>(usualVariants);
  const text = ref('');
  const folded = ref<ReadonlySet<string>>(new Set());
  const onlyNewest = newest();

  const filter = computed<FindingFilter>(() => ({ severities: severities.value, verdicts: verdicts.value, variants: variants.value, text: text.value }));
  const filtered = computed(() => filter.value.severities.size + filter.value.verdicts.size + filter.value.variants.size > 0 || filter.value.text.trim() !== '');
  const shown = computed(() => (rows.value ?? []).filter((row) => passes(row, filter.value)));
  const groups = computed(() => groupFindings(shown.value));
  const lines = computed(() => linesOf(groups.value, folded.value));
  /** The findings in the order on screen, folded groups left out. */
  const order = computed(() => lines.value.flatMap((line) => (line.kind === 'finding' ? [line.row.id] : [])));

  async function refresh(): Promise<void> {
    const answer = await onlyNewest(ask('finding.list', {}));
    if (answer !== undefined) rows.value = answer;
  }
  function patch(row: FindingRow): void {
    rows.value = (rows.value ?? []).map((one) => (one.id === row.id ? { ...one, verdict: row.verdict, state: row.state } : one));
  }
  function toggleGroup(key: string): void {
    folded.value = toggled(folded.value, key);
  }
  function toggleSeverity(severity: Severity): void {
    severities.value = toggled(severities.value, severity);
  }
  function toggleVerdict(verdict: Verdict): void {
    verdicts.value = toggled(verdicts.value, verdict);
  }
  function toggleVariant(variant: Variant): void {
    variants.value = toggled(variants.value, variant);
  }
  function clearFilter(): void {
    severities.value = new Set();
    verdicts.value = new Set();
    variants.value = new Set();
    text.value = '';
  }
  async function hunt(rules: string[]): Promise<string> {
    return (await ask('hunt.start', { rules })).job;
  }
  function forget(): void {
    rows.value = null;
    folded.value = new Set();
    clearFilter();
    variants.value = usualVariants;
  }
  return { rows, severities, verdicts, variants, text, folded, filtered, shown, groups, lines, order, refresh, patch, toggleGroup, toggleSeverity, toggleVerdict, toggleVariant, clearFilter, hunt, forget };
});

function toggled<T>(set: ReadonlySet<T>, value: T): ReadonlySet<T> {
  const next = new Set(set);
  if (!next.delete(value)) next.add(value);
  return next;
}
