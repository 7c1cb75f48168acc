import { describe, expect, test } from 'vitest';
import { checkedRuleText, kinds, parseRule, problemText, ruleTemplate, runExamples } from '../../src-main/hunt/index.ts';

/** What `rules new` writes is what `rules check` and `rules test` take. */
describe.each(kinds)('a new rule of kind %s', (kind) => {
  test.each(['aws.cloudtrail', 'okta.system', 'linux.process', 'custom'])('over %s has neither errors nor warnings, and its examples hold: one fires, one does not', (dataset) => {
    const text = ruleTemplate({ kind, id: 'my-rule', dataset, today: '2026-03-01', author: 'A. "B" O\'C: #1' });
    expect(checkedRuleText(text, 'my-rule.yaml').map(problemText)).toEqual([]);
    const { rule } = parseRule(text, 'my-rule.yaml');
    expect(rule).toMatchObject({ kind, id: 'my-rule', author: 'A. "B" O\'C: #1', created: '2026-03-01', requires: { datasets: [dataset] } });
    expect(runExamples(rule!).map(({ found, why }) => [found, why])).toEqual([[1, null], [0, null]]);
  });

  test('says what its parts are for', () => {
    expect(ruleTemplate({ kind, id: 'my-rule', dataset: 'aws.cloudtrail', today: '2026-03-01', author: 'A' }).match(/^.*#.*$/gm)!.length).toBeGreaterThan(15);
  });
});
