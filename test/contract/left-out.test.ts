import { expect, test } from 'vitest';
import { leftOutUnit } from '../../src-main/contract/index.ts';
import { huntRules } from '../../src-main/hunt/index.ts';
import { columnsOf } from '../help/columns-of.ts';
import { ruleOf } from '../hunt/rule-text.ts';

test('counts are of events, of findings where a rule reads these, and of what it found where the case leaves that out', () => {
  const unit = (reason: string, kind = 'match', output: 'finding' | 'view' = 'finding') => leftOutUnit(reason, { kind, output });
  expect([unit('user.name was empty'), unit('actor.name was empty', 'meta'), unit('filter of the rule: proxy (M. Sørby)'), unit('expected: backup', 'aggregate', 'view')]).toEqual(['events', 'findings', 'findings', 'rows']);
  expect([unit('new values within a trusted period are learned, not reported', 'first_seen'), unit('findings beyond the 20,000 strongest'), unit('slices that reach the floor', 'outlier')]).toEqual([null, null, null]);
});

test('a sentence does not add events to new values', () => {
  const rule = ruleOf('kind: first_seen\nwhere: []\nfirst_seen: { by: [user.name], value: [source.ip], learning: 10d, retention: 20d, cold_start: suppress }\n');
  const at = (day: number, ip: string, user: string | null = 'j.doe') => ({ 'event.dataset': 'aws.cloudtrail', 'user.name': user, 'organization.id': '1', 'source.ip': ip, time: Date.parse('2026-01-05T00:00:00Z') + day * 86_400_000 } as const);
  const text = (...more: ReturnType<typeof at>[]) => [...huntRules([rule], columnsOf([at(0, 'home'), at(12, 'away'), ...more]))][0]!.findings[0]!.explanation.text;
  expect(text()).toMatch(/Over its whole run the rule left out: 1 new values within the learning period are learned, not reported\.$/);
  expect(text(at(13, 'home', null))).toMatch(/Over its whole run the rule left out: 1 event \(user\.name was empty\); 1 new values within the learning period are learned, not reported\.$|left out: 1 new values within .*; 1 event \(user\.name was empty\)\.$/);
});
