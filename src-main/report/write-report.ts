import { rm } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { Fault, type ReportFormat } from '../contract/index.ts';
import type { Block } from './blocks.ts';
import { leavesExhibitsOut } from './chapters/evidence.ts';
import { writeCsv, writeExhibits } from './csv.ts';
import { writeHtml } from './html/write-html.ts';
import { writeJson } from './json.ts';
import type { ReportModel, Written } from './model.ts';
import { writePdf } from './pdf/write-pdf.ts';
import { openSink, type Sink } from './sink.ts';

export interface ReportOptions {
  readonly format?: ReportFormat;
  /** Characters of a cited record that are printed; 4,000 where nothing is said. JSON has all that the model has. */
  readonly rawLimit?: number;
  /** True when the job was asked to stop. */
  readonly stopAsked?: () => boolean;
  /** Records of the annex that are written, of how many. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** How a writer keeps step: it settles after each block, or record, that it has written. */
export interface Pace {
  readonly rawLimit: number;
  settle(written?: Pick<Block, 'kind'>): Promise<void>;
}

/**
 * Writes a report to a stream (which is ended) or to a path. A path is written beside its name first and takes it when whole. The same model gives the
 * same bytes on one build. Memory does not grow with the annex. CSV needs a path: it is five files (docs/report.md). Where a printed report
 * leaves exhibits out, the list of all is written beside it.
 * Faults: `job/stopped`, `file/not-writable`, `file/no-space`.
 */
export async function writeReport(model: ReportModel, out: Writable | string, options: ReportOptions = {}): Promise<Written> {
  const { format = 'pdf' } = options;
  if (format === 'csv') return writeCsv(model, String(out), paceOf(model, options));
  // What the chapter on evidence leaves out is written first: the report prints its hash.
  const list = typeof out === 'string' && format !== 'json' && model.parts.includes('evidence') && leavesExhibitsOut(model) ? await writeExhibits(model, out, paceOf(model, options)) : null;
  const sink = openSink(out);
  try {
    const pages = await writers[format]({ ...model, evidence: { ...model.evidence, list } }, sink, paceOf(model, options, sink));
    const file = { path: typeof out === 'string' ? out : '', ...(await sink.close()) };
    return { pages, files: [file, ...(list === null ? [] : [list])], sha256: file.sha256, bytes: file.bytes };
  } catch (error) {
    await sink.drop();
    if (list !== null) await rm(list.path, { force: true });
    throw error;
  }
}

const writers = { pdf: writePdf, html: writeHtml, json: writeJson } as const;

/** Looks up every so many blocks, and at each finding, whether to stop; tells the records that are done. */
const blocksBetween = 40;
const recordsBetween = 50;

function paceOf(model: ReportModel, { rawLimit = 4000, stopAsked, onProgress }: ReportOptions, sink?: Sink): Pace {
  let [blocks, records] = [0, 0];
  return {
    rawLimit,
    async settle(written) {
      blocks += 1;
      if (written?.kind === 'record') {
        records += 1;
        if (records % recordsBetween !== 0 && records !== model.recordCount) return;
        onProgress?.(records, model.recordCount);
      } else if (blocks % blocksBetween !== 0 && written?.kind !== 'chart') return;
      if (stopAsked?.() === true) throw new Fault('job/stopped');
      await sink?.ready();
    },
  };
}
