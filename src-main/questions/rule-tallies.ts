import { findingFacts, findingSaid, keptByState } from '../case/index.ts';
import { verdicts, type RuleTally, type Verdict } from '../contract/index.ts';

/** What became of the findings of each rule that its last hunt found, by `rule/variant`; a rule without any is not in it. Kept until the case changes. */
export const ruleTallies = keptByState((file): ReadonlyMap<string, RuleTally> => {
  const said = findingSaid(file);
  const tallies = new Map<string, { readonly verdicts: Record<Verdict, number>; expected: number }>();
  for (const fact of findingFacts(file)) {
    if (fact.state === 'gone') continue;
    const key = `${fact.rule}/${fact.variant}`;
    let tally = tallies.get(key);
    if (tally === undefined) tallies.set(key, (tally = { verdicts: noVerdicts(), expected: 0 }));
    const { verdict, filteredBy } = said(fact);
    if (filteredBy === null) tally.verdicts[verdict] += 1;
    else tally.expected += 1;
  }
  return tallies;
});

const noVerdicts = (): Record<Verdict, number> => Object.fromEntries(verdicts.map((one) => [one, 0])) as Record<Verdict, number>;
