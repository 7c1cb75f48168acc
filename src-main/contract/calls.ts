import { z } from 'zod';
import { call, type Call } from './call.ts';
import { verdicts } from './finding.ts';
import type { Profile } from './profile.ts';
import { acquisition } from './shapes.ts';
import type {
  Analyst, AppInfo, AuditRow, CaseCard, CaseSummary, EventDetail, EventRow, EvidenceCard, FindingDetail, FindingRow, JobCard, RuleRow, SkipRow, ViewRowCard,
} from './shapes.ts';

const nothing = z.strictObject({});
const path = z.string().min(1).max(4096);
/** Of a finding, job or rule; longer than any that there is. */
const id = z.string().max(200);
const page = { after: z.number().int().min(0).default(0), limit: z.number().int().min(1).max(1000).default(200) };

/** A page of rows: `next` is what to ask with `after` for the following one, null at the end; `total` counts all rows. */
export interface Page<T> { readonly rows: readonly T[]; readonly next: number | null; readonly total: number }
/** A page of a hunt table, with the names of its columns. */
export interface ViewPage extends Page<ViewRowCard> { readonly columns: readonly string[] }
/** Names the job that was started; its progress comes as news. */
export interface Started { readonly job: string }

/** Every question that the renderer may ask. Nothing else is answered. */
export const calls = {
  'app.info': call<AppInfo>()(nothing),
  'analyst.set': call<Analyst>()(z.strictObject({ name: z.string().trim().min(1).max(200), organisation: z.string().trim().max(200).default(''), role: z.string().trim().max(200).default('') })),

  'case.list': call<readonly CaseCard[]>()(nothing),
  'case.create': call<CaseSummary>()(z.strictObject({ title: z.string().trim().min(1).max(200), number: z.string().trim().max(100).default(''), path: path.optional() })),
  'case.open': call<CaseSummary>()(z.strictObject({ path })),
  'case.close': call<null>()(nothing),
  /** Null where no case is open. */
  'case.summary': call<CaseSummary | null>()(nothing),
  'case.log': call<Page<AuditRow>>()(z.strictObject(page)),

  'evidence.list': call<readonly EvidenceCard[]>()(nothing),
  'evidence.skips': call<Page<SkipRow>>()(z.strictObject({ evidence: z.number().int(), ...page })),
  'evidence.acquisition': call<EvidenceCard>()(z.strictObject({ evidence: z.number().int(), fields: acquisition.partial() })),
  /** `paths` are on this host; `upload` names files that were sent to `/upload/<upload>/…` before. */
  'import.start': call<Started>()(z.strictObject({ paths: z.array(path).max(10_000).default([]), upload: z.string().max(64).optional(), acquisition: acquisition.partial().default({}) })),

  'job.list': call<readonly JobCard[]>()(nothing),
  /** Asks the job to stop; it ends by itself, or is killed after a grace time. What it had stored is kept. */
  'job.stop': call<JobCard>()(z.strictObject({ job: id })),

  'rule.list': call<readonly RuleRow[]>()(nothing),
  'hunt.start': call<Started>()(z.strictObject({ rules: z.array(id).max(10_000).default([]) })),

  'finding.list': call<readonly FindingRow[]>()(nothing),
  'finding.get': call<FindingDetail>()(z.strictObject({ finding: id })),
  'finding.events': call<Page<EventRow>>()(z.strictObject({ finding: id, ...page })),
  'finding.verdict': call<FindingDetail>()(z.strictObject({ finding: id, verdict: z.enum(verdicts), reason: z.string().trim().max(4000).default('') })),
  'finding.note': call<FindingDetail>()(z.strictObject({ finding: id, note: z.string().trim().min(1).max(20_000) })),

  /** Rows of the hunt table of a rule (`id/variant`), as its last hunt made them; sorted by a column where one is named. */
  'view.rows': call<ViewPage>()(z.strictObject({ rule: z.string(), sort: z.strictObject({ column: z.number().int().min(0), descending: z.boolean() }).nullable().default(null), ...page })),
  /** All rows as CSV, formulas made inert. */
  'view.csv': call<string>()(z.strictObject({ rule: z.string() })),
  /** Makes a finding of a row; the reason is kept. */
  'view.promote': call<FindingDetail>()(z.strictObject({ row: z.string().regex(/^[0-9a-f]{32}$/), reason: z.string().trim().min(1).max(4000) })),

  'event.get': call<EventDetail>()(z.strictObject({ event: z.number().int() })),
  'profile.get': call<Profile>()(z.strictObject({ user: z.string().max(100_000) })),

  'report.start': call<Started>()(z.strictObject({ out: path.optional() })),
  'verify.start': call<Started>()(nothing),
} as const;

export type CallName = keyof typeof calls;
export type InputOf<N extends CallName> = (typeof calls)[N] extends Call<infer I, unknown> ? I : never;
/** What a caller may send: defaults may be left out. */
export type AskOf<N extends CallName> = z.input<(typeof calls)[N]['input']>;
export type OutputOf<N extends CallName> = (typeof calls)[N] extends Call<unknown, infer O> ? O : never;
export const callNames = Object.keys(calls) as readonly CallName[];
