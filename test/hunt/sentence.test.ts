import { expect, test } from 'vitest';
import { loadRules, parseRule, ruleKey, ruleSentence } from '../../src-main/hunt/index.ts';
import { resources } from '../help/open-cases.ts';
import { ruleText } from './rule-text.ts';

function sentence(body: string, changes: Readonly<Record<string, string>> = {}): string {
  const { rule, problems } = parseRule(ruleText(body, changes), 'test.yaml');
  expect(problems).toEqual([]);
  return ruleSentence(rule!).map((part) => (part.kind === 'text' ? part.text : `[${part.name}]`)).join('');
}

test('every shipped rule says what it does, with every parameter in its place once', () => {
  for (const rule of loadRules(`${resources}/rules`).rules) {
    const parts = ruleSentence(rule);
    expect([ruleKey(rule), parts.flatMap((part) => (part.kind === 'parameter' ? [part.name] : [])).toSorted()]).toEqual([ruleKey(rule), Object.keys(rule.parameters).toSorted()]);
    expect(parts[0]).toMatchObject({ kind: 'text', text: expect.stringMatching(/^(Takes events|Reads (all|the) findings of each )/) as string });
    for (const [at, part] of parts.entries()) expect([part.kind, parts[at + 1]?.kind]).not.toEqual(['text', 'text']);
  }
});

test('a match, alone and together', () => {
  expect(sentence('kind: match\nwhere: { field: event.action, in: [A, B, C] }\nmatch: {}\n')).toBe('Takes events where action is A, B or C. Each of them is a finding.');
  expect(sentence('kind: match\nwhere: { not: { any: [{ field: user.name, blank: true }, { field: error.code, exists: true }] } }\nmatch: { by: [user.name], together: 1h }\n'))
    .toBe('Takes events where not (there is no user or there is an error). Those of one user that lie within 1 hour of each other are one finding.');
});

test('windows and conditions that no parameter stands for are told as they are', () => {
  const aggregate = (window: string) => `kind: aggregate\nwhere: { field: user.name, blank: false }\naggregate:\n  by: [window, user.name]\n  window: ${window}\n  measures: { n: { count_distinct: source.ip }, all: { count: events } }\n  when: { any: [{ measure: n, at_least: 3 }, { measure: all, greater: 100 }] }\n`;
  expect(sentence(aggregate('{ type: tumbling, size: 10m }'))).toContain('by user in windows of 10 minutes. Fires for those with at least 3 different IPs or more than 100 all.');
  expect(sentence(aggregate('{ type: calendar, unit: day }'))).toContain('by user by calendar day.');
});

test('a list that is ordered says by what, and words get their article', () => {
  const body = 'kind: aggregate\nwhere: { field: user.name, blank: false }\naggregate:\n  by: [window, user.name]\n  window: { type: tumbling, size: 1h }\n  measures: { systems: { count_distinct: user_agent.os.name }, read: { count_distinct: source.ip, where: { field: event.action, is: Read } } }\n  sort: read\n';
  expect(sentence(body, { output: 'view' })).toBe('Takes events where there is a user. Groups them by user in windows of 1 hour. Lists all of them. Those with the most read come first.');
  expect(sentence(body.replace('sort: read', 'sort: systems').replace('user.name, blank', 'source.ip, blank'), { output: 'view' })).toBe('Takes events where there is an IP. Groups them by user in windows of 1 hour. Lists all of them. Those with the most different OSes come first.');
});

test('a parameter that has no place in the sentence is named at its end', () => {
  const body = 'kind: match\nwhere: { field: event.action, is: $what }\nexcept:\n  - { reason: known, where: { field: user.name, is: $who } }\nparameters:\n  what: { type: text, label: Action, default: A }\n  who: { type: text, label: Known user, default: "" }\nmatch: {}\n';
  expect(sentence(body)).toBe('Takes events where action is [what]. Each of them is a finding. Known user: [who].');
});
