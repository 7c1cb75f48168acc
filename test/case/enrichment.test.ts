import { expect, test } from 'vitest';
import type { GeoTable } from '../../src-main/contract/index.ts';
import { closeCase, createCase, currentEnrichment, enrichmentOf, eventDetail, storeEnrichment, unenriched, type EnrichmentKey, type IpFacts } from '../../src-main/case/index.ts';
import { dbOf } from '../../src-main/case/handle.ts';
import { importTestFile, numbers, sessionIn, tempFolder } from '../help/case-events.ts';

const table = (name: string, sha256: string): GeoTable => ({ role: 'asn', name, vendor: 'Example', buildDate: '2026-01-01', sha256, origin: 'embedded', licence: 'CC0', attribution: 'Example tables' });
const facts = (ip: number, asOrganization: string, networkTable: string): IpFacts =>
  ({ ip, asNumber: 64_500, asOrganization, country: 'NL', region: null, city: 'Utrecht', latitude: 52.1, longitude: 5.1, accuracyKm: 20, prefix: '198.51.100.0/24', egress: 'hosting', networkTable, countryTable: null, cityTable: null });

test('a run is its tables and versions: the same is extended, another stands beside it, none is overwritten', () => {
  const { folder, remove } = tempFolder();
  const session = sessionIn(folder);
  const file = createCase(`${folder}/a.bilocate`, { title: 'Tables', number: '', caseId: session.newId() }, session);
  importTestFile(file, { name: 'one.jsonl', events: numbers(0, 10) });
  expect(enrichmentOf(file)).toBeNull();
  const old: EnrichmentKey = { tables: [table('Networks of January', 'aa')], versions: { ip: 1 } };
  const run = storeEnrichment(file, { ...old, ips: unenriched(file, old).ips.map(({ id }) => facts(id, 'January Net', 'aa')), agents: [] });
  expect(unenriched(file, old).ips).toEqual([]);

  importTestFile(file, { name: 'two.jsonl', events: numbers(10, 20) });
  const fresh = unenriched(file, old).ips;
  expect(fresh).toHaveLength(10);
  expect(storeEnrichment(file, { ...old, ips: fresh.map(({ id }) => facts(id, 'January Net', 'aa')), agents: [] })).toBe(run);
  expect(enrichmentOf(file)).toMatchObject({ run, ips: 20, tables: [{ name: 'Networks of January', sha256: 'aa' }] });

  const next: EnrichmentKey = { tables: [table('Networks of March', 'bb')], versions: { ip: 1 } };
  expect(unenriched(file, next).ips).toHaveLength(20);
  const second = storeEnrichment(file, { ...next, ips: unenriched(file, next).ips.map(({ id }) => facts(id, 'March Net', 'bb')), agents: [] });
  expect(second).not.toBe(run);
  expect(currentEnrichment(file)).toBe(second);
  expect(dbOf(file).prepare(`SELECT run, as_organization AS name, count(*) AS n FROM ip_enrichment GROUP BY 1, 2`).all())
    .toEqual([{ run, name: 'January Net', n: 20 }, { run: second, name: 'March Net', n: 20 }]);
  expect(eventDetail(file, 1).added.find((one) => one.field === 'source.as.organization.name')).toMatchObject({ value: 'March Net', table: 'Networks of March 2026-01-01' });

  storeEnrichment(file, { ...old, ips: [facts(1, 'Overwritten?', 'aa')], agents: [] });
  expect(eventDetail(file, 1).added.find((one) => one.field === 'source.as.organization.name')).toMatchObject({ value: 'January Net' });
  closeCase(file);
  remove();
});
