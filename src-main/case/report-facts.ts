import type { FaultShape, Variant } from '../contract/index.ts';
import { undoneSql } from './decisions.ts';
import { prepared, type ReadCase } from './handle.ts';

/** Skipped records by exhibit and reason, most first. */
export function skipCounts(file: ReadCase): readonly { readonly exhibit: string; readonly reason: string; readonly count: number }[] {
  return prepared<{ exhibit: string; reason: string; count: number }>(file, `SELECT e.exhibit, s.reason, count(*) AS count FROM skip s JOIN member m ON m.id = s.member
    JOIN evidence e ON e.id = m.evidence GROUP BY e.id, s.reason ORDER BY e.id, count DESC, s.reason`).all();
}

/** A rule as the last hunt that had it ran it. */
export interface RanRule {
  readonly rule: string;
  readonly variant: Variant;
  readonly version: number;
  readonly title: string;
  readonly hash: string;
  readonly body: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Why it could not run. */
  readonly reason: string | null;
}

/** The rules of the last hunts, each as it ran last. */
export function storedRules(file: ReadCase): readonly RanRule[] {
  type Cells = Omit<RanRule, 'parameters' | 'reason'> & { readonly parameters: string; readonly fault: string | null };
  return prepared<Cells>(file, `SELECT r.rule, r.variant, r.version, r.title, r.hash, r.body, h.parameters, h.fault FROM hunt_rule h JOIN rule r ON r.id = h.rule
    WHERE h.run = (SELECT max(g.run) FROM hunt_rule g JOIN rule q ON q.id = g.rule WHERE q.rule = r.rule AND q.variant = r.variant) ORDER BY r.rule, r.variant DESC`)
    .all().map(({ parameters, fault, ...rule }) => ({
      ...rule,
      parameters: JSON.parse(parameters) as RanRule['parameters'],
      reason: fault === null ? null : reasonIn(JSON.parse(fault) as FaultShape),
    }));
}

function reasonIn({ code, params }: FaultShape): string {
  return String(params['why'] ?? code);
}

/** The last draft of the report that stands, as it was saved; undefined where none was. */
export function savedDraft(file: ReadCase): { readonly seq: number; readonly at: string; readonly analyst: string; readonly value: string } | undefined {
  return prepared<{ seq: number; at: string; analyst: string; value: string }>(file, `SELECT d.seq, d.at, n.name AS analyst, d.value FROM decision d JOIN analyst n ON n.id = d.analyst
    WHERE d.target_kind = 'case' AND d.kind = 'draft' AND NOT ${undoneSql} ORDER BY d.seq DESC LIMIT 1`).get();
}
