import { z } from 'zod';
import { call } from '../call.ts';
import { reportDraft, reportFormats, type ReportDraft, type ReportPreview } from '../report-draft.ts';
import { nothing, path, type Started } from './common.ts';

/** What is handed to others. */
export const reportCalls = {
  'report.draft': call<ReportDraft>()(nothing),
  'report.save': call<ReportDraft>()(z.strictObject({ draft: reportDraft })),
  'report.preview': call<ReportPreview>()(nothing),
  /** Writes the report beside the case where `out` is not given. */
  'report.start': call<Started>()(z.strictObject({ format: z.enum(reportFormats).default('pdf'), out: path.optional() })),
} as const;
