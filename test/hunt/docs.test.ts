import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { whenKeys, whereKeys } from '../../src-main/hunt/grammar/conditions.ts';
import { exampleContextKeys } from '../../src-main/hunt/grammar/example-context.ts';
import { eventKeys, exampleKeys } from '../../src-main/hunt/grammar/examples.ts';
import { toldFindingKeys } from '../../src-main/hunt/grammar/meta-section.ts';
import { innerKeys, ruleKeys } from '../../src-main/hunt/grammar/rule-keys.ts';
import { sectionKeys } from '../../src-main/hunt/grammar/sections.ts';
import { computedFields, kinds, loadRules, parseRule, vendors } from '../../src-main/hunt/index.ts';
import { metaMeasures } from '../../src-main/hunt/meta-measures.ts';
import { rarityMeasures } from '../../src-main/hunt/rarity-measures.ts';
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

test('every shipped rule and every vendor field stands in the docs', () => {
  for (const rule of loadRules('resources/rules').rules) {
    expect(docs).toContain(`\`${rule.id}\``);
    for (const [name, ours] of Object.entries(rule.vendor_fields)) {
      const row = docs.split('\n').find((line) => line.startsWith('|') && named(line, name) && named(line, ours));
      expect(row, `${name} → ${ours}`).toBeDefined();
    }
  }
});
