import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { EventDraft } from '../../src-main/contract/index.ts';
import { cleanAddress } from '../../src-main/enrich/address.ts';
import { readSample, repeatsIn } from './okta-read.ts';

const samples = fileURLToPath(new URL('../../../shared/samples/', import.meta.url));
const present = existsSync(samples);
if (!present) console.log('Skipped: the public sample logs are not beside the repository; their licences keep them out of it.');

/** File, its shape, the source, events, how many of them are a copy of another, ids with several contents, and skips by reason. */
const table: readonly (readonly [file: string, shape: string, dataset: string, events: number, repeated: number, conflicts: number, skips: Readonly<Record<string, number>>])[] = [
  ['entra/Azure__Azure-Sentinel__office_activity.first60.csv', 'csv', 'm365.audit', 60, 0, 0, {}],
  ['entra/OTRF__Security-Datasets__OfficeActivityEvents.json', 'json-object', 'm365.audit', 1, 0, 0, {}],
  ['entra/invictus-ir__o365_dataset__auditrecords.slice.csv', 'csv', 'm365.audit', 32, 6, 0, { 'envelope/empty': 2 }],
  ['entra/legoguy1000__beats__02-exchange-item.log', 'json-lines', 'm365.audit', 9, 0, 0, {}],
  ['entra/legoguy1000__beats__08-azuread-users.log', 'json-lines', 'm365.audit', 11, 0, 0, {}],
  ['entra/legoguy1000__beats__15-azuread-sts-logon.log', 'json-lines', 'm365.audit', 69, 0, 0, {}],
  ['entra/legoguy1000__beats__22-yammer.log', 'json-lines', 'm365.audit', 2, 0, 0, {}],
  ['entra/legoguy1000__beats__ip-formats.log', 'json-lines', '', 0, 0, 0, { 'source/invalid': 15 }],
  ['entra/log2timeline__plaso__microsoft_audit_log.jsonl', 'json-lines', 'm365.audit', 4, 0, 0, {}],
  ['entra/panther-labs__panther-analysis__Microsoft365_Audit_AzureActiveDirectory.jsonl', 'json-lines', 'm365.audit', 4, 0, 2, {}],
  ['entra/log2timeline__plaso__azure_activity_log.jsonl', 'json-lines', 'azure.activity', 4, 0, 0, {}],
  ['entra/Yamato-Security__suzaku__azure_graph_api_format.json', 'json-array', 'azure.activity', 3, 0, 0, {}],
];
const ours = new Set(['m365.audit', 'graph.activity', 'azure.activity']);
const count = (drafts: readonly EventDraft[], of: (draft: EventDraft) => string | undefined) => {
  const counts: Record<string, number> = {};
  for (const draft of drafts) {
    const value = of(draft) ?? '-';
    counts[value] = (counts[value] ?? 0) + 1;
  }
  return counts;
};

describe.skipIf(!present)('public samples of Microsoft 365, Graph and Azure', () => {
  test.each(table)('%s', async (file, shape, dataset, events, repeated, conflicts, skips) => {
    const { shapes, drafts, refused } = await readSample(samples + file);
    expect({ shapes, datasets: [...new Set(drafts.map((one) => one.dataset))], events: drafts.length, ...repeatsIn(drafts), refused })
      .toEqual({ shapes: [shape], datasets: dataset === '' ? [] : [dataset], events, repeated, conflicts, refused: skips });
  });

  test('no other file is taken for one of these, and none of these is left out', { timeout: 60_000 }, async () => {
    const files = ['cloudtrail', 'entra', 'extra', 'k8s', 'okta'].flatMap((folder) => readdirSync(samples + folder).filter((name) => !/labels|HEADER_ONLY|REFERENCE/.test(name)).map((name) => `${folder}/${name}`));
    const taken: string[] = [];
    for (const file of files) if ((await readSample(samples + file)).drafts.some(({ dataset }) => ours.has(dataset))) taken.push(file);
    expect(taken.toSorted()).toEqual(table.filter(([, , dataset]) => dataset !== '').map(([file]) => file).toSorted());
  });
});

describe.skipIf(!present)('what the samples say', () => {
  const of = async (name: string) => (await readSample(samples + table.find(([file]) => file.includes(name))![0])).drafts;

  test('sign-ins: each with its address, agent and the token that it gave out', async () => {
    const drafts = await of('15-azuread-sts-logon');
    expect(count(drafts, ({ fields }) => fields['event.outcome'])).toEqual({ success: 64, failure: 5 });
    expect(count(drafts, ({ fields }) => fields['error.code'])).toEqual({ '-': 64, UserStrongAuthClientAuthNRequiredInterrupt: 4, FlowTokenExpired: 1 });
    expect(count(drafts, ({ fields }) => fields['event.category'])).toEqual({ authentication: 64, session: 5 });
    expect(drafts.filter(({ fields }) => fields['credential.issued_id']?.length === 22)).toHaveLength(59);
    expect(drafts.filter(({ fields }) => fields['source.ip'] && fields['user_agent.original'] && fields['m365.audit.request_id'])).toHaveLength(69);
    // The five that sign out name nobody.
    expect(drafts.filter(({ fields }) => fields['user.id'] && fields['user.name'])).toHaveLength(64);
  });

  test('an export out of Splunk: users, sessions and the system', async () => {
    const drafts = await of('auditrecords.slice');
    expect(count(drafts, ({ fields }) => fields['event.category'])).toEqual({ configuration: 20, authentication: 12 });
    expect(count(drafts, ({ fields }) => fields['event.outcome'])).toEqual({ success: 30, unknown: 2 });
    expect(count(drafts, ({ fields }) => fields['error.code'])).toEqual({ '-': 30, 50140: 2 });
    expect(drafts.filter(({ fields }) => fields['session.id'] !== undefined && fields['user_agent.original'] !== undefined)).toHaveLength(12);
    expect(Object.values(count(drafts, ({ fields }) => fields['user.name']))).toEqual([20, 12]);
    expect(drafts.filter(({ time }) => time.zoneAssumed)).toEqual([]);
  });

  test('the table of Sentinel: SharePoint writes no status, and most addresses', async () => {
    const drafts = await of('office_activity');
    expect(count(drafts, ({ fields }) => fields['event.outcome'])).toEqual({ unknown: 58, success: 2 });
    expect(count(drafts, ({ fields }) => (fields['source.ip'] === undefined ? 'no' : 'yes'))).toEqual({ yes: 56, no: 4 });
    expect(count(drafts, ({ fields }) => fields['event.access'])).toEqual({ write: 36, read: 22, '-': 2 });
    expect(new Set(drafts.map(({ fields }) => fields['user.name']?.replace(/[A-Z]/, '!'))).has('!')).toBe(false);
    expect(drafts.every(({ says, time }) => says !== undefined && !time.zoneAssumed)).toBe(true);
  });

  test('directory changes: who, to whom', async () => {
    const drafts = await of('08-azuread-users');
    expect(count(drafts, ({ fields }) => fields['event.category'])).toEqual({ configuration: 8, session: 2, authentication: 1 });
    expect(drafts.filter(({ fields }) => fields['user.target.name'] !== undefined)).toHaveLength(10);
    expect(drafts.flatMap(({ fields }) => fields['access.granted'] ?? [])).toEqual(['Global Reader', 'Helpdesk Administrator']);
  });

  test('every spelling of an address is read, with its port, and none is invalid', () => {
    const lines = readFileSync(samples + table.find(([file]) => file.includes('ip-formats'))![0], 'utf8').split('\n').filter((line) => line !== '');
    const cleaned = lines.map((line) => cleanAddress((JSON.parse(line) as { ClientIP: string }).ClientIP));
    expect(cleaned.map(({ address }) => address.type).toSorted()).toEqual([...Array<string>(6).fill('internal'), ...Array<string>(6).fill('private'), ...Array<string>(3).fill('special')]);
    expect(cleaned.filter(({ port }) => port === 12345)).toHaveLength(8);
    expect(new Set(cleaned.map(({ address }) => address.text)).size).toBe(4);
  });

  test('the Activity log is typed as what it is: start and end are events of their own, each with its token', async () => {
    const drafts = [...await of('azure_activity_log'), ...await of('azure_graph_api')];
    expect(count(drafts, ({ fields }) => fields['azure.activity.status'])).toEqual({ Started: 4, Succeeded: 3 });
    expect(count(drafts, ({ fields }) => fields['event.outcome'])).toEqual({ unknown: 4, success: 3 });
    expect(drafts.filter(({ fields }) => fields['credential.id']?.length === 22)).toHaveLength(7);
    expect(drafts.filter(({ fields }) => fields['source.ip'] !== undefined)).toHaveLength(7);
  });
});
