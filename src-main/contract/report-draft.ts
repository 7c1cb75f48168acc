import { z } from 'zod';
import { severities, verdicts } from './finding.ts';
import { reportParts, tlps } from './report-parts.ts';

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

/** A mark before the text of a cell: a gauge has a severity, a swatch and a key of a profile have the slot of a network. */
const mark = z.object({ kind: z.enum(['gauge', 'swatch', 'key']), severity: z.enum(severities).nullable(), slot: z.number(), key: z.string() });
/** Text with what print makes of it: `tone` is how it is set, `below` are smaller lines under it. */
const cell = z.object({ text: z.string(), tone: z.string(), mark: mark.nullable(), below: z.array(z.string()) });
/**
 * A piece of a page. `rows` are the rows of a table, facts (name and value) or figures (label and value), the items of a list or terms, or in its only row the stretches of a paragraph.
 * `total` is how many rows there are; those of a table or a list may be more than come along.
 */
const block = z.object({
  kind: z.enum(['title', 'heading', 'paragraph', 'list', 'quote', 'code', 'figures', 'terms', 'facts', 'chart', 'table', 'finding', 'record']),
  text: z.string(), level: z.number(), label: z.string(), tone: z.string(), severity: z.enum(severities).nullable(),
  columns: z.array(z.object({ label: z.string(), width: z.number().nullable(), right: z.boolean(), tone: z.string() })), rows: z.array(z.array(cell)), total: z.number(),
  /** A chart as SVG of this program, in the light colours of print. */
  svg: z.string(),
});
export type ReportBlock = z.infer<typeof block>;
export type ReportCell = z.infer<typeof cell>;
export type ReportMark = z.infer<typeof mark>;
/** The report as it would be written now: its outline, what to look at before, and the first part of each section as blocks. */
export const reportPreview = z.object({
  draft: reportDraft,
  /** What stands at the foot of each page, and how findings and verdicts stand. */
  name: z.string(), status: z.enum(['draft', 'final']),
  /** `more`: the section goes on after these blocks. `told`: findings or records that have begun in them. */
  sections: z.array(z.object({ part: z.string(), title: z.string(), count: z.number(), told: z.number(), more: z.boolean(), blocks: z.array(block) })),
  findings: z.array(z.object({ id: z.string(), number: z.number(), title: z.string(), severity: z.enum(severities), verdict: z.enum(verdicts), included: z.boolean(), proposed: z.boolean() })),
  /** Findings that are left out and not among these. */
  moreFindings: z.number(),
  users: z.array(z.object({ user: z.string(), included: z.boolean(), proposed: z.boolean() })),
  checks: z.array(reportCheck), citedRecords: z.number(),
  /** False where only findings, users and parts are said so far: the pages, what to look at, and what is cited take longer. */
  gathered: z.boolean(),
});
export type ReportPreview = z.infer<typeof reportPreview>;
