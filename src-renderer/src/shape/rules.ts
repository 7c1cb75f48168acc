import { fieldEntry } from '@contract/fields.ts';
import type { RuleRow, Variant } from '@contract';

/** A rule in its variants: as its source has it, and as corrected. */
export interface RulePair { readonly id: string; readonly name: string; readonly seed: string | null; readonly variants: readonly RuleRow[] }
export interface RuleGroup { readonly kind: string; readonly pairs: readonly RulePair[] }

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const order: readonly Variant[] = ['published', 'corrected'];

/** `id/variant`, as calls name a rule. */
export const nameOfRule = (rule: Pick<RuleRow, 'id' | 'variant'>): string => `${rule.id}/${rule.variant}`;
export const pathOfRule = (rule: Pick<RuleRow, 'id' | 'variant'>): string => `/hunts/${encodeURIComponent(rule.id)}/${rule.variant}`;

/** A title as the rule has it, its `$field$` blanks named: "Key ‹Credential› of ‹User› …". */
export function titleOf(rule: Pick<RuleRow, 'title'>): string {
  return rule.title.replace(/\$([\w.@]+)\$/g, (_, name: string) => `‹${fieldEntry(name)?.label ?? name.split('.').join(' ')}›`);
}

/**
 * Rules by kind, in the order of their first rule; published and corrected of one rule are one entry, under the kind of the corrected one. `text` keeps
 * those that have it in id, name, title, seed, source or ATT&CK id.
 */
export function groupRules(rules: readonly RuleRow[], text = ''): readonly RuleGroup[] {
  const wanted = text.trim().toLowerCase();
  const byId = new Map<string, RuleRow[]>();
  for (const rule of rules) byId.set(rule.id, [...(byId.get(rule.id) ?? []), rule]);
  const kinds = new Map<string, RulePair[]>();
  for (const [id, members] of byId) {
    const variants = members.toSorted((a, b) => order.indexOf(a.variant) - order.indexOf(b.variant));
    const pair = { id, name: variants.at(-1)!.name, seed: members.find((one) => one.seed !== null)?.seed ?? null, variants };
    const words = variants.flatMap((one) => [one.id, pair.name, one.title, one.seed ?? '', ...one.datasets, ...one.attack]);
    const kind = variants.at(-1)!.kind;
    if (words.some((word) => word.toLowerCase().includes(wanted))) kinds.set(kind, [...(kinds.get(kind) ?? []), pair]);
  }
  return [...kinds].map(([kind, pairs]) => ({ kind, pairs: pairs.toSorted((a, b) => byText(a.name, b.name)) }));
}

/** What the last run gave: findings that nobody expects, or rows of its table; null where it has not run. */
export function resultOf(rule: RuleRow): number | null {
  return rule.lastRun === null ? null : rule.output === 'view' ? rule.lastRun.rows : Math.max(0, rule.lastRun.findings - (rule.tally?.expected ?? 0));
}

/** How much more or less the corrected rule gave than the published one; null where either has no result. */
export function differenceOf({ variants }: RulePair): number | null {
  const [published, corrected] = order.map((variant) => variants.find((one) => one.variant === variant));
  const [before, after] = [published, corrected].map((one) => (one === undefined ? null : resultOf(one)));
  return before === null || before === undefined || after === null || after === undefined ? null : after - before;
}
