import { Fault, isTextType, type CurvePoint, type HuntContext, type TuneCurve, type Tuned, type TunedList, type TuneSeries } from '../../contract/index.ts';
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
import { checkTriedFilter, heeded, heedOf, withFilter, type Heeded } from './heeded.ts';
import { pinned } from './pinned.ts';
import { seriesIn } from './series.ts';
import { unmatched } from './unmatched.ts';

export type Values = Readonly<Record<string, string | number>>;

/** What is the same for every question about a case. */
export interface TuneOptions {
  readonly context: HuntContext;
  /** The text of a filter that the draft has in place of that of the case; empty: none. Without it that of the case. */
  readonly filter?: string | null;
  /** IANA zone of calendar days; UTC without it. */
  readonly zone?: string;
  /** Asked between groups: true ends the question with Fault `job/stopped`. */
  readonly stop?: () => boolean;
  /** Of a rule over findings: the rules that it may read, and the values of the parameters that they have in this case, by `id/variant`. */
  readonly pool?: readonly Rule[];
  readonly parameters?: NonNullable<HuntOptions['parameters']>;
}

/** Answers what a rule would find with other values or another filter, over the same columns again and again: what a hunt would, with exceptions, filter and traits of the case. Nothing is stored. */
export interface Tuner {
  /** Throws Fault `rule/bad-parameter` where a value is unknown or out of bounds, `rule/bad-filter` where the text can be no filter, `job/stopped`. */
  tune(rule: Rule, saved: Values, draft: Values, options: TuneOptions): Tuned;
  /**
   * How many findings there are by the value of one numeric parameter. What was counted is known when it is asked again; `enough` ends the answer early.
   * Throws Fault `rule/bad-parameter` where there is no such parameter, or it is of text; `rule/bad-filter`.
   */
  curve(rule: Rule, question: { readonly saved: Values; readonly draft: Values; readonly parameter: string }, options: TuneOptions, enough: () => boolean): TuneCurve;
  /** What an outlier rule measured of an entity, of the one that fired highest where none is named; null where the rule is of another kind, or there is no such entity. */
  series(rule: Rule, values: Values, entity: Readonly<Record<string, string>> | null, options: TuneOptions): TuneSeries | null;
}

/** What a rule found with some values, before the case has its say. */
interface Plain { readonly key: string; readonly found: Found; readonly lens: Lens; readonly bound: Rule }
interface Known extends Heeded { readonly key: string; readonly plain: Plain }

/** Counts that are kept by rule and values. */
const MOST_COUNTS = 5000;

/**
 * A tuner keeps what two runs found (with the saved values and with the last draft), the windows, series or signatures that they were counted over, and how many there were by values.
 */
export function tunerOf(plainColumns: Columns): Tuner {
  const columns = pinned(plainColumns);
  const plains: Plain[] = [];
  const known: Known[] = [];
  const counts = new Map<string, number>();
  let inputs: { readonly key: string; readonly given: readonly InputFinding[] } | null = null;

  /** Filters and exceptions choose among what was found, so that neither is among what it was found with. */
  const plainKeyOf = (rule: Rule, values: Values, { context, zone }: TuneOptions): string =>
    JSON.stringify([ruleKey(rule), rule.hash, Object.entries(parameterValues(rule, values)).sort(([a], [b]) => (a < b ? -1 : 1)), zone, basisOf(context)]);
  const keyOf = (rule: Rule, values: Values, options: TuneOptions): string => `${plainKeyOf(rule, values, options)} ${JSON.stringify(heedOf(rule, options.context))}`;

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

  const findPlain = (rule: Rule, values: Values, options: TuneOptions): Plain => {
    const key = plainKeyOf(rule, values, options);
    const had = plains.find((one) => one.key === key);
    if (had !== undefined) return had;
    const bound = bindRule(rule, values);
    const { run, lens } = startRun(bound, columns, { ...options, given: givenTo(rule, options) });
    return { key, found: foundBy(bound, run, loosestOf(rule, values)), lens, bound };
  };
  const find = (rule: Rule, values: Values, options: TuneOptions): Known => {
    const key = keyOf(rule, values, options);
    const had = known.find((one) => one.key === key);
    if (had !== undefined) return had;
    const plain = findPlain(rule, values, options);
    const stop = (): void => {
      if (options.stop?.()) throw new Fault('job/stopped');
    };
    const made: Known = { key, plain, ...heeded(plain.bound, plain.lens, plain.found, options.context, stop) };
    remember(key, made.found.count);
    return made;
  };
  /** Keeps the two that are compared, and lets go of all others. */
  const keep = (...kept: readonly Known[]): void => {
    known.splice(0, known.length, ...kept);
    plains.splice(0, plains.length, ...new Set(kept.map(({ plain }) => plain)));
  };
  const remember = (key: string, count: number): void => {
    if (counts.size >= MOST_COUNTS) counts.clear();
    counts.set(key, count);
  };

  /** The same question with the filter that is tried. */
  const tried = (rule: Rule, draft: Values, options: TuneOptions): TuneOptions => {
    if (options.filter === undefined || options.filter === null) return options;
    checkTriedFilter(options.filter, bindRule(rule, draft));
    return { ...options, context: withFilter(rule, options.context, options.filter) };
  };

  return {
    tune(rule, saved, draft, options) {
      const head = { rule: ruleKey(rule), output: rule.output, saved: parameterValues(rule, saved), draft: parameterValues(rule, draft), filter: options.filter ?? null, most: mostHits[rule.output] };
      const trying = tried(rule, draft, options);
      const cannotRun = whyCannotRun(rule, columns);
      if (cannotRun !== null) return { ...head, cannotRun, ...nothing };
      const before = find(rule, saved, options);
      keep(before, ...known.filter((one) => one !== before));
      const now = find(rule, draft, trying);
      keep(before, now);
      const added = before === now ? none : unmatched(now.found, before.found);
      const lost = before === now ? none : unmatched(before.found, now.found);
      const listed = ({ plain: { bound, lens }, found }: Known, places: Uint32Array): TunedList => listOf(bound, found, lens, places);
      return { ...head, cannotRun, before: countsOf(before, before.plain.lens), now: countsOf(now, now.plain.lens), added: listed(now, added), lost: listed(before, lost) };
    },
    curve(rule, { saved, draft, parameter: name }, options, enough) {
      const parameter = Object.hasOwn(rule.parameters, name) ? rule.parameters[name]! : undefined;
      if (parameter === undefined || isTextType(parameter.type)) throw new Fault('rule/bad-parameter', { parameter: name, why: 'There is no such parameter with a number.' });
      const mattering = [saved, draft].map((values) => Number(parameterValues(rule, values)[name]));
      const values = whyCannotRun(rule, columns) === null ? curveValues(parameter, mattering) : [];
      const points: CurvePoint[] = [];
      const trying = tried(rule, draft, options);
      let left = 0;
      for (const value of coarseToFine(values, [...mattering, Number(parameter.default)])) {
        const bound = { ...draft, [name]: value };
        const had = counts.get(keyOf(rule, bound, trying));
        if (had !== undefined) points.push({ value, findings: had });
        else if (points.length > 0 && enough()) left += 1;
        else points.push(...pointAt(value, () => find(rule, bound, trying).found.count));
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

/** The rule with every number at its least, where limits of the kind “at least” are loosest; null where these do not go together. */
function loosestOf(rule: Rule, values: Values): Rule | null {
  if (rule.kind !== 'aggregate') return null;
  const least = Object.entries(rule.parameters).flatMap(([name, { type, min }]) => (type === 'int' || type === 'number' ? [[name, min ?? -Number.MAX_SAFE_INTEGER] as const] : []));
  try {
    return bindRule(rule, { ...values, ...Object.fromEntries(least) });
  } catch (error) {
    if (error instanceof Fault) return null;
    throw error;
  }
}

const none = new Uint32Array(0);
const noCounts = { findings: 0, users: 0, severities: {}, expected: 0, letGo: 0 } as const;
const nothing = { before: noCounts, now: noCounts, added: { count: 0, shown: [] }, lost: { count: 0, shown: [] } } as const;

const bases = new WeakMap<HuntContext, string>();
/** All of a context that decides what is found, as a text; known of the same object. */
function basisOf(context: HuntContext): string {
  const had = bases.get(context);
  if (had !== undefined) return had;
  const made = JSON.stringify({ ...context, exceptions: [], filters: [] });
  bases.set(context, made);
  return made;
}

/** A value that does not go with the others, such as a cap below its window, is no point of the curve. */
function pointAt(value: number, count: () => number): readonly CurvePoint[] {
  try {
    return [{ value, findings: count() }];
  } catch (error) {
    if (error instanceof Fault && error.code === 'rule/bad-parameter') return [];
    throw error;
  }
}
