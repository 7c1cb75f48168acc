import { join } from 'node:path';
import { makeMonth, sampleSources } from '../../scripts/sample/month.ts';
import type { LineageStep, LineageThing } from '../../scripts/sample/joined-truth.ts';
import type { Planted } from '../../scripts/sample/truth.ts';
import { closeCase, type WriteCase } from '../../src-main/case/index.ts';
import type { Columns } from '../../src-main/columns/index.ts';
import { enrichCase } from '../../src-main/pipeline/enrich-case.ts';
import { lookUp } from '../../src-main/pipeline/enrich.ts';
import { huntColumns, rulesOf } from '../../src-main/pipeline/hunt.ts';
import type { ImportResult } from '../../src-main/pipeline/import-result.ts';
import { loadColumns } from '../../src-main/pipeline/load-columns.ts';
import { storeHunt } from '../../src-main/pipeline/store-hunt.ts';
import { discard, importHere, newCase, resources, scratch } from '../help/open-cases.ts';

/** The ground truth of the whole month, as far as tests read it. */
export interface WholeTruth {
  readonly events: number;
  readonly files: number;
  readonly sources: Readonly<Record<string, number>>;
  readonly folded: Readonly<Record<string, number>>;
  readonly twice: number;
  readonly silent: readonly { readonly dataset: string; readonly from: string; readonly to: string }[];
  readonly incidents: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly planted: readonly Planted[];
  readonly attacker: Readonly<Record<string, readonly string[]>>;
  readonly lineage: { readonly user: string; readonly nodes: readonly LineageThing[]; readonly edges: readonly LineageStep[] };
  readonly noise: readonly { readonly id: string; readonly actors: readonly string[]; readonly tempts: readonly string[]; readonly later?: readonly string[]; readonly harmless: string; readonly fires?: readonly Planted[] }[];
}

/** The company's month with all sources, as a case: imported, enriched and hunted. */
export interface WholeCase {
  readonly logs: string;
  readonly folder: string;
  readonly truth: WholeTruth;
  readonly imported: ImportResult;
  readonly file: WriteCase;
  readonly columns: Columns;
  readonly close: () => void;
}

export async function wholeCase(): Promise<WholeCase> {
  const folder = scratch('whole');
  const logs = join(folder, 'logs');
  const made = await makeMonth({ out: logs, events: 40_000, sources: sampleSources, seed: 1, days: 30 });
  const file = newCase(folder);
  const imported = await importHere(file, [logs]);
  await enrichCase(file, { resources, own: [] }, lookUp);
  const columns = loadColumns(file, join(folder, 'cache'));
  const run = { stop: () => false, now: () => 0, progress: () => undefined };
  storeHunt(file, huntColumns(columns, rulesOf({ resources, own: null }, []), { rules: [], parameters: {} }, run));
  return {
    logs, folder, truth: made.truth as WholeTruth, imported, file, columns,
    close() {
      closeCase(file);
      discard(folder);
    },
  };
}
