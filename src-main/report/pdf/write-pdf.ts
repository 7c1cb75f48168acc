import PDFDocument from 'pdfkit';
import { chaptersOf } from '../chapters/index.ts';
import { reportName } from '../chapters/cover.ts';
import type { ReportModel } from '../model.ts';
import type { Sink } from '../sink.ts';
import { timesIn } from '../times.ts';
import { visibleText } from '../visible.ts';
import type { Pace } from '../write-report.ts';
import { drawCover } from './cover.ts';
import { drawBlock } from './draw-block.ts';
import { startFlow } from './flow.ts';
import { openPen } from './pen.ts';

/** A chapter that would begin a page goes on where more than this is left, in points. */
const halfPage = 370;

/** Draws the whole report into a sink, chapter by chapter; blocks are forgotten as they are drawn. Gives the number of pages. */
export async function writePdf(model: ReportModel, sink: Sink, { rawLimit, settle }: Pace): Promise<number> {
  const doc = openDocument(model);
  sink.take(doc);
  const flow = startFlow(openPen(doc), { left: reportName(model), centre: model.tlp ?? '' });
  const drawing = { times: timesIn(model.zone), rawLimit };
  flow.newPage();
  drawCover(flow, model);
  let fresh = false;
  for (const chapter of chaptersOf(model)) {
    if (!fresh || (chapter.newPage && flow.room() < halfPage)) flow.newPage();
    else flow.skip(14);
    fresh = true;
    flow.section(chapter.title);
    for (const block of chapter.blocks()) {
      drawBlock(flow, block, drawing);
      await settle(block);
    }
  }
  flow.finish();
  doc.end();
  return flow.pages;
}

function openDocument(model: ReportModel): PDFKit.PDFDocument {
  return new PDFDocument({
    size: 'A4', margin: 0, autoFirstPage: false, bufferPages: false, pdfVersion: '1.7', lang: 'en', displayTitle: true,
    // No font but the embedded ones.
    font: '',
    info: {
      Title: visibleText(reportName(model)),
      Author: visibleText(model.analyst.name),
      Subject: `Investigation report, case ${visibleText(model.case.id)}`,
      Creator: `Bilocate ${model.madeWith.version}`,
      Producer: `Bilocate ${model.madeWith.version}`,
      CreationDate: new Date(model.generatedAt),
    },
  });
}
