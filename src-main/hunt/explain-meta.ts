import { durationText } from './grammar/duration.ts';
import { amount, numberText } from './nouns.ts';
import { holds, type MetaRule, type When } from './rule.ts';
import type { Hit, HitLimit } from './run.ts';
import { figure, series, time, value, words, type Said } from './say.ts';
import { sentenceOf, together, wayOut, type WayOut } from './way-out.ts';
import { limitWords, metaNoun, spareWords } from './words-meta.ts';

/** Whose findings they are, how many of how many rules, what came after them, and which they are. */
export function metaSentence(rule: MetaRule, hit: Hit, subject: Said): Said {
  const b = hit.baseline;
  const { window, then } = rule.meta;
  const named = Array.from({ length: 12 }, (_, i) => i + 1).filter((n) => b[`finding_${n}`] !== undefined);
  const all = Number(b['named_findings']);
  const counted: readonly Said[] = hit.limits.map(({ name, measured, test, limit }: HitLimit) => [words(name === 'findings' ? '' : 'of '), figure(amount(measured, metaNoun(name))), words(` (${limitWords(test)} ${numberText(limit)})`)]);
  const span = window?.type === 'sliding' ? ` within ${durationText(window.size)}` : window?.type === 'whole' ? ' over the whole case' : '';
  const counts = hit.limits.some(({ name }) => name === 'findings');
  return [
    words('For '), ...subject, words(hit.limits.length === 0 ? (all === 1 ? ' there is a finding' : ' there are findings') : ` there are ${counts ? '' : 'findings '}`), ...series(counted), words(`${span}: `),
    ...series(named.map((n) => [value(String(b[`finding_${n}`])), words(' from '), time(Date.parse(String(b[`finding_${n}_start`])))])), words(all > named.length ? `, and ${numberText(all - named.length)} more. ` : '. '),
    ...then.flatMap((step, i): Said => [words(`${i === 0 ? 'Then came ' : ', then '}${step.name} at `), time(Date.parse(String(b[`step_${i + 1}_at`]))), words(` (within ${durationText(step.within)})${i === then.length - 1 ? '. ' : ''}`)]),
    words('It rests on '), figure(amount(hit.rows.length, metaNoun('events'))), words(b['events_in_all'] === undefined ? '.' : ` of ${numberText(Number(b['events_in_all']))}; each finding shows all of its own.`),
  ];
}

/** What alone would keep it from firing: any one of the limits that must all hold, all of those of which one is enough. */
export function metaWouldNotFire(rule: MetaRule, hit: Hit): readonly WayOut[] {
  const all = Number(hit.baseline['named_findings']);
  return [
    ...(rule.meta.when === null ? [] : spared(rule.meta.when, hit).map(sentenceOf)),
    ...rule.meta.then.map((step) => wayOut(`No ${step.name} within ${durationText(step.within)}.`, 'step', [step.name], step.within)),
    wayOut(all === 1 ? 'The finding cleared, or expected by an exception.' : 'These findings cleared, or expected by an exception.', 'cleared'),
  ];
}

function spared(when: When, hit: Hit): readonly WayOut[] {
  const measured = (name: string): number => hit.limits.find((one) => one.name === name)?.measured ?? 0;
  if (when.kind === 'all') return when.of.flatMap((one) => spared(one, hit));
  if (when.kind === 'any') return together(when.of.filter((one) => holds(one, measured)).flatMap((one) => spared(one, hit).slice(0, 1)), ' and ');
  return holds(when, measured) ? [wayOut(`${spareWords(when.test)} ${amount(when.value, metaNoun(when.measure))} instead of ${numberText(measured(when.measure))}`, 'limits', [when.measure], when.value)] : [];
}
