import type { FindingHead } from '../case/index.ts';
import { severities, type Severity, type Verdict } from '../contract/index.ts';

/** What findings say of one user, summed up. */
export interface Standing {
  readonly findings: number;
  readonly openFindings: number;
  readonly severity: Severity | null;
  readonly verdict: Verdict | null;
}

/** Which of several verdicts stands for a user: the first of these that any finding has. Work that is open outweighs what was cleared. */
const byWeight: readonly Verdict[] = ['confirmed', 'suspicious', 'open', 'inconclusive', 'authorised-test', 'benign', 'rule-wrong'];

export function standingOf(heads: readonly FindingHead[]): Standing {
  return {
    findings: heads.length, openFindings: heads.filter(({ verdict }) => verdict === 'open').length,
    severity: gravest(heads.map(({ severity }) => severity)), verdict: byWeight.find((verdict) => heads.some((head) => head.verdict === verdict)) ?? null,
  };
}

export function gravest(of: readonly Severity[]): Severity | null {
  return severities.findLast((severity) => of.includes(severity)) ?? null;
}

/** Findings by the user that they are about. */
export function byActor(heads: readonly FindingHead[]): ReadonlyMap<string, readonly FindingHead[]> {
  const found = new Map<string, FindingHead[]>();
  for (const head of heads) {
    if (head.actor === null) continue;
    const own = found.get(head.actor);
    if (own) own.push(head);
    else found.set(head.actor, [head]);
  }
  return found;
}
