import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { closeCase, lineageAround } from '../../src-main/case/index.ts';
import { traceLineage } from '../../src-main/pipeline/lineage.ts';
import { discard, failedChecks, importHere, newCase, scratch } from '../help/open-cases.ts';
import { activityRecord, claims } from './azure-records.ts';
import { asMonitor, signIn } from './entra-signin-records.ts';
import { graphRecord } from './graph-records.ts';
import { mailRecord, signInRecord } from './m365-records.ts';
import { eventOf } from './records.ts';

const id = '8f0c1a52-3b7d-4e19-9a40-5c2d7e6f1b00';
const uti = 'UhoMj307GU6aQFwtfm8bAA';
const sid = '00a1b2c3-d4e5-4f60-8172-93a4b5c6d7e8';
const records = {
  entra: asMonitor(signIn({ id, uniqueTokenIdentifier: uti, sessionId: sid })),
  audit: signInRecord({ Id: id, IntraSystemId: id, UserId: 'Mara.Lind@halden.example', DeviceProperties: [{ Name: 'SessionId', Value: sid.toUpperCase() }], CreationTime: '2026-05-04T08:15:30' }),
  mail: mailRecord({ UserId: 'mara.lind@halden.example', AppAccessContext: { AADSessionId: sid, UniqueTokenId: uti } }),
  graph: graphRecord({ signInActivityId: uti, C_Sid: sid }),
  azure: activityRecord({ claims: { ...claims, uti, sid } }),
};

test('one token of one session through four logs: Entra and the audit log issued it, mail, Graph and Azure used it', () => {
  const fields = Object.fromEntries(Object.entries(records).map(([name, record]) => [name, eventOf(record).fields]));
  expect([fields['entra'], fields['audit']].map((one) => [one!['credential.issued_id'], one!['credential.id']])).toEqual([[uti, undefined], [uti, undefined]]);
  expect([fields['mail'], fields['graph'], fields['azure']].map((one) => [one!['credential.id'], one!['credential.issued_id']])).toEqual([[uti, undefined], [uti, undefined], [uti, undefined]]);
  expect(new Set(Object.values(fields).flatMap((one) => [one['session.id'], one['session.root_id']]))).toEqual(new Set([sid]));
  expect(fields['audit']!['m365.audit.request_id']).toBe(fields['entra']!['entra.signin.sign_in_id']);
});

test('imported into a case, the session leads to the token and to its uses', async () => {
  const folder = scratch('token');
  afterAll(() => discard(folder));
  mkdirSync(join(folder, 'case'));
  const file = newCase(join(folder, 'case'));
  try {
    for (const [name, record] of Object.entries(records)) writeFileSync(join(folder, `${name}.json`), JSON.stringify([record]));
    const result = await importHere(file, Object.keys(records).map((name) => join(folder, `${name}.json`)));
    expect(result.totals).toMatchObject({ records: 5, events: 5, duplicates: 0, skips: 0 });
    traceLineage(file);
    // The session gave out the token, and mail, Graph and Azure used it.
    expect(lineageAround(file, [1, 2, 3, 4, 5], 100).links).toMatchObject([{ kind: 'issued', parent: sid, child: uti, shown: 2, uses: 3 }]);
    expect(failedChecks(file)).toEqual([]);
  } finally {
    closeCase(file);
  }
});
