import { foundHits, type Found } from '../found.ts';
import type { Kind, Rule } from '../rule.ts';
import type { Hit, Run } from '../run.ts';
import type { Table } from '../table.ts';
import { foundAggregate, runAggregate } from './aggregate.ts';
import { aggregateTable } from './aggregate-table.ts';
import { foundCompare, runCompare } from './compare.ts';
import { runFirstSeen } from './first-seen.ts';
import { runJoin } from './join.ts';
import { runMatch } from './match.ts';
import { runMeta } from './meta.ts';
import { foundOutlier, runOutlier } from './outlier.ts';
import { foundPair, runPair } from './pair.ts';
import { foundRarity, runRarity } from './rarity.ts';
import { rarityTable } from './rarity-table.ts';
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
  pair: runPair,
  sequence: runSequence,
  meta: runMeta,
};

/** The hits of a rule, in an order that the rows alone decide. */
export function hitsOf(rule: Rule, run: Run): Generator<Hit> {
  return (runners[rule.kind] as (rule: Rule, run: Run) => Generator<Hit>)(rule, run);
}

/** What finds without making hits, of the kinds whose hits cost more than finding them. Another kind is counted by its hits. */
const finders: { readonly [K in Kind]?: (rule: Extract<Rule, { kind: K }>, run: Run, loosest: Extract<Rule, { kind: K }> | null) => Found } = { aggregate: foundAggregate, outlier: foundOutlier, rarity: foundRarity, compare: foundCompare, pair: foundPair };

/** What a rule finds, as far as it is known without making hits. `loosest`: the same rule with limits that no later question goes below; null where that is not known. */
export function foundBy(rule: Rule, run: Run, loosest: Rule | null = null): Found {
  const finder = finders[rule.kind] as ((rule: Rule, run: Run, loosest: Rule | null) => Found) | undefined;
  return finder === undefined ? foundHits([...hitsOf(rule, run)]) : finder(rule, run, loosest);
}

/** The rows of a table where a kind can tell them without making hits; null where hits are needed. */
export function tableBy(rule: Rule, run: Run): Table | null {
  if (rule.kind === 'aggregate') return aggregateTable(rule, run);
  return rule.kind === 'rarity' ? rarityTable(rule, run) : null;
}
