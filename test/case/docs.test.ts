import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { datasets } from '../../src-main/contract/index.ts';
import { auditHead, closeCase, eventDetail, openCaseToRead, type ReadCase } from '../../src-main/case/index.ts';
import { dbOf } from '../../src-main/case/handle.ts';
import { datasetColumns, datasetTable } from '../../src-main/case/schema-fields.ts';
import { sessionIn, tempFolder } from '../help/case-events.ts';

const root = new URL('../../', import.meta.url);
const docs = readFileSync(new URL('docs/case-file.md', root), 'utf8');
const codes = (language: string): readonly string[] => [...docs.matchAll(new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``, 'g'))].map((match) => match[1]!);
const { folder, remove } = tempFolder();
const path = `${folder}/golden.bilocate`;
let file: ReadCase;

beforeAll(() => {
  writeFileSync(path, gunzipSync(readFileSync(fileURLToPath(new URL('test/fixtures/case/schema-1.bilocate.gz', root)))));
  file = openCaseToRead(path, sessionIn(folder).recordsFolder);
});
afterAll(() => {
  closeCase(file);
  remove();
});

test('every table and column is named on the page', () => {
  const db = dbOf(file);
  const words = new Set(docs.match(/[a-z][a-z0-9_]*/g));
  // Columns of narrow tables are fields; the page says where to read of them.
  const narrow = new Map(datasets.map((dataset) => [datasetTable(dataset), new Set(['event', ...datasetColumns(dataset).map(({ column }) => column)])]));
  const missing = (db.prepare(`SELECT t.name AS "table", c.name AS "column" FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table'`).all() as { table: string; column: string }[])
    .filter((one) => !narrow.get(one.table)?.has(one.column))
    .filter((one) => !words.has(one.table) || (one.column !== 'id' && !words.has(one.column)));
  expect(missing).toEqual([]);
});

test.each(codes('sql').map((sql) => [sql.split('\n')[0]!, sql]))('%s … answers', (_, sql) => {
  expect(dbOf(file).prepare(sql).all().length).toBeGreaterThan(0);
});

const hasPython = spawnSync('python3', ['--version']).status === 0;
const hasZstd = spawnSync('zstd', ['--version']).status === 0;

test.skipIf(!hasPython)('the chain of the log holds for the script on the page', () => {
  const script = codes('python').find((code) => code.includes('audit_chain'))!;
  expect(execFileSync('python3', ['-c', script, path], { encoding: 'utf8' })).toContain(auditHead(file).head);
});

test.skipIf(!hasPython || !hasZstd)('the script on the page finds the bytes of a record', () => {
  const script = codes('python').find((code) => code.includes('zstd'))!;
  const { rawSha256, raw } = eventDetail(file, 3);
  expect(execFileSync('python3', ['-c', script, path, '3'], { encoding: 'utf8' }).trim()).toBe(`${rawSha256} ${raw}`);
});
