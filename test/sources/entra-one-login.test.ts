import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeCase, type WriteCase } from '../../src-main/case/index.ts';
import { ledgerBalances } from '../../src-main/contract/index.ts';
import { discard, failedChecks, importHere, newCase, scratch } from '../help/open-cases.ts';
import { sqlRows } from '../help/sql.ts';
import { asMonitor, asPortalRow, asTableRow, portalHeaders, signIn } from './entra-signin-records.ts';

let folder = '';
beforeAll(() => {
  folder = scratch('entra-one-login');
});
afterAll(() => discard(folder));

/** Of a Graph answer before beta. */
const { signInEventTypes: _, sessionId: __, uniqueTokenIdentifier: ___, autonomousSystemNumber: ____, userAgent: _____, ...plain } = signIn();
const fine = signIn({ createdDateTime: '2026-05-04T08:15:30.9876543Z' });
const files: Readonly<Record<string, string>> = {
  'InteractiveSignIns.csv': `\uFEFF${portalHeaders.join(',')}\n${Object.values(asPortalRow(signIn())).map((cell) => `"${cell}"`).join(',')}\n`,
  'graph-v1.json': JSON.stringify({ '@odata.context': 'https://graph.example/v1.0/$metadata#auditLogs/signIns', value: [plain] }),
  'monitor.jsonl': JSON.stringify(asMonitor(fine, { properties: fine })),
  'table.jsonl': JSON.stringify(asTableRow(signIn({ createdDateTime: '2026-05-04T08:15:30.987Z' }))),
};
const written = () => Object.entries(files).map(([name, text]) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
});

async function imported(name: string, paths: readonly string[]): Promise<{ readonly rows: readonly unknown[]; readonly events: number; readonly duplicates: number }> {
  const file: WriteCase = newCase(folder, name);
  let events = 0;
  let duplicates = 0;
  try {
    for (const path of paths) {
      const { totals } = await importHere(file, [path]);
      expect(ledgerBalances(totals)).toBe(true);
      events += totals.events;
      duplicates += totals.duplicates;
    }
    expect(failedChecks(file)).toEqual([]);
  } finally {
    closeCase(file);
  }
  const rows = sqlRows(join(folder, name), 'SELECT e.time_ms, (SELECT text FROM value WHERE id = s.kind) AS kind, (SELECT count(*) FROM place WHERE event = e.id) AS places FROM event e JOIN event_entra_signin s ON s.event = e.id');
  return { rows, events, duplicates };
}

describe('one login, exported four times', () => {
  test('is one event with four places, read from a record that says everything, whichever came first', async () => {
    const paths = written();
    for (const [n, order] of [paths, paths.toReversed()].entries()) {
      const { rows, events, duplicates } = await imported(`order-${n}.bilocate`, order);
      expect([events, duplicates]).toEqual([1, 3]);
      expect(rows).toEqual([{ time_ms: Date.UTC(2026, 4, 4, 8, 15, 30, 987), kind: 'interactive', places: 4 }]);
    }
  });

  test('a poorer record by itself is an event, with what it says', async () => {
    const { rows } = await imported('portal.bilocate', written().slice(0, 1));
    expect(rows).toEqual([{ time_ms: Date.UTC(2026, 4, 4, 8, 15, 30), kind: null, places: 1 }]);
  });
});
