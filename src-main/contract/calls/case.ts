import { z } from 'zod';
import { call } from '../call.ts';
import type { DigestPage } from '../digest-check.ts';
import { importOptions, importScope, type ImportForecast, type MemberUnknown } from '../import-options.ts';
import type { AuditRow, CaseCard, CaseSummary, EvidenceCard, EvidenceTotals, MemberCard, SkipRow } from '../shapes.ts';
import { acquisition, evidenceStates } from '../shapes.ts';
import type { Overview } from '../user.ts';
import { nothing, page, path, type Page, type Started } from './common.ts';

/** Exhibits that a list can be narrowed to: those in a state, with another hash than the one that came with them, with skipped records, or with records outside their scope. */
const evidenceChoices = [...evidenceStates, 'mismatched', 'skips', 'outOfScope'] as const;
export type EvidenceChoice = (typeof evidenceChoices)[number];
/** Exhibits by the order in which they came; `total` counts those that the question leaves, `totals` is of the whole case. */
export interface EvidencePage extends Page<EvidenceCard> { readonly totals: EvidenceTotals }

const given = { paths: z.array(path).max(10_000).default([]), upload: z.string().max(64).optional() };

/** The case file and the evidence in it. */
export const caseCalls = {
  'case.list': call<readonly CaseCard[]>()(nothing),
  'case.create': call<CaseSummary>()(z.strictObject({ title: z.string().trim().min(1).max(200), number: z.string().trim().max(100).default(''), path: path.optional() })),
  'case.open': call<CaseSummary>()(z.strictObject({ path })),
  'case.close': call<null>()(nothing),
  /** Null where no case is open. */
  'case.summary': call<CaseSummary | null>()(nothing),
  /** Oldest first; `newest`: from the end, `after` then is the row that the page ends before. */
  'case.log': call<Page<AuditRow>>()(z.strictObject({ ...page, action: z.string().max(100).default(''), analyst: z.string().max(200).default(''), newest: z.boolean().default(false) })),
  /** A remark of the analyst in the case log, such as the view that was looked at. */
  'case.remark': call<AuditRow>()(z.strictObject({ text: z.string().trim().min(1).max(20_000), view: z.string().max(4000).default('') })),
  'overview.get': call<Overview>()(nothing),

  /** `text` is looked for in exhibit numbers and paths, whatever the case of its letters A to Z, and as the beginning of a SHA-256. */
  'evidence.list': call<EvidencePage>()(z.strictObject({ ...page, text: z.string().trim().max(1000).default(''), state: z.enum(evidenceChoices).nullable().default(null) })),
  'evidence.get': call<EvidenceCard>()(z.strictObject({ evidence: z.number().int() })),
  'evidence.members': call<Page<MemberCard>>()(z.strictObject({ evidence: z.number().int(), ...page })),
  'evidence.skips': call<Page<SkipRow>>()(z.strictObject({ evidence: z.number().int(), ...page })),
  'evidence.acquisition': call<EvidenceCard>()(z.strictObject({ evidence: z.number().int(), fields: acquisition.partial() })),
  /** What no source takes: members that have such records (at most 20), each with its first ones, what comes nearest and what speaks against it. */
  'evidence.unknown': call<readonly MemberUnknown[]>()(z.strictObject({ evidence: z.number().int() })),
  /** What the CloudTrail digests in the case say of its log files: of all (null), or of one exhibit. */
  'evidence.digests': call<DigestPage>()(z.strictObject({ evidence: z.number().int().nullable().default(null) })),

  /** `paths` are on this host; `upload` names files that were sent to `/upload/<upload>/…` before: they are gone when the import has ended. */
  'import.start': call<Started>()(z.strictObject({ ...given, acquisition: acquisition.partial().default({}), options: importOptions.prefault({}) })),
  /** What that import would bring, from the beginning of its files: answers within some seconds, and needs no case. */
  'import.forecast': call<ImportForecast>()(z.strictObject({ ...given, options: importOptions.prefault({}) })),
  /** Files that were sent are not wanted any more. */
  'import.discard': call<null>()(z.strictObject({ upload: z.string().max(64) })),
  /** Takes in what lies outside the scope of these exhibits (null: of all) and inside this one (null: everything). It must hold all that theirs holds. */
  'import.widen': call<Started>()(z.strictObject({ evidence: z.array(z.number().int()).max(10_000).nullable(), scope: importScope.nullable() })),
  'verify.start': call<Started>()(nothing),
} as const;
