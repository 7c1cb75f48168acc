import { entryOf } from '../known-fields.ts';
import { metaMeasures } from '../meta-measures.ts';
import { limitsOf, type MetaRule } from '../rule.ts';
import type { Checking } from './check-rule.ts';
import type { Reading } from './read.ts';
import { didYouMean } from './suggest.ts';

/** Steps after the findings, at most. */
const MOST_STEPS = 5;

/** Says what is wrong in the section of a rule over findings. */
export function checkMeta({ say, draft }: Checking, { by, of, window, when, then }: MetaRule['meta'], reading: Reading): void {
  by.forEach((name, i) => {
    if (entryOf(name)?.many) say(['meta', 'by', i], `"${name}" may have several values; one is wanted here.`);
  });
  if (when === null && then.length === 0) say(['meta'], 'Findings are findings already: say with "when" how many of what, or with "then" what comes after them.');
  if (when !== null && window === null) say(['meta', 'when'], 'What is counted lies in a window: add "window".');
  if (window !== null && window.type !== 'sliding' && window.type !== 'whole') say(['meta', 'window', 'type'], 'Findings are counted in a sliding window, or over the whole case.');
  if (window?.type === 'sliding' && window.size <= 0) say(['meta', 'window', 'size'], 'A window is longer than nothing.');
  if (window?.type === 'sliding' && window.cap < window.size) say(['meta', 'window', 'cap'], 'The cap of a merged finding is not shorter than the window.');
  for (const limit of when === null ? [] : limitsOf(when)) {
    if (!(metaMeasures as readonly string[]).includes(limit.measure)) reading.problems.add(reading.places.get(limit)!, `There is no measure "${limit.measure}".${didYouMean(limit.measure, metaMeasures)}`);
  }
  if (then.length > MOST_STEPS) say(['meta', 'then'], `At most ${MOST_STEPS} steps come after the findings.`);
  then.forEach((step, i) => {
    if ((step.where === null) === (step.of === null)) say(['meta', 'then', i], 'A step is an event ("where") or a finding ("of").');
  });
  for (const choice of [{ path: ['meta', 'of'], of }, ...then.map((step, i) => ({ path: ['meta', 'then', i, 'of'], of: step.of }))]) {
    if (draft.id !== undefined && choice.of?.rules.includes(draft.id)) say([...choice.path, 'rules'], 'A rule of kind meta does not read itself, nor others of its kind.');
  }
}
