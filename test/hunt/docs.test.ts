import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { whenKeys, whereKeys } from '../../src-main/hunt/grammar/conditions.ts';
import { exampleContextKeys } from '../../src-main/hunt/grammar/example-context.ts';
import { eventKeys, exampleKeys } from '../../src-main/hunt/grammar/examples.ts';
import { toldFindingKeys } from '../../src-main/hunt/grammar/meta-section.ts';
import { innerKeys, ruleKeys } from '../../src-main/hunt/grammar/rule-keys.ts';
import { sectionKeys } from '../../src-main/hunt/grammar/sections.ts';
import { computedFields, kinds, loadRules, parseRule, runExamples, vendors } from '../../src-main/hunt/index.ts';
import { metaMeasures } from '../../src-main/hunt/meta-measures.ts';
import { rarityMeasures } from '../../src-main/hunt/rarity-measures.ts';
import { measureKinds } from '../../src-main/hunt/rule.ts';
import { ruleText } from './rule-text.ts';

const docs = readFileSync('docs/rules.md', 'utf8');
const chapter = (title: string): string => docs.split(/^#{2,3} /m).find((part) => part.startsWith(title)) ?? '';
const named = (text: string, word: string): boolean => text.includes(`\`${word}\``) || new RegExp(`(^|[\\s{])${word}:`, 'm').test(text);

const chapters: readonly (readonly [string, readonly string[]])[] = [
  ['Keys of a rule', Object.keys(ruleKeys)],
  ['Keys of a rule', Object.entries(innerKeys).filter(([name]) => name !== 'parameters').flatMap(([, keys]) => keys)],
  ['Parameters', innerKeys['parameters']!],
  ['Conditions on events', whereKeys],
  ['Conditions on measures', whenKeys],
  ['Examples', [...Object.keys(exampleKeys), ...eventKeys, ...exampleContextKeys]],
  ['Vendor modes', vendors],
  ['Fields', [...Object.keys(computedFields), ...sectionKeys['derive']!]],
  ...kinds.map((kind) => [kind, sectionKeys[kind]!] as const),
  ['aggregate', [...sectionKeys['window']!, ...sectionKeys['measures']!, ...sectionKeys['tiers']!, ...sectionKeys['then']!]],
  ['rarity', rarityMeasures],
  ['join', sectionKeys['join_inner']!],
  ['pair', sectionKeys['pair_inner']!],
  ['sequence', sectionKeys['sequence_inner']!],
  ['meta', [...sectionKeys['meta_inner']!, ...Object.keys(toldFindingKeys), ...metaMeasures]],
  ['outlier', sectionKeys['outlierMeasure']!],
];
test.each(chapters)('"%s" documents every key', (title, keys) => {
  expect(keys.filter((key) => !named(chapter(title), key))).toEqual([]);
});

test.each(kinds)('the worked example of %s is a rule', (kind) => {
  const yaml = /```yaml\n([\s\S]*?)```/.exec(chapter(kind))![1]!;
  expect(parse(yaml)).toMatchObject({ kind });
  expect(parseRule(ruleText(yaml), 'docs.yaml').problems).toEqual([]);
});

type Parts = Readonly<Record<string, unknown>>;
const blocks = [...docs.matchAll(/```yaml\n([\s\S]*?)```/g)].map((found, i) => ({ i: i + 1, text: found[1]!, parts: parse(found[1]!) as Parts }));
/** What an example that shows one part of a rule needs around it, by that part. */
const around: Readonly<Record<string, Parts>> = {
  derive: { kind: 'match', where: [], match: { by: ['session', 'profile', 'command'] } },
  parameters: {
    kind: 'aggregate', where: { field: 'user.name', is: '$user' },
    aggregate: { by: ['window', 'user.name'], window: { type: 'sliding', size: '$window', cap: '1d' }, measures: { agents: { count_distinct: 'user_agent.template' } }, when: { measure: 'agents', greater: '$agents' } },
  },
  examples: { kind: 'match', where: { field: 'source.as.number', at_least: '$networks' }, match: {}, parameters: { networks: { type: 'int', label: 'Networks', default: 1, min: 0, max: 9 } } },
  where: { kind: 'match', match: {} },
};
/** An example of the page as a whole rule. */
function wholeRule({ text, parts }: (typeof blocks)[number]): string {
  if ('format' in parts) return text;
  const kind = kinds.find((one) => one in parts);
  const part = Object.keys(around).find((one) => one in parts);
  const more = kind !== undefined ? { kind, where: [] } : around[part ?? ''];
  return stringify({ ...(parse(ruleText('')) as Parts), ...more, ...parts });
}
const keysIn = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.flatMap(keysIn) : typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, inner]) => [key, ...keysIn(inner)]) : [];

test.each(blocks)('example $i of the page is a rule, or part of one', (block) => {
  const { rule, problems } = parseRule(wholeRule(block), 'docs.yaml');
  expect(problems.map((one) => one.message)).toEqual([]);
  if ('format' in block.parts) expect(runExamples(rule!).flatMap((one) => one.why ?? [])).toEqual([]);
});

test.each(chapters.filter(([title]) => title !== 'Vendor modes'))('"%s" shows every key in an example', (title, keys) => {
  // Measures that a kind has by itself, fields and the kinds of one key are values there; kinds have their own examples.
  const values: readonly string[] = [...rarityMeasures, ...metaMeasures, ...Object.keys(computedFields), ...kinds.filter((kind) => kind !== 'match'), 'found', 'traits', 'sets', 'context', ...Object.keys(toldFindingKeys)];
  // How something is measured is shown once, for whatever kind.
  const measured = measureKinds.filter((kind) => blocks.some((block) => keysIn(block.parts).includes(kind)));
  const shown = new Set(blocks.filter((block) => !kinds.includes(title as (typeof kinds)[number]) || block.parts['kind'] === title || title in block.parts).flatMap((block) => keysIn(block.parts)));
  expect(keys.filter((key) => ![...shown, ...measured, ...values].includes(key))).toEqual([]);
});

test('every shipped rule and every vendor field stands in the docs', () => {
  for (const rule of loadRules('resources/rules').rules) {
    expect(docs).toContain(`\`${rule.id}\``);
    for (const [name, ours] of Object.entries(rule.vendor_fields)) {
      const row = docs.split('\n').find((line) => line.startsWith('|') && named(line, name) && named(line, ours));
      expect(row, `${name} → ${ours}`).toBeDefined();
    }
  }
});
