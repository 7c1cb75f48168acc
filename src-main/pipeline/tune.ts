import { dirname, join } from 'node:path';
import { Fault, type HuntContext, type TuneCurve, type Tuned, type TuneSeries } from '../contract/index.ts';
import { ruleParameters, type ReadCase } from '../case/index.ts';
import type { Columns } from '../columns/index.ts';
import { ruleKey, tunerOf, type Rule, type Tuner, type Values } from '../hunt/index.ts';
import { fittingOverrides, rulesOf } from './hunt.ts';
import { huntContextOf } from './hunt-context.ts';

/** What can be asked of a rule that is tuned; `values` are those that differ from what is saved, `filter` is the text of one that is tried in place of the saved one: empty for none, null for the saved one. */
export type TuneAsk =
  | { readonly kind: 'tune'; readonly values: Values; readonly filter: string | null }
  | { readonly kind: 'curve'; readonly values: Values; readonly filter: string | null; readonly parameter: string }
  | { readonly kind: 'series'; readonly values: Values; readonly entity: Readonly<Record<string, string>> | null };
export interface TuneAnswers { readonly tune: Tuned; readonly curve: TuneCurve; readonly series: TuneSeries | null }

/** All that an answer needs beside the columns; plain data, so that it crosses a thread. */
export interface TuneQuestion {
  readonly rule: Rule;
  /** The values that the case has for it, where they are not the default. */
  readonly saved: Values;
  readonly ask: TuneAsk;
  readonly context: HuntContext;
  /** Of a rule over findings: the rules that it may read; else none. */
  readonly pool: readonly Rule[];
  readonly parameters: Readonly<Record<string, Values>>;
}

/** How long one answer about a curve may take, in ms; what is left is asked again. */
const CURVE_MS = 400;

/** @param name `id/variant`. Throws Fault rule/not-found. */
export function tuneQuestion(file: ReadCase, resources: string, name: string, ask: TuneAsk): TuneQuestion {
  const rules = rulesOf({ resources, own: join(dirname(file.path), 'rules') }, []).map((one) => one.rule);
  const rule = rules.find((one) => ruleKey(one) === name);
  if (rule === undefined) throw new Fault('rule/not-found', { rule: name });
  const overrides = ruleParameters(file);
  const pool = rule.kind === 'meta' ? rules.filter(({ kind }) => kind !== 'meta') : [];
  return { rule, saved: fittingOverrides(rule, overrides), ask, context: huntContextOf(file), pool, parameters: Object.fromEntries(pool.map((one) => [ruleKey(one), fittingOverrides(one, overrides)])) };
}

/** What answers over the same columns again and again: what one answer kept makes the next one fast. Answers throw Fault rule/bad-parameter, rule/bad-filter, job/stopped. */
export function answersOver(columns: Columns): (question: TuneQuestion, stop: () => boolean, now: () => number) => TuneAnswers[TuneAsk['kind']] {
  const tuner = tunerOf(columns);
  return (question, stop, now) => answerTune(tuner, question, stop, now);
}

function answerTune(tuner: Tuner, { rule, saved, ask, ...options }: TuneQuestion, stop: () => boolean, now: () => number): TuneAnswers[TuneAsk['kind']] {
  const draft = { ...saved, ...ask.values };
  if (ask.kind === 'series') return tuner.series(rule, draft, ask.entity, { ...options, stop });
  const { filter } = ask;
  if (ask.kind === 'tune') return tuner.tune(rule, saved, draft, { ...options, filter, stop });
  const until = now() + CURVE_MS;
  return tuner.curve(rule, { saved, draft, parameter: ask.parameter }, { ...options, filter, stop }, () => now() > until);
}
