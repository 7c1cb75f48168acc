import { describe, expect, test } from 'vitest';
import { checkedRuleText, loadRules, problemText } from '../../src-main/hunt/index.ts';
import { remarksOn } from '../../src-main/hunt/grammar/remark-rule.ts';
import { aggregate, ruleOf, ruleText } from './rule-text.ts';

const section = `by: [window, user.name]
window: { type: tumbling, size: 10m }
measures: { ips: { count_distinct: source.ip } }
when: { measure: ips, greater: 1 }`;
const warned = (body: string, changes: Readonly<Record<string, string>> = {}): string => remarksOn(ruleOf(body, changes)).map((one) => one.message).join('\n');
const sliding = (window: string): string => section.replace('{ type: tumbling, size: 10m }', window);

test('the rules that ship have neither errors nor warnings', () => {
  expect(loadRules('resources/rules').rules.flatMap(remarksOn).map(problemText)).toEqual([]);
});

test('a sound rule has none', () => {
  expect(warned(aggregate(section))).toBe('');
});

test('trap 5, window computed but not grouped, is an error: of one stage, of the second, and of a comparison', () => {
  const level = (body: string) => checkedRuleText(ruleText(body), 'r.yaml').filter((one) => one.message.startsWith('The window is computed but not grouped')).map((one) => one.level);
  expect(level(aggregate(section.replace('window, ', '')))).toEqual(['error']);
  expect(level(aggregate(`${section}\nthen: { by: [user.name], window: { type: tumbling, size: 1h }, measures: { bins: { count: windows } }, when: { measure: bins, greater: 1 } }`))).toEqual(['error']);
  expect(level(`kind: compare\nwhere: []\ncompare: { by: [user.name], window: { type: tumbling, size: 1h }, measures: { ips: { count_distinct: source.ip } }, shift: 1w, when: { measure: ips, greater: 1 } }\n`)).toEqual(['error']);
});

describe('what is compared (trap 6)', () => {
  const parameters = '{ limit: { type: int, label: Limit, default: 1, min: 0, max: 9 } }';
  test.each([
    ['a parameter without its sign', '{ field: event.action, is: limit }', '"limit" is the name of a parameter'],
    ['a derived field', '{ field: event.action, is: who }', '"who" is the name of a derived field'],
    ['quotes inside quotes', `{ field: event.action, is: "'AWS Internal'" }`, 'The quotation marks are part of the text'],
    ['a blank at the end', '{ field: event.action, is: "Login " }', 'a blank before or behind'],
    ['a star', '{ field: event.action, is: Get* }', 'A star is a star here'],
    ['unknown', '{ field: event.action, not_is: unknown }', '"unknown" is a text here'],
    ['a dash', '{ field: event.action, in: [a, "-"] }', '"-" is a text here'],
    ['an empty text', '{ field: event.action, is: "" }', 'An empty text is a text here'],
    ['a part that is in every text', '{ field: event.action, contains: "" }', 'Every text contains the empty one'],
    ['one value twice', '{ field: event.action, in: [a, b, a] }', 'stands in the list twice'],
    ['a long list', `{ field: event.action, in: [${Array.from({ length: 30 }, (_, i) => `a${i}`).join(', ')}] }`, 'Make them a named set'],
    ['not equal, of a field that may be absent', '{ field: source.ip, is_not: 198.51.100.7 }', 'is_not leaves out events without source.ip too'],
  ])('%s', (_, where, message) => {
    expect(warned(aggregate(section.replace('greater: 1', 'greater: $limit'), where), { parameters, derive: '{ who: { coalesce: [user.name, user.id] } }' })).toContain(message);
  });

  test('the name of a field as a value is an error', () => {
    expect(checkedRuleText(ruleText(aggregate(section, '{ field: source.ip, is: host.ip }')), 'r.yaml')[0]).toMatchObject({ level: 'error', message: expect.stringContaining('is the name of a field') as string });
  });

  test('not equal is sound where the field must exist, and in the language of a vendor that means it so', () => {
    expect(warned(aggregate(section, '{ all: [{ field: source.ip, is_not: 198.51.100.7 }, { field: source.ip, exists: true }] }'))).toBe('');
    expect(warned(aggregate(section, '{ field: source.ip, is_not: AWS Internal }'), { vendor: 'splunk' })).toBe('');
  });
});

describe('what never holds, or always', () => {
  test.each([
    ['two values of one field', '{ all: [{ field: event.action, is: a }, { field: event.action, is: b }] }', 'event.action cannot be both'],
    ['there and not there', '{ all: [{ field: user.id, exists: false }, { field: user.id, is: b }] }', 'asked to be there and not to be'],
    ['no number between', '{ all: [{ field: source.as.number, greater: 9 }, { field: source.as.number, less: 3 }] }', 'No number is above 9 and below 3'],
  ])('%s', (_, where, message) => {
    expect(warned(aggregate(section, where))).toContain(message);
  });

  test('one or the other of two values is no contradiction', () => {
    expect(warned(aggregate(section, '{ any: [{ field: event.action, is: a }, { field: event.action, is: b }] }'))).toBe('');
  });

  test.each([
    ['more values than the conditions let through', section.replace('count_distinct: source.ip', 'count_distinct: event.action').replace('greater: 1', 'greater: 2'), '"ips" is never above 2: it is at most 2'],
    ['values of what is grouped', section.replace('count_distinct: source.ip', 'count_distinct: user.name'), '"ips" is never above 1: it is at most 1'],
    ['limits that exclude each other', section.replace('{ measure: ips, greater: 1 }', '{ all: [{ measure: ips, greater: 5 }, { measure: ips, less: 3 }] }'), '"ips" cannot be above 5 and below 3 at once'],
    ['a limit that everything reaches', section.replace('greater: 1', 'at_least: 0'), '"ips" is always at least 0'],
    ['a tier behind a weaker one', `${section}\ntiers: [{ severity: medium, when: { measure: ips, greater: 3 } }, { severity: high, when: { measure: ips, greater: 9 } }]`, 'This tier is never reached'],
    ['a group for each event', section.replace('user.name', 'user.name, event.id'), 'every group has one event'],
  ])('%s', (_, text, message) => {
    expect(warned(aggregate(text, '{ field: event.action, in: [a, b] }'))).toContain(message);
  });
});

describe('windows that slide (C21)', () => {
  const cap = '{ cap: { type: duration, label: Longest, default: 1d, min: 1h, max: 7d } }';
  test('without a cap, and with one that nobody can tune', () => {
    expect(warned(aggregate(sliding('{ type: sliding, size: 10m }')))).toContain('Nothing caps this window');
    expect(warned(aggregate(sliding('{ type: sliding, size: 10m, cap: 1d }')))).toContain('Make it a parameter');
    expect(warned(aggregate(sliding('{ type: sliding, size: 10m, cap: $cap }')), { parameters: cap })).toBe('');
  });
});

describe('what the rule needs', () => {
  test.each([
    ['counted of a log that never has it', section.replace('source.ip', 'okta.system.message'), {}, 'No event of aws.cloudtrail has okta.system.message: it is of okta.system'],
    ['counted of hosts, which have other fields', section.replace('source.ip', 'process.name'), {}, 'No event of aws.cloudtrail has process.name'],
    ['counted from enrichment that it does not require', section.replace('source.ip', 'source.geo.country_iso_code'), {}, 'Name it in requires.fields'],
    ['a log that it requires and does not describe', section, { requires: '{ datasets: [aws.cloudtrail, gcp.audit] }' }, '"gcp.audit" is required, and data_source does not say'],
    ['no hypothesis', section, { hypotheses: '[]' }, 'The rule serves no hypothesis'],
    ['a finding without weight', section, { entity: '{ field: user.name, type: user, score: 0 }' }, 'A finding with a score of 0'],
  ])('%s', (_, text, changes, message) => {
    expect(warned(aggregate(text), changes)).toContain(message);
  });
});

test('warnings come with their place, and only where there is no error', () => {
  const text = ruleText(aggregate(section, '{ field: event.action, is: Get* }')).replace('says: fires, finds: 1, events: []', 'says: fires, finds: 0, events: []');
  expect(checkedRuleText(text, 'r.yaml').every((one) => one.level === 'error')).toBe(true);
  const [remark] = remarksOn(ruleOf(aggregate(section, '{ field: event.action, is: Get* }')));
  expect(remark).toMatchObject({ file: 'test.yaml', line: 31, column: 35 });
});
