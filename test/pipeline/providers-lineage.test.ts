import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeCase } from '../../src-main/case/index.ts';
import { dbOf } from '../../src-main/case/handle.ts';
import { traceLineage } from '../../src-main/pipeline/lineage.ts';
import { discard, importHere, newCase, scratch } from '../help/open-cases.ts';
import { gcpRecord, keyUse } from '../sources/examples/gcp.audit.ts';

let folder: string;
beforeAll(() => {
  folder = scratch('providers-lineage');
});
afterAll(() => discard(folder));

test('a key of a service account leads back to the call that made it, over the key that was used for that', async () => {
  const first = '5c0ffee1d00d5c0ffee1d00d5c0ffee1d00d0001';
  const second = '5c0ffee1d00d5c0ffee1d00d5c0ffee1d00d0002';
  const account = 'projects/halden-prod/serviceAccounts/backup@halden-prod.iam.gserviceaccount.com';
  const entries = [
    gcpRecord(),
    { ...keyUse, timestamp: '2026-05-04T08:20:00Z' },
    gcpRecord({ authenticationInfo: { principalEmail: 'deploy@halden-prod.iam.gserviceaccount.com', serviceAccountKeyName: `//iam.googleapis.com/projects/halden-prod/serviceAccounts/deploy@halden-prod.iam.gserviceaccount.com/keys/${first}` }, response: { name: `${account}/keys/${second}` } }, { insertId: 'made-2', timestamp: '2026-05-04T08:25:00Z' }),
    gcpRecord({ methodName: 'storage.objects.get', authenticationInfo: { principalEmail: 'backup@halden-prod.iam.gserviceaccount.com', serviceAccountKeyName: `//iam.googleapis.com/${account}/keys/${second}` } }, { insertId: 'used-2', timestamp: '2026-05-04T08:30:00Z' }),
  ];
  const path = join(folder, 'entries.jsonl');
  writeFileSync(path, entries.map((one) => JSON.stringify(one)).join('\n'));
  const file = newCase(folder);
  try {
    expect((await importHere(file, [path])).totals).toMatchObject({ events: 4, skips: 0 });
    traceLineage(file);
    const edges = dbOf(file).prepare('SELECT p.text AS parent, c.text AS child, l.uses FROM lineage l LEFT JOIN identifier p ON p.id = l.parent JOIN identifier c ON c.id = l.child ORDER BY l.at_ms').all();
    expect(edges).toEqual([{ parent: null, child: first, uses: 2 }, { parent: first, child: second, uses: 1 }]);
  } finally {
    closeCase(file);
  }
});
