import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditPage, closeCase, evidenceCard, keptMappings, type WriteCase } from '../../src-main/case/index.ts';
import { dbOf } from '../../src-main/case/handle.ts';
import { importOptions } from '../../src-main/contract/index.ts';
import { forecastImport } from '../../src-main/pipeline/forecast.ts';
import { readMapping } from '../../src-main/pipeline/mapping-yaml.ts';
import { remapEvidence } from '../../src-main/pipeline/widen.ts';
import { stopFlag } from '../../src-main/kit/stop.ts';
import { discard, failedChecks, importHere, newCase, openAgain, scratch, widenHere } from '../help/open-cases.ts';
import { trailRecord } from '../help/trail-records.ts';

const text = `format: 1
id: acme.vpn
title: Acme VPN
version: 2
dataset: custom
recognise: [Session Ref, { path: Kind, is: [connect, disconnect, ping] }]
skip:
  - { when: { path: Kind, is: ping }, why: keep-alive }
time: { path: At, written: 'dd/MM/yyyy HH:mm:ss', zone: Europe/Oslo }
fields:
  event.action: Kind
  event.category: { value: session }
  event.outcome: { path: Result, map: { OK: success, DENIED: failure }, else: unknown }
  user.name: { path: Client.Login, lower: true }
  source.ip: Client.IP
  session.id: Session Ref
  source.port: Client.Port
  target.name: { path: Groups, split: '|' }
`;
const more = text.replace('acme.vpn', 'acme.more').replace('recognise: [Session Ref, ', 'recognise: [');

const rows = Array.from({ length: 40 }, (_, i) => ({
  'At': `${String(1 + (i % 28)).padStart(2, '0')}/05/2026 10:00:${String(i % 60).padStart(2, '0')}`, 'Kind': i % 10 === 9 ? 'ping' : i % 2 === 0 ? 'connect' : 'disconnect', 'Result': i % 3 === 0 ? 'DENIED' : 'OK', 'Session Ref': `s-${i}`,
  'Client': { Login: `User${i % 4}@Example.com`, IP: `198.51.100.${i}`, Port: 40_000 + i }, 'Groups': 'staff|ops',
}));

let folder: string;
beforeAll(() => {
  folder = scratch('declared');
  const heads = ['At', 'Kind', 'Result', 'Session Ref', 'Client.Login', 'Client.IP', 'Client.Port', 'Groups'];
  const cells = rows.map(({ Client, ...row }) => [row.At, row.Kind, row.Result, row['Session Ref'], Client.Login, Client.IP, String(Client.Port), row.Groups].join(','));
  writeFileSync(join(folder, 'vpn.csv'), `${heads.join(',')}\n${cells.join('\n')}\n`);
  writeFileSync(join(folder, 'vpn.jsonl'), `${rows.map((row) => JSON.stringify(row)).join('\n')}\n`);
  writeFileSync(join(folder, 'vpn.json'), JSON.stringify(rows));
  writeFileSync(join(folder, 'mixed.jsonl'), `${[...rows.slice(0, 3), trailRecord(1), trailRecord(2), { other: 1 }].map((row) => JSON.stringify(row)).join('\n')}\n`);
});
afterAll(() => discard(folder));

let cases = 0;
const fresh = (): WriteCase => newCase(folder, `case-${(cases += 1)}.bilocate`);
const at = (name: string): string => join(folder, name);
const totals = (file: WriteCase): unknown => dbOf(file).prepare('SELECT sum(records) AS records, sum(events) AS events, sum(duplicates) AS duplicates, sum(skips) AS skips FROM member').get();
const mapped = (file: WriteCase, evidence: number): unknown => { const { dataset, mapper, byOverride } = evidenceCard(file, evidence)!.members[0]!; return [dataset, mapper?.replace(/@[0-9a-f]{12} /, '@… '), byOverride]; };
const actions = (file: WriteCase): readonly string[] => auditPage(file, { after: 0, limit: 1000, action: '', analyst: '' }).rows.map(({ action }) => action);

describe('a log that only the analyst knows', () => {
  test('becomes events; what the mapping refuses is skipped in its words; the case keeps its text', async () => {
    const file = fresh();
    const result = await importHere(file, [at('vpn.csv')], { own: [text] });
    expect(result.totals).toMatchObject({ records: 40, events: 36, skips: 4 });
    expect(mapped(file, 1)).toEqual(['custom', 'own:acme.vpn@… 2', false]);
    expect(dbOf(file).prepare('SELECT DISTINCT reason, detail FROM skip').all()).toEqual([{ reason: 'declared/refused', detail: 'keep-alive' }]);
    const [kept] = keptMappings(file);
    expect(kept).toMatchObject({ name: 'acme.vpn', version: 2, title: 'Acme VPN', dataset: 'custom', text });
    expect(evidenceCard(file, 1)!.members[0]!.mapper).toBe(`own:acme.vpn@${kept!.sha256.slice(0, 12)} 2`);
    expect(evidenceCard(file, 1)!.intake).toEqual({ scope: null, zone: null, dataset: null, offsets: [], own: [1] });
    expect(actions(file)).toContain('mapping.keep');
    expect(dbOf(file).prepare('SELECT min(time_ms) AS ms FROM event').get()).toEqual({ ms: Date.parse('2026-05-01T08:00:00Z') });
    expect(failedChecks(file)).toEqual([]);
    dbOf(file).prepare(`UPDATE mapping SET text = replace(text, 'lower: true', 'upper: true')`).run();
    expect(failedChecks(file)).toEqual(['mappings: mapping 1 is not the text of its hash']);
    closeCase(file);
  });

  test('the same log as CSV, JSON Lines and JSON is the same events', async () => {
    const file = fresh();
    await importHere(file, [at('vpn.csv')], { own: [text] });
    for (const name of ['vpn.jsonl', 'vpn.json']) expect((await importHere(file, [at(name)], { own: [text] })).totals).toMatchObject({ records: 40, events: 0, duplicates: 36, skips: 4 });
    expect(keptMappings(file)).toHaveLength(1);
    closeCase(file);
  });

  test('records of built-in sources in the same file stay theirs, and what nobody knows is unknown', async () => {
    const file = fresh();
    await importHere(file, [at('mixed.jsonl')], { own: [text] });
    expect(totals(file)).toEqual({ records: 6, events: 5, duplicates: 0, skips: 1 });
    expect(dbOf(file).prepare('SELECT v.text AS dataset, count(*) AS n FROM event e JOIN value v ON v.id = e.event_dataset GROUP BY 1 ORDER BY 1').all()).toEqual([{ dataset: 'aws.cloudtrail', n: 2 }, { dataset: 'custom', n: 3 }]);
    closeCase(file);
  });
});

describe('the word of the analyst', () => {
  test('a mapping that is named for a file reads all of it, records of built-in sources too', async () => {
    const file = fresh();
    const trail = `format: 1\nid: mine\ntitle: Mine\nversion: 1\ndataset: custom\nrecognise: [eventName]\ntime: eventTime\nfields: { event.action: eventName }\n`;
    writeFileSync(at('trail.jsonl'), `${JSON.stringify(trailRecord(5))}\n${JSON.stringify(trailRecord(6))}\n`);
    await importHere(file, [at('trail.jsonl')], { own: [trail], options: { files: [{ path: 'trail.jsonl', mapping: 'mine' }] } });
    expect(mapped(file, 1)).toEqual(['custom', 'own:mine@… 1', true]);
    const plain = fresh();
    await importHere(plain, [at('trail.jsonl')], { own: [trail] });
    expect(mapped(plain, 1)).toEqual(['aws.cloudtrail', 'aws.cloudtrail 2', false]);
    closeCase(file);
    closeCase(plain);
  });
  test('one that does not lie beside the case is refused before anything is read', async () => {
    const file = fresh();
    await expect(importHere(file, [at('vpn.csv')], { own: [text], options: { files: [{ path: 'vpn.csv', mapping: 'other' }] } })).rejects.toMatchObject({ code: 'import/bad-option', params: { option: 'mapping', value: 'other' } });
    closeCase(file);
  });
});

describe('a mapping that comes after the evidence', () => {
  test('reads it again when the file is offered again, and from the case alone', async () => {
    const file = fresh();
    expect((await importHere(file, [at('vpn.csv')])).totals).toMatchObject({ records: 40, events: 0, skips: 40 });
    const again = await importHere(file, [at('vpn.csv')], { own: [text] });
    expect(again.totals).toMatchObject({ events: 36, skips: 4 });
    expect(again.files[0]).toMatchObject({ sameAs: 'E1' });
    expect(totals(file)).toEqual({ records: 40, events: 36, duplicates: 0, skips: 4 });
    expect(actions(file)).toContain('evidence.remap');
    expect((await importHere(file, [at('vpn.csv')], { own: [text] })).totals).toMatchObject({ events: 0, duplicates: 36 });
    expect(failedChecks(file)).toEqual([]);
    closeCase(file);

    const other = fresh();
    await importHere(other, [at('mixed.jsonl')]);
    expect(totals(other)).toEqual({ records: 6, events: 2, duplicates: 0, skips: 4 });
    const remap = (...own: readonly string[]) => remapEvidence(other, { evidence: 1, own: own.map((one) => ({ text: one, mapping: readMapping(one, 'a').mapping! })), stop: stopFlag(), progress: () => undefined });
    expect((await remap(text)).totals).toMatchObject({ events: 3 });
    expect(totals(other)).toEqual({ records: 6, events: 5, duplicates: 0, skips: 1 });
    await expect(remap(text)).rejects.toMatchObject({ code: 'mapping/nothing-new' });
    expect(failedChecks(other)).toEqual([]);
    closeCase(other);
  });

  test('what was read by a mapping is widened by its text in the case, whatever lies beside it by then', async () => {
    const name = `case-${cases + 1}.bilocate`;
    const file = fresh();
    await importHere(file, [at('vpn.csv')], { own: [text], options: { scope: { from: '2026-05-10T00:00:00.000Z' } } });
    const before = totals(file) as { events: number };
    expect(before.events).toBeLessThan(30);
    closeCase(file);
    const later = openAgain(folder, name);
    await widenHere(later, null);
    expect(totals(later)).toEqual({ records: 40, events: 36, duplicates: 0, skips: 4 });
    expect(failedChecks(later)).toEqual([]);
    closeCase(later);
  });

  test('of two that know a record the surest takes it, then the first by its id', async () => {
    const file = fresh();
    await importHere(file, [at('vpn.csv')], { own: [text, more] });
    expect(mapped(file, 1)).toEqual(['custom', 'own:acme.more@… 2', false]);
    closeCase(file);
  });
});

test('a forecast names the mapping that takes the file', async () => {
  const own = [{ text, mapping: readMapping(text, 'a').mapping! }];
  const { files } = await forecastImport({ paths: [at('vpn.csv')], inbox: null, options: importOptions.parse({}), own, near: folder }, { now: () => performance.now() });
  expect(files[0]).toMatchObject({ dataset: 'custom', mapping: { id: 'acme.vpn', title: 'Acme VPN', version: 2 }, confidence: 1, events: 36, unknown: 0, first: '2026-05-01T08:00:00Z' });
});
