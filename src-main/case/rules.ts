import type { RuleRow, Variant } from '../contract/index.ts';
import { writeAudit } from './audit.ts';
import { decide, undoneSql } from './decisions.ts';
import { canonicalJson } from './canonical-json.ts';
import { prepared, type ReadCase, type WriteCase } from './handle.ts';
import { transaction } from './transaction.ts';

/** A rule as it runs, to be kept as it was. */
export interface RuleFile {
  readonly rule: string;
  readonly variant: Variant;
  readonly version: number;
  readonly hash: string;
  readonly title: string;
  /** YAML. */
  readonly body: string;
  readonly origin: 'shipped' | 'own';
}
export interface RuleParameter {
  readonly rule: string;
  readonly variant: Variant;
  readonly name: string;
  /** Null: back to the default of the rule. Durations in ms. */
  readonly value: string | number | null;
  readonly reason: string;
}

/** Keeps each version of a rule once. */
export function storeRules(file: WriteCase, rules: readonly RuleFile[]): void {
  transaction(file, () => {
    const insert = prepared(file, `INSERT INTO rule (rule, variant, version, hash, title, body, origin) VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (rule, variant, version, hash) DO NOTHING`);
    const fresh = rules.filter((one) => insert.run(one.rule, one.variant, one.version, one.hash, one.title, one.body, one.origin).changes > 0);
    if (fresh.length === 0) return;
    writeAudit(file, { action: 'rules.store', kind: 'rule', id: '', payload: { rules: fresh.map(({ rule, variant, version, hash }) => ({ rule, variant, version, hash })) } });
  });
}

/** Overrides a parameter of a rule in this case, as a decision that can be taken back. Append-only: the last one that stands counts. */
export function setRuleParameter(file: WriteCase, { rule, variant, name, value, reason }: RuleParameter): void {
  transaction(file, () => {
    const before = ruleParameters(file).find((one) => one.rule === rule && one.variant === variant && one.name === name)?.value ?? null;
    const decision = decide(file, { targetKind: 'rule', target: `${rule}/${variant}`, kind: 'parameter', value: canonicalJson({ name, before, after: value }), reason });
    prepared(file, 'INSERT INTO rule_parameter (rule, variant, name, value, decision) VALUES (?, ?, ?, ?, ?)').run(rule, variant, name, value === null ? null : JSON.stringify(value), decision);
  });
}

/** The overrides that hold. */
export function ruleParameters(file: ReadCase): readonly RuleParameter[] {
  const rows = prepared<Omit<RuleParameter, 'value'> & { value: string | null }>(file, `SELECT p.rule, p.variant, p.name, p.value, d.reason FROM rule_parameter p JOIN decision d ON d.seq = p.decision
    WHERE NOT ${undoneSql} ORDER BY p.rule, p.variant, p.name, p.id`).all();
  const last = new Map(rows.map((row) => [`${row.rule}/${row.variant} ${row.name}`, row]));
  return [...last.values()].filter((row) => row.value !== null).map((row) => ({ ...row, value: JSON.parse(row.value!) as RuleParameter['value'] }));
}

/** How each rule fared in the last hunt that ran it, by `rule/variant`. */
export function lastRuns(file: ReadCase): ReadonlyMap<string, NonNullable<RuleRow['lastRun']>> {
  const rows = prepared<{ rule: string; variant: string; at: string; status: string; findings: number; rows: number; dropped: string }>(file, `
    SELECT r.rule, r.variant, u.started AS at, h.status, h.findings, h.view_rows AS rows, h.dropped
    FROM hunt_rule h JOIN rule r ON r.id = h.rule JOIN hunt_run u ON u.id = h.run ORDER BY h.run`).all();
  return new Map(rows.map(({ rule, variant, dropped, ...run }) =>
    [`${rule}/${variant}`, { ...run, dropped: (JSON.parse(dropped) as { count: number }[]).reduce((sum, one) => sum + one.count, 0) }]));
}

/** Events that a rule left out in the last hunt that ran it, by reason. */
export function lastDropped(file: ReadCase, rule: string, variant: Variant): readonly { readonly reason: string; readonly count: number }[] {
  const row = prepared<{ dropped: string }>(file, 'SELECT h.dropped FROM hunt_rule h JOIN rule r ON r.id = h.rule WHERE r.rule = ? AND r.variant = ? ORDER BY h.run DESC LIMIT 1').get(rule, variant);
  return row === undefined ? [] : (JSON.parse(row.dropped) as { reason: string; count: number }[]);
}
