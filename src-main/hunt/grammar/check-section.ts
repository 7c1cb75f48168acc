import { entryOf, isNumberField } from '../known-fields.ts';
import { rarityMeasures } from '../rarity-measures.ts';
import { askedKinds, limitsOf, type AggregateRule, type FirstSeenRule, type When } from '../rule.ts';
import { checkCompare, comparable } from './check-compare.ts';
import { checkJoin } from './check-join.ts';
import { checkMeta } from './check-meta.ts';
import type { Checking } from './check-rule.ts';
import { checkOutlier } from './outlier-section.ts';
import { checkPair } from './check-pair.ts';
import { checkSequence } from './check-sequence.ts';
import type { Reading } from './read.ts';
import { checkStage } from './stage-section.ts';
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
  if (section.kind === 'pair') checkPair(checking, section.value, reading);
  if (section.kind === 'sequence') checkSequence(checking, section.value);
  if (section.kind === 'meta') checkMeta(checking, section.value, reading);
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
    if (measure.kind === 'ratio') checkRatio(checking, section, name, measure.of ?? []);
    if ((measure.kind === 'sum' || measure.kind === 'avg') && !isNumberField(measure.field ?? '')) say(['aggregate', 'measures', name, measure.kind], `"${measure.field}" is no number.`);
    if (measure.where !== null && entryOf(measure.field ?? '')?.many) say(['aggregate', 'measures', name], `"${measure.field}" may have several values; a measure of some events takes a field that has one.`);
    if (measure.field === null) continue;
    if (measure.field === 'window.start') {
      if (measure.kind !== 'min' && measure.kind !== 'max') say(['aggregate', 'measures', name], 'Only min and max can be asked of window.start.');
    } else field(['aggregate', 'measures', name, measure.kind], measure.field);
  }
  const countable = Object.entries(section.measures).filter(([, one]) => askedKinds.includes(one.kind)).map(([name]) => name);
  if (section.then !== null) checkStage(checking, section, section.then, reading);
  for (const tier of section.tiers) checkWhen(checking, tier.when, Object.keys(section.measures), reading);
  if (section.tiers.length > 0 && checking.draft.output === 'view') say(['aggregate', 'tiers'], 'The rows of a view are not grave: tiers belong to findings.');
  if (section.when !== null || section.then === null) checkWhen(checking, section.when, Object.keys(section.measures), reading);
  const sortable = section.then === null ? countable : Object.keys(section.then.measures);
  if (section.sort !== null && !sortable.includes(section.sort)) say(['aggregate', 'sort'], `Rows are ordered by a number: one of ${sortable.join(', ')}.`);
  if (section.sort !== null && checking.draft.output === 'finding') say(['aggregate', 'sort'], 'Findings come by time; only the rows of a view are ordered by a measure.');
  for (const limit of [...(section.when === null ? [] : [section.when]), ...section.tiers.map((tier) => tier.when)].flatMap(limitsOf)) {
    const measure = section.measures[limit.measure];
    if (measure !== undefined && !countable.includes(limit.measure)) reading.problems.add(reading.places.get(limit)!, `A condition can ask ${askedKinds.join(', ')}; "${limit.measure}" is ${measure.kind}.`);
  }
}

function checkRatio({ say }: Checking, { measures }: AggregateRule['aggregate'], name: string, of: readonly string[]): void {
  if (of.length !== 2) return say(['aggregate', 'measures', name, 'ratio'], 'A ratio is of two measures: [what is divided, what it is divided by].');
  of.forEach((one, i) => {
    const kind = Object.hasOwn(measures, one) ? measures[one]!.kind : null;
    if (kind === null) say(['aggregate', 'measures', name, 'ratio', i], `There is no measure "${one}".${didYouMean(one, Object.keys(measures))}`);
    else if (kind === 'ratio' || !askedKinds.includes(kind)) say(['aggregate', 'measures', name, 'ratio', i], `A ratio is of count, count_distinct, sum or avg; "${one}" is ${kind}.`);
  });
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
