import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EventDraft } from '../../src-main/contract/index.ts';
import { auditAsMonitor, auditAsTableRow, roleGiven, secretAdded } from './entra-audit-records.ts';
import { asMonitor, asPortalRow, asTableRow, portalHeaders, serviceSignIn, signIn } from './entra-signin-records.ts';
import { readSample } from './okta-read.ts';

/** One set of sign-ins: two people, an interrupt, a second factor asked for, a wrong password, a token without a person, a service. */
const users = [
  signIn(),
  signIn({ id: '8f0c1a52-3b7d-4e19-9a40-5c2d7e6f1b01', createdDateTime: '2026-05-04T12:00:01Z', status: { errorCode: 50140, failureReason: 'Keep me signed in, "yes" or no' }, uniqueTokenIdentifier: undefined }),
  signIn({ id: '8f0c1a52-3b7d-4e19-9a40-5c2d7e6f1b02', createdDateTime: '2026-05-04T23:59:59Z', status: { errorCode: 50076, failureReason: 'Strong authentication, please' }, ipAddress: '2001:db8::7' }),
  signIn({ id: '8f0c1a52-3b7d-4e19-9a40-5c2d7e6f1b03', createdDateTime: '2026-05-05T00:00:00Z', status: { errorCode: 50126, failureReason: 'Wrong' }, userPrincipalName: 'jonas@halden.example', userId: '0f1e2d3c-4b5a-4968-8776-655443322110' }),
  signIn({ id: '8f0c1a52-3b7d-4e19-9a40-5c2d7e6f1b04', signInEventTypes: ['nonInteractiveUser'], isInteractive: false, incomingTokenType: 'refreshToken', uniqueTokenIdentifier: undefined }),
];
const all = [...users, serviceSignIn()];
const cell = (value: unknown) => `"${String(value ?? '').replaceAll('"', '""')}"`;
const csv = (headers: readonly string[], rows: readonly Readonly<Record<string, unknown>>[], names = headers) => `\uFEFF${[headers.join(','), ...rows.map((row) => names.map((name) => cell(row[name])).join(','))].join('\n')}\n`;
const headersOf = (rows: readonly Readonly<Record<string, unknown>>[]) => [...new Set(rows.flatMap((row) => Object.keys(row)))];
const lines = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).join('\n');

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'entra-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function read(name: string, text: string): Promise<readonly EventDraft[]> {
  const path = join(folder, name);
  writeFileSync(path, text);
  const { drafts, details } = await readSample(path);
  expect(details).toEqual([]);
  return drafts;
}

/** What identifies an event, and what it says; without times' precision, which shapes write differently. */
const told = (drafts: readonly EventDraft[]) => drafts.map(({ vendorId, identity, time, fields }) => ({ vendorId, identity, ms: time.ms, zoneAssumed: time.zoneAssumed, fields }));

describe('one set of sign-ins in every shape', () => {
  const shapes: readonly (readonly [name: string, file: string, text: string])[] = [
    ['Graph, bare', 'bare.jsonl', lines(all)],
    ['JSON download of the portal', 'download.json', JSON.stringify(all, null, 2)],
    ['diagnostic records, one a line', 'monitor.log', lines(all.map((one) => asMonitor(one)))],
    ['diagnostic records, wrapped', 'wrapped.json', JSON.stringify({ records: all.map((one) => asMonitor(one)) })],
    ['Cribl', 'cribl.json', JSON.stringify(all.map((one) => ({ _raw: JSON.stringify(one), host: 'h', _time: 1 })))],
    ['Log Analytics rows', 'rows.jsonl', lines(all.map((one) => asTableRow(one)))],
    ['Log Analytics CSV', 'table.csv', csv(headersOf(all.map((one) => asTableRow(one, true))), all.map((one) => asTableRow(one, true)))],
  ];
  /** Records that say whose log it is give service principals a tenant; Graph says nothing of it. */
  const withoutTenant = (events: ReturnType<typeof told>) => events.map((event) => ({ ...event, fields: event.fields['user.type'] === 'ServicePrincipal' ? { ...event.fields, 'organization.id': undefined, 'cloud.account.id': undefined, 'vendor.geo.country_iso_code': undefined } : event.fields }));

  test.each(shapes)('%s: the same events, field by field', async (_, file, text) => {
    const graph = told(await read('graph.json', JSON.stringify({ '@odata.context': 'x', value: all })));
    expect(graph).toHaveLength(6);
    expect(withoutTenant(told(await read(file, text)))).toEqual(withoutTenant(graph));
  });

  test('CSV of the portal: the same events, with less in them', async () => {
    const graph = await read('graph-users.json', JSON.stringify({ '@odata.context': 'x', value: users }));
    const portal = await read('InteractiveSignIns.csv', csv(portalHeaders, users.map(asPortalRow), portalHeaders.map((header, i) => (portalHeaders.indexOf(header) === i ? header : `${header} (2)`))));
    expect(portal.map(({ vendorId, identity, time }) => [vendorId, identity, time.ms])).toEqual(graph.map(({ vendorId, identity, time }) => [vendorId, identity, time.ms]));
    const missing = new Set(['entra.signin.kind', 'entra.signin.original_request_id', 'auth.method', 'auth.factor', 'mfa.satisfied_by', 'entra.signin.status_detail', 'entra.signin.password_accepted', 'entra.signin.device_name', 'vendor.risk.level', 'vendor.risk.state']);
    const kept = ({ fields }: EventDraft) => Object.fromEntries(Object.entries(fields).filter(([name]) => !missing.has(name)));
    expect(portal.map(kept)).toEqual(graph.map(kept));
  });

  test('Graph with whole seconds and a diagnostic record with seven digits of them are one event', async () => {
    const fine = asMonitor(signIn(), { properties: signIn({ createdDateTime: '2026-05-04T08:15:30.9876543+00:00' }) });
    const [a, b] = [...await read('coarse.json', JSON.stringify([signIn()])), ...await read('fine.json', JSON.stringify([fine]))];
    expect([a?.vendorId, a?.identity]).toEqual([b?.vendorId, b?.identity]);
    expect(b?.time.ms).toBe(Date.UTC(2026, 4, 4, 8, 15, 30, 987));
  });
});

describe('one set of audit records in every shape', () => {
  const records = [secretAdded(), roleGiven()];
  const shapes: readonly (readonly [name: string, file: string, text: string])[] = [
    ['diagnostic records', 'audit.log', lines(records.map((one) => auditAsMonitor(one)))],
    ['Log Analytics rows', 'audit.jsonl', lines(records.map((one) => auditAsTableRow(one)))],
    ['Log Analytics CSV', 'audit.csv', csv(headersOf(records.map((one) => auditAsTableRow(one, true))), records.map((one) => auditAsTableRow(one, true)))],
  ];
  test.each(shapes)('%s: the same events; the tenant is told besides', async (_, file, text) => {
    const graph = told(await read('audit.json', JSON.stringify({ '@odata.context': 'x', value: records })));
    const tenant = { 'organization.id': 'a1a2a3a4-b1b2-4c1c-8d1d-e1e2e3e4e5e6', 'cloud.account.id': 'a1a2a3a4-b1b2-4c1c-8d1d-e1e2e3e4e5e6' };
    expect(told(await read(file, text))).toEqual(graph.map((event) => ({ ...event, fields: { ...event.fields, ...tenant } })));
  });
});
