import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Columns } from '../../src-main/columns/index.ts';
import { emptyContext, type HuntContext, type HuntException, type RuleFilter, type TunedCounts } from '../../src-main/contract/index.ts';
import { bindRule, filterMeasures, huntRules, ruleKey, tunerOf, type Rule } from '../../src-main/hunt/index.ts';
import { curveValues } from '../../src-main/hunt/tune/curve-values.ts';
import { columnsOf } from '../help/columns-of.ts';
import { events as anyEvents } from './sql-random.ts';
import { parametric } from './tune-rules.ts';

const never = () => false;
const said = { analyst: 'Ada', at: '2026-02-01T00:00:00Z', reason: 'known' };
type Counted = Omit<TunedCounts, 'users'>;

/** What hunting gives: what counts by severity, what exceptions caught and what the filter let go. */
function hunted(rule: Rule, columns: Columns, values: Record<string, string | number>, context: HuntContext): Counted {
  const [outcome] = huntRules([rule], columns, { parameters: { [ruleKey(rule)]: values }, most: 1e9, context });
  if (outcome!.status === 'failed') throw new Error(outcome!.why ?? '');
  const counted = outcome!.findings.filter(({ filteredBy }) => filteredBy === null);
  const severities: Partial<Record<string, number>> = {};
  for (const { severity } of counted) severities[severity] = (severities[severity] ?? 0) + 1;
  const letGo = outcome!.dropped.filter(({ reason }) => reason.startsWith('filter of the rule')).reduce((sum, { count }) => sum + count, 0);
  return { findings: counted.length, severities, expected: outcome!.findings.length - counted.length, letGo };
}
function goesTogether(rule: Rule, values: Record<string, string | number>): boolean {
  try {
    return bindRule(rule, values) !== null;
  } catch {
    return false;
  }
}
const withoutUsers = ({ users: _, ...rest }: TunedCounts): Counted => rest;

const values = { 'user.name': ['alice', 'Alice', 'bob', ''], 'source.ip': ['198.51.100.7', '203.0.113.9', '10.1.2.3', ''], 'event.action': ['kim', 'KIM', 'bob', 'émile'], 'target.name': ['a', 'b'], 'actor.name': ['alice', 'bob'] } as const;
const condition = fc.oneof(
  fc.constantFrom(...(Object.keys(values) as (keyof typeof values)[])).chain((field) => fc.uniqueArray(fc.constantFrom<string>(...values[field]), { minLength: 1, maxLength: 3 }).map((own) => ({ field, values: own, set: null }))),
  fc.constant({ field: 'user.name' as const, values: ['alice', 'Alice', 'ALICE'] as string[], set: null }),
);
const moment = fc.option(fc.integer({ min: 0, max: 60 }).map((hour) => new Date(Date.UTC(2026, 2, 28, 20) + hour * 3_600_000).toISOString().replace('.000Z', 'Z')), { freq: 2 });
const exception = fc.record({ rule: fc.constantFrom(null, null, 'test-rule/corrected', 'other/corrected'), when: fc.oneof(condition.map((one) => [one]), fc.array(condition, { minLength: 1, maxLength: 2 })), from: moment, until: moment })
  .map((draft): HuntException => ({ ...draft, ...said, seq: 1 }));
const trait = fc.record({ user: fc.constantFrom('alice', 'Alice', 'bob'), trait: fc.constantFrom('shared', 'ci') });
/** The text of a filter of a rule: conditions, limits on what it measures, both, or one that does not fit it. */
const filterText = (rule: Rule): fc.Arbitrary<string> => {
  const where = fc.constantFrom('where: { field: user.name, is: alice }', 'where: { not: { field: source.ip, in: [198.51.100.7, 203.0.113.9] } }', 'where: { any: [{ field: event.action, contains: "i" }, { field: target.name, exists: true }] }');
  const when = fc.tuple(fc.constantFrom(...filterMeasures(rule)), fc.constantFrom('at_least', 'at_most', 'greater', 'less'), fc.integer({ min: -1, max: 4 })).map(([name, word, limit]) => `when: { measure: "${name}", ${word}: ${limit} }`);
  return fc.oneof({ weight: 3, arbitrary: where }, { weight: 3, arbitrary: when }, { weight: 2, arbitrary: fc.tuple(where, when).map((both) => both.join('\n')) }, { weight: 1, arbitrary: fc.constant('') });
};
const saidOf = (rule: Rule, text: string): RuleFilter => ({ ...said, rule: ruleKey(rule), text, seq: 2 });
const contextOf = (rule: Rule): fc.Arbitrary<HuntContext> => fc.record({ exceptions: fc.array(exception, { maxLength: 3 }), filter: fc.oneof(filterText(rule), fc.constant('when: { measure: nothing of it, at_least: 1 }')), traits: fc.array(trait, { maxLength: 2 }) })
  .map(({ exceptions, filter, traits }) => ({ ...emptyContext, exceptions, filters: filter === '' ? [] : [saidOf(rule, filter)], traits }));
const cloudEvents = anyEvents.map((all) => all.filter((one) => one['event.dataset'] === 'aws.cloudtrail')).filter((all) => all.length > 0);

describe('what tuning counts is what a hunt counts, with what the case says', () => {
  /** Findings that counted, that were expected and that a filter let go, over all runs. */
  const seen = [0, 0, 0];
  for (const [name, make] of Object.entries(parametric)) {
    const rule = make();
    test(`values, exceptions, filters and traits: ${name}`, () => {
      const drafts = fc.record(Object.fromEntries(Object.entries(rule.parameters).map(([one, parameter]) => [one, fc.constantFrom(...curveValues(parameter, []).slice(0, 12))])));
      fc.assert(fc.property(cloudEvents, contextOf(rule), filterText(rule), drafts, (all, context, text, draft) => {
        const columns = columnsOf(all);
        const tuner = tunerOf(columns);
        const now = goesTogether(rule, draft) ? hunted(rule, columns, draft, context) : null;
        // Some values do not go with others, such as a cap below its window.
        if (now === null) {
          expect(() => tuner.tune(rule, {}, draft, { context })).toThrow();
          return;
        }
        const before = hunted(rule, columns, {}, context);
        const tuned = tuner.tune(rule, {}, draft, { context });
        expect([withoutUsers(tuned.before), withoutUsers(tuned.now)]).toEqual([before, now]);
        const tried = tuner.tune(rule, {}, draft, { context, filter: text });
        const filters = text === '' ? [] : [saidOf(rule, text)];
        expect([withoutUsers(tried.before), withoutUsers(tried.now)]).toEqual([before, hunted(rule, columns, draft, { ...context, filters })]);
        const [first] = Object.keys(rule.parameters);
        const curve = tuner.curve(rule, { saved: {}, draft, parameter: first! }, { context, filter: text }, never);
        for (const { value, findings } of curve.points.filter((_, i) => i % 7 === 0)) {
          expect(findings, `${first} = ${value}`).toBe(hunted(rule, columns, { ...draft, [first!]: value }, { ...context, filters }).findings);
        }
        [now.findings, now.expected, now.letGo].forEach((count, at) => (seen[at]! += count));
      }), { seed: 6, numRuns: 30 });
    }, 120_000);
  }
  test('all three happened', () => expect(Math.min(...seen)).toBeGreaterThan(10));
});
