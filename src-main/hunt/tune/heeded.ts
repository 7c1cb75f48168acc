import { emptyContext, Fault, type HuntContext, type RuleFilter } from '../../contract/index.ts';
import { catcherOf } from '../context/exceptions.ts';
import { keptBy, measuredOf, parseFilter } from '../context/filter.ts';
import { atMost, effectOn, withEffect } from '../context/trait-effect.ts';
import type { Found } from '../found.ts';
import type { Lens } from '../lens.ts';
import { ruleKey, type Rule } from '../rule.ts';

/** What is left of what a rule found once the case has its say: filter, traits and exceptions, as `heed` applies them to hits. */
export interface Heeded {
  readonly found: Found;
  /** Findings that an exception caught. */
  readonly expected: number;
  /** Findings that the filter of the rule let go. */
  readonly letGo: number;
}

/** The exceptions that may catch what a rule found, and its filter. */
export function heedOf(rule: Rule, { exceptions, filters }: HuntContext): Pick<HuntContext, 'exceptions' | 'filters'> {
  const name = ruleKey(rule);
  return { exceptions: exceptions.filter((one) => one.rule === null || one.rule === name), filters: filters.filter((one) => one.rule === name).slice(0, 1) };
}

/** The same context with another filter of the rule; an empty text is none. */
export function withFilter(rule: Rule, context: HuntContext, text: string): HuntContext {
  const others = context.filters.filter((one) => one.rule !== ruleKey(rule));
  const tried: RuleFilter = { rule: ruleKey(rule), text, seq: 0, analyst: '', at: '', reason: '' };
  return { ...context, filters: text.trim() === '' ? others : [...others, tried] };
}

/** Throws Fault `rule/bad-filter` with line and column where the text cannot be a filter of the rule. */
export function checkTriedFilter(text: string, rule: Rule): void {
  const [problem] = parseFilter(text, rule).problems;
  if (problem !== undefined) throw new Fault('rule/bad-filter', { rule: ruleKey(rule), line: problem.line, column: problem.column, why: problem.message });
}

/**
 * Applies what the case says to what was found, without making hits where that can be helped. Findings keep their order. A filter that does not fit the rule any more is not applied, as in a hunt.
 */
export function heeded(rule: Rule, lens: Lens, found: Found, context: HuntContext, checkStop: () => void): Heeded {
  const { exceptions, filters: [filter] } = heedOf(rule, context);
  const parts = filter === undefined ? null : parseFilter(filter.text, rule).filter;
  const asks = parts !== null && (parts.where !== null || parts.when !== null);
  const effectOf = context === emptyContext ? null : effectOn(rule, lens);
  if (found.count === 0 || (!asks && exceptions.length === 0 && effectOf === null)) return { found, expected: 0, letGo: 0 };
  const keeps = asks ? keptBy(parts, rule, lens) : null;
  const caughtBy = exceptions.length === 0 ? null : catcherOf(rule, lens, exceptions);
  const measure = found.measured ?? ((at: number, name: string) => measuredOf(found.hit(at), name));
  const left = new Uint32Array(found.count);
  let [count, expected, letGo] = [0, 0, 0];
  for (let at = 0; at < found.count; at += 1) {
    if (at % 4096 === 0) checkStop();
    if (keeps !== null && !keeps(() => found.rows(at), (name) => measure(at, name))) letGo += 1;
    else if (caughtBy !== null && caughtBy({ rows: found.rows(at) }) !== null) expected += 1;
    else left[count++] = at;
  }
  const some = count === found.count ? found : chosen(found, left.slice(0, count));
  return { found: effectOf === null ? some : underEffect(some, effectOf), expected, letGo };
}

function underEffect(found: Found, effectOf: NonNullable<ReturnType<typeof effectOn>>): Found {
  return {
    ...found, hit: (at) => withEffect(found.hit(at), effectOf),
    severity(at) {
      const effect = effectOf(found.rows(at));
      return effect === null ? found.severity(at) : atMost(found.severity(at), effect);
    },
  };
}

/** Those of the findings that stand in `places`, ascending, as what was found. */
function chosen(found: Found, places: Uint32Array): Found {
  const of = (at: number): number => places[at]!;
  return {
    count: places.length, grouping: found.grouping, group: (at) => found.group(of(at)), entity: (at) => found.entity(of(at)), start: (at) => found.start(of(at)), end: (at) => found.end(of(at)),
    severity: (at) => found.severity(of(at)), rows: (at) => found.rows(of(at)), hit: (at) => found.hit(of(at)),
  };
}
