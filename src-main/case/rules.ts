import type { RuleRow, Variant } from '../contract/index.ts';
import { writeAudit } from './audit.ts';
import { prepared, writerOf, type ReadCase, type WriteCase } from './handle.ts';
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
  /** Null: back to the default of the rule. */
  readonly value: string | number | boolean | readonly string[] | null;
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

/** Overrides a parameter of a rule in this case. Append-only: the last one counts. */
export function setRuleParameter(file: WriteCase, { rule, variant, name, value, reason }: RuleParameter): void {
  const { session } = writerOf(file);
  transaction(file, () => {
    const old = ruleParameters(file).find((one) => one.rule === rule && one.variant === variant && one.name === name)?.value ?? null;
    prepared(file, 'INSERT INTO rule_parameter (rule, variant, name, value, at, analyst, reason) VALUES (?, ?, ?, ?, ?, ?, ?)')
      .run(rule, variant, name, value === null ? null : JSON.stringify(value), new Date(session.now()).toISOString(), session.analyst.id, reason);
    writeAudit(file, { action: 'rule.parameter', kind: 'rule', id: rule, payload: { variant, name, old, new: value, reason } });
  });
}

/** The overrides that hold. */
export function ruleParameters(file: ReadCase): readonly RuleParameter[] {
  return prepared<Omit<RuleParameter, 'value'> & { value: string | null }>(file, `SELECT rule, variant, name, value, reason FROM rule_parameter p
    WHERE id = (SELECT max(id) FROM rule_parameter q WHERE q.rule = p.rule AND q.variant = p.variant AND q.name = p.name) AND value IS NOT NULL
    ORDER BY rule, variant, name`).all().map((row) => ({ ...row, value: JSON.parse(row.value!) as RuleParameter['value'] }));
}

/** How each rule fared in the last hunt that ran it, by `rule/variant`. */
export function lastRuns(file: ReadCase): ReadonlyMap<string, NonNullable<RuleRow['lastRun']>> {
  const rows = prepared<{ rule: string; variant: string; at: string; status: string; findings: number; rows: number; dropped: string }>(file, `
    SELECT r.rule, r.variant, u.started AS at, h.status, h.findings, h.view_rows AS rows, h.dropped
    FROM hunt_rule h JOIN rule r ON r.id = h.rule JOIN hunt_run u ON u.id = h.run ORDER BY h.run`).all();
  return new Map(rows.map(({ rule, variant, dropped, ...run }) =>
    [`${rule}/${variant}`, { ...run, dropped: (JSON.parse(dropped) as { count: number }[]).reduce((sum, one) => sum + one.count, 0) }]));
}
