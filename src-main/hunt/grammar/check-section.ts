import { entryOf } from '../known-fields.ts';
import { rarityMeasures } from '../rarity-measures.ts';
import { limitsOf, type AggregateRule, type FirstSeenRule, type When } from '../rule.ts';
import { checkCompare, comparable } from './check-compare.ts';
import { checkJoin } from './check-join.ts';
import type { Checking } from './check-rule.ts';
import { checkOutlier } from './outlier-section.ts';
import { checkSequence } from './check-sequence.ts';
import type { Reading } from './read.ts';
import { didYouMean } from './suggest.ts';

/** Says what is wrong in the section of the rule's kind. */
export function checkSection(checking: Checking, reading: Reading): void {
  const { section, field, say } = checking;
  if (!section?.value) return;
  section.value.by.forEach((name, i) => {
    if ((section.kind === 'aggregate' || section.kind === 'compare') && name === 'window') return;
    field([section.kind, 'by', i], name);
    if (entryOf(name)?.many) say([section.kind, 'by', i], `"${name}" may have several values; a group has one.`);
  });
  if (section.kind === 'aggregate') checkAggregate(checking, section.value, reading);
  if (section.kind === 'first_seen') checkFirstSeen(checking, section.value);
  if (section.kind === 'join') checkJoin(checking, section.value, reading);
  if (section.kind === 'sequence') checkSequence(checking, section.value);
  if (section.kind === 'compare') {
    checkCompare(checking, section.value);
    checkWhen(checking, section.value.when, comparable(section.value), reading);
  }
  if (section.kind === 'outlier') checkOutlier(checking, section.value);
  if (section.kind === 'rarity') {
    const { signature, session, when } = section.value;
    signature.forEach((name, i) => single(checking, ['rarity', 'signature', i], name));
    if (session !== null) single(checking, ['rarity', 'session'], session);
    checkWhen(checking, when, rarityMeasures, reading);
  }
}

function single({ field, say }: Checking, path: readonly (string | number)[], name: string): void {
  field(path, name);
  if (entryOf(name)?.many) say(path, `"${name}" may have several values; one is wanted here.`);
}

function checkAggregate(checking: Checking, section: AggregateRule['aggregate'], reading: Reading): void {
  const { say, field } = checking;
  const grouped = section.by.includes('window');
  if (section.window.type === 'whole' && grouped) say(['aggregate', 'by', section.by.indexOf('window')], 'A whole window is no group: take "window" away.');
  if (section.window.type !== 'whole' && !grouped) say(['aggregate', 'window'], 'The window is computed but not grouped: add "window" to by, or use type: whole.');
  if ('size' in section.window && section.window.size <= 0) say(['aggregate', 'window', 'size'], 'A window is longer than nothing.');
  if (section.window.type === 'sliding' && section.window.cap < section.window.size) say(['aggregate', 'window', 'cap'], 'The cap of a merged finding is not shorter than the window.');
  for (const [name, measure] of Object.entries(section.measures)) {
    if (measure.where !== null && entryOf(measure.field ?? '')?.many) say(['aggregate', 'measures', name], `"${measure.field}" may have several values; a measure of some events takes a field that has one.`);
    if (measure.field === null) continue;
    if (measure.field === 'window.start') {
      if (measure.kind !== 'min' && measure.kind !== 'max') say(['aggregate', 'measures', name], 'Only min and max can be asked of window.start.');
    } else field(['aggregate', 'measures', name, measure.kind], measure.field);
  }
  const countable = Object.entries(section.measures).filter(([, one]) => one.kind === 'count' || one.kind === 'count_distinct').map(([name]) => name);
  checkWhen(checking, section.when, Object.keys(section.measures), reading);
  if (section.sort !== null && !countable.includes(section.sort)) say(['aggregate', 'sort'], `Rows are ordered by a count: one of ${countable.join(', ')}.`);
  if (section.sort !== null && checking.draft.output === 'finding') say(['aggregate', 'sort'], 'Findings come by time; only the rows of a view are ordered by a measure.');
  for (const limit of section.when === null ? [] : limitsOf(section.when)) {
    const measure = section.measures[limit.measure];
    if (measure !== undefined && !countable.includes(limit.measure)) reading.problems.add(reading.places.get(limit)!, `A condition can ask count and count_distinct; "${limit.measure}" is ${measure.kind}.`);
  }
}

function checkWhen({ draft, section, say }: Checking, when: When | null, known: readonly string[], reading: Reading): void {
  if (when === null) {
    if (draft.output === 'finding') say([section!.kind], 'A rule that makes findings needs a condition: "when" is missing.');
    return;
  }
  for (const limit of limitsOf(when)) {
    if (!known.includes(limit.measure)) reading.problems.add(reading.places.get(limit)!, `There is no measure "${limit.measure}".${didYouMean(limit.measure, known)}`);
  }
}

function checkFirstSeen(checking: Checking, section: FirstSeenRule['first_seen']): void {
  const { say } = checking;
  section.value.forEach((name, i) => single(checking, ['first_seen', 'value', i], name));
  if (section.learning >= section.retention) say(['first_seen', 'learning'], 'Learning must be shorter than retention: what is learned would be forgotten before it counts.');
  if (section.relative_share <= 0 || section.relative_share >= 1) say(['first_seen', 'relative_share'], 'A share is more than 0 and less than 1.');
}
