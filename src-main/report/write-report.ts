import type { Writable } from 'node:stream';
import PDFDocument from 'pdfkit';
import { Fault } from '../contract/index.ts';
import type { ReportModel, Written } from './model.ts';
import { drawAnnex } from './pdf/annex.ts';
import { drawCover, footerName } from './pdf/cover.ts';
import { drawEvidence } from './pdf/evidence.ts';
import { drawFindings } from './pdf/findings.ts';
import { startFlow } from './pdf/flow.ts';
import { openPen } from './pdf/pen.ts';
import { drawReference } from './pdf/reference.ts';
import { drawRules } from './pdf/rules.ts';
import { drawSummary } from './pdf/summary.ts';
import { openSink } from './sink.ts';
import { visibleText } from './visible.ts';

export interface ReportOptions {
  /** Characters of a cited record that are printed; 4,000 where nothing is said. */
  readonly rawLimit?: number;
  /** True when the job was asked to stop. */
  readonly stopAsked?: () => boolean;
  /** Records of the annex that are drawn, of how many. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Writes a report as PDF to a stream (which is ended) or to a path. A path is written beside its name first and takes it when whole. The same model gives
 * the same bytes on one build. Memory does not grow with the annex.
 * Faults: `job/stopped`, `file/not-writable`, `file/no-space`.
 */
export async function writeReport(model: ReportModel, out: Writable | string, options: ReportOptions = {}): Promise<Written> {
  const sink = await openSink(out);
  try {
    const doc = openDocument(model);
    sink.take(doc);
    const pages = await draw(doc, model, options, sink.ready);
    doc.end();
    return { pages, ...(await sink.close()) };
  } catch (error) {
    await sink.drop();
    throw error;
  }
}

function openDocument(model: ReportModel): PDFKit.PDFDocument {
  return new PDFDocument({
    size: 'A4', margin: 0, autoFirstPage: false, bufferPages: false, pdfVersion: '1.7', lang: 'en', displayTitle: true,
    // No font but the embedded ones.
    font: '',
    info: {
      Title: visibleText(footerName(model)),
      Author: visibleText(model.analyst.name),
      Subject: `Investigation report, case ${visibleText(model.case.id)}`,
      Creator: `Bilocate ${model.madeWith.version}`,
      Producer: `Bilocate ${model.madeWith.version}`,
      CreationDate: new Date(model.generatedAt),
    },
  });
}

async function draw(doc: PDFKit.PDFDocument, model: ReportModel, options: ReportOptions, ready: () => Promise<void>): Promise<number> {
  const settle = async (): Promise<void> => {
    if (options.stopAsked?.() === true) throw new Fault('job/stopped');
    await ready();
  };
  const flow = startFlow(openPen(doc), { left: footerName(model), centre: model.tlp ?? '' });
  flow.newPage();
  drawCover(flow, model);
  flow.newPage();
  drawSummary(flow, model);
  await drawFindings(flow, model, settle);
  drawEvidence(flow, model);
  drawRules(flow, model);
  drawReference(flow, model);
  await settle();
  if (model.recordCount > 0) {
    await drawAnnex(flow, model, {
      rawLimit: options.rawLimit ?? 4000,
      settle: async (done) => {
        if (done % 50 !== 0 && done !== model.recordCount) return;
        options.onProgress?.(done, model.recordCount);
        await settle();
      },
    });
  }
  flow.finish();
  return flow.pages;
}
