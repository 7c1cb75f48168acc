import { expect, test } from 'vitest';
import { durationText } from '../../src-main/hunt/grammar/duration.ts';
import { loadRules, parseRule, ruleKey, ruleSentence, type Rule } from '../../src-main/hunt/index.ts';
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
    expect(parts[0]).toMatchObject({ kind: 'text', text: expect.stringMatching(/^(Takes (events|these events: )|Reads (all|the) findings of each )/) as string });
    for (const [at, part] of parts.entries()) expect([part.kind, parts[at + 1]?.kind]).not.toEqual(['text', 'text']);
  }
});

/** The sentence with the values that the rule is shipped with. */
function shippedSentence(rule: Rule): string {
  return ruleSentence(rule).map((part) => {
    if (part.kind === 'text') return part.text;
    const { type, default: value, unit } = rule.parameters[part.name]!;
    return `${type === 'duration' ? durationText(Number(value)) : value === '' ? '–' : String(value)}${unit === '' ? '' : ` ${unit}`}`;
  }).join('');
}

test('every shipped rule says it in English', () => {
  const wrong: readonly (readonly [string, RegExp])[] = [
    ['many where there is one', /\b(?:at least|more than|fewer than) 1 (?!d\b|h\b|min\b|σ)/], ['a unit twice', /\b(km\/h|km|min|events) \1\b/], ['two blanks', / {2}/], ['a blank before a mark', / [,;.](?!\w)/],
    ['nothing said of a value', /\b(?:is|contains|starts with|lies in) (?:and |or |,|\.(?!\w))/], ['an article that does not fit', /\ban? (?:an?|the|no) |\ba [aeio]|\ban [^aeiouAEIOMF]/],
  ];
  for (const rule of loadRules(`${resources}/rules`).rules) {
    const text = shippedSentence(rule);
    // What is quoted is as the file has it.
    const ours = text.replaceAll(/“[^”]*”/g, '“…”');
    expect([ruleKey(rule), wrong.filter(([, pattern]) => pattern.test(ours)).map(([what, pattern]) => [what, pattern.exec(ours)?.[0]])]).toEqual([ruleKey(rule), []]);
    expect([ruleKey(rule), ours.split('(').length, ours.endsWith('.')]).toEqual([ruleKey(rule), ours.split(')').length, true]);
  }
});

test('a match, alone and together', () => {
  expect(sentence('kind: match\nwhere: { field: event.action, in: [A, B, C] }\nmatch: {}\n')).toBe('Takes events where the action is A, B or C. Each of them is a finding.');
  expect(sentence('kind: match\nwhere: { not: { any: [{ field: user.name, blank: true }, { field: error.code, exists: true }] } }\nmatch: { by: [user.name], together: 1h }\n'))
    .toBe('Takes events where not (there is no user or there is an error). Those of the same user that lie within 1 hour of each other are one finding.');
});

test('what stands in a file is not taken for words of the sentence, and what must not hold is said so', () => {
  const said = (where: string): string => sentence(`kind: match\nwhere: ${where}\nmatch: {}\n`).replace('Takes events where ', '').replace('. Each of them is a finding.', '');
  expect(said('{ field: process.command_line, contains: [curl, " -F ", "a, b", "10m", ""] }')).toBe('the command line contains curl, “ -F ”, “a, b”, 10m or “”');
  expect(said('{ field: event.action, is: "$$HOME" }')).toBe('the action is $HOME');
  expect(said('{ not: { field: source.ip, in_set: office } }')).toBe('the IP is not in the set office');
  expect(said('{ not: { field: user.name, exists: true } }')).toBe('there is no user');
  expect(said('{ not: { any: [{ field: user.name, is: a }, { field: user.name, is: b }] } }')).toBe('not (the user is a or the user is b)');
  expect(said('{ field: entra.signin.interrupted, not_is: "true" }')).toBe('the flag “interim” is not set');
  expect(said('{ field: source.as.number, at_least: 64496 }')).toBe('the ASN is at least 64496');
});

test('a reason with commas is set apart from the next, and a text that may be left empty says so', () => {
  const except = (reasons: readonly string[]): string => `except:\n${reasons.map((reason) => `  - { reason: "${reason}", where: { field: error.code, exists: true } }\n`).join('')}`;
  const body = 'kind: match\nwhere: { field: user.name, is: $user }\nparameters:\n  user: { type: text, label: User, default: "" }\nmatch: {}\n';
  expect(sentence(`${body}${except(['a service', 'refused'])}`)).toBe('Takes events where the user is [user] (where one is given). Leaves out what is a service or refused. Each of them is a finding.');
  expect(sentence(`${body}${except(['a relay, which is no place', 'a carrier', 'refused'])}`)).toContain('Leaves out what is a relay, which is no place; a carrier; or refused.');
});

test('limits fit the number that is there, and any that a parameter may become', () => {
  const measures = 'measures: { ips: { count_distinct: source.ip }, failures: { count: events, where: { field: event.outcome, is: failure } }, hosted: { count_distinct: network.identity, where: { field: source.egress, is: hosting } }, share: { ratio: [failures, ips] } }';
  const said = (when: string, parameter = ''): string => /those with (.*?)\. /.exec(`${sentence(`kind: aggregate\nwhere: { field: user.name, blank: false }\naggregate:\n  by: [window, user.name]\n  window: { type: tumbling, size: 1h }\n  ${measures}\n  when: ${when}\n${parameter}`)} `)![1]!;
  expect(said('{ measure: ips, at_least: 1 }')).toBe('an address');
  expect(said('{ measure: ips, greater: 1 }')).toBe('more than 1 address');
  expect(said('{ measure: ips, greater: 2 }')).toBe('more than 2 different addresses');
  expect(said('{ all: [{ measure: failures, at_least: 2 }, { any: [{ measure: hosted, less: 1 }, { measure: hosted, at_most: 1 }] }] }')).toBe('at least 2 failures and (no hosted network or at most 1 hosted network)');
  expect(said('{ measure: share, less: 0.5 }')).toBe('a share below 0.5');
  const parameter = 'parameters:\n  n: { type: int, label: N, default: 1, min: 0, max: 9, step: 1 }\n';
  expect(['greater', 'at_least', 'less', 'at_most'].map((test) => said(`{ measure: ips, ${test}: $n }`, parameter))).toEqual(['more different addresses than [n]', '[n] or more different addresses', 'fewer different addresses than [n]', '[n] or fewer different addresses']);
});

test('what is counted is told: with the events that are taken where each of them is counted, else behind the conditions', () => {
  const aggregate = (where: string): string => sentence(`kind: aggregate\nwhere: ${where}\naggregate:\n  by: [window, user.name]\n  window: { type: tumbling, size: 1h }\n  measures: { keys_read: { count: events, where: &keys { field: process.command_line, contains: .aws } }, files_sent: { count: events, where: &sent { field: process.command_line, contains: curl } }, never_asked: { count: events, where: { field: user.name, is: a } } }\n  when: { all: [{ measure: keys_read, at_least: 1 }, { measure: files_sent, at_least: 1 }] }\n`.replace(/ &\w+/g, ''));
  expect(aggregate('{ any: [{ field: process.command_line, contains: .aws }, { field: process.command_line, contains: curl }] }'))
    .toBe('Takes these events: key read (the command line contains .aws) or file sent (the command line contains curl). Groups them by user in windows of 1 hour. Fires for those with a key read and a file sent.');
  expect(aggregate('{ field: user.name, blank: false }'))
    .toBe('Takes events where there is a user. Groups them by user in windows of 1 hour. Fires for those with a key read and a file sent. A key read is one where the command line contains .aws. A file sent is one where the command line contains curl.');
});

test('windows and conditions that no parameter stands for are told as they are', () => {
  const aggregate = (window: string) => `kind: aggregate\nwhere: { field: user.name, blank: false }\naggregate:\n  by: [window, user.name]\n  window: ${window}\n  measures: { n: { count_distinct: source.ip }, all: { count: events } }\n  when: { any: [{ measure: n, at_least: 3 }, { measure: all, greater: 100 }] }\n`;
  expect(sentence(aggregate('{ type: tumbling, size: 10m }'))).toContain('by user in windows of 10 minutes. Fires for those with at least 3 different addresses or more than 100 events.');
  expect(sentence(aggregate('{ type: calendar, unit: day }'))).toContain('by user and calendar day.');
});

test('a list that is ordered says by what, and words get their article', () => {
  const body = 'kind: aggregate\nwhere: { field: user.name, blank: false }\naggregate:\n  by: [window, user.name]\n  window: { type: tumbling, size: 1h }\n  measures: { systems: { count_distinct: user_agent.os.name }, read: { count_distinct: source.ip, where: { field: event.action, is: Read } } }\n  sort: read\n';
  expect(sentence(body, { output: 'view' })).toBe('Takes events where there is a user. Groups them by user in windows of 1 hour. Lists all of them. Those with the most read addresses come first.');
  expect(sentence(body.replace('sort: read', 'sort: systems').replace('user.name, blank', 'source.ip, blank'), { output: 'view' })).toBe('Takes events where there is an IP. Groups them by user in windows of 1 hour. Lists all of them. Those with the most different operating systems come first.');
});

test('a parameter that has no place in the sentence is named at its end', () => {
  const body = 'kind: match\nwhere: { field: event.action, is: $what }\nexcept:\n  - { reason: known, where: { field: user.name, is: $who } }\nparameters:\n  what: { type: text, label: Action, default: A }\n  who: { type: text, label: Known user, default: "" }\nmatch: {}\n';
  expect(sentence(body)).toBe('Takes events where the action is [what]. Each of them is a finding. Known user: [who].');
});
