import { z } from 'zod';
import { call } from '../call.ts';
import type { AuditRow, CaseCard, CaseSummary, EvidenceCard, SkipRow } from '../shapes.ts';
import { acquisition } from '../shapes.ts';
import type { Overview } from '../user.ts';
import { nothing, page, path, type Page, type Started } from './common.ts';

/** The case file and the evidence in it. */
export const caseCalls = {
  'case.list': call<readonly CaseCard[]>()(nothing),
  'case.create': call<CaseSummary>()(z.strictObject({ title: z.string().trim().min(1).max(200), number: z.string().trim().max(100).default(''), path: path.optional() })),
  'case.open': call<CaseSummary>()(z.strictObject({ path })),
  'case.close': call<null>()(nothing),
  /** Null where no case is open. */
  'case.summary': call<CaseSummary | null>()(nothing),
  'case.log': call<Page<AuditRow>>()(z.strictObject({ ...page, action: z.string().max(100).default(''), analyst: z.string().max(200).default('') })),
  /** A remark of the analyst in the case log, such as the view that was looked at. */
  'case.remark': call<AuditRow>()(z.strictObject({ text: z.string().trim().min(1).max(20_000), view: z.string().max(4000).default('') })),
  'overview.get': call<Overview>()(nothing),

  'evidence.list': call<readonly EvidenceCard[]>()(nothing),
  'evidence.skips': call<Page<SkipRow>>()(z.strictObject({ evidence: z.number().int(), ...page })),
  'evidence.acquisition': call<EvidenceCard>()(z.strictObject({ evidence: z.number().int(), fields: acquisition.partial() })),
  /** `paths` are on this host; `upload` names files that were sent to `/upload/<upload>/…` before. */
  'import.start': call<Started>()(z.strictObject({ paths: z.array(path).max(10_000).default([]), upload: z.string().max(64).optional(), acquisition: acquisition.partial().default({}) })),
  'verify.start': call<Started>()(nothing),
} as const;
