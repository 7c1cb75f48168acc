import { expect, test } from 'vitest';
import type { RuleRow } from '../../src-main/contract/index.ts';
import { durationText, parseValue, valueText } from '../../src-renderer/src/shape/parameters.ts';
import { differenceOf, groupRules, pathOfRule, titleOf } from '../../src-renderer/src/shape/rules.ts';

const rule = (id: string, kind: string, variant: RuleRow['variant'], over: Partial<RuleRow> = {}): RuleRow => ({
  id, variant, version: 1, name: id.replaceAll('-', ' '), title: id, kind, output: 'finding', severity: 'low', seed: null, attack: [], hypotheses: [], datasets: [], origin: 'shipped', hash: '', lastRun: null, tally: null, ...over,
});
const ran = (findings: number): Partial<RuleRow> => ({ lastRun: { at: '2026-05-19T14:50:00Z', status: 'done', findings, rows: 0, dropped: 0 } });

test('rules stand by kind, published and corrected as one entry under the kind of the corrected one', () => {
  const groups = groupRules([rule('b', 'match', 'corrected'), rule('a', 'aggregate', 'corrected'), rule('b', 'match', 'published'), rule('c', 'aggregate', 'published'), rule('c', 'match', 'corrected')]);
  expect(groups.map(({ kind, pairs }) => [kind, ...pairs.map((pair) => `${pair.id}: ${pair.variants.map((one) => one.variant).join(' ')}`)])).toEqual([['match', 'b: published corrected', 'c: published corrected'], ['aggregate', 'a: corrected']]);
});

test('a rule is found by its name, its source, its seed and its technique; a kind without any is not shown', () => {
  const rules = [rule('aws-key-in-two-places', 'aggregate', 'corrected', { seed: 'S16', attack: ['T1078.004'], datasets: ['aws.cloudtrail'] }), rule('okta-mfa', 'match', 'corrected')];
  for (const text of ['KEY in two', 's16', 't1078', 'cloudtrail']) expect(groupRules(rules, text).flatMap((group) => group.pairs.map((pair) => pair.id))).toEqual(['aws-key-in-two-places']);
  expect(groupRules(rules, 'nothing has this')).toEqual([]);
});

test('the difference between the variants is known once both have run', () => {
  const [pair] = groupRules([rule('a', 'match', 'published', ran(12)), rule('a', 'match', 'corrected', ran(2))])[0]!.pairs;
  expect(differenceOf(pair!)).toBe(-10);
  expect(differenceOf(groupRules([rule('a', 'match', 'published', ran(12)), rule('a', 'match', 'corrected')])[0]!.pairs[0]!)).toBeNull();
});

test('a rule has a path, and a title with its blanks named', () => {
  expect(pathOfRule({ id: 'a/b?', variant: 'published' })).toBe('/hunts/a%2Fb%3F/published');
  expect(titleOf(rule('a', 'match', 'corrected', { title: 'Key $credential.id$ of $user_username$ cost $5' }))).toBe('Key ‹Credential› of ‹user_username› cost $5');
});

test('what is typed for a parameter is read with its unit, and held against its type and bounds', () => {
  const window = { type: 'duration', min: 60_000, max: 86_400_000 } as const;
  expect(['10 min', '10m', '600 s', '1h', '1 d'].map((text) => parseValue(window, text))).toEqual([600_000, 600_000, 600_000, 3_600_000, 86_400_000].map((value) => ({ ok: true, value })));
  expect(['10', 'ten minutes', '5 s', '2 d', ''].map((text) => parseValue(window, text))).toEqual(['duration', 'duration', 'low', 'high', 'duration'].map((problem) => ({ ok: false, problem })));
  const networks = { type: 'int', min: 1, max: 20 } as const;
  expect(['2', '0', '2.5', 'x'].map((text) => parseValue(networks, text))).toEqual([{ ok: true, value: 2 }, { ok: false, problem: 'low' }, { ok: false, problem: 'whole' }, { ok: false, problem: 'number' }]);
  expect(parseValue({ type: 'text', min: null, max: null }, ' j.doe ')).toEqual({ ok: true, value: 'j.doe' });
});

test('a duration reads as it is typed back', () => {
  for (const ms of [1500, 90_000, 600_000, 3_600_000, 5_184_000_000]) expect(parseValue({ type: 'duration', min: null, max: null }, durationText(ms))).toEqual({ ok: true, value: ms });
  expect([valueText({ type: 'int', unit: '' }, 3), valueText({ type: 'text', unit: '' }, '')]).toEqual(['3', '–']);
});
