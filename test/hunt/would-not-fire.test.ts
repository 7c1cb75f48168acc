import { describe, expect, test } from 'vitest';
import { loadRules, runExamples, type Rule } from '../../src-main/hunt/index.ts';
import type { FindingDraft } from '../../src-main/contract/index.ts';
import { doWay, isGone, type Example, type Proof } from './ways-out.ts';

/** "Would not fire if …" is computed: here each sentence is done to the data or to the rule, those with a number also by the parameter of the rule, and the finding is gone. */
const { rules } = loadRules('resources/rules');
type Values = Readonly<Record<string, number>>;
const UNITS = { s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const numberOf = (text: string): number => Number(text.replaceAll(',', ''));

/** The findings of an example, with other values of parameters, and with more events. */
function findingsOf(rule: Rule, example: Example, values: Values = {}, more: Example['events'] = []): readonly FindingDraft[] {
  const events = [...example.events, ...more].toSorted((a, b) => a.at - b.at);
  return runExamples({ ...rule, examples: [{ ...example, events, parameters: { ...example.parameters, ...values } }] })[0]!.outcome.findings;
}
const same = (a: FindingDraft, b: FindingDraft): boolean => JSON.stringify(a.entity) === JSON.stringify(b.entity) && a.start === b.start;

/** The smallest value of a parameter that is at least (or more than) a number, on its steps; none where its bounds do not allow it. */
function stepAt(rule: Rule, name: string, from: number, strictly: boolean): number | null {
  const { min, max, step } = rule.parameters[name] as { readonly min?: number; readonly max?: number; readonly step?: number };
  const by = step ?? 1;
  const steps = (from - (min ?? 0)) / by;
  const value = (min ?? 0) + by * (strictly ? Math.floor(steps + 1e-9) + 1 : Math.ceil(steps - 1e-9));
  return value < (min ?? -Infinity) || value > (max ?? Infinity) ? null : Number(value.toFixed(6));
}
/** The largest one below a number. */
function stepBelow(rule: Rule, name: string, than: number): number | null {
  const { min, step } = rule.parameters[name] as { readonly min?: number; readonly step?: number };
  const value = (min ?? 0) + (step ?? 1) * (Math.ceil((than - (min ?? 0)) / (step ?? 1)) - 1);
  return value < (min ?? -Infinity) ? null : value;
}

/** Parameters with the value that a condition is held against: one of them is its limit. */
function limitedBy(rule: Rule, finding: FindingDraft, example: Example, limit: number, value: (name: string) => number | null): readonly Values[] {
  return Object.entries(rule.parameters).filter(([name, one]) => Number(example.parameters[name] ?? one.default) === limit).flatMap(([name]) => {
    const bound = value(name);
    return bound === null ? [] : [{ [name]: bound }];
  });
}

/** What to bind so that the rule is as the sentence says; several where one of them must be it. Null where the sentence names no parameter. */
function bindings(rule: Rule, finding: FindingDraft, example: Example, sentence: string): readonly Values[] | null {
  const floor = /^A floor above ([\d.,]+)\.$/.exec(sentence);
  if (floor) return [{ floor: stepAt(rule, 'floor', numberOf(floor[1]!), true)! }];
  const sigma = /^A sigma of ([\d.,]+) or more\.$/.exec(sentence);
  if (sigma) return [{ sigma: stepAt(rule, 'sigma', numberOf(sigma[1]!), false)! }].filter((one) => one.sigma !== null);
  const apart = / more than .* instead of ([\d.,]+) (s|min|h|d)\.$/.exec(sentence);
  if (apart) return [stepBelow(rule, 'within', numberOf(apart[1]!) * UNITS[apart[2] as 's'])].flatMap((within) => (within === null ? [] : [{ within }]));
  const parts = sentence.split(/ and (?=at |fewer |less |no )/i);
  if (!parts.every((part) => / instead of [\d.,]+\.?$/.test(part))) return null;
  let all: readonly Values[] = [{}];
  for (const part of parts) {
    const measured = numberOf(/ instead of ([\d.,]*\d)\.?$/.exec(part)![1]!);
    const limit = /^no /i.test(part) ? 1 : numberOf(/[\d.,]*\d/.exec(part)![0]);
    const condition = finding.explanation.conditions.find((one) => one.measured === measured && one.limit === limit);
    if (condition === undefined) return null;
    const own = limitedBy(rule, finding, example, limit, (name) => ({
      '>': () => stepAt(rule, name, measured, false), '>=': () => stepAt(rule, name, measured, true), '<': () => stepBelow(rule, name, measured + 1e-9), '<=': () => stepBelow(rule, name, measured),
    })[condition.operator as '>']());
    if (own.length === 0) return null;
    all = all.flatMap((one) => own.map((other) => ({ ...one, ...other })));
  }
  return all;
}

const proofs: readonly Proof[] = rules.filter(({ output }) => output === 'finding').flatMap((rule) => {
  for (const one of rule.examples) {
    // Findings name events by their place, by time.
    const example = { ...one, events: one.events.toSorted((a, b) => a.at - b.at) };
    const finding = findingsOf(rule, example)[0];
    if (finding !== undefined) return [{ rule, example, finding }];
  }
  return [];
});
const named = proofs.map((proof) => [`${proof.rule.id}/${proof.rule.variant}`, proof] as const);

test('every shipped rule whose output is a finding has one to look at, and says what would have kept it', () => {
  expect(proofs.map(({ rule }) => rule)).toEqual(rules.filter(({ output }) => output === 'finding'));
  for (const { rule, finding } of proofs) expect([rule.id, finding.explanation.wouldNotFire.length > 0, finding.explanation.wouldNotFire.filter((text) => !/^[A-Z0-9].*\.$/.test(text))]).toEqual([rule.id, true, []]);
});

/** Kinds that hold a number against a limit: of those one sentence at least must be proved by a parameter; these rules have the number in their condition. */
const counting = new Set(['aggregate', 'outlier', 'rarity', 'compare', 'pair']);
const FIXED = ['aws-instance-role-elsewhere/corrected', 'host-stores-emptied/corrected', 'host-program-from-image/corrected'];

describe('a sentence with a number is true', () => {
  test.each(named)('%s', (name, { rule, example, finding }) => {
    let proved = 0;
    for (const sentence of finding.explanation.wouldNotFire) {
      const ways = bindings(rule, finding, example, sentence);
      if (ways === null || ways.length === 0) continue;
      const gone = ways.filter((values) => !findingsOf(rule, example, values).some((one) => same(one, finding)));
      expect([sentence, gone.length > 0], `${name} with ${JSON.stringify(ways)}`).toEqual([sentence, true]);
      proved += 1;
    }
    if (counting.has(rule.kind) && !FIXED.includes(name)) expect([name, proved > 0, finding.explanation.wouldNotFire]).toEqual([name, true, finding.explanation.wouldNotFire]);
  });
});

describe('first seen: the value seen before', () => {
  test.each(named.filter(([, { rule }]) => rule.kind === 'first_seen'))('%s', (_, { rule, example, finding }) => {
    expect(finding.explanation.wouldNotFire[0]).toMatch(/^The value seen before/);
    const first = example.events.toSorted((a, b) => a.at - b.at);
    // Something usual may happen in the same moment: of the events of that time one is the new value.
    const then = first.filter(({ at }) => example.start + at === finding.start);
    expect(then.some((one) => !findingsOf(rule, example, {}, [{ ...one, at: first[0]!.at }]).some((after) => same(after, finding)))).toBe(true);
  });
});

describe('every sentence is true', () => {
  test.each(named)('%s', (name, proof) => {
    const { wouldNotFire, waysOut } = proof.finding.explanation;
    expect(waysOut).toHaveLength(wouldNotFire.length);
    wouldNotFire.forEach((sentence, i) => {
      const way = waysOut![i]!;
      const done = doWay(proof, way);
      // What was seen before is tried below; an example tells no radius where only the country is known.
      if (done === null) expect([name, sentence, ['known', 'radii'].includes(way.does)]).toEqual([name, sentence, true]);
      else expect([sentence, isGone(proof, done)], name).toEqual([sentence, true]);
    });
  });
});
