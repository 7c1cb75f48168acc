import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeCase, contentDigest, type WriteCase } from '../../src-main/case/index.ts';
import { dbOf } from '../../src-main/case/handle.ts';
import { discard, failedChecks, importHere, newCase, scratch } from '../help/open-cases.ts';
import { k8sRecord } from '../sources/k8s-records.ts';

let folder: string;
beforeAll(() => {
  folder = scratch('stages');
});
afterAll(() => discard(folder));

const received = k8sRecord({ stage: 'RequestReceived', responseStatus: undefined, annotations: undefined, verb: 'watch', stageTimestamp: '2026-05-04T08:15:30.123456Z' });
const started = { ...received, stage: 'ResponseStarted', responseStatus: { code: 200 }, stageTimestamp: '2026-05-04T08:15:30.200000Z' };
const complete = { ...k8sRecord(), verb: 'watch', stageTimestamp: '2026-05-04T08:20:30.200000Z' };
const panic = { ...complete, stage: 'Panic', responseStatus: { code: 500, reason: 'InternalError', status: 'Failure' } };

const made: WriteCase[] = [];
afterAll(() => {
  for (const file of made) closeCase(file);
});

/** Files of these records, imported one after the other. */
async function imported(...files: readonly (readonly unknown[])[]) {
  const name = `${made.length}`;
  const paths = files.map((records, at) => {
    const path = join(folder, `${name}-${JSON.stringify(records).length}-${at}.jsonl`);
    writeFileSync(path, records.map((one) => JSON.stringify(one)).join('\n'));
    return path;
  });
  const file = newCase(folder, `${name}.bilocate`);
  made.push(file);
  const totals = [];
  for (const path of paths) totals.push((await importHere(file, [path])).totals);
  expect(failedChecks(file)).toEqual([]);
  const events = dbOf(file).prepare(`SELECT v.text AS stage, o.text AS outcome FROM event e JOIN event_k8s_audit k ON k.event = e.id JOIN value v ON v.id = k.stage JOIN value o ON o.id = e.event_outcome ORDER BY e.id`).all();
  return { file, events, totals: totals.map(({ records, events: n, duplicates, folded }) => [records, n, duplicates, folded]) };
}

describe('trap 15: stages of one request are one event', () => {
  test('in one file: one event, read from the last, and the others are folded', async () => {
    expect(await imported([received, started, complete])).toMatchObject({ events: [{ stage: 'ResponseComplete', outcome: 'success' }], totals: [[3, 1, 0, 2]] });
  });
  test('backwards', async () => {
    expect(await imported([complete, started, received])).toMatchObject({ events: [{ stage: 'ResponseComplete' }], totals: [[3, 1, 0, 2]] });
  });
  test('over files, in whatever order: the same event', async () => {
    const one = await imported([received], [started], [complete]);
    const two = await imported([complete], [received], [started]);
    expect([one.totals, two.totals]).toEqual([[[1, 1, 0, 0], [1, 0, 0, 1], [1, 0, 0, 1]], [[1, 1, 0, 0], [1, 0, 0, 1], [1, 0, 0, 1]]]);
    expect([one.events, two.events]).toEqual([[{ stage: 'ResponseComplete', outcome: 'success' }], [{ stage: 'ResponseComplete', outcome: 'success' }]]);
  });
  test('a case of them is the same, in whatever order its files came', async () => {
    const paths = [[received, complete], [started]].map((records, at) => {
      const path = join(folder, `part-${at}.jsonl`);
      writeFileSync(path, records.map((one) => JSON.stringify(one)).join('\n'));
      return path;
    });
    const digests = [];
    for (const [at, order] of [paths, paths.toReversed()].entries()) {
      const file = newCase(folder, `order-${at}.bilocate`);
      made.push(file);
      for (const path of order) await importHere(file, [path]);
      digests.push(contentDigest(file));
    }
    expect(digests[0]).toBe(digests[1]);
  });
  test('a request that was never answered is an event of unknown outcome', async () => {
    expect(await imported([received])).toMatchObject({ events: [{ stage: 'RequestReceived', outcome: 'unknown' }], totals: [[1, 1, 0, 0]] });
    expect(await imported([received, started])).toMatchObject({ events: [{ stage: 'ResponseStarted', outcome: 'success' }], totals: [[2, 1, 0, 1]] });
  });
  test('one that ended in a panic failed, though its answer had begun', async () => {
    expect(await imported([received, started, panic])).toMatchObject({ events: [{ stage: 'Panic', outcome: 'failure' }], totals: [[3, 1, 0, 2]] });
  });
  test('the same stage again is a duplicate', async () => {
    expect(await imported([received, received])).toMatchObject({ totals: [[2, 1, 1, 0]] });
    expect(await imported([received, complete, complete])).toMatchObject({ totals: [[3, 1, 1, 1]] });
  });
});

describe('no stages of one request', () => {
  test.each([
    ['another id', { auditID: 'other' }], ['another time', { requestReceivedTimestamp: '2026-05-04T08:15:31.123456Z' }], ['another user', { user: { username: 'mara' } }], ['another address', { sourceIPs: ['198.51.100.7'] }], ['another verb', { verb: 'get' }],
  ])('%s', async (_, over) => {
    expect(await imported([received, { ...complete, ...over }])).toMatchObject({ totals: [[2, 2, 0, 0]] });
  });
});

describe('a record of a policy that writes down less', () => {
  const body = k8sRecord({ verb: 'create', requestObject: { metadata: { name: 'x' } }, auditID: 'm' });
  const metadata = { ...k8sRecord({ verb: 'create', auditID: 'm' }), level: 'Metadata' };
  test.each([['first', [metadata, body]], ['last', [body, metadata]]])('%s: a duplicate of the one that has the request', async (_, records) => {
    const { file, totals } = await imported(records);
    expect(totals).toEqual([[2, 1, 1, 0]]);
    expect(dbOf(file).prepare('SELECT v.text AS level FROM event_k8s_audit k JOIN value v ON v.id = k.level').all()).toEqual([{ level: 'RequestResponse' }]);
  });
  test('two requests under one id are two events', async () => {
    expect(await imported([body, { ...body, requestObject: { metadata: { name: 'x' }, data: 1 } }])).toMatchObject({ totals: [[2, 2, 0, 0]] });
  });
});
