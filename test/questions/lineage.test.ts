import { afterEach, describe, expect, test } from 'vitest';
import type { FieldName, UserLineage } from '../../src-main/contract/index.ts';
import { beginEvidence, beginMember, closeCase, createCase, endEvidence, storeBatch } from '../../src-main/case/index.ts';
import { traceLineage } from '../../src-main/pipeline/lineage.ts';
import { loadColumns } from '../../src-main/pipeline/load-columns.ts';
import { askLineage } from '../../src-main/questions/index.ts';
import { fold, type Step } from '../../src-main/questions/lineage-fold.ts';
import { batchOf, sessionIn, tempFolder } from '../help/case-events.ts';

const t0 = Date.UTC(2026, 2, 3, 9);
const [home, away] = ['198.51.100.7', '203.0.113.9'];
interface Told { readonly at: number; readonly ip?: string; readonly fields: { readonly [N in FieldName]?: string | readonly string[] } }
const cleanUps: (() => void)[] = [];
afterEach(() => { for (const one of cleanUps.splice(0)) one(); });

/** The lineage of a user in a case of these events; networks are called by their address, since no table was asked. */
function lineageOf(user: string, told: readonly Told[], trace = true): UserLineage {
  const { folder, remove } = tempFolder();
  const session = sessionIn(folder);
  const file = createCase(`${folder}/a.bilocate`, { title: 'Lineage', number: '', caseId: session.newId() }, session);
  const { evidence } = beginEvidence(file, { name: 'a', path: '/a', bytes: 1, modifiedMs: 0 });
  const events = told.map(({ at, ip = home, fields }, i) => ({ vendorId: `e${i}`, ms: t0 + at * 60_000, ip, ordinal: i + 1, offset: i, length: 1, fields: { 'user.name': user, ...fields } }));
  storeBatch(file, beginMember(file, evidence, { path: '' }), batchOf(events));
  endEvidence(file, evidence, { state: 'done', sha256: '00'.repeat(32), fault: null });
  if (trace) traceLineage(file);
  cleanUps.push(() => {
    closeCase(file);
    remove();
  });
  return askLineage(file, loadColumns(file, `${folder}/cache`), user);
}
const assume = (at: number, by: string, made: string, ip = home): Told => ({ at, ip, fields: { 'event.action': 'AssumeRole', 'event.outcome': 'success', 'credential.id': by, 'session.id': by, 'credential.issued_id': made, 'user_agent.original': 'aws-cli/2' } });
const call = (at: number, key: string, ip = home, over: Told['fields'] = {}): Told => ({ at, ip, fields: { 'event.action': 'ListBuckets', 'credential.id': key, 'session.id': key, 'user_agent.original': 'aws-cli/2', ...over } });
const card = (of: UserLineage, id: string) => of.nodes.find((node) => node.ids.includes(id));

describe('changes', () => {
  test('issued on one network, used from another; the address goes with it', () => {
    const { edges } = lineageOf('ann', [assume(0, 'AKIA1', 'ASIA2'), call(5, 'ASIA2', away)]);
    expect(edges).toMatchObject([{ kind: 'issued', action: 'AssumeRole', sure: 'stated', ip: home, changes: { network: { from: [home], to: [away] }, ip: { from: [home], to: [away] }, agent: null } }]);
  });
  test('used at home too: what is new is named, the rest is not', () => {
    const { edges, nodes } = lineageOf('ann', [assume(0, 'AKIA1', 'ASIA2'), call(5, 'ASIA2'), call(6, 'ASIA2', away)]);
    expect(edges[0]!.changes.network).toEqual({ from: [home], to: [away] });
    expect(nodes.find(({ id }) => id === 'ASIA2')).toMatchObject({ uses: 2, ips: 2, field: 'credential.id', own: true });
  });
  test('the same network changes nothing, whatever the client says', () => {
    const { edges } = lineageOf('ann', [assume(0, 'AKIA1', 'ASIA2'), call(5, 'ASIA2', home, { 'user_agent.original': 'Boto3/1' })]);
    expect(edges[0]!.changes).toMatchObject({ network: null, ip: null });
  });
  test('a service that calls for somebody is no place', () => {
    const { edges } = lineageOf('ann', [assume(0, 'AKIA1', 'ASIA2'), call(5, 'ASIA2', 'cloudformation.amazonaws.com')]);
    expect(edges[0]!.changes).toMatchObject({ network: null, ip: null });
  });
  test('a session that began at home and whose later key is used elsewhere', () => {
    const of = (at: number, key: string, ip: string): Told => call(at, key, ip, { 'session.id': 'signin', 'session.root_id': 'signin' });
    const { edges } = lineageOf('ann', [of(0, 'ASIA1', home), of(20, 'ASIA2', away)]);
    expect(edges.map(({ kind, changes }) => [kind, changes.network])).toEqual([['session', null], ['session', { from: [home], to: [away] }]]);
  });
});

test('a session that is replayed: its next token is issued elsewhere, used or not', () => {
  const token = (at: number, id: string, ip: string): Told => ({ at, ip, fields: { 'event.dataset': 'entra.signin', 'event.action': 'UserSignIn', 'event.outcome': 'success', 'session.id': 'SID', 'session.root_id': 'SID', 'credential.issued_id': id } });
  const { edges } = lineageOf('ann', [token(0, 'uti-1', home), token(30, 'uti-2', away)]);
  expect(edges.map(({ before, changes }) => [before, changes.network])).toEqual([['began', null], ['began', { from: [home], to: [away] }]]);
});

describe('what is shown of whom', () => {
  const chain = [assume(0, 'AKIA1', 'ASIA2'), { ...assume(1, 'ASIA2', 'ASIA3'), fields: { ...assume(1, 'ASIA2', 'ASIA3').fields, 'user.name': 'role' } }, call(2, 'ASIA3', home, { 'user.name': 'deep' })];
  test('all that came of it, over other users', () => {
    const lineage = lineageOf('ann', chain);
    expect(lineage.edges).toHaveLength(2);
    expect(card(lineage, 'ASIA3')).toMatchObject({ own: false, users: ['deep'] });
  });
  test('all that it came from, but not what else an ancestor issued', () => {
    const lineage = lineageOf('deep', [...chain.map((one) => ({ ...one, fields: { ...one.fields, 'user.name': (one.fields['user.name'] as string | undefined) ?? 'ann' } })), { ...assume(3, 'AKIA1', 'ASIAOTHER'), fields: { ...assume(3, 'AKIA1', 'ASIAOTHER').fields, 'user.name': 'ann' } }]);
    expect(lineage.nodes.flatMap(({ ids }) => ids)).toEqual(['AKIA1', 'ASIA2', 'ASIA3']);
  });
  test('hundreds of keys that look alike are one card; the one that was used elsewhere stands apart', () => {
    const keys = Array.from({ length: 300 }, (_, i) => `ASIA${String(i).padStart(4, '0')}`);
    const lineage = lineageOf('ann', keys.flatMap((key, i) => [assume(i, 'AKIA1', key), call(i, key, i === 77 ? away : home)]));
    expect(lineage.nodes).toHaveLength(3);
    expect(lineage.nodes.map(({ members }) => members).sort((a, b) => a - b)).toEqual([1, 1, 299]);
    expect(lineage.edges.find(({ changes }) => changes.network !== null)).toMatchObject({ edges: 1 });
    expect(card(lineage, 'ASIA0077')!.members).toBe(1);
    expect(lineage.nodes.find(({ members }) => members === 299)).toMatchObject({ uses: 299, ids: { length: 200 } });
    expect(lineage.more).toBe(0);
  });
  test('a key of unknown origin is shown where it was on two networks, and counted where not', () => {
    const lineage = lineageOf('ann', [assume(0, 'AKIA1', 'ASIA2'), call(1, 'ASIA2'), call(2, 'AKIALONE'), call(3, 'AKIATWO'), call(4, 'AKIATWO', away)]);
    expect(lineage.alone).toBe(1);
    expect(card(lineage, 'AKIATWO')).toMatchObject({ networks: [{ label: home }, { label: away }] });
    expect(card(lineage, 'AKIALONE')).toBeUndefined();
  });
  test('a key that was never used is there, with no events', () => {
    expect(card(lineageOf('ann', [assume(0, 'AKIA1', 'ASIA2')]), 'ASIA2')).toMatchObject({ uses: 0, first: null, networks: [] });
  });
  test('nothing to show says what is missing', () => {
    expect(lineageOf('ann', [{ at: 0, fields: { 'event.action': 'x' } }])).toMatchObject({ nodes: [], traced: true, alone: 0, lacks: ['credential', 'issued', 'session'] });
    expect(lineageOf('ann', [call(0, 'AKIA1')])).toMatchObject({ nodes: [], alone: 1, lacks: ['issued'] });
    expect(lineageOf('ann', [call(0, 'AKIA1')], false).traced).toBe(false);
  });
  test('logins of Entra are counted once each', () => {
    const step = (at: number, outcome: string): Told => ({ at, fields: { 'event.dataset': 'entra.signin', 'event.outcome': outcome, 'entra.signin.kind': 'interactive', 'entra.signin.correlation_id': 'c', 'session.id': 'SID', 'session.root_id': 'SID' } });
    expect(lineageOf('ann', [step(0, 'unknown'), step(1, 'unknown'), step(2, 'success'), step(60, 'success')]).logins).toEqual({ logins: 2, records: 4 });
    expect(lineageOf('ann', [call(0, 'AKIA1')]).logins).toBeNull();
  });
});

describe('folding', () => {
  const sight = { look: () => '', weight: () => 1 };
  const step = (from: number, to: number, look = ''): Step => ({ from, to, look, rank: 0 });
  test('circles that logs claim end', () => {
    const { groups, left } = fold(3, [step(0, 1), step(1, 2), step(2, 0), step(1, 1)], sight, 10);
    expect(groups.flat().sort()).toEqual([0, 1, 2]);
    expect(left).toBe(0);
  });
  test('sessions of three keys look like those of five', () => {
    const steps = Array.from({ length: 20 }, (_, session) => Array.from({ length: 3 + (session % 3) }, (__, key) => step(session, 20 + session * 5 + key, 'key'))).flat();
    const { groups } = fold(120, steps, { ...sight, look: (node) => (node < 20 ? 'session' : steps.some(({ to }) => to === node) ? 'key' : 'nothing') }, 10);
    expect(groups.map((one) => one.length).sort((x, y) => x - y)).toEqual([20, 120 - 20 - steps.length, steps.length].sort((x, y) => x - y));
  });
  test('a limit keeps the way to what says most, and counts the rest', () => {
    const steps = Array.from({ length: 30 }, (_, at) => step(at, at + 30, `${at}`));
    const { groups, left } = fold(60, steps, { look: (node) => `${node}`, weight: (node) => (node === 47 ? 9 : 1) }, 12);
    expect(groups.flat()).toContain(17);
    expect(groups).toHaveLength(12);
    expect(left).toBe(48);
  });
});
