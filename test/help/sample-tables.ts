import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeCase, everyExhibit } from '../../src-main/case/index.ts';
import { dbOf } from '../../src-main/case/handle.ts';
import { bytesBalance, type Dataset } from '../../src-main/contract/index.ts';
import { discard, failedChecks, importHere, newCase, root, scratch } from './open-cases.ts';

/**
 * What a case says of one sample file, counted beforehand by something else than our own code. Rows stand in `test/sources/<name>-sample-rows.ts` (`export const rows: SampleRows`), beside
 * the test that gives them to `checkSamples`, so that `test/pipeline/hosts-samples.test.ts` can see that every file of the samples is in one table, and in no other.
 */
export interface SampleRow {
  readonly file: string;
  /** Shape that was recognised: `json-lines`, `json-array`, `csv`, `text` … */
  readonly shape: string;
  /** The log that most of its records are of; null where none is. */
  readonly dataset: Dataset | null;
  readonly records: number;
  readonly events: number;
  readonly duplicates: number;
  readonly folded: number;
  /** Skipped records by reason. */
  readonly skips: Readonly<Record<string, number>>;
}

/** Tables by folder of the samples (`process`, `k8s`, `extra`). */
export type SampleRows = Readonly<Record<string, readonly SampleRow[]>>;

/** A folder of the public samples; they lie beside the repository, or are absent. */
export const sampleFolder = (folder: string): string => join(root, '..', 'shared', 'samples', folder);

/** Tests, one a row: the file is imported into a case of its own, and ledger, shape, dataset, skips by reason, balance of the bytes and every check of verify are compared. Skipped where there are no samples. */
export function checkSamples(folder: string, rows: readonly SampleRow[]): void {
  const samples = sampleFolder(folder);
  const present = existsSync(samples);
  if (!present) console.log('Skipped: the public sample logs are not beside the repository; their licences keep them out of it.');
  describe.skipIf(!present)(`public samples of ${folder}, imported`, () => {
    let scratchFolder: string;
    beforeAll(() => {
      scratchFolder = scratch('samples');
    });
    afterAll(() => discard(scratchFolder));

    test.each(rows)('$file: $shape, $dataset', async (row) => {
      const file = newCase(scratchFolder, `${rows.indexOf(row)}.bilocate`);
      try {
        const { totals, files } = await importHere(file, [join(samples, row.file)]);
        const skips = Object.fromEntries(dbOf(file).prepare('SELECT reason, count(*) FROM skip GROUP BY reason ORDER BY reason').raw().all() as [string, number][]);
        expect({ file: row.file, shape: files[0]?.shape, dataset: files[0]?.dataset, records: totals.records, events: totals.events, duplicates: totals.duplicates, folded: totals.folded, skips }).toEqual(row);
        expect({ skips: totals.skips, outOfScope: totals.outOfScope }).toEqual({ skips: Object.values(row.skips).reduce((all, one) => all + one, 0), outOfScope: 0 });
        expect(totals.records).toBe(totals.events + totals.duplicates + totals.folded + totals.skips);
        expect([...everyExhibit(file)].every((card) => bytesBalance(card.byteLedger) && card.byteLedger.total > 0)).toBe(true);
        expect(failedChecks(file)).toEqual([]);
      } finally {
        closeCase(file);
      }
    });
  });
}
