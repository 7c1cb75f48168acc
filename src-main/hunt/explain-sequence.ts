import { durationText, spanText } from './grammar/duration.ts';
import { amount, nounOf, numberText } from './nouns.ts';
import type { SequenceRule } from './rule.ts';
import type { Hit } from './run.ts';
import { figure, series, time, value, words, type Said } from './say.ts';
import { fieldWord } from './sentence-words.ts';
import { wayOut, type WayOut } from './way-out.ts';

const present = (rule: SequenceRule) => rule.sequence.steps.filter((step) => !step.absent);

/** Each step with its events and times, how long it took, what did not come, and what was new. */
export function sequenceSentence(rule: SequenceRule, hit: Hit, subject: Said): Said {
  const { ordered } = rule.sequence;
  const b = hit.baseline;
  const steps = present(rule).map((step, i): Said => [
    figure(amount(Number(b[`step_${i + 1}_events`]), nounOf('events', null))), words(` (${step.name}${step.runs > 1 ? `, fires from ${numberText(step.runs)}` : ''}) from `), time(Date.parse(String(b[`step_${i + 1}_first`]))),
  ]);
  const absent = rule.sequence.steps.filter((step) => step.absent);
  const wants = present(rule).find((step) => step.new !== null)?.new;
  return [
    words('For '), ...subject, words(' there came '), ...(ordered ? steps.flatMap((one, at) => (at === 0 ? one : [words(', then '), ...one])) : [...series(steps), words(', in any order')]),
    words(`, ${spanText(Number(b['span_ms']))} from the first to the beginning of the last (at most ${durationText(rule.sequence.maxspan)}).`),
    ...absent.flatMap((step): Said => (step === rule.sequence.steps.at(-1) && b['absent_until'] !== undefined
      ? [words(` No ${step.name} came until `), time(Date.parse(String(b['absent_until']))), words(', and the log covers that time.')]
      : [words(step === rule.sequence.steps[0] ? ` No ${step.name} came in the ${durationText(step.within ?? rule.sequence.maxspan)} before, and the log covers that time.` : ` No ${step.name} came between.`)])),
    ...(wants === null || wants === undefined ? [] : [
      words(` ${fieldWord(wants.value).replace(/^./, (letter) => letter.toUpperCase())} `), value(String(b['new_value'])), words(` was new to ${fieldWord(wants.of)} `), value(String(b['new_to'])), words(`: in the ${durationText(wants.within)} before, it was known with `), value(String(b['known_before'])), words('.'),
    ]),
  ];
}

/** What alone would keep a sequence from firing. */
export function sequenceWouldNotFire(rule: SequenceRule, hit: Hit): readonly WayOut[] {
  const { steps, maxspan, ordered } = rule.sequence;
  const wants = present(rule).find((step) => step.new !== null)?.new;
  return [
    ...hit.limits.map((limit) => wayOut(limit.limit === 1 ? `No event (${limit.name}) within the time.` : `Fewer than ${amount(limit.limit, nounOf('events', null))} (${limit.name}) instead of ${numberText(limit.measured)}.`, 'step', [limit.name], limit.limit)),
    wayOut(`More than ${durationText(maxspan)} from first to last.`, 'span', [], maxspan),
    ...(ordered && present(rule).length > 1 ? [wayOut('Another order of the steps.', 'order')] : []),
    ...steps.filter((step) => step.absent).map((step) => wayOut(`An event (${step.name})${step === steps.at(-1) && hit.baseline['absent_until'] !== undefined ? ` until ${String(hit.baseline['absent_until'])}` : step === steps[0] ? ' before' : ' between'}.`, 'absent', [step.name])),
    ...(rule.sequence.until === null ? [] : [wayOut('An event that ends the sequence before its last step.', 'until')]),
    ...(wants === null || wants === undefined ? [] : [wayOut(`${String(hit.baseline['new_value'])} known with ${String(hit.baseline['new_to'])} in the ${durationText(wants.within)} before.`, 'usual', [wants.value, wants.of], wants.within)]),
  ];
}
