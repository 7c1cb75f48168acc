import type { FindingRow } from '../contract/index.ts';
import { keptByState } from './by-state.ts';
import { findingFacts, findingSaid, type FindingFact } from './finding-facts.ts';

/** A finding in short. Times UTC ms. `networks`: those of its events, as its hunt named them. */
export interface FindingHead extends Pick<FindingFact, 'id' | 'number' | 'rule' | 'variant' | 'title' | 'severity' | 'actor' | 'startMs' | 'endMs' | 'eventCount' | 'score'>, Pick<FindingRow, 'verdict'> {
  readonly networks: readonly string[];
}

/**
 * The findings that count where findings are summed up, by start: those that hold, of the corrected form of a rule or of its only form, and any other that an analyst judged
 * or made of a row of a hunt table. Kept until the case changes.
 */
export const findingHeads = keptByState((file): readonly FindingHead[] => {
  const said = findingSaid(file);
  const heads = findingFacts(file).flatMap((fact) => {
    const { counts, verdict } = said(fact);
    return counts ? [headOf(fact, verdict)] : [];
  });
  return heads.sort((a, b) => a.startMs - b.startMs || a.number - b.number);
});

function headOf({ id, number, rule, variant, title, severity, actor, startMs, endMs, eventCount, score, networks }: FindingFact, verdict: FindingHead['verdict']): FindingHead {
  return {
    id, number, rule, variant, title, severity, actor, startMs, endMs, eventCount, score, verdict,
    // Read where they are asked for: of tens of thousands of findings, those of one user.
    get networks() { return (JSON.parse(networks) as { readonly label: string }[]).map(({ label }) => label); },
  };
}
