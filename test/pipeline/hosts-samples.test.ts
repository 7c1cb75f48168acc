import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { closeCase } from '../../src-main/case/index.ts';
import { discard, failedChecks, importHere, newCase, root, scratch } from '../help/open-cases.ts';
import { sampleFolder, type SampleRow } from '../help/sample-tables.ts';

const folders = ['process', 'k8s', 'extra'] as const;
const present = existsSync(sampleFolder('process'));
if (!present) console.log('Skipped: the public sample logs are not beside the repository; their licences keep them out of it.');

const tables = readdirSync(`${root}test/sources`).filter((name) => name.endsWith('-sample-rows.ts')).toSorted();

/** Files of a folder of the tests. */
const filesIn = (folder: string): readonly string[] => readdirSync(`${root}test/${folder}`).map((name) => `${root}test/${folder}/${name}`);

/** Rows of every table: each is a list, or lists by folder. */
async function everyRow(): Promise<readonly (SampleRow & { readonly table: string })[]> {
  const all = await Promise.all(tables.map(async (table) => {
    const { rows } = await import(new URL(`../sources/${table}`, import.meta.url).href) as { readonly rows: readonly SampleRow[] | Readonly<Record<string, readonly SampleRow[]>> };
    const lists = Array.isArray(rows) ? [rows as readonly SampleRow[]] : Object.values(rows);
    return lists.flat().map((row) => ({ ...row, table }));
  }));
  return all.flat();
}

describe.skipIf(!present)('samples of clusters, hosts and other providers', () => {
  test.each(folders)('every file of %s stands in one table, and in no other', async (folder) => {
    const rows = await everyRow();
    const counted = readdirSync(sampleFolder(folder)).map((file) => [file, rows.filter((row) => row.file === file).map(({ table }) => table)] as const);
    expect(counted.filter(([, found]) => found.length !== 1)).toEqual([]);
  });
  test('no table names a file that is not there', async () => {
    const files = new Set(folders.flatMap((folder) => readdirSync(sampleFolder(folder))));
    expect((await everyRow()).filter(({ file }) => !files.has(file))).toEqual([]);
  });
  test('rows balance', async () => {
    const odd = (await everyRow()).filter((row) => row.records !== row.events + row.duplicates + row.folded + Object.values(row.skips).reduce((all, one) => all + one, 0));
    expect(odd).toEqual([]);
  });
  test('all of them in one case: every record is accounted for, and what is skipped is what each file skips alone', async () => {
    const rows = await everyRow();
    const scratchFolder = scratch('hosts');
    const file = newCase(scratchFolder);
    try {
      const { totals } = await importHere(file, folders.flatMap((folder) => readdirSync(sampleFolder(folder)).map((name) => `${sampleFolder(folder)}/${name}`)));
      const sum = (of: (row: SampleRow) => number): number => rows.reduce((all, row) => all + of(row), 0);
      expect(totals).toMatchObject({ records: sum((row) => row.records), skips: sum((row) => Object.values(row.skips).reduce((all, one) => all + one, 0)), outOfScope: 0 });
      expect(totals.records).toBe(totals.events + totals.duplicates + totals.folded + totals.skips);
      // Files that tell the same events share them: never more than each alone, and nearly as many.
      expect(totals.events).toBeLessThanOrEqual(sum((row) => row.events));
      expect(totals.events).toBeGreaterThan(sum((row) => row.events) * 0.9);
      expect(failedChecks(file)).toEqual([]);
    } finally {
      closeCase(file);
      discard(scratchFolder);
    }
  }, 60_000);
  test('every table is checked by a test', () => {
    const tests = [...filesIn('sources'), ...filesIn('pipeline')].filter((name) => name.endsWith('.test.ts')).map((name) => readFileSync(name, 'utf8')).join('\n');
    const unchecked = tables.filter((table) => !tests.includes(`/${table}'`));
    expect(unchecked).toEqual([]);
  });
});
