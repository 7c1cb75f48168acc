import { describe, expect, test } from 'vitest';
import type { FindingDetail } from '../../src-main/contract/index.ts';
import { filterFromQuery } from '../../src-renderer/src/shape/event-query.ts';
import { chainOnHost, eventsOfKey, readsOnHost } from '../../src-renderer/src/shape/exposed.ts';

const seen = (value: string, first = '2026-05-12T13:38:00.000Z', last = first) => ({ value, count: 1, first, last });
const finding = (values: FindingDetail['values'], entity: FindingDetail['entity'] = {}): Pick<FindingDetail, 'values' | 'entity'> => ({ values, entity });
const onHost = finding({ 'host.name': [seen('hf-ann')], 'process.command_line': [seen('cat .aws/credentials'), seen('aws configure', '2026-05-12T14:00:00.000Z')], 'credential.id': [seen('')] });

describe('keys that may be exposed (S15, A14)', () => {
  test('a key leads to its events, by the field that names it', () => {
    expect(filterFromQuery(Object.fromEntries(new URL(eventsOfKey({ field: 'session.root_id', id: 'okta-root' }), 'http://a').searchParams))).toMatchObject({ chips: [{ field: 'session.root_id', operator: 'is', values: ['okta-root'] }] });
  });

  test('a finding without programs of a host has none', () => {
    expect([readsOnHost(onHost), readsOnHost(finding({ 'host.name': [seen('hf-ann')] })), readsOnHost(finding({ 'process.command_line': [seen('')], 'host.name': [seen('a')] }))]).toEqual([true, false, false]);
  });

  test('the programs of the host half an hour around what it saw there', () => {
    const query = Object.fromEntries(new URL(chainOnHost(onHost), 'http://a').searchParams);
    expect(filterFromQuery(query)).toMatchObject({ from: Date.parse('2026-05-12T13:08:00Z'), to: Date.parse('2026-05-12T14:30:00Z') + 1, chips: [{ field: 'host.name', operator: 'is', values: ['hf-ann'] }] });
  });
});
