import { expect, test } from 'vitest';
import type { FindingHead } from '../../src-main/case/index.ts';
import { coverageOf } from '../../src-main/columns/index.ts';
import { findingsPerSlice } from '../../src-main/questions/coverage.ts';
import { columnsOf } from '../help/columns-of.ts';

const [HOUR, DAY] = [3_600_000, 86_400_000];
/** A Monday. */
const START = Date.UTC(2026, 3, 20);

test('findings stand in the slice where they begin, with the gravest of them; those outside at the edge', () => {
  const sources = coverageOf(columnsOf(Array.from({ length: 30 * 24 }, (_, hour) => ({ time: START + hour * HOUR, 'event.dataset': 'aws.cloudtrail' }))));
  const head = (at: number, severity: FindingHead['severity']): FindingHead => ({ id: '', number: 1, rule: 'r', variant: 'corrected', title: '', severity, actor: null, startMs: START + at, endMs: START + at, eventCount: 1, score: 50, verdict: 'open', networks: [] });
  expect(findingsPerSlice(sources, [head(0, 'low'), head(HOUR, 'high'), head(6 * HOUR, 'info'), head(-DAY, 'low'), head(90 * DAY, 'medium')])).toEqual([
    { slice: 0, count: 3, severity: 'high' }, { slice: 1, count: 1, severity: 'info' }, { slice: 119, count: 1, severity: 'medium' },
  ]);
});
