import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  addException, addPeriod, auditPage, closeCase, exceptionsIn, filtersIn, periodsIn, redoDecision, setFilter, undoDecision, verifyCase, type WriteCase,
} from '../../src-main/case/index.ts';
import type { ExceptionDraft, PeriodDraft } from '../../src-main/contract/index.ts';
import { caseInFolder, faultCodeOf } from '../help/case-events.ts';

let remove: () => void;
let file: WriteCase;

beforeEach(() => {
  ({ remove, file } = caseInFolder('What a case knows'));
});
afterEach(() => {
  expect(verifyCase(file).checks.filter((check) => !check.ok)).toEqual([]);
  closeCase(file);
  remove();
});
const office: ExceptionDraft = { rule: 'a/corrected', when: [{ field: 'source.ip', values: ['198.51.100.7'], set: 'office' }, { field: 'error.code', values: [''], set: null }], from: null, until: '2026-03-01T00:00:00Z' };
const span = (kind: PeriodDraft['kind'], from: string, to: string): PeriodDraft => ({ kind, from, to });

describe('exceptions', () => {
  test('are kept as they were said, with who, when and why, each an entry of the log', () => {
    expect(addException(file, office, 'proxy')).toBe(1);
    expect(addException(file, { ...office, rule: null }, 'of all')).toBe(2);
    expect(exceptionsIn(file)).toEqual([{ ...office, seq: 1, analyst: 'A. Analyst', at: expect.stringMatching(/^2026-01-01T/), reason: 'proxy' }, { ...office, rule: null, seq: 2, analyst: 'A. Analyst', at: expect.any(String), reason: 'of all' }]);
    expect(auditPage(file, { after: 0, limit: 100 }).rows.filter(({ action }) => action === 'decision.allow')).toHaveLength(2);
  });
  test('are taken back and restored as rows of their own', () => {
    addException(file, office, 'proxy');
    undoDecision(file, 1);
    expect(exceptionsIn(file)).toEqual([]);
    redoDecision(file);
    expect(exceptionsIn(file)).toHaveLength(1);
  });
  test.each([
    ['no reason', () => addException(file, office, ' '), 'case/reason-needed'],
    ['an end before its begin', () => addException(file, { ...office, from: '2026-03-01T00:00:00Z' }, 'x'), 'case/bad-exception'],
    ['a field without a value', () => addException(file, { ...office, when: [{ field: 'user.name', values: [], set: null }] }, 'x'), 'case/bad-exception'],
  ])('%s is refused', (_, work, code) => {
    expect(faultCodeOf(work)).toBe(code);
    expect(exceptionsIn(file)).toEqual([]);
  });
});

describe('filters', () => {
  test('a rule has the last that was given to it; an empty one is none, and taking that back brings the one before', () => {
    setFilter(file, 'a/corrected', 'when: { measure: n, at_least: 2 }\n', 'one');
    setFilter(file, 'b/corrected', 'where: []', 'two');
    setFilter(file, 'a/corrected', 'when: { measure: n, at_least: 3 }', 'three');
    expect(filtersIn(file).map(({ rule, text, reason }) => [rule, text, reason])).toEqual([['a/corrected', 'when: { measure: n, at_least: 3 }', 'three'], ['b/corrected', 'where: []', 'two']]);
    const none = setFilter(file, 'a/corrected', '  ', 'over');
    expect(filtersIn(file).map(({ rule }) => rule)).toEqual(['b/corrected']);
    undoDecision(file, none);
    expect(filtersIn(file)[0]).toMatchObject({ rule: 'a/corrected', reason: 'three' });
  });
  test('a reason is needed', () => expect(faultCodeOf(() => setFilter(file, 'a/corrected', 'where: []', ''))).toBe('case/reason-needed'));
});

describe('periods', () => {
  test('stand by their start, whenever they were said', () => {
    addPeriod(file, span('known-bad', '2026-02-03T00:00:00Z', '2026-02-04T00:00:00Z'), 'seen there');
    addPeriod(file, span('trusted', '2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z'), 'before');
    expect(periodsIn(file).map(({ kind, reason }) => [kind, reason])).toEqual([['trusted', 'before'], ['known-bad', 'seen there']]);
    undoDecision(file, 2);
    expect(periodsIn(file).map(({ seq }) => seq)).toEqual([1]);
  });
  test('are longer than nothing, with a reason', () => {
    expect(faultCodeOf(() => addPeriod(file, span('trusted', '2026-02-01T00:00:00Z', '2026-02-01T00:00:00Z'), 'x'))).toBe('case/bad-period');
    expect(faultCodeOf(() => addPeriod(file, span('trusted', '2026-02-01T00:00:00Z', '2026-02-02T00:00:00Z'), ''))).toBe('case/reason-needed');
  });
});
