import { z } from 'zod';

export const reportFormats = ['pdf', 'html', 'json', 'csv'] as const;
export type ReportFormat = (typeof reportFormats)[number];
export const tlps = ['TLP:CLEAR', 'TLP:GREEN', 'TLP:AMBER', 'TLP:AMBER+STRICT', 'TLP:RED'] as const;
export const reportParts = ['summary', 'findings', 'users', 'timeline', 'rules', 'evidence', 'tables', 'log', 'check', 'records'] as const;
export type ReportPart = (typeof reportParts)[number];

/** What the analyst chose for the report. Kept in the case; each save is a decision of its own. */
export const reportDraft = z.strictObject({
  title: z.string().max(200).default(''),
  tlp: z.enum(tlps).nullable().default(null),
  /** IANA name; the zone of every time that is printed for reading. Records and ids stay as they are. */
  zone: z.string().max(100).default('UTC'),
  /** Findings (identity) and users in the order of print. Null: those that the app proposes. */
  findings: z.array(z.string().max(64)).max(5000).nullable().default(null),
  users: z.array(z.string().max(100_000)).max(500).nullable().default(null),
  parts: z.array(z.enum(reportParts)).default([...reportParts]),
  /** Markdown without raw HTML. */
  text: z.strictObject({ mandate: z.string().max(50_000).default(''), summary: z.string().max(50_000).default(''), conclusion: z.string().max(50_000).default(''), limits: z.string().max(50_000).default('') }).default({ mandate: '', summary: '', conclusion: '', limits: '' }),
  /** Own words beside a finding, by its identity. Markdown. */
  remarks: z.record(z.string().max(64), z.string().max(20_000)).default({}),
});
export type ReportDraft = z.infer<typeof reportDraft>;

/** Something that a reader of the report would ask about. `where` leads to the screen. */
export const reportCheck = z.object({ code: z.enum(['open-verdicts', 'no-findings', 'single-examiner', 'skips', 'unread-evidence', 'gaps', 'hash-mismatch', 'no-tables', 'old-tables', 'rules-not-run', 'no-summary']), count: z.number(), detail: z.string(), where: z.string() });
export type ReportCheck = z.infer<typeof reportCheck>;

const block = z.object({ kind: z.enum(['title', 'heading', 'paragraph', 'list', 'quote', 'code', 'facts', 'chart', 'table']), text: z.string(), level: z.number(), rows: z.array(z.array(z.string())), svg: z.string() });
export type ReportBlock = z.infer<typeof block>;
/** The report as it would be written now: its outline, what to look at before, and the first part of each section as blocks. */
export const reportPreview = z.object({
  draft: reportDraft,
  sections: z.array(z.object({ part: z.string(), title: z.string(), count: z.number(), blocks: z.array(block) })),
  findings: z.array(z.object({ id: z.string(), number: z.number(), title: z.string(), included: z.boolean() })),
  users: z.array(z.object({ user: z.string(), included: z.boolean() })),
  checks: z.array(reportCheck), citedRecords: z.number(),
});
export type ReportPreview = z.infer<typeof reportPreview>;
