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
