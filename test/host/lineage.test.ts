import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EventPage, UserLineage } from '../../src-main/contract/index.ts';
import type { App } from '../../src-main/host/app.ts';
import { openApp } from '../../src-main/host/open-app.ts';
import { answersOf } from '../help/answers.ts';
import { discard, scratch } from '../help/open-cases.ts';

let home: string;
let app: App;
const { ok } = answersOf(() => app);
const record = (at: string, eventName: string, key: string, ip: string, more: object = {}) => ({
  eventVersion: '1.11', eventID: `${at} ${eventName}`, eventTime: `2026-05-04T${at}Z`, eventName, eventSource: 'sts.amazonaws.com', awsRegion: 'us-east-1', eventType: 'AwsApiCall', readOnly: true, sourceIPAddress: ip, userAgent: 'aws-cli/2.15.30',
  userIdentity: { type: 'IAMUser', userName: 'mara', arn: 'arn:aws:iam::111122223333:user/mara', accountId: '111122223333', accessKeyId: key }, ...more,
});

beforeAll(async () => {
  home = scratch('lineage');
  writeFileSync(join(home, 'trail.json'), JSON.stringify({ Records: [
    record('09:00:00', 'GetSessionToken', 'AKIAEXAMPLEONE', '8.8.4.4', { responseElements: { credentials: { accessKeyId: 'ASIAEXAMPLETWO' } } }),
    record('09:05:00', 'GetCallerIdentity', 'ASIAEXAMPLETWO', '1.1.1.1'),
  ] }));
  app = openApp({ environment: { BILOCATE_HOME: home }, host: 'test' });
  await ok('analyst.set', { name: 'Ada' });
  await ok('case.create', { title: 'Lineage' });
  const { job } = await ok<{ job: string }>('import.start', { paths: [join(home, 'trail.json')] });
  await app.jobs.ended(job);
});
afterAll(async () => {
  await app.close();
  discard(home);
});

test('an import traces what keys came from: a token of one network, used from another', async () => {
  const { nodes, edges, traced } = await ok<UserLineage>('user.lineage', { user: 'mara' });
  expect(traced).toBe(true);
  expect(nodes.map(({ id }) => id)).toEqual(['AKIAEXAMPLEONE', 'ASIAEXAMPLETWO']);
  expect(edges).toMatchObject([{ from: 0, to: 1, action: 'GetSessionToken', sure: 'stated', changes: { ip: { from: ['8.8.4.4'], to: ['1.1.1.1'] } } }]);
});

test('events can be asked for one row each login, and for the records of one', async () => {
  const filter = { from: null, to: null, chips: [], finding: null };
  expect(await ok<EventPage>('event.page', { filter: { ...filter, collapse: 'login' }, after: 0, limit: 10 })).toMatchObject({ total: 2, logins: 0 });
  expect((await ok<EventPage>('event.page', { filter: { ...filter, login: 1 }, after: 0, limit: 10 })).total).toBe(1);
});
