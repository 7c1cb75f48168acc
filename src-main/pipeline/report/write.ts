import type { ReadCase } from '../../case/index.ts';
import type { Columns } from '../../columns/index.ts';
import { writeReport, type Written } from '../../report/index.ts';
import { reportModel } from './model.ts';
import type { ReportRun, WriteOrder } from './order.ts';

/** Writes the report of a case in one of its formats. Throws Fault job/stopped, file/not-writable, file/no-space. */
export function writeCaseReport(file: ReadCase, columns: Columns, order: WriteOrder, run: ReportRun): Promise<Written> {
  run.progress('gather', 0, 1);
  const model = reportModel(file, columns, order, { progress: (done, total) => run.progress('gather', done, total) });
  return writeReport(model, order.out, { format: order.format, stopAsked: run.stop, onProgress: (done, total) => run.progress('draw', done, total) });
}
