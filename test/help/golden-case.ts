import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { beginHunt, closeCase, contentDigest, createCase, decide, endHunt, findingIdentity, openCaseToRead, saveSet, setAcquisition, setRuleParameter, storeEnrichment, storeFindings, storeLineage, storeRules, undoDecision, unenriched, type WriteCase } from '../../src-main/case/index.ts';
import { dbOf } from '../../src-main/case/handle.ts';
import { schemaText } from '../../src-main/case/migrate.ts';
import { importTestFile, numbers, sessionIn } from './case-events.ts';

/**
 * Writes the golden case of the schema of today to test/fixtures/case: `schema-1.bilocate.gz`, `schema-1.sql`, `schema-1.json`. Run it by hand, once
 * for each schema that is released; a golden case of a released schema is never written again.
 *
 *     node test/help/golden-case.ts
 */
function main(): void {
  const fixtures = fileURLToPath(new URL('../fixtures/case/', import.meta.url));
  const folder = mkdtempSync(join(tmpdir(), 'bilocate-golden-'));
  const session = sessionIn(folder);
  const path = join(folder, 'golden.bilocate');
  const file = createCase(path, { title: 'Golden case', number: 'G-1', caseId: session.newId() }, { ...session, pid: 1 });
  fill(file);
  closeCase(file);
  const read = openCaseToRead(path, session.recordsFolder);
  writeFileSync(join(fixtures, 'schema-1.sql'), schemaText(dbOf(read)));
  writeFileSync(join(fixtures, 'schema-1.json'), `${JSON.stringify({ contentDigest: contentDigest(read) }, null, 2)}\n`);
  closeCase(read);
  writeFileSync(join(fixtures, 'schema-1.bilocate.gz'), gzipSync(readFileSync(path), { level: 9 }));
  rmSync(folder, { recursive: true });
}

/** Something in every table. */
function fill(file: WriteCase): void {
  importTestFile(file, { name: 'one.jsonl', events: numbers(0, 30), skipEvery: 10 });
  importTestFile(file, { name: 'two.jsonl', events: numbers(20, 40) });
  importTestFile(file, { name: 'three.csv', events: [40], says: ['event.action', 'credential.id'] });
  importTestFile(file, { name: 'four.jsonl', events: [40] });
  setAcquisition(file, 1, { acquiredBy: 'B. Collector', tool: 'aws s3 sync', tenant: '111122223333' });
  const key = { tables: [{ role: 'asn', name: 'Example networks', vendor: 'Example', buildDate: '2026-01-01', sha256: 'aa', origin: 'embedded', licence: 'CC0', attribution: 'Example' }], versions: { ip: 1, agents: 1 } } as const;
  const { ips, agents } = unenriched(file, key);
  storeEnrichment(file, {
    ...key,
    ips: ips.map(({ id }) => ({ ip: id, asNumber: 64_500 + (id % 3), asOrganization: `Example Net ${id % 3}`, country: 'NL', region: null, city: null, latitude: null, longitude: null, accuracyKm: null, prefix: null, egress: 'hosting', networkTable: 'aa', countryTable: null, cityTable: null })),
    agents: agents.map(({ id }) => ({ agent: id, name: 'aws-cli', version: '2', os: null, deviceClass: 'cli', template: 'aws-cli/*' })),
  });
  storeLineage(file, {
    edges: [{ kind: 'issued', parent: 1, child: 2, event: 2, atMs: Date.UTC(2026, 0, 5), shown: 1, why: null, uses: 1, firstUseMs: Date.UTC(2026, 0, 5), lastUseMs: Date.UTC(2026, 0, 5) }],
    logins: [{ lead: 2, records: [{ event: 1, why: 'steps' }, { event: 2, why: 'lead' }] }],
  });
  const rule = { rule: 'golden', variant: 'corrected', version: 1, hash: 'h' } as const;
  storeRules(file, [{ ...rule, title: 'Golden rule', body: 'id: golden\n', origin: 'shipped' }]);
  const entity = { 'user.name': 'user1' };
  const run = beginHunt(file);
  storeFindings(file, run, [{
    ...rule, status: 'done', parameters: { networks: 2 }, dropped: [], fault: null,
    findings: [{
      ...rule, ruleVersion: 1, ruleHash: 'h', title: 'user1 in two places', severity: 'high', score: 50, filteredBy: null, actor: 'user1', entity, start: Date.UTC(2026, 0, 5), end: Date.UTC(2026, 0, 6), events: Int32Array.of(2, 22), values: {},
      explanation: { template: 'golden', text: 'It fired.', windows: [{ start: '2026-01-05T00:00:00Z', end: '2026-01-06T00:00:00Z', measured: { networks: 2 }, fired: true }], conditions: [], baseline: {}, dropped: [], wouldNotFire: [] },
    }],
    view: { rule: rule.rule, variant: rule.variant, ruleVersion: 1, ruleHash: 'h', columns: ['agent', 'n'], rows: [{ cells: ['aws-cli/*', 3], entity: { agent: 'aws-cli/*' }, start: 0, end: 1, events: Int32Array.of(1, 2, 3) }] },
  }]);
  endHunt(file, run, 'done');
  decide(file, { targetKind: 'finding', target: findingIdentity({ rule: rule.rule, variant: rule.variant, entity, start: Date.UTC(2026, 0, 5) }), kind: 'verdict', value: 'confirmed', reason: 'It is the golden case.' });
  setRuleParameter(file, { rule: rule.rule, variant: rule.variant, name: 'networks', value: 3, reason: 'The office has two.' });
  undoDecision(file);
  saveSet(file, { name: 'Office', kind: 'ip', entries: [{ value: '192.0.2.0/24', note: 'Oslo' }], validFrom: '2026-01-01', validTo: null, reason: 'From the network team.' });
}

main();
