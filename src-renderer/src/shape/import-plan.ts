import { datasets, type Dataset } from '@contract/datasets.ts';
import type { FileOptions, ImportOptions, ImportOrder, ImportScope } from '@contract';
import { typedTime } from './time-range.ts';
import { isZone } from './times.ts';

/** Orders that files can be read in. */
export const importOrders = ['given', 'newest', 'smallest'] as const satisfies readonly ImportOrder[];

/** Event classes of the dictionary, as a scope can name them. */
export const categories = ['session', 'authentication', 'mfa', 'api', 'process', 'configuration'] as const;

/** A scope as the form has it: times and lists as they are typed. */
export interface ScopeDraft {
  readonly from: string;
  readonly to: string;
  readonly datasets: readonly Dataset[];
  readonly accounts: string;
  readonly users: string;
  readonly categories: readonly string[];
}
export const wholeScope: ScopeDraft = { from: '', to: '', datasets: [], accounts: '', users: '', categories: [] };

/** What is said of an import before it begins, as the form has it. Offsets are seconds as typed. */
export interface PlanDraft {
  readonly scope: ScopeDraft;
  readonly order: ImportOrder;
  readonly zone: string;
  readonly files: readonly FileOptions[];
  readonly offsets: Readonly<Partial<Record<Dataset, string>>>;
}
export const newPlan: PlanDraft = { scope: wholeScope, order: 'given', zone: '', files: [], offsets: {} };

/** The entries of a list as typed: separated by commas, semicolons or lines. */
export function listed(text: string): string[] {
  return [...new Set(text.split(/[,;\n]/).map((one) => one.trim()).filter((one) => one !== ''))];
}

/** What of the form cannot be read; its names are those of the fields. */
export type Trouble = 'from' | 'to' | 'range' | 'zone' | `offset ${Dataset}` | `zone ${string}`;

/** The scope as the call takes it: null where nothing is narrowed. `offset`: ms of the zone that times are typed in. */
export function scopeOf(draft: ScopeDraft, offset: (ms: number) => number): { readonly scope: ImportScope | null; readonly trouble: readonly Trouble[] } {
  const at = (text: string): number | null | undefined => (text.trim() === '' ? undefined : typedTime(text, offset));
  const [from, to] = [at(draft.from), at(draft.to)];
  const trouble: Trouble[] = [];
  if (from === null) trouble.push('from');
  if (to === null) trouble.push('to');
  if (typeof from === 'number' && typeof to === 'number' && from >= to) trouble.push('range');
  const iso = (ms: number | null | undefined): string | null => (typeof ms === 'number' ? new Date(ms).toISOString() : null);
  const scope: ImportScope = { from: iso(from), to: iso(to), datasets: [...draft.datasets], accounts: listed(draft.accounts), users: listed(draft.users), categories: [...draft.categories] };
  return { scope: isWhole(scope) ? null : scope, trouble };
}

/** Narrows nothing. */
export function isWhole(scope: ImportScope): boolean {
  return scope.from === null && scope.to === null && scope.datasets.length + scope.accounts.length + scope.users.length + scope.categories.length === 0;
}

/** A scope as the form shows it. */
export function draftOf(scope: ImportScope | null, shown: (iso: string) => string): ScopeDraft {
  if (scope === null) return wholeScope;
  return {
    from: scope.from === null ? '' : shown(scope.from), to: scope.to === null ? '' : shown(scope.to), datasets: scope.datasets,
    accounts: scope.accounts.join(', '), users: scope.users.join(', '), categories: scope.categories,
  };
}

/** Seconds of an offset as typed: `+90`, `-3600`, `-1:30`, `+00:00:45`; null for what is none. */
export function typedOffset(text: string): number | null {
  const hit = /^([+-]?)(?:(\d{1,6})(?::(\d\d))?(?::(\d\d))?)$/.exec(text.trim());
  if (hit === null) return null;
  const [sign, a, b, c] = [hit[1] === '-' ? -1 : 1, Number(hit[2]), hit[3], hit[4]];
  if (b === undefined) return sign * a;
  if (Number(b) > 59 || Number(c ?? 0) > 59) return null;
  return sign * (a * 3600 + Number(b) * 60 + Number(c ?? 0));
}

/** The options as the call takes them, and what of the form cannot be read. */
export function optionsOf(draft: PlanDraft, offset: (ms: number) => number): { readonly options: ImportOptions; readonly trouble: readonly Trouble[] } {
  const { scope, trouble } = scopeOf(draft.scope, offset);
  const all: Trouble[] = [...trouble];
  const zone = draft.zone.trim();
  if (zone !== '' && !isZone(zone)) all.push('zone');
  for (const file of draft.files) if (file.zone !== null && !isZone(file.zone)) all.push(`zone ${file.path}`);
  const offsets = datasets.flatMap((dataset) => {
    const text = draft.offsets[dataset]?.trim() ?? '';
    if (text === '') return [];
    const seconds = typedOffset(text);
    if (seconds === null) all.push(`offset ${dataset}`);
    return seconds === null || seconds === 0 ? [] : [{ dataset, seconds }];
  });
  return { options: { scope, order: draft.order, zone: zone === '' ? null : zone, files: draft.files.filter((file) => file.zone !== null || file.dataset !== null || file.mapping !== null), offsets }, trouble: all };
}

/** The plan with something else said of one file. */
export function withFile(draft: PlanDraft, path: string, change: Partial<Omit<FileOptions, 'path'>>): PlanDraft {
  const now = draft.files.find((file) => file.path === path) ?? { path, zone: null, dataset: null, mapping: null };
  return { ...draft, files: [...draft.files.filter((file) => file.path !== path), { ...now, ...change }] };
}
