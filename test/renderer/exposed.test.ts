import { describe, expect, test } from 'vitest';
import type { FindingDetail, LineageEdge, LineageNode } from '../../src-main/contract/index.ts';
import { filterFromQuery } from '../../src-renderer/src/shape/event-query.ts';
import { chainOnHost, exposedKeys, readsOnHost, useElsewhere } from '../../src-renderer/src/shape/exposed.ts';

const node = (id: string, over: Partial<LineageNode> = {}): LineageNode => ({
  id, kind: 'credential', name: null, logs: [], tokenType: null, dataset: null, ids: [id], members: 1, users: [], own: true, field: 'credential.id', uses: 1, first: null, last: null, networks: [], ips: 0, agents: [], countries: [], session: null, ...over,
});
const read = (from: number, to: number, use: number, useAt: string): LineageEdge => ({
  from, to, kind: 'exposed', sure: 'inferred', action: '', event: 7, at: '2026-05-12T13:38:00.000Z', last: '2026-05-12T13:38:00.000Z', ip: null, network: null, edges: 1, shown: 1, before: 'read', fresh: false, changes: { network: null, ip: null, agent: null },
  why: { process: 7, store: '.aws/credentials', user: 'ann', actor: 'ann', by: 'name', candidates: 2, moved: 2, use, useMs: Date.parse(useAt), before: { networks: [], agents: [] }, after: { networks: [], agents: [] } },
});
const seen = (value: string, first = '2026-05-12T13:38:00.000Z', last = first) => ({ value, count: 1, first, last });
const finding = (values: FindingDetail['values'], entity: FindingDetail['entity'] = {}): Pick<FindingDetail, 'values' | 'entity'> => ({ values, entity });
const onHost = finding({ 'host.name': [seen('hf-ann')], 'process.command_line': [seen('cat .aws/credentials'), seen('aws configure', '2026-05-12T14:00:00.000Z')], 'credential.id': [seen('')] });

describe('keys that may be exposed (S15, A14)', () => {
  const nodes = [node('UUID-1', { kind: 'host', name: 'HF-ANN' }), node('AKIA1'), node('ASIA2'), node('UUID-2', { kind: 'host', name: 'other' }), node('AKIA3')];
  const lineage = { nodes, edges: [read(0, 1, 31, '2026-05-12T15:00:00Z'), read(0, 2, 30, '2026-05-12T14:03:00Z'), read(3, 4, 32, '2026-05-12T14:00:00Z'), { ...read(0, 4, 33, '2026-05-12T14:00:00Z'), kind: 'issued' as const }] };

  test('those that were read on the host of the finding, that which moved first coming first', () => {
    expect(exposedKeys(lineage, onHost).map(({ key, edge }) => [key.id, useElsewhere(edge)])).toEqual([['ASIA2', '/events/30'], ['AKIA1', '/events/31']]);
    expect(exposedKeys(lineage, finding({ 'host.id': [seen('uuid-2')] })).map(({ key }) => key.id)).toEqual(['AKIA3']);
    expect(exposedKeys(lineage, finding({}, { 'host.name': 'OTHER' })).map(({ key }) => key.id)).toEqual(['AKIA3']);
    expect(exposedKeys(lineage, finding({ 'host.name': [seen('third')] }))).toEqual([]);
  });

  test('a finding without programs of a host has none', () => {
    expect([readsOnHost(onHost), readsOnHost(finding({ 'host.name': [seen('hf-ann')] })), readsOnHost(finding({ 'process.command_line': [seen('')], 'host.name': [seen('a')] }))]).toEqual([true, false, false]);
  });

  test('the programs of the host half an hour around what it saw there', () => {
    const query = Object.fromEntries(new URL(chainOnHost(onHost), 'http://a').searchParams);
    expect(filterFromQuery(query)).toMatchObject({ from: Date.parse('2026-05-12T13:08:00Z'), to: Date.parse('2026-05-12T14:30:00Z') + 1, chips: [{ field: 'host.name', operator: 'is', values: ['hf-ann'] }] });
  });
});
