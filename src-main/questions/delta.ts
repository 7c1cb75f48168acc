import { findingChanges, findingFacts, findingSaid, lastHunt, whyDiffers, type FindingFact, type ReadCase } from '../case/index.ts';
import { isoOf, type DeltaFinding, type HuntDelta } from '../contract/index.ts';

/** Findings that are listed; the others are counted. */
const LISTED = 200;

/** What the last hunt changed, and why it may have; null where there was no hunt. Counts are those of the list of findings with the same state and rules. */
export function askDelta(file: ReadCase): HuntDelta | null {
  const hunt = lastHunt(file);
  if (hunt === null) return null;
  const ran = new Set(hunt.ran);
  const said = findingSaid(file);
  const counts = { new: 0, changed: 0, unchanged: 0, gone: 0 };
  const differing: FindingFact[] = [];
  for (const fact of findingFacts(file)) {
    if (!ran.has(`${fact.rule}/${fact.variant}`) || (fact.state === 'gone' && fact.went !== true)) continue;
    const { filteredBy, counts: summed } = said(fact);
    // One of a published rule counts as in lists: where somebody judged it, or where its rule has no other form.
    if (filteredBy !== null || (fact.variant !== 'corrected' && !summed)) continue;
    counts[fact.state] += 1;
    if (fact.state !== 'unchanged') differing.push(fact);
  }
  const shown = (fact: FindingFact): DeltaFinding => ({
    id: fact.id, number: fact.number, rule: fact.rule, variant: fact.variant, title: fact.title, severity: fact.severity, actor: fact.actor, start: isoOf(fact.startMs), verdict: said(fact).verdict,
    state: fact.state as DeltaFinding['state'], changes: fact.state === 'changed' ? [...findingChanges(file, hunt.run, fact.number)] : [],
  });
  const { run, at, state, before, whole } = hunt;
  return { run, at, state, before, ran: whole ? null : [...hunt.ran], counts, findings: differing.slice(0, LISTED).map(shown), more: Math.max(0, differing.length - LISTED), why: whyDiffers(file, hunt) };
}
