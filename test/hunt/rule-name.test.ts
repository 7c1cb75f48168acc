import { expect, test } from 'vitest';
import { loadRules, parseRule, ruleName } from '../../src-main/hunt/index.ts';
import { checkTogether } from '../../src-main/hunt/check-rules.ts';
import { ruleOf, ruleText } from './rule-text.ts';

const match = 'kind: match\nwhere: { field: user.name, is: j.doe }\nmatch: { by: [organization.id, user.name] }\n';

test('every shipped rule has a name of its own, which both variants share', () => {
  const { rules } = loadRules('resources/rules');
  expect(rules.filter(({ name }) => name === null).map(({ id }) => id)).toEqual([]);
  const names = Map.groupBy(rules, ruleName);
  for (const [name, of] of names) expect([name, new Set(of.map(({ id }) => id)).size]).toEqual([name, 1]);
  expect(names.size).toBe(new Set(rules.map(({ id }) => id)).size);
});

test('without a name it is the id in words, with short words as they are written', () => {
  const named = (id: string) => ruleName({ id, name: null });
  expect(['aws-key-in-two-places', 'ci-outside-networks', 'okta-mfa-countries', 'k8s-key', 'own'].map(named)).toEqual(['AWS key in two places', 'CI outside networks', 'Okta MFA countries', 'Kubernetes key', 'Own']);
  expect(ruleName(ruleOf(match, { name: 'A rule of mine' }))).toBe('A rule of mine');
});

test('a name has no values in it and is short; variants have one', () => {
  const problems = (name: string) => parseRule(ruleText(match, { name }), 'x.yaml').problems.map(({ message }) => message);
  expect(problems("'Seen: $user.name$'").join()).toContain('A name of at most 80 characters');
  expect(problems('x'.repeat(81)).join()).toContain('A name of at most 80 characters');
  const [mine, other] = [ruleOf(match, { name: 'One' }), ruleOf(match, { name: 'Two', variant: 'published' })];
  expect(checkTogether([mine, other], new Set()).map(({ message }) => message)).toEqual([expect.stringContaining('is called "Two": both have one name.')]);
  expect(checkTogether([mine, { ...other, name: 'One' }], new Set())).toEqual([]);
});
