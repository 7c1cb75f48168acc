import { expect, test } from 'vitest';
import type { RuleRow } from '../../src-main/contract/index.ts';
import { groupRules, titleOf } from '../../src-renderer/src/shape/rules.ts';

const rule = (id: string, kind: string, variant: RuleRow['variant'], title = id): RuleRow => ({
  id, variant, version: 1, title, kind, output: 'finding', severity: 'low', seed: null, attack: [], datasets: [], origin: 'shipped', hash: '', lastRun: null,
});

test('rules stand by kind, published beside corrected', () => {
  const lines = groupRules([rule('b', 'match', 'corrected'), rule('a', 'aggregate', 'corrected'), rule('b', 'match', 'published'), rule('a', 'match', 'corrected')]);
  expect(lines.map((line) => line.key)).toEqual(['kind:match', 'a/corrected', 'b/published', 'b/corrected', 'kind:aggregate', 'a/corrected']);
});

test('the blanks of a title are named', () => {
  expect(titleOf(rule('a', 'match', 'corrected', 'Key $credential.id$ of $user_username$ cost $5'))).toBe('Key ‹Credential› of ‹user_username› cost $5');
});
