import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeCase } from '../../src-main/case/index.ts';
import type { Dataset, EventDraft } from '../../src-main/contract/index.ts';
import { discard, failedChecks, importHere, newCase, scratch } from '../help/open-cases.ts';
import { examples as auth0 } from './examples/auth0.ts';
import { examples as duo } from './examples/duo.auth.ts';
import { examples as gcp } from './examples/gcp.audit.ts';
import { examples as github } from './examples/github.audit.ts';
import { examples as google } from './examples/google_workspace.login.ts';
import { examples as onelogin } from './examples/onelogin.ts';
import { examples as onepassword } from './examples/1password.ts';
import { examples as ping } from './examples/ping_one.ts';
import { readSample } from './okta-read.ts';

type Json = Readonly<Record<string, unknown>>;
const byDataset: Readonly<Partial<Record<Dataset, readonly unknown[]>>> = { 'gcp.audit': gcp, 'google_workspace.login': google, 'github.audit': github, 'duo.auth': duo, onelogin, ping_one: ping, auth0, '1password': onepassword };
const lines = (records: readonly unknown[]): string => records.map((one) => JSON.stringify(one)).join('\n');
const cell = (value: unknown): string => `"${(value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)).replaceAll('"', '""')}"`;
const csv = (records: readonly Json[]): string => {
  const heads = [...new Set(records.flatMap((one) => Object.keys(one)))];
  return [heads, ...records.map((one) => heads.map((head) => one[head]))].map((row) => row.map(cell).join(',')).join('\r\n');
};
const pretty = (value: unknown): string => JSON.stringify(value, null, 2);

/** How tools write any of them down. */
const everywhere: Readonly<Record<string, (records: readonly unknown[]) => string>> = {
  'array.json': pretty,
  'raw.jsonl': (records) => lines(records.map((one) => ({ _raw: JSON.stringify(one), _time: 1_777_885_000, host: 'h', source: 's' }))),
  'message.jsonl': (records) => lines(records.map((one) => ({ '@timestamp': '2026-06-01T00:00:00Z', message: JSON.stringify(one) }))),
  'original.jsonl': (records) => lines(records.map((one) => ({ '@timestamp': '2026-06-01T00:00:00Z', event: { original: JSON.stringify(one), ingested: '2026-06-01T00:00:00Z' } }))),
  'data.json': (records) => pretty(records.map((one) => ({ data: one, description: 'a test', log: 'x:y', trigger_rules: [] }))),
  'hec.jsonl': (records) => lines(records.map((one) => ({ time: 1_777_885_000, sourcetype: 'x', event: one }))),
  'elasticsearch.jsonl': (records) => lines(records.map((one) => ({ _index: 'i', _id: 'x', _source: one }))),
};

/** Events of an activity by themselves, as a tool splits them, and as a lake lays them out. */
const split = (records: readonly unknown[]): readonly Json[] => (records as readonly Json[]).flatMap((record) => {
  const seen = new Map<unknown, number>();
  return (record['events'] as readonly Json[]).map((event) => {
    const nth = (seen.get(event['name']) ?? 0) + 1;
    seen.set(event['name'], nth);
    return { ...record, events: nth === 1 ? event : { ...event, nth } };
  });
});
const laidOut = (records: readonly unknown[]): readonly Json[] => split(records).map(({ events, id, ...rest }) => {
  const { name, type, parameters = [] } = events as { readonly name: string; readonly type: string; readonly parameters?: readonly Json[] };
  const values = Object.fromEntries(parameters.map((one) => [one['name'], one['value'] ?? one['intValue'] ?? one['boolValue'] ?? one['multiValue']]));
  return { ...rest, id: { ...(id as Json), time: String((id as Json)['time']).replace('T', ' ').replace('Z', '000000') }, name, type, parameters: values, p_log_type: 'GSuite.ActivityEvent' };
});

/** How their own interfaces and exports write them down. */
const own: readonly (readonly [dataset: Dataset, shape: string, write: () => string])[] = [
  ['gcp.audit', 'rows of BigQuery', () => lines((gcp as readonly Json[]).map(({ protoPayload, ...rest }) => ({ ...rest, protopayload_auditlog: protoPayload })))],
  ['gcp.audit', 'a CSV with JSON in its cells', () => csv(gcp as readonly Json[])],
  ['gcp.audit', 'a page of the API', () => pretty({ entries: gcp, nextPageToken: 'x' })],
  ['google_workspace.login', 'a page of the API', () => pretty({ kind: 'admin#reports#activities', etag: '"x"', items: google })],
  ['google_workspace.login', 'a page in a text', () => lines([{ message: JSON.stringify({ kind: 'admin#reports#activities', items: google }) }])],
  ['google_workspace.login', 'split activities', () => lines(split(google))],
  ['google_workspace.login', 'events of Splunk', () => lines(split(google).filter(({ events }) => !('nth' in (events as Json))).map(({ events, ...rest }) => ({ ...rest, event: events })))],
  ['github.audit', 'the CSV', () => csv((github as readonly Json[]).map(({ actor_location: place, ...rest }) => ({ ...rest, 'actor_location.country_code': (place as Json)['country_code'] })))],
  ['ping_one', 'a CSV with JSON in its cells', () => csv(ping as readonly Json[])],
  ['1password', 'a CSV with JSON in its cells', () => csv(onepassword as readonly Json[])],
  ['duo.auth', 'a page of the API', () => pretty({ stat: 'OK', response: { authlogs: duo, metadata: { next_offset: ['1', '2'], total_objects: duo.length } } })],
  ['onelogin', 'a page of the API', () => pretty({ status: { error: false, code: 200 }, pagination: { after_cursor: 'x' }, data: onelogin })],
  ['onelogin', 'the CSV', () => csv(onelogin as readonly Json[])],
  ['ping_one', 'a page of the API', () => pretty({ _links: { self: { href: 'x' } }, _embedded: { activities: ping }, count: 3, size: 3 })],
  ['auth0', 'a log stream', () => lines((auth0 as readonly Json[]).map((one) => ('data' in one ? one : { log_id: one['log_id'], data: one })))],
  ['auth0', 'EventBridge', () => lines((auth0 as readonly Json[]).map((one) => ({ version: '0', id: 'e', 'detail-type': 'Auth0 log', source: 'aws.partner/auth0.com/halden/auth0.logs', account: '111122223333', time: '2026-06-01T00:00:00Z', region: 'eu-west-1', resources: [], detail: 'data' in one ? one : { log_id: one['log_id'], data: one } })))],
  ['1password', 'a page of the API', () => pretty({ cursor: 'x', has_more: false, items: onepassword })],
];

let folder: string;
beforeAll(() => {
  folder = scratch('providers');
});
afterAll(() => discard(folder));

const written = (dataset: Dataset, name: string, text: string): string => {
  const path = join(folder, `${dataset} ${name.replaceAll(/[^a-z0-9.]/gi, '-')}`);
  writeFileSync(path, text);
  return path;
};
const said = ({ dataset, fields, time, vendorId, identity }: EventDraft) => ({ dataset, time: [time.ms, time.restNs], vendorId, identity, fields: Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) });
const plain = async (dataset: Dataset) => (await readSample(written(dataset, 'lines.jsonl', lines(byDataset[dataset]!)))).drafts;

describe.each(Object.keys(byDataset) as Dataset[])('%s', (dataset) => {
  test.each(Object.keys(everywhere))('in %s: the same events, and the same identity', async (shape) => {
    const wanted = await plain(dataset);
    const read = await readSample(written(dataset, shape, everywhere[shape]!(byDataset[dataset]!)));
    expect(read.refused).toEqual({});
    expect(wanted.every((draft) => draft.dataset === dataset)).toBe(true);
    expect(read.drafts.map(said)).toEqual(wanted.map(said));
  });
});

test.each(own)('%s in %s: the same events, and the same identity', async (dataset, shape, write) => {
  const read = await readSample(written(dataset, `${shape}.${shape.includes('CSV') ? 'csv' : 'json'}`, write()));
  expect(read.refused).toEqual({});
  // Splunk's add-on does not tell events of one activity and one name apart: the second is left out here.
  const wanted = (await plain(dataset)).map(said).filter(({ vendorId }) => shape !== 'events of Splunk' || vendorId?.endsWith('/2') !== true);
  expect(read.drafts.map(said)).toEqual(wanted);
});

test('Google Workspace as a lake lays it out: the same, but that its times name no zone', async () => {
  const wanted = await plain('google_workspace.login');
  const read = await readSample(written('google_workspace.login', 'lake.jsonl', lines(laidOut(google))));
  const counted = ({ vendorId, ...rest }: ReturnType<typeof said>) => ({ ...rest, vendorId: vendorId?.replace(/\/2$/, ''), identity: null, fields: { ...rest.fields, 'event.id': null } });
  expect(read.drafts.map(said).map(counted)).toEqual(wanted.map(said).map(counted));
  expect(read.drafts.every(({ time }) => time.zoneAssumed)).toBe(true);
});

test('all shapes of all of them in one case: each event once, without a conflict', async () => {
  const here = join(folder, 'case');
  mkdirSync(here);
  const file = newCase(here);
  try {
    const paths = [
      ...(Object.keys(byDataset) as Dataset[]).flatMap((dataset) => Object.entries({ 'lines.jsonl': lines, ...everywhere }).map(([shape, write]) => written(dataset, shape, write(byDataset[dataset]!)))),
      ...own.map(([dataset, shape, write]) => written(dataset, `${shape}.${shape.includes('CSV') ? 'csv' : 'json'}`, write())),
    ];
    const { totals } = await importHere(file, paths);
    const events = (await Promise.all((Object.keys(byDataset) as Dataset[]).map(plain))).flat().length;
    expect(totals).toMatchObject({ events, skips: 0 });
    expect(totals.records).toBe(totals.events + totals.duplicates);
    expect(failedChecks(file)).toEqual([]);
  } finally {
    closeCase(file);
  }
});
