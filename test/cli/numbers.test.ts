import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { proposedForReport, type CaseSummary, type EvidencePage, type EventRow, type Finding, type FindingPage, type Ledger, type Page } from '../../src-main/contract/index.ts';
import { openApp } from '../../src-main/host/open-app.ts';
import { cli } from '../help/cli.ts';
import { discard, fixtures, scratch } from '../help/open-cases.ts';
import { sqlRows } from '../help/sql.ts';
import { deliveryOf, stolenKey } from '../help/trail-records.ts';
import { allFindings, findingsOn } from '../help/findings.ts';

const tool = 'sqlite3';
const shell = spawnSync(tool, ['--version']).error === undefined;
const poppler = spawnSync('pdftotext', ['-v']).error === undefined;
if (!shell) console.log('Skipped in part: the sqlite3 shell is not installed; the same questions are asked through a library.');
if (!poppler) console.log('Skipped in part: pdftotext is not installed (Debian: poppler-utils); the printed figures are not compared.');

/** What one way of looking says of a case. */
interface Figures {
  /** SHA-256 of every exhibit, in their order. */
  readonly evidence: readonly string[];
  readonly ledger: Ledger;
  readonly findings: readonly { readonly id: string; readonly events: number }[];
}

let home: string;
let path: string;
let json: readonly Finding[];
let expected: Figures;
const byId = (a: { readonly id: string }, b: { readonly id: string }) => (a.id < b.id ? -1 : 1);

beforeAll(async () => {
  home = scratch('numbers');
  path = join(home, 'a.bilocate');
  const evidence = join(home, 'evidence');
  mkdirSync(evidence);
  for (const day of [3, 4, 5]) writeFileSync(join(evidence, `${day}.json.gz`), gzipSync(deliveryOf(stolenKey(Date.UTC(2026, 1, day)).map((record, i) => ({ ...record, eventID: `d${day}-${i}` })))));
  for (const name of ['lines.jsonl', 'array.json', 'insight.json']) writeFileSync(join(evidence, name), readFileSync(join(fixtures, name)));
  writeFileSync(join(evidence, 'torn.jsonl'), `${readFileSync(join(fixtures, 'lines.jsonl'), 'utf8')}{"cut`);
  const run = await cli(['hunt', evidence, '--case', path, '--report', join(home, 'r.pdf'), '--json', join(home, 'f.json')], home);
  expect(run, run.stderr).toMatchObject({ code: 0 });
  json = JSON.parse(readFileSync(join(home, 'f.json'), 'utf8')) as Finding[];
  const names = ['3.json.gz', '4.json.gz', '5.json.gz', 'array.json', 'insight.json', 'lines.jsonl', 'torn.jsonl'];
  expected = {
    evidence: names.map((name) => createHash('sha256').update(readFileSync(join(evidence, name))).digest('hex')),
    ledger: { records: 3 * 33 + 3 * 10 + 2, events: 3 * 33 + 10, duplicates: 20, skips: 2, folded: 0, outOfScope: 0 },
    findings: json.map((one) => ({ id: one.id, events: one.eventCount })).sort(byId),
  };
});
afterAll(() => discard(home));

describe('the numbers agree', () => {
  test('in the JSON with what was given', () => {
    expect(json.filter((one) => one.variant === 'corrected').length).toBeGreaterThanOrEqual(4);
    for (const one of json) expect(one.events).toHaveLength(one.eventCount);
  });

  test('in the app', async () => {
    const app = openApp({ environment: { BILOCATE_HOME: home }, host: 'test' });
    try {
      const ask = async <T>(name: string, input: unknown = {}): Promise<T> => {
        const reply = await app.answer(name, input);
        if (!reply.ok) throw new Error(reply.fault.code);
        return reply.value as T;
      };
      await ask('analyst.set', { name: 'Ada' });
      await ask('case.open', { path });
      const { ledger, findings: count } = await ask<CaseSummary>('case.summary');
      const rows = findingsOn(await ask<FindingPage>('finding.list', allFindings));
      const { rows: cards, totals } = await ask<EvidencePage>('evidence.list');
      expect(totals).toMatchObject({ exhibits: expected.evidence.length, hashed: expected.evidence.length, ledger });
      expect({ evidence: cards.map((card) => card.sha256), ledger, findings: rows.map((row) => ({ id: row.id, events: row.eventCount })).sort(byId) }).toEqual(expected);
      expect(count).toBe(expected.findings.length);
      for (const row of rows) expect((await ask<Page<EventRow>>('finding.events', { finding: row.id, limit: 1000 })).rows.map((event) => event.id)).toEqual(json.find((one) => one.id === row.id)!.events);
    } finally {
      await app.close();
    }
  });

  const questions = {
    evidence: 'SELECT lower(hex(sha256)) AS sha256 FROM evidence ORDER BY id',
    ledger: 'SELECT sum(records) AS records, sum(events) AS events, sum(duplicates) AS duplicates, sum(skips) AS skips, sum(folded) AS folded, sum(out_of_scope) AS outOfScope FROM member',
    findings: `SELECT lower(hex(f.identity)) AS id, v.event_count AS events FROM finding f JOIN finding_version v ON v.id = f.version WHERE f.state <> 'gone' ORDER BY 1`,
    rows: `SELECT (SELECT count(*) FROM event) AS events, (SELECT count(*) FROM place) AS places, (SELECT count(*) FROM skip) AS skips`,
  };
  const check = (ask: (sql: string) => Record<string, unknown>[]) => {
    expect({ evidence: ask(questions.evidence).map((row) => row['sha256']), ledger: ask(questions.ledger)[0], findings: ask(questions.findings) }).toEqual(expected);
    const { events, duplicates, skips } = expected.ledger;
    expect(ask(questions.rows)[0]).toEqual({ events, places: events + duplicates, skips });
  };
  test('by plain SQL', () => check((sql) => sqlRows(path, sql)));
  test.skipIf(!shell)('in the sqlite3 shell', () => check((sql) => JSON.parse(spawnSync(tool, ['-readonly', '-json', path, sql], { encoding: 'utf8' }).stdout) as Record<string, unknown>[]));

  test.skipIf(!poppler)('in the printed report', () => {
    const text = spawnSync('pdftotext', ['-layout', join(home, 'r.pdf'), '-'], { encoding: 'utf8', maxBuffer: 1 << 26 }).stdout;
    const flat = text.replaceAll(/\s+/g, ' ');
    for (const sha256 of expected.evidence) expect(flat).toContain(sha256);
    const { records, events, duplicates, skips } = expected.ledger;
    expect(flat).toContain(`${records} records = ${events} events + ${duplicates} duplicates + ${skips} skipped + 0 folded + 0 out of scope`);
    // All are counted; what the app proposes is told one by one: of corrected rules those of at least medium severity.
    const told = json.filter((one) => proposedForReport({ ...one, state: 'new', filteredBy: null }));
    expect(told.length).toBeGreaterThanOrEqual(3);
    expect(flat).toContain(`They gave ${json.length} findings, of which ${told.length} are told here.`);
    const numbered = [...text.matchAll(/^ *(\d{3}) +(?:Critical|High|Medium|Low|Info)\b.*?(\d+) +Open/gm)].map((found) => Number(found[2]));
    expect(numbered.toSorted((a, b) => a - b)).toEqual(told.map((one) => one.eventCount).toSorted((a, b) => a - b));
    const byRule = Object.groupBy(json, (one) => `${one.rule}/${one.variant}`);
    // A column of the table has room for the beginning of an id.
    const ids = [...new Set(json.map(({ rule }) => rule.slice(0, 14)))].join('|');
    const perRule = [...text.matchAll(new RegExp(`^ *(?:${ids})\\S* .*? {2,}(\\d+) {2,}(\\d+) *$`, 'gm'))].map((found) => Number(found[1])).filter((count) => count > 0);
    const counts = Object.values(byRule).map((all) => all!.length);
    expect(perRule.toSorted((x, y) => x - y)).toEqual(counts.toSorted((x, y) => x - y));
  });
});
