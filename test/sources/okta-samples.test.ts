import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readSample, repeatsIn } from './okta-read.ts';

const folder = fileURLToPath(new URL('../../../shared/samples/okta/', import.meta.url));
const present = existsSync(folder);
if (!present) console.log('Skipped: the public sample logs are not beside the repository; their licences keep them out of it.');

/** File, shape, events, how many of these are an event that the file already had, ids that stand on several contents, refusals by reason. */
const table: readonly (readonly [file: string, shape: string, events: number, repeated: number, conflicts: number, refused: Readonly<Record<string, number>>])[] = [
  // Rows that the connector took twice and more: fourteen events.
  ['Azure__Azure-Sentinel__Okta_CL.slice30.json', 'json-array', 30, 16, 0, {}],
  ['HEADER_ONLY__okta_admin_console_csv.csv', 'csv', 0, 0, 0, {}],
  ['airbnb__streamalert__okta_new_login.json', 'json-array', 1, 0, 0, {}],
  ['criblpacks__cribl-okta-rest__I4942I.json', 'json-array', 100, 0, 0, {}],
  ['legoguy1000__beats__okta-system-test.json.log', 'json-lines', 5, 0, 0, {}],
  ['legoguy1000__integrations__test-okta-system-events.log', 'json-lines', 24, 7, 3, {}],
  // Records for tests of rules: published says "redacted" four times and is missing four times.
  ['panther-labs__panther-analysis__Okta_SystemLog.jsonl', 'json-lines', 58, 12, 9, { 'source/invalid': 4, 'source/no-time': 4 }],
  ['tenzir__library__system-log.ndjson', 'json-lines', 14, 0, 0, {}],
];

describe.skipIf(!present)('public Okta samples', () => {
  test.each(table)('%s', async (file, shape, events, repeated, conflicts, refused) => {
    const read = await readSample(folder + file);
    expect(new Set(read.drafts.map(({ dataset }) => dataset))).toEqual(new Set(events > 0 ? ['okta.system'] : []));
    expect({ shapes: read.shapes, events: read.drafts.length, ...repeatsIn(read.drafts), refused: read.refused }).toEqual({ shapes: [shape], events, repeated, conflicts, refused });
  });

  test('every file is in the table', () => {
    expect(readdirSync(folder).filter((name) => !name.includes('.labels.')).toSorted()).toEqual(table.map(([file]) => file).toSorted());
  });

  test('what the files are known for is found', async () => {
    const fields = async (file: string) => (await readSample(folder + file)).drafts.map((draft) => draft.fields);
    const count = <T>(all: readonly T[], wanted: (one: T) => boolean) => all.filter(wanted).length;

    const system = await fields('criblpacks__cribl-okta-rest__I4942I.json');
    expect(count(system, (one) => one['user.name'] === 'system@okta.com')).toBe(95);
    expect(count(system, (one) => one['source.ip'] === undefined)).toBe(95);

    const tenzir = await fields('tenzir__library__system-log.ndjson');
    expect(count(tenzir, (one) => one['session.root_id'] !== undefined && one['session.root_id'] !== one['session.id'])).toBeGreaterThan(5);
    expect(count(tenzir, (one) => one['vendor.risk.level'] === 'LOW' || one['vendor.risk.level'] === 'HIGH')).toBeGreaterThan(0);

    const sentinel = await fields('Azure__Azure-Sentinel__Okta_CL.slice30.json');
    expect(count(sentinel, (one) => one['event.action'] === 'user.authentication.auth_via_mfa' && one['auth.method'] !== undefined)).toBe(9);
    // Failed log-ins of nobody that Okta knows share the session "unknown": none of them has it.
    expect(count(sentinel, (one) => one['session.id'] === undefined)).toBe(8);
    expect(count(sentinel, (one) => one['vendor.as.number'] === undefined)).toBe(0);
  });
});
