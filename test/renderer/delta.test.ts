import { expect, test } from 'vitest';
import type { HuntDelta, UserRisk } from '../../src-main/contract/index.ts';
import { changedAnything, findingsInState, whyParts } from '../../src-renderer/src/shape/delta.ts';
import { howCounted } from '../../src-renderer/src/shape/risk.ts';

const delta = (more: Partial<HuntDelta> = {}): HuntDelta => ({
  run: 2, at: '2026-03-02T00:00:00Z', state: 'done', before: { run: 1, at: '2026-03-01T00:00:00Z' }, ran: null, counts: { new: 0, changed: 0, unchanged: 3, gone: 0 }, findings: [], more: 0,
  why: { events: 0, evidence: [], moreEvidence: 0, rules: [], parameters: [], decisions: [], sets: [], enrichment: false }, ...more,
});

test('a hunt that changed nothing, and the first one, are not told of', () => {
  expect(changedAnything(delta())).toBe(false);
  expect(changedAnything(delta({ counts: { new: 0, changed: 0, unchanged: 0, gone: 1 } }))).toBe(true);
  expect(changedAnything(delta({ before: null, counts: { new: 9, changed: 0, unchanged: 0, gone: 0 } }))).toBe(false);
});

test('a number leads to its findings: of all rules, or of those that the hunt ran', () => {
  expect(findingsInState(delta(), 'new')).toEqual({ path: '/findings', query: { variant: 'corrected', state: 'new' } });
  expect(findingsInState(delta({ ran: ['a/corrected', 'a/published'] }), 'gone').query).toEqual({ variant: 'corrected', state: 'gone-now', rule: 'a' });
  expect(findingsInState(delta({ ran: ['a/corrected', 'b/corrected'] }), 'gone').query).toEqual({ variant: 'corrected', state: 'gone-now', rule: ['a', 'b'] });
});

test('reasons that there are, with their names and where they lead', () => {
  const parts = whyParts(delta({ why: {
    events: 20, evidence: [{ exhibit: 'E2', name: 'two\u202e.json' }], moreEvidence: 0, rules: [{ rule: 'a', variant: 'corrected', change: 'changed', before: 1, after: 2 }, { rule: 'b', variant: 'corrected', change: 'added', before: null, after: 1 }],
    parameters: [{ rule: 'a', variant: 'corrected', name: 'window', before: 60_000, after: null }], decisions: [{ kind: 'allow', count: 2 }], sets: ['office'], enrichment: true,
  } }));
  expect(parts.map(({ word, n, to }) => [word, n, to])).toEqual([
    ['evidence', 20, '/evidence'], ['added', 1, '/hunts/b/corrected'], ['changed', 1, '/hunts/a/corrected'], ['parameters', 1, '/hunts'], ['allow', 2, '/log'], ['sets', 1, '/settings'], ['enrichment', 1, '/settings'],
  ]);
  expect(parts[0]!.names[0]).not.toContain('\u202e');
  expect(parts[3]!.names).toEqual(['a/corrected window: 60000 → –']);
});

test('how a part of a risk counts', () => {
  const part = (more: Partial<UserRisk['parts'][number]>): UserRisk['parts'][number] => ({ id: 'x', number: 1, rule: 'a', title: 'A', severity: 'high', score: 70, weight: 100, verdict: 'open', start: '2026-03-01T00:00:00Z', worth: 70, points: 70, as: 'strongest', ...more });
  expect(howCounted(part({})).map(({ word }) => word)).toEqual(['worth']);
  expect(howCounted(part({ verdict: 'confirmed', as: 'repeat' })).map(({ word }) => word)).toEqual(['worth', 'confirmed', 'repeat']);
  expect(howCounted(part({ as: 'over' })).at(-1)).toEqual({ word: 'over', figures: { worth: 70 } });
});
