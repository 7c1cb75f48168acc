import { join } from 'node:path';
import { makeMonth } from '../../scripts/sample/month.ts';
import { closeCase, type WriteCase } from '../../src-main/case/index.ts';
import type { Columns } from '../../src-main/columns/index.ts';
import type { Rule } from '../../src-main/hunt/index.ts';
import { enrichCase } from '../../src-main/pipeline/enrich-case.ts';
import { lookUp } from '../../src-main/pipeline/enrich.ts';
import { huntColumns, rulesOf } from '../../src-main/pipeline/hunt.ts';
import { loadColumns } from '../../src-main/pipeline/load-columns.ts';
import { storeHunt } from '../../src-main/pipeline/store-hunt.ts';
import { discard, importHere, newCase, resources, scratch } from '../help/open-cases.ts';

export interface Noise { readonly id: string; readonly actors: readonly string[] }
export interface Made {
  readonly file: WriteCase;
  readonly columns: Columns;
  readonly rules: readonly Rule[];
  readonly noise: readonly Noise[];
  readonly close: () => void;
}

/** The sample company's month as a case: imported, enriched and hunted. */
export async function sampleCase(events = 40_000): Promise<Made> {
  const folder = scratch('people');
  const made = await makeMonth({ out: join(folder, 'logs'), events, seed: 1, days: 30 });
  const file = newCase(folder);
  await importHere(file, [join(folder, 'logs')]);
  await enrichCase(file, { resources, own: [] }, lookUp);
  const columns = loadColumns(file, join(folder, 'cache'));
  const rules = rulesOf({ resources, own: null }, []);
  storeHunt(file, huntColumns(columns, rules, { rules: [], parameters: {} }, { stop: () => false, now: () => 0, progress: () => undefined }));
  const close = (): void => {
    closeCase(file);
    discard(folder);
  };
  return { file, columns, rules: rules.map(({ rule }) => rule), noise: (made.truth as unknown as { noise: Noise[] }).noise, close };
}
