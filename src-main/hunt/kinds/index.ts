import type { Kind, Rule } from '../rule.ts';
import type { Hit, Run } from '../run.ts';
import { runAggregate } from './aggregate.ts';
import { runCompare } from './compare.ts';
import { runFirstSeen } from './first-seen.ts';
import { runJoin } from './join.ts';
import { runMatch } from './match.ts';
import { runOutlier } from './outlier.ts';
import { runRarity } from './rarity.ts';
import { runSequence } from './sequence.ts';

/** What runs each kind. A new kind does not compile until it stands here. */
const runners: { readonly [K in Kind]: (rule: Extract<Rule, { kind: K }>, run: Run) => Generator<Hit> } = {
  match: runMatch,
  aggregate: runAggregate,
  first_seen: runFirstSeen,
  outlier: runOutlier,
  rarity: runRarity,
  compare: runCompare,
  join: runJoin,
  sequence: runSequence,
};

/** The hits of a rule, in an order that the rows alone decide. */
export function hitsOf(rule: Rule, run: Run): Generator<Hit> {
  return (runners[rule.kind] as (rule: Rule, run: Run) => Generator<Hit>)(rule, run);
}
