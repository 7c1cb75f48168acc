import { Fault, isTextType, type CurvePoint, type HuntContext, type TuneCurve, type Tuned, type TuneSeries } from '../../contract/index.ts';
import type { Columns } from '../../columns/index.ts';
import type { Found } from '../found.ts';
import { bindRule, parameterValues } from '../grammar/parse-rule.ts';
import { huntRules, startRun, whyCannotRun, type HuntOptions } from '../hunt-rules.ts';
import { foundBy } from '../kinds/index.ts';
import { readBy } from '../kinds/meta-inputs.ts';
import type { Lens } from '../lens.ts';
import { ruleKey, type Rule } from '../rule.ts';
import { inputFinding, type InputFinding } from '../run.ts';
import { mostHits } from '../strongest.ts';
import { countsOf, listOf } from './counts.ts';
import { coarseToFine, curveValues } from './curve-values.ts';
import { pinned } from './pinned.ts';
import { seriesIn } from './series.ts';
import { unmatched } from './unmatched.ts';

export type Values = Readonly<Record<string, string | number>>;

/** What is the same for every question about a case. */
export interface TuneOptions {
  readonly context: HuntContext;
  /** IANA zone of calendar days; UTC without it. */
  readonly zone?: string;
  /** Asked between groups: true ends the question with Fault `job/stopped`. */
  readonly stop?: () => boolean;
  /** Of a rule over findings: the rules that it may read, and the values of the parameters that they have in this case, by `id/variant`. */
  readonly pool?: readonly Rule[];
  readonly parameters?: NonNullable<HuntOptions['parameters']>;
}

/** Answers what a rule would find with other values, over the same columns again and again. Nothing is stored. */
export interface Tuner {
  /** Throws Fault `rule/bad-parameter` where a value is unknown or out of bounds, `job/stopped`. */
  tune(rule: Rule, saved: Values, draft: Values, options: TuneOptions): Tuned;
  /**
   * How many findings there are by the value of one numeric parameter. What was counted is known when it is asked again; `enough` ends the answer early.
   * Throws Fault `rule/bad-parameter` where there is no such parameter, or it is of text.
   */
  curve(rule: Rule, question: { readonly saved: Values; readonly draft: Values; readonly parameter: string }, options: TuneOptions, enough: () => boolean): TuneCurve;
  /** What an outlier rule measured of an entity, of the one that fired highest where none is named; null where the rule is of another kind, or there is no such entity. */
  series(rule: Rule, values: Values, entity: Readonly<Record<string, string>> | null, options: TuneOptions): TuneSeries | null;
}

interface Known { readonly key: string; readonly found: Found; readonly lens: Lens; readonly bound: Rule; /** Findings beyond those that could be found at all. */ readonly over: number }

/** Counts that are kept by rule and values. */
const MOST_COUNTS = 5000;

/**
 * A tuner keeps what two runs found (with the saved values and with the last draft), the windows, series or signatures that they were counted over, and how many there were by values.
 */
export function tunerOf(plainColumns: Columns): Tuner {
  const columns = pinned(plainColumns);
  const known: Known[] = [];
  const counts = new Map<string, number>();
  let inputs: { readonly key: string; readonly given: readonly InputFinding[] } | null = null;

  const keyOf = (rule: Rule, values: Values, { context, zone }: TuneOptions): string =>
    JSON.stringify([ruleKey(rule), rule.hash, Object.entries(parameterValues(rule, values)).sort(([a], [b]) => (a < b ? -1 : 1)), zone, context]);

  /** What a rule over findings reads; found once for all values that it is tried with. */
  const givenTo = (rule: Rule, options: TuneOptions): readonly InputFinding[] => {
    if (rule.kind !== 'meta') return [];
    const read = readBy(rule, options.pool ?? []);
    const key = JSON.stringify([read.map((one) => [ruleKey(one), one.hash]), options.parameters, options.context, options.zone]);
    if (inputs?.key !== key) {
      const outcomes = [...huntRules(read, columns, { ...options })];
      inputs = { key, given: outcomes.flatMap(({ rule: from, findings }) => findings.map((draft) => inputFinding(from, draft))) };
    }
    return inputs.given;
  };

  const find = (rule: Rule, values: Values, options: TuneOptions): Known => {
    const key = keyOf(rule, values, options);
    const at = known.findIndex((one) => one.key === key);
    if (at >= 0) return known[at]!;
    const bound = bindRule(rule, values);
    const started = startRun(bound, columns, { ...options, given: givenTo(rule, options) });
    const found = foundBy(bound, started.run);
    const made: Known = { key, found, lens: started.lens, bound, over: started.over() };
    remember(key, found.count + made.over);
    return made;
  };
  /** Keeps the two that are compared, and lets go of all others. */
  const keep = (...kept: readonly Known[]): void => void known.splice(0, known.length, ...kept);
  const remember = (key: string, count: number): void => {
    if (counts.size >= MOST_COUNTS) counts.clear();
    counts.set(key, count);
  };

  const countAt = (rule: Rule, values: Values, options: TuneOptions): number => {
    const key = keyOf(rule, values, options);
    const had = counts.get(key);
    if (had !== undefined) return had;
    const { found, over } = find(rule, values, options);
    return found.count + over;
  };

  return {
    tune(rule, saved, draft, options) {
      const head = { rule: ruleKey(rule), output: rule.output, saved: parameterValues(rule, saved), draft: parameterValues(rule, draft), most: mostHits[rule.output] };
      const cannotRun = whyCannotRun(rule, columns);
      if (cannotRun !== null) return { ...head, cannotRun, ...nothing };
      const before = find(rule, saved, options);
      keep(before, ...known.filter((one) => one !== before));
      const now = find(rule, draft, options);
      keep(before, now);
      const same = before === now;
      const none = new Uint32Array(0);
      return {
        ...head, cannotRun, before: countsOf(before.found, before.lens), now: countsOf(now.found, now.lens),
        added: listOf(now.bound, now.found, now.lens, same ? none : unmatched(now.found, before.found)),
        lost: listOf(before.bound, before.found, before.lens, same ? none : unmatched(before.found, now.found)),
      };
    },
    curve(rule, { saved, draft, parameter: name }, options, enough) {
      const parameter = Object.hasOwn(rule.parameters, name) ? rule.parameters[name]! : undefined;
      if (parameter === undefined || isTextType(parameter.type)) throw new Fault('rule/bad-parameter', { parameter: name, why: 'There is no such parameter with a number.' });
      const mattering = [saved, draft].map((values) => Number(parameterValues(rule, values)[name]));
      const values = whyCannotRun(rule, columns) === null ? curveValues(parameter, mattering) : [];
      const points: CurvePoint[] = [];
      let left = 0;
      for (const value of coarseToFine(values, [...mattering, Number(parameter.default)])) {
        const bound = { ...draft, [name]: value };
        if (points.length > 0 && enough() && !counts.has(keyOf(rule, bound, options))) left += 1;
        else points.push(...pointAt(value, () => countAt(rule, bound, options)));
      }
      return { rule: ruleKey(rule), parameter: name, points: points.sort((a, b) => a.value - b.value), left };
    },
    series(rule, values, entity, options) {
      if (rule.kind !== 'outlier' || whyCannotRun(rule, columns) !== null) return null;
      const bound = bindRule(rule, values);
      return bound.kind === 'outlier' ? seriesIn(bound, startRun(bound, columns, options).run, entity) : null;
    },
  };
}

const nothing = { before: { findings: 0, users: 0, severities: {} }, now: { findings: 0, users: 0, severities: {} }, added: { count: 0, shown: [] }, lost: { count: 0, shown: [] } } as const;

/** A value that does not go with the others, such as a cap below its window, is no point of the curve. */
function pointAt(value: number, count: () => number): readonly CurvePoint[] {
  try {
    return [{ value, findings: count() }];
  } catch (error) {
    if (error instanceof Fault && error.code === 'rule/bad-parameter') return [];
    throw error;
  }
}
