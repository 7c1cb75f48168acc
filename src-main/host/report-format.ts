import { extname } from 'node:path';
import { Fault, reportFormats, type ReportFormat } from '../contract/index.ts';

/** The format that the name of a file asks for. Throws Fault report/format. */
export function formatOf(out: string): ReportFormat {
  const ending = extname(out).slice(1).toLowerCase();
  const format = reportFormats.find((one) => one === ending);
  if (format === undefined) throw new Fault('report/format', { out, formats: reportFormats.join(', ') });
  return format;
}
