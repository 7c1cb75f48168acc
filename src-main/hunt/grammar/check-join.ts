import { entryOf } from '../known-fields.ts';
import { limitsOf, type JoinRule, type When } from '../rule.ts';
import type { Checking } from './check-rule.ts';
import type { Reading } from './read.ts';
import { didYouMean } from './suggest.ts';

/** Says what is wrong in the section of a join. */
export function checkJoin(checking: Checking, section: JoinRule['join'], reading: Reading): void {
  const { say } = checking;
  section.on.forEach((way, i) => {
    for (const side of ['left', 'right'] as const) one(checking, ['join', 'on', i, side], way[side]);
    if (way.within !== null && way.within > section.within) say(['join', 'on', i, 'within'], 'One way of joining does not reach further than the join: shorten it, or take it away.');
    if (way.decides && i === section.on.length - 1) say(['join', 'on', i, 'decides'], 'There is no later way that this one could decide against.');
  });
  if (section.within <= 0) say(['join', 'within'], 'Both sides lie within a time of each other that is longer than nothing.');
  for (const [name, measure] of Object.entries(section.measures)) if (measure.field !== null) one(checking, ['join', 'measures', name, measure.kind], measure.field);
  const asks = (when: When): void => {
    for (const limit of limitsOf(when)) {
      if (!Object.hasOwn(section.measures, limit.measure)) reading.problems.add(reading.places.get(limit)!, `There is no measure "${limit.measure}".${didYouMean(limit.measure, Object.keys(section.measures))}`);
    }
  };
  asks(section.when);
  section.tiers.forEach((tier) => asks(tier.when));
  const asked = [section.when, ...section.tiers.map((tier) => tier.when)].flatMap(limitsOf).map((limit) => limit.measure);
  if (!Object.entries(section.measures).some(([name, { kind }]) => asked.includes(name) && (kind === 'apart' || kind === 'new' || kind === 'right'))) {
    say(['join', 'when'], 'Nothing is asked of the right side: every left event that has one would fire.');
  }
}

function one({ field, say }: Checking, path: readonly (string | number)[], name: string): void {
  field(path, name);
  if (entryOf(name)?.many) say(path, `"${name}" may have several values; one is wanted here.`);
}
