import { expect, test } from 'vitest';
import type { JobCard } from '../../src-main/contract/index.ts';
import { inOrder, shareDone, stepStates } from '../../src-renderer/src/shape/jobs.ts';

const job = (over: Partial<JobCard>): JobCard => ({
  id: 'j', kind: 'import', title: 'stick', state: 'running', started: '2026-05-20T09:00:00Z', ended: null, step: 'parse', done: 1, total: 4, unit: 'bytes', ratePerSecond: 0, secondsLeft: null, ledger: null, fault: null, result: {}, ...over,
});

test('steps before the one that runs are done, those after it are to come', () => {
  expect(stepStates(job({}))).toEqual([{ step: 'hash', state: 'done' }, { step: 'parse', state: 'now' }, { step: 'enrich', state: 'later' }, { step: 'trace', state: 'later' }]);
  expect(stepStates(job({ state: 'done' })).every((one) => one.state === 'done')).toBe(true);
});

test('a job that was stopped has no step that runs', () => {
  expect(stepStates(job({ state: 'stopped' })).map((one) => one.state)).toEqual(['done', 'later', 'later', 'later']);
});

test('a step that the screen does not know is shown alone', () => {
  expect(stepStates(job({ step: 'vacuum' }))).toEqual([{ step: 'vacuum', state: 'now' }]);
});

test('the share is between nothing and all, and unknown where the total is', () => {
  expect([job({}), job({ total: 0 }), job({ done: 9 }), job({ state: 'done', total: 0 })].map(shareDone)).toEqual([0.25, null, 1, 1]);
});

test('running jobs stand before ended ones, newest first', () => {
  const jobs = [job({ id: 'old', state: 'done', started: '1' }), job({ id: 'new', state: 'failed', started: '3' }), job({ id: 'run', started: '2' })];
  expect(inOrder(jobs).map((one) => one.id)).toEqual(['run', 'new', 'old']);
});
