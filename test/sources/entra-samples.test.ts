import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readSample, repeatsIn } from './okta-read.ts';

const folder = fileURLToPath(new URL('../../../shared/samples/entra/', import.meta.url));
const present = existsSync(folder);
if (!present) console.log('Skipped: the public sample logs are not beside the repository; their licences keep them out of it.');

/** File, shape, events by dataset, how many of these are an event that the file already had, ids that stand on several contents, refusals by reason. */
const table: readonly (readonly [file: string, shape: string, events: Readonly<Record<string, number>>, repeated: number, conflicts: number, refused: Readonly<Record<string, number>>])[] = [
  ['Azure__Azure-Sentinel__sign-in_adelete.first15.csv', 'csv', { 'entra.signin': 15 }, 0, 0, {}],
  // Two rows of one event, which a query multiplied: one for each changed property.
  ['OTRF__Security-Datasets__AADAuditEvents.json', 'json-lines', { 'entra.audit': 4 }, 1, 0, {}],
  ['criblpacks__cribl-azure-graph-rest__signins_7cieEB.json', 'json-array', { 'entra.signin': 2 }, 0, 0, {}],
  ['elastic__integrations__signin_time_formats.abridged.log', 'json-lines', { 'entra.signin': 3 }, 0, 0, {}],
  // Two records of one id whose user has another name: kept apart.
  ['legoguy1000__beats__signinlogs.log', 'json-lines', { 'entra.signin': 3 }, 0, 1, {}],
  ['legoguy1000__integrations__test-audit-logs-sample.log', 'json-lines', { 'entra.audit': 3 }, 0, 0, {}],
  ['legoguy1000__integrations__test-managed-identity-sample.log', 'json-lines', { 'entra.signin': 33 }, 0, 0, {}],
  ['legoguy1000__integrations__test-managed-identity.log', 'json-object', { 'entra.signin': 1 }, 0, 0, {}],
  ['legoguy1000__integrations__test-non-interactive-user-sample.log', 'json-lines', { 'entra.signin': 15 }, 0, 0, {}],
  ['legoguy1000__integrations__test-non-interactive-user-signin.log', 'json-object', { 'entra.signin': 1 }, 0, 0, {}],
  ['legoguy1000__integrations__test-non-interactive-user.log', 'json-object', { 'entra.signin': 1 }, 0, 0, {}],
  ['legoguy1000__integrations__test-provisioninglogs-raw.log', 'json-lines', {}, 0, 0, { 'entra.audit/provisioning': 3 }],
  ['legoguy1000__integrations__test-service-principal-signinlogs-sample.log', 'json-lines', { 'entra.signin': 7 }, 0, 0, {}],
  ['legoguy1000__integrations__test-service-principal.log', 'json-object', { 'entra.signin': 1 }, 0, 0, {}],
  ['legoguy1000__integrations__test-signinlogs-raw.log', 'json-lines', { 'entra.signin': 2 }, 0, 1, {}],
  ['legoguy1000__integrations__test-signinlogs-sample.log', 'json-lines', { 'entra.signin': 2 }, 0, 0, {}],
  ['legoguy1000__integrations__test-userriskevents-raw.log', 'json-lines', { 'entra.risk': 2 }, 0, 0, {}],
  // Records for tests of rules: many a copy of another, ids used again with other users and targets.
  ['panther-labs__panther-analysis__Azure_Audit.jsonl', 'json-lines', { 'entra.audit': 21, 'entra.signin': 26 }, 9, 4, {}],
];
/** Files of the folder that hold what other sources map, and the header of a CSV without rows. */
const others = /office_activity|OfficeActivity|azure_graph_api_format|o365_dataset|beats__(02|08|15|22|ip)|plaso|Microsoft365|HEADER_ONLY|\.labels\./;

describe.skipIf(!present)('public samples of Entra', () => {
  test.each(table)('%s', async (file, shape, events, repeated, conflicts, refused) => {
    const read = await readSample(folder + file);
    const byDataset: Record<string, number> = {};
    for (const { dataset } of read.drafts) byDataset[dataset] = (byDataset[dataset] ?? 0) + 1;
    expect({ shapes: read.shapes, events: byDataset, ...repeatsIn(read.drafts), refused: read.refused }).toEqual({ shapes: [shape], events, repeated, conflicts, refused });
  });

  test('every file is in the table, or another source\'s', () => {
    expect(readdirSync(folder).filter((name) => !others.test(name)).toSorted()).toEqual(table.map(([file]) => file).toSorted());
  });

  test('what other sources map is not taken for Entra\'s', async () => {
    for (const file of readdirSync(folder).filter((name) => others.test(name) && !name.includes('.labels.'))) {
      expect([file, (await readSample(folder + file)).drafts.filter(({ dataset }) => dataset.startsWith('entra.')).length]).toEqual([file, 0]);
    }
  });

  test('what the files are known for is found', async () => {
    const fields = async (file: string) => (await readSample(folder + file)).drafts.map((draft) => draft.fields);
    const count = <T>(all: readonly T[], wanted: (one: T) => boolean) => all.filter(wanted).length;

    // Tokens whose identifier was written as base64 of the text of the id give what the id gives: one spelling.
    const identities = await fields('legoguy1000__integrations__test-managed-identity-sample.log');
    expect(count(identities, (one) => one['credential.issued_id']?.length === 22)).toBe(33);
    expect(count(identities, (one) => one['source.ip'] !== undefined || one['user_agent.original'] !== undefined)).toBe(0);
    expect(new Set(identities.map((one) => one['entra.signin.kind']))).toEqual(new Set(['managed-identity']));

    const services = await fields('legoguy1000__integrations__test-service-principal-signinlogs-sample.log');
    expect(count(services, (one) => one['credential.id'] !== undefined)).toBe(7);

    // Keep me signed in: neither in nor refused.
    const interrupts = await fields('legoguy1000__integrations__test-signinlogs-raw.log');
    expect(interrupts.map((one) => [one['event.outcome'], one['entra.signin.interrupted']])).toEqual([['unknown', true], ['unknown', true]]);

    const table15 = await fields('Azure__Azure-Sentinel__sign-in_adelete.first15.csv');
    expect(table15.filter((one) => one['event.outcome'] !== 'success').map((one) => [one['error.code'], one['event.outcome']])).toEqual([['16000', 'unknown'], ['50058', 'unknown']]);
    expect(count(table15, (one) => one['source.ip'] !== undefined && one['user_agent.original'] !== undefined && one['vendor.geo.city_name'] !== undefined)).toBe(15);
    expect(new Set(table15.map((one) => one['user.name'])).size).toBe(1);

    const audit = await fields('legoguy1000__integrations__test-audit-logs-sample.log');
    expect(audit.filter((one) => one['credential.issued_id'] !== undefined).map((one) => one['event.action'])).toEqual(['Add service principal credentials']);

    // `time` was written up to 2 minutes after the sign-in; ADFS is kept apart; a row with next to nothing is unknown.
    const odd = await fields('elastic__integrations__signin_time_formats.abridged.log');
    expect(odd.map((one) => [one['entra.signin.kind'], one['event.outcome']])).toEqual([['service-principal', 'success'], ['adfs', 'success'], ['service-principal', 'unknown']]);

    const cases = await fields('panther-labs__panther-analysis__Azure_Audit.jsonl');
    expect(count(cases, (one) => one['auth.transfer_method'] === 'deviceCodeFlow')).toBe(2);
    expect(count(cases, (one) => one['access.granted'] !== undefined)).toBe(3);
  });
});
