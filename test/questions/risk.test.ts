import { describe, expect, test } from 'vitest';
import { riskOf, type RiskInput, type Severity, type Verdict } from '../../src-main/contract/index.ts';
import type { FindingHead } from '../../src-main/case/index.ts';
import { riskOfHeads, riskShown } from '../../src-main/questions/risk.ts';

let number = 0;
const head = (rule: string, severity: Severity, score: number, more: Partial<FindingHead> = {}): FindingHead => {
  number += 1;
  return { id: `id-${number}`, number, rule, variant: 'corrected', title: rule, severity, actor: 'dana', startMs: number * 1000, endMs: number * 1000, eventCount: 1, score, verdict: 'open', networks: [], ...more };
};
const input = (rule: string, severity: Severity, score: number, startMs = 0, confirmed = false): RiskInput => ({ rule, severity, score, confirmed, startMs });

describe('what a finding is worth', () => {
  test.each([
    ['info', 100, 0], ['low', 30, 8], ['medium', 50, 25], ['high', 70, 70], ['critical', 80, 160], ['low', 2, 1], ['low', 1, 0], ['medium', 1, 1],
  ] as const)('%s with score %i: %i, rounded half up', (severity, score, worth) => {
    expect(riskOf([input('a', severity, score)])).toMatchObject({ risk: worth, parts: [{ worth, points: worth, as: 'strongest' }] });
  });

  test('a confirmed one is worth twice as much', () => {
    expect(riskOf([input('a', 'low', 30, 0, true)]).risk).toBe(16);
  });
});

describe('of one rule', () => {
  test('the strongest counts whole, each further one a tenth, rounded down', () => {
    const { risk, parts } = riskOf([input('a', 'medium', 50, 3), input('a', 'high', 70, 2), input('a', 'high', 70, 1), input('a', 'low', 30, 4)]);
    expect(parts.map(({ points, as, finding }) => [points, as, finding.startMs])).toEqual([[70, 'strongest', 1], [7, 'repeat', 2], [2, 'repeat', 3], [0, 'repeat', 4]]);
    expect(risk).toBe(79);
  });

  test('all together give at most twice the strongest: a noisy rule does not outweigh three others', () => {
    const noisy = Array.from({ length: 500 }, (_, i) => input('noisy', 'medium', 50, i));
    const { risk, parts } = riskOf(noisy);
    expect(risk).toBe(50);
    expect(parts.filter(({ as }) => as === 'over').every(({ points }) => points === 0)).toBe(true);
    expect(riskOf([input('a', 'medium', 50), input('b', 'medium', 50), input('c', 'medium', 50)]).risk).toBeGreaterThan(risk);
  });
});

test('parts add up to the risk, and the order of the findings changes nothing', () => {
  let seed = 7;
  const random = (below: number): number => (seed = (seed * 1103515245 + 12345) % 2147483648) % below;
  for (let round = 0; round < 200; round += 1) {
    const all = Array.from({ length: random(30) }, (_, i) => input(`r${random(5)}`, (['info', 'low', 'medium', 'high', 'critical'] as const)[random(5)]!, random(101), i, random(4) === 0));
    const { risk, parts } = riskOf(all);
    expect(parts.reduce((sum, { points }) => sum + points, 0)).toBe(risk);
    expect(Number.isInteger(risk)).toBe(true);
    expect(parts).toHaveLength(all.length);
    expect(riskOf(all.toReversed())).toEqual({ risk, parts });
    const one = [...all, input('another', 'high', 10, 99)];
    expect(riskOf(one).risk).toBe(risk + 10);
  }
});

describe('the risk of a user', () => {
  test('findings of published rules and cleared ones give nothing, and are told', () => {
    const heads = [head('a', 'high', 70), head('a', 'high', 70, { variant: 'published' }), ...(['benign', 'authorised-test', 'rule-wrong'] as readonly Verdict[]).map((verdict) => head('b', 'high', 70, { verdict }))];
    expect(riskShown(heads)).toMatchObject({ risk: 70, left: { published: 1, cleared: 3 }, more: { findings: 0, points: 0 } });
    expect(riskOfHeads(heads)).toBe(70);
    expect(riskOfHeads([])).toBe(0);
  });

  test('verdicts that leave it open change nothing; a confirmed one doubles', () => {
    for (const verdict of ['open', 'suspicious', 'inconclusive'] as const) expect(riskOfHeads([head('a', 'high', 70, { verdict })])).toBe(70);
    expect(riskShown([head('a', 'high', 70, { verdict: 'confirmed' })]).parts[0]).toMatchObject({ worth: 140, points: 140, verdict: 'confirmed', score: 70, weight: 100 });
  });

  test('a hundred are listed; the others are summed up', () => {
    const heads = Array.from({ length: 130 }, (_, i) => head(`r${i}`, 'high', 10));
    const shown = riskShown(heads);
    expect([shown.risk, shown.parts.length, shown.more]).toEqual([1300, 100, { findings: 30, points: 300 }]);
  });
});
