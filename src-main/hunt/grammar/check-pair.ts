import { entryOf } from '../known-fields.ts';
import { pairNumbers, type PairSection } from '../pair-parts.ts';
import { limitsOf, type When } from '../rule-parts.ts';
import type { Checking } from './check-rule.ts';
import type { Reading } from './read.ts';
import { didYouMean } from './suggest.ts';

/** Half the way round the Earth: a place that is anywhere. */
const FARTHEST_KM = 20_000;

/** Says what is wrong in the section of a pair. */
export function checkPair(checking: Checking, section: PairSection, reading: Reading): void {
  const { say } = checking;
  if (section.within <= 0) say(['pair', 'within'], 'Two events lie within a time that is longer than nothing.');
  if (section.radius < 0 || section.radius > FARTHEST_KM) say(['pair', 'radius'], `A radius is 0 to ${FARTHEST_KM} km.`);
  section.change.forEach((name, i) => one(checking, ['pair', 'change', i], name));
  const numbers: readonly string[] = pairNumbers;
  for (const [name, { kind, field }] of Object.entries(section.measures)) {
    if (numbers.includes(name)) say(['pair', 'measures', name], `Every pair has "${name}": give the measure another name.`);
    if (field === null) continue;
    one(checking, ['pair', 'measures', name, kind], field);
    if (kind === 'other_block' && entryOf(field) && entryOf(field)!.storage !== 'ip') say(['pair', 'measures', name, kind], `Blocks are of addresses; "${field}" has none.`);
  }
  const known = [...pairNumbers, ...Object.keys(section.measures)];
  const asks = (when: When): void => {
    for (const limit of limitsOf(when)) {
      if (!known.includes(limit.measure)) reading.problems.add(reading.places.get(limit)!, `There is no measure "${limit.measure}".${didYouMean(limit.measure, known)}`);
    }
  };
  asks(section.when);
  section.tiers.forEach((tier) => asks(tier.when));
}

function one({ field, say }: Checking, path: readonly (string | number)[], name: string): void {
  field(path, name);
  if (entryOf(name)?.many) say(path, `"${name}" may have several values; one is wanted here.`);
}
