import { fieldEntry } from '../contract/index.ts';
import { durationText } from './grammar/duration.ts';
import { amount, nounOf, numberText, type Noun } from './nouns.ts';
import type { OutlierRule } from './rule.ts';
import type { Hit } from './run.ts';
import { figure, timed, words, type Said } from './say.ts';
import { wayOut, type WayOut } from './way-out.ts';

const DAY = 86_400_000;

/** What a slice of an outlier holds: networks, events, or the sum of bytes. */
function outlierNoun({ outlier: { measure } }: OutlierRule): Noun {
  if (measure.kind === 'count') return nounOf('events', null);
  if (measure.kind === 'count_distinct') return nounOf('measured', measure.field);
  const called = { sum: 'sum of', min: 'least', max: 'highest', avg: 'mean' }[measure.kind];
  const label = `${called} ${fieldEntry(measure.field ?? '')?.label.toLowerCase() ?? measure.field ?? ''}`;
  return { one: label, many: label, tie: 'with' };
}

function sliceName(slice: number): string {
  if (slice === DAY) return 'day';
  if (slice === 7 * DAY) return 'week';
  return slice === 3_600_000 ? 'hour' : `${durationText(slice)}`;
}

/** What was measured, and the band that it lies outside of. `begin` says when, `who` whose it is. */
export function outlierSentence(rule: OutlierRule, hit: Hit, begin: Said, who: Said): Said {
  const { outlier: section } = rule;
  const b = hit.baseline;
  const of = (name: string): number => Number(b[name] ?? 0);
  const noun = outlierNoun(rule);
  const limit = hit.limits[0]!;
  const fired = of('windows_fired');
  const slice = sliceName(section.slice);
  const floor = hit.limits.length > 1 ? `, fires from ${numberText(section.floor)}` : '';
  return [
    ...begin, ...who, words(` was seen ${noun.tie} `), figure(amount(limit.measured, noun)),
    words(` in ${/^\d/.test(slice) ? slice : `one ${slice}`} (${limit.test === 'greater' ? 'limit' : 'fires below'} ${numberText(limit.limit)}${floor}). `),
    ...(fired > 1 ? [figure(`${numberText(fired)} slices`), words(' in a row fired; the one farthest out is told. ')] : []),
    ...heldAgainst(rule, hit), words(` mean ${numberText(of('mean'))}, σ ${numberText(of('deviation'))}; the limit is ${limit.test === 'greater' ? 'the mean and' : 'the mean less'} ${numberText(section.sigma)} σ.`),
    ...(hit.words['cold'] ? [words(' '), ...timed(hit.words['cold'])] : []),
    ...(hit.words['silent'] ? [words(` ${hit.words['silent']}`)] : []),
  ];
}

function heldAgainst({ outlier: section }: OutlierRule, hit: Hit): Said {
  const n = Number(hit.baseline['points']);
  const slice = sliceName(section.slice);
  const slices = /^\d/.test(slice) ? `${n === 1 ? 'slice' : 'slices'} of ${slice}` : `${slice}${n === 1 ? '' : 's'}`;
  if (section.baseline === 'across') return [words('Of '), figure(`${numberText(n)} ${section.include_current ? 'that were' : 'others'}`), words(' in the same slice:')];
  const active = section.zero_fill === 'all' ? '' : ' with events';
  return [words('Of the '), figure(`${numberText(n)} ${slices}`), words(`${active} since `), ...timed(String(hit.baseline['baseline_start'])), words(section.include_current ? ', this one included:' : ' before it:')];
}

/** What alone would make it not fire: another number, another sigma, another floor. */
export function outlierWouldNotFire(rule: OutlierRule, hit: Hit): readonly WayOut[] {
  const { outlier: section } = rule;
  const noun = outlierNoun(rule);
  const { measured, limit, test } = hit.limits[0]!;
  const [mean, deviation] = [Number(hit.baseline['mean']), Number(hit.baseline['deviation'])];
  const whole = section.measure.kind === 'count' || section.measure.kind === 'count_distinct';
  const sigma = Math.ceil((Math.abs(measured - mean) / deviation) * 100) / 100;
  const rise = test === 'greater';
  const spare = rise ? Math.max(whole ? Math.floor(limit) : limit, whole ? Math.ceil(section.floor) - 1 : -Infinity) : whole ? Math.ceil(limit) : limit;
  return [
    wayOut(`${rise ? 'At most' : 'At least'} ${amount(spare, noun)} instead of ${numberText(measured)}.`, 'limits', ['measured'], spare),
    ...(deviation > 0 ? [wayOut(`A sigma of ${numberText(sigma)} or more.`, 'sigma', [], sigma)] : []),
    wayOut(`A floor above ${numberText(rise ? measured : mean)}.`, 'floor', [], rise ? measured : mean),
    ...(section.consecutive > 1 ? [wayOut(`Fewer than ${numberText(section.consecutive)} slices in a row.`, 'row', [], section.consecutive)] : []),
  ];
}
