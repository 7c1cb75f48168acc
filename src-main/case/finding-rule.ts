import { Fault } from '../contract/index.ts';
import { prepared, type ReadCase } from './handle.ts';

/** The rule that made a finding, as it was when it ran. */
export interface FindingRule {
  readonly version: number;
  readonly hash: string;
  /** YAML. */
  readonly body: string;
}

/**
 * The rule behind a finding.
 * @throws Fault case/no-such-finding
 */
export function ruleOfFinding(file: ReadCase, finding: string): FindingRule {
  const rule = prepared<FindingRule>(file, `SELECT r.version, r.hash, r.body FROM finding f JOIN finding_version v ON v.id = f.version JOIN rule r ON r.id = v.rule WHERE f.identity = ?`)
    .get(Buffer.from(finding, 'hex'));
  if (rule === undefined) throw new Fault('case/no-such-finding', { finding });
  return rule;
}

/**
 * The version of its rule that said so last: a newer one that found the same leaves the finding as it stands, and is told here. Null of a finding that no hunt made.
 * @throws Fault case/no-such-finding
 */
export function lastRuleOfFinding(file: ReadCase, finding: string): Pick<FindingRule, 'version' | 'hash'> | null {
  const identity = Buffer.from(finding, 'hex');
  const last = prepared<Pick<FindingRule, 'version' | 'hash'>>(file, `SELECT r.version, r.hash FROM finding f JOIN finding_history h ON h.finding = f.id JOIN rule r ON r.id = h.rule
    WHERE f.identity = ? AND h.state <> 'gone' ORDER BY h.run DESC LIMIT 1`).get(identity);
  if (last === undefined && prepared(file, 'SELECT 1 FROM finding WHERE identity = ?').get(identity) === undefined) throw new Fault('case/no-such-finding', { finding });
  return last ?? null;
}
