import { fieldEntry } from '@contract/fields.ts';
import type { RuleRow } from '@contract';

export type RuleLine = { readonly kind: 'head'; readonly key: string; readonly head: string; readonly size: number } | { readonly kind: 'rule'; readonly key: string; readonly rule: RuleRow };

/** A title as the rule has it, its `$field$` blanks named: "Key ‹Credential› of ‹User› …". */
export function titleOf(rule: RuleRow): string {
  return rule.title.replace(/\$([\w.@]+)\$/g, (_, name: string) => `‹${fieldEntry(name)?.label ?? name}›`);
}

/** Rules by kind, in the order of their first rule; published and corrected stand side by side. */
export function groupRules(rules: readonly RuleRow[]): readonly RuleLine[] {
  const kinds = new Map<string, RuleRow[]>();
  for (const rule of rules) {
    const kind = kinds.get(rule.kind);
    if (kind === undefined) kinds.set(rule.kind, [rule]);
    else kind.push(rule);
  }
  const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return [...kinds].flatMap(([head, members]): RuleLine[] => [
    { kind: 'head', key: `kind:${head}`, head, size: members.length },
    ...members.sort((a, b) => byText(a.id, b.id) || byText(b.variant, a.variant)).map((rule): RuleLine => ({ kind: 'rule', key: `${rule.id}/${rule.variant}`, rule })),
  ]);
}
