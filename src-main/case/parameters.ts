import type { Variant } from '../contract/index.ts';
import { prepared, type ReadCase } from './handle.ts';

/** A value of a rule's parameter, as this case has it; null is the default of the rule. Durations in ms. */
type Value = string | number | null;
/** One time that a parameter became another: by an override, or by taking one back or restoring it. */
export interface ParameterChange {
  readonly rule: string;
  readonly variant: Variant;
  readonly name: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly analyst: string;
  readonly before: Value;
  readonly after: Value;
  /** In the words of the analyst; empty for an override that was taken back or restored, see `step`. */
  readonly reason: string;
  readonly step: 'set' | 'undo' | 'redo';
}

interface Row {
  readonly seq: number; readonly at: string; readonly analyst: string; readonly kind: 'parameter' | 'undo' | 'redo'; readonly about: number | null; readonly reason: string;
  readonly rule: string; readonly variant: Variant; readonly name: string; readonly value: string | null;
}

/** How parameters of rules came to what they are in this case, oldest first: what was in force before, and after. Steps that changed nothing are not told. */
export function parameterChanges(file: ReadCase): readonly ParameterChange[] {
  const rows = prepared<Row>(file, `SELECT d.seq, d.at, n.name AS analyst, d.kind, d.about, d.reason, p.rule, p.variant, p.name, p.value
    FROM decision d JOIN analyst n ON n.id = d.analyst JOIN rule_parameter p ON p.decision = coalesce(d.about, d.seq) ORDER BY d.seq`).all();
  const histories = new Map<string, { readonly seq: number; readonly value: Value; stands: boolean }[]>();
  const changes: ParameterChange[] = [];
  for (const { seq, at, analyst, kind, about, reason, rule, variant, name, value } of rows) {
    const key = `${rule}/${variant} ${name}`;
    const history = histories.get(key) ?? [];
    histories.set(key, history);
    const before = history.findLast((one) => one.stands)?.value ?? null;
    if (kind === 'parameter') history.push({ seq, value: value === null ? null : (JSON.parse(value) as Value), stands: true });
    else for (const one of history) if (one.seq === about) one.stands = kind === 'redo';
    const after = history.findLast((one) => one.stands)?.value ?? null;
    if (before !== after) changes.push({ rule, variant, name, at, analyst, before, after, reason, step: kind === 'parameter' ? 'set' : kind });
  }
  return changes;
}
