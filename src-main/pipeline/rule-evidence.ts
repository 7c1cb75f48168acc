import type { FindingDraft, Variant } from '../contract/index.ts';
import { closeCase, openCaseToRead, type HuntedRule } from '../case/index.ts';
import { huntColumns, type PlacedRule, type RulePlaces } from './hunt.ts';
import { loadColumns } from './load-columns.ts';

/** What a rule made of somebody's own evidence. */
export interface EvidenceOutcome {
  readonly rule: string;
  readonly variant: Variant;
  /** `not-run`: the evidence lacks what the rule needs, and `why` says what. */
  readonly status: HuntedRule['status'];
  readonly why: string | null;
  readonly findings: readonly FindingDraft[];
  /** Rows of a hunt table. */
  readonly rows: number;
  readonly dropped: readonly { readonly reason: string; readonly count: number }[];
}

/** A case, and folders for its columns and for what is left of a crash. */
export interface EvidencePlaces { readonly path: string; readonly cache: string; readonly records: string }

/** Runs rules over a case without writing anything into it. Throws Fault `rule/bad-parameter`. */
export function rulesOnEvidence({ path, cache, records }: EvidencePlaces, rules: readonly PlacedRule[], parameters: Readonly<Record<string, string>>, places: RulePlaces): readonly EvidenceOutcome[] {
  const file = openCaseToRead(path, records);
  try {
    const { hunted } = huntColumns(loadColumns(file, cache), rules, { rules: [], parameters }, { places, stop: () => false, now: () => 0, progress: () => undefined });
    return hunted.map(({ rule, variant, status, fault, findings, view, dropped }) => ({
      rule, variant, status, why: fault === null ? null : String(fault.params['why'] ?? fault.code), findings, rows: view?.rows.length ?? 0, dropped,
    }));
  } finally {
    closeCase(file);
  }
}
