import { createHash } from 'node:crypto';
import { appendFileSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeCase, contentDigest, eventDetail, everyExhibit, findingsJson, type WriteCase } from '../../src-main/case/index.ts';
import { bytesBalance, ledgerBalances } from '../../src-main/contract/index.ts';
import { enrichCase } from '../../src-main/pipeline/enrich-case.ts';
import { lookUp } from '../../src-main/pipeline/enrich.ts';
import { huntColumns, rulesOf } from '../../src-main/pipeline/hunt.ts';
import type { ImportResult } from '../../src-main/pipeline/import-result.ts';
import { loadColumns } from '../../src-main/pipeline/load-columns.ts';
import { storeHunt } from '../../src-main/pipeline/store-hunt.ts';
import { discard, failedChecks, fixtures, importHere, newCase, openAgain, resources, scratch } from '../help/open-cases.ts';
import { sqlNumber, sqlRows } from '../help/sql.ts';

/** The same ten events in every shape that CloudTrail comes in; `shape` is how the bytes are laid out. */
const shapes: readonly (readonly [file: string, shape: string])[] = [
  ['s3-delivery.json', 'json-envelope'],
  ['array.json', 'json-array'],
  ['lines.jsonl', 'json-lines'],
  ['concatenated.json', 'json-objects'],
  ['lookup-events.json', 'json-envelope'],
  ['lookup-events-lines.jsonl', 'json-lines'],
  ['cloudwatch-subscription.json', 'json-object'],
  ['raw-envelopes.json', 'json-array'],
  ['logstash.jsonl', 'json-lines'],
];
const ten = (file: string) => join(fixtures, file);

let folder: string;
beforeAll(() => {
  folder = scratch('shapes');
});
afterAll(() => discard(folder));

let cases = 0;
async function withCase<T>(work: (file: WriteCase) => Promise<T> | T): Promise<T> {
  const file = newCase(folder, `case-${++cases}.bilocate`);
  try {
    return await work(file);
  } finally {
    closeCase(file);
  }
}

function expectBalance(file: WriteCase, result: ImportResult): void {
  for (const one of result.files) expect(ledgerBalances(one), one.path).toBe(true);
  expect(ledgerBalances(result.totals)).toBe(true);
  for (const card of [...everyExhibit(file)]) {
    expect(bytesBalance(card.byteLedger)).toBe(true);
    for (const member of card.members) {
      expect(ledgerBalances(member.ledger)).toBe(true);
      expect(bytesBalance(member.byteLedger)).toBe(true);
      expect(member.byteLedger.total).toBe(member.bytes);
    }
  }
  expect(failedChecks(file)).toEqual([]);
}

async function hunt(file: WriteCase): Promise<void> {
  await enrichCase(file, { resources, own: [] }, lookUp);
  const order = { rules: [], parameters: {} };
  const outcome = huntColumns(loadColumns(file, join(folder, 'cache')), rulesOf({ resources, own: null }, []), order, { stop: () => false, now: () => 0, progress: () => undefined });
  storeHunt(file, outcome);
}

describe('each shape by itself gives the ten events', () => {
  test.each(shapes)('%s', async (name, shape) => {
    await withCase(async (file) => {
      const bytes = readFileSync(ten(name));
      const result = await importHere(file, [ten(name)]);
      expect(result.files).toEqual([
        expect.objectContaining({
          member: null, dataset: 'aws.cloudtrail', shape, records: 10, events: 10, duplicates: 0, skips: 0, folded: 0, outOfScope: 0, fault: null, sameAs: null,
          bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'),
        }),
      ]);
      expectBalance(file, result);
    });
  });
});

describe('trap 16: exports that overlap: all shapes in one case', () => {
  test('are ten events with a place in each file; all else are duplicates', async () => {
    await withCase(async (file) => {
      const result = await importHere(file, [...shapes.map(([name]) => ten(name)), ten('one-record.json')]);
      expect(result.totals).toEqual({ records: 91, events: 10, duplicates: 81, skips: 0, folded: 0, outOfScope: 0 });
      expectBalance(file, result);
      for (let event = 1; event <= 10; event += 1) {
        const detail = eventDetail(file, event);
        const third = detail.fields.find((one) => one.field === 'event.action')?.value === 'DescribeInstances';
        expect(detail.places).toHaveLength(shapes.length + (third ? 1 : 0));
        expect(new Set(detail.places.map((place) => place.file)).size).toBe(detail.places.length);
        expect(detail.conflicts).toEqual([]);
      }
    });
  });

  test('in any order they say the same, and the hunt finds the same', async () => {
    const names = shapes.map(([name]) => name);
    const facts = [];
    for (const order of [names, names.toReversed(), [...names.slice(4), ...names.slice(0, 4)]]) {
      facts.push(await withCase(async (file) => {
        for (const name of order) await importHere(file, [ten(name)]);
        await hunt(file);
        return { digest: contentDigest(file), findings: findingsJson(file) };
      }));
    }
    expect(facts[0]!.findings.length).toBeGreaterThan(0);
    expect(facts[1]).toEqual(facts[0]);
    expect(facts[2]).toEqual(facts[0]);
  });

  test('packed they are the same ten: gzip, gzip of two members, and by the name of another kind', async () => {
    await withCase(async (file) => {
      const packed = join(folder, 'packed');
      mkdirSync(packed, { recursive: true });
      writeFileSync(join(packed, 'a.json.gz'), gzipSync(readFileSync(ten('s3-delivery.json'))));
      const lines = readFileSync(ten('lines.jsonl'));
      writeFileSync(join(packed, 'b.jsonl.gz'), Buffer.concat([gzipSync(lines.subarray(0, 5000)), gzipSync(lines.subarray(5000))]));
      copyFileSync(ten('array.json'), join(packed, 'c.csv'));
      const result = await importHere(file, [packed]);
      expect(result.totals).toEqual({ records: 30, events: 10, duplicates: 20, skips: 0, folded: 0, outOfScope: 0 });
      expect(result.files.map((one) => one.shape)).toEqual(['json-envelope', 'json-lines', 'json-array']);
      expectBalance(file, result);
    });
  });
});

test('the tables answer for what the events name, and the case says which table did', async () => {
  const path = await withCase(async (file) => {
    await importHere(file, [ten('lines.jsonl')]);
    expect(await enrichCase(file, { resources, own: [] }, lookUp)).toEqual({ ips: 6, agents: 5 });
    expect(await enrichCase(file, { resources, own: [] }, lookUp), 'a second run has nothing left to ask').toEqual({ ips: 0, agents: 0 });
    return file.path;
  });
  const rows = sqlRows<Record<string, unknown>>(path, `SELECT i.text, i.type, e.as_number AS asn, e.country, e.egress, t.sha256 AS networkTable
    FROM ip i JOIN ip_enrichment e ON e.ip = i.id LEFT JOIN geo_table t ON t.id = e.network_table ORDER BY i.text`);
  const manifest = JSON.parse(readFileSync(join(resources, 'geo', 'manifest.json'), 'utf8')) as unknown;
  const by = Object.fromEntries(rows.map((row) => [row['text'], row]));
  expect(by['45.142.37.9']).toMatchObject({ type: 'public', asn: 62240, country: 'NL', egress: 'hosting' });
  expect(by['85.255.33.41']).toMatchObject({ type: 'public', asn: 29695, country: 'NO' });
  expect(by['2601:281:8000:1::2a']).toMatchObject({ type: 'public', asn: 7922, country: 'US' });
  expect(by['10.20.30.40']).toMatchObject({ type: 'private', asn: null, country: null });
  expect(by['cloudformation.amazonaws.com']).toMatchObject({ type: 'service', asn: null });
  const hash = String(by['45.142.37.9']!['networkTable']);
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(JSON.stringify(manifest)).toContain(hash);
  expect(sqlNumber(path, 'SELECT count(*) FROM agent_enrichment WHERE template IS NOT NULL')).toBe(5);
});

describe('trap 16: what lies in the same folders and is no event is named for what it is: digests, Insight', () => {
  test.each([
    ['digest.json', 'aws.cloudtrail/digest'],
    ['insight.json', 'aws.cloudtrail/insight'],
    ['control-message.json', 'envelope/control-message'],
  ])('%s', async (name, reason) => {
    await withCase(async (file) => {
      const result = await importHere(file, [ten(name)]);
      expect(result.totals).toEqual({ records: 1, events: 0, duplicates: 0, skips: 1, folded: 0, outOfScope: 0 });
      expect(result.files[0]!.fault).toMatchObject({ code: 'evidence/not-events', params: { reason } });
      expectBalance(file, result);
    });
  });
});

describe('the same bytes again', () => {
  test('trap 27: under another name add no row but one in the log, and say which exhibit they are', async () => {
    const again = join(folder, 'copy of delivery.txt');
    copyFileSync(ten('s3-delivery.json'), again);
    const path = await withCase(async (file) => {
      await importHere(file, [ten('s3-delivery.json')]);
      return file.path;
    });
    const tables = ['event', 'place', 'evidence', 'member', 'block', 'skip', 'value', 'identifier', 'ip', 'user_agent', 'actor', 'event_value', 'event_conflict'];
    const rows = () => tables.map((table) => [table, sqlNumber(path, `SELECT count(*) FROM ${table}`)]);
    const before = rows();
    const file = openAgain(folder, path.slice(folder.length + 1));
    const digest = contentDigest(file);
    const result = await importHere(file, [again]);
    expect(contentDigest(file)).toBe(digest);
    closeCase(file);
    expect(result.files).toEqual([expect.objectContaining({ path: again, sameAs: 'E1', events: 0, duplicates: 10, records: 10, fault: null })]);
    expect(ledgerBalances(result.totals)).toBe(true);
    expect(rows()).toEqual(before);
    expect(sqlRows<{ payload: string }>(path, `SELECT payload FROM audit WHERE action = 'evidence.repeat'`).map((row) => (JSON.parse(row.payload) as { path: string }).path)).toEqual([again]);
  });

  test('twice in one import are read once', async () => {
    await withCase(async (file) => {
      const twice = join(folder, 'twice');
      mkdirSync(twice, { recursive: true });
      for (const name of ['a.json', 'b.json', 'c.json']) copyFileSync(ten('array.json'), join(twice, name));
      const result = await importHere(file, [twice]);
      expect(result.files.map((one) => [one.events, one.duplicates, one.sameAs])).toEqual([[10, 0, null], [0, 10, 'E1'], [0, 10, 'E1']]);
      expectBalance(file, result);
    });
  });

  test('with one byte more are another file: its events are duplicates with places of their own', async () => {
    await withCase(async (file) => {
      const longer = join(folder, 'longer.json');
      copyFileSync(ten('array.json'), longer);
      appendFileSync(longer, '\n');
      await importHere(file, [ten('array.json')]);
      const result = await importHere(file, [longer]);
      expect(result.files[0]).toMatchObject({ sameAs: null, events: 0, duplicates: 10 });
      expect(eventDetail(file, 1).places.map((place) => place.file)).toEqual(['array.json', 'longer.json']);
      expectBalance(file, result);
    });
  });

  test('of a file that gave nothing say so again and add no row', async () => {
    const nothing = join(folder, 'nothing');
    mkdirSync(nothing, { recursive: true });
    writeFileSync(join(nothing, 'empty.json'), '');
    writeFileSync(join(nothing, 'notes.txt'), 'Bring the USB stick back.\n');
    copyFileSync(ten('digest.json'), join(nothing, 'digest.json'));
    const path = await withCase(async (file) => {
      const first = await importHere(file, [nothing]);
      expect(first.files.map((one) => one.fault?.code)).toEqual(['evidence/not-events', 'evidence/empty', 'evidence/unrecognised']);
      const evidence = [...everyExhibit(file)].length;
      const second = await importHere(file, [nothing]);
      expect(second.totals).toEqual({ ...first.totals, duplicates: 0 });
      expect(second.files.map((one) => one.sameAs)).toEqual(['E1', 'E2', 'E3']);
      expect([...everyExhibit(file)]).toHaveLength(evidence);
      expectBalance(file, second);
      return file.path;
    });
    expect(sqlNumber(path, 'SELECT count(*) FROM evidence')).toBe(3);
  });
});

test('one vendor id on two contents: both are kept, and each names the other', async () => {
  const path = await withCase(async (file) => {
    await importHere(file, [ten('s3-delivery.json')]);
    const result = await importHere(file, [ten('same-id-other-content.json')]);
    expect(result.totals).toMatchObject({ records: 1, events: 1, duplicates: 0 });
    expect(eventDetail(file, 11).conflicts).toEqual([3]);
    expect(eventDetail(file, 3).conflicts).toEqual([11]);
    expectBalance(file, result);
    return file.path;
  });
  expect(sqlRows(path, 'SELECT event, other FROM event_conflict')).toEqual([{ event: 11, other: 3 }]);
});

test('what the analyst says of a file stands beside it, and a hash that does not fit is told', async () => {
  await withCase(async (file) => {
    await importHere(file, [ten('array.json')], { acquisition: { exhibit: 'USB-7', acquiredBy: 'I. Sørli', expectedSha256: '00' } });
    expect([...everyExhibit(file)][0]).toMatchObject({ exhibit: 'USB-7', hashCheck: 'mismatched', acquisition: { acquiredBy: 'I. Sørli' } });
  });
});
