import { parseRule, type Rule } from '../../src-main/hunt/index.ts';

const head = `format: 1
id: test-rule
variant: corrected
version: 1
title: Test of $user.name$
output: finding
severity: low
hypotheses: [H1]
vendor: bilocate
why: Because.
false_positives: [None.]
next_steps: [Look.]
how_to_implement: Import a log.
references: []
stories: []
attack: [T1078]
asset_type: account
author: Somebody
created: 2026-01-01
modified: 2026-01-01
source: { name: Test, licence: Apache-2.0, attribution: own }
data_source:
  - { dataset: aws.cloudtrail }
requires: { datasets: [aws.cloudtrail] }
entity: { field: user.name, type: user, score: 10 }
tenant: organization.id
examples:
  - { says: fires, finds: 1, events: [] }
  - { says: does not, finds: 0, events: [] }
`;

/** A rule file that is right but for what the test puts into it. `changes` replace top-level keys that are one line long. */
export function ruleText(body: string, changes: Readonly<Record<string, string>> = {}): string {
  const lines = head.split('\n').map((line) => {
    const key = /^(\w+):/.exec(line)?.[1];
    return key !== undefined && Object.hasOwn(changes, key) ? `${key}: ${changes[key]}` : line;
  });
  const more = Object.entries(changes).filter(([key]) => !new RegExp(`^${key}:`, 'm').test(head)).map(([key, value]) => `${key}: ${value}\n`);
  return `${lines.join('\n')}${more.join('')}${body}`;
}

/** The rule of a text; throws with all problems where there are any. */
export function ruleOf(body: string, changes: Readonly<Record<string, string>> = {}): Rule {
  const { rule, problems } = parseRule(ruleText(body, changes), 'test.yaml');
  if (rule === null) throw new Error(problems.map((one) => `${one.line}:${one.column} ${one.message}`).join('\n'));
  return rule;
}

export const aggregate = (section: string, where = '{ field: event.action, exists: true }'): string => `kind: aggregate
where: ${where}
aggregate:
${section.split('\n').map((line) => `  ${line}`).join('\n')}
`;
