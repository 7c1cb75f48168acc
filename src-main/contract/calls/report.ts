import { z } from 'zod';
import { call } from '../call.ts';
import { reportDraft, type ReportDraft, type ReportPreview } from '../report-draft.ts';
import { reportFormats } from '../report-parts.ts';
import { nothing, path, type Started } from './common.ts';

/** What is handed to others. */
export const reportCalls = {
  'report.draft': call<ReportDraft>()(nothing),
  'report.save': call<ReportDraft>()(z.strictObject({ draft: reportDraft })),
  /** The users that the report tells of as the draft that holds has it: those that were chosen, or those of its first findings. */
  'report.users': call<readonly string[]>()(nothing),
  /** Of the draft that is given, which need not be saved; else of the one that holds. `outline`: only what is known at once, without the pages. */
  'report.preview': call<ReportPreview>()(z.strictObject({ draft: reportDraft.optional(), outline: z.boolean().default(false) })),
  /** Writes the report beside the case where `out` is not given. */
  'report.start': call<Started>()(z.strictObject({ format: z.enum(reportFormats).default('pdf'), out: path.optional() })),
} as const;
