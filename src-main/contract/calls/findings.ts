import { z } from 'zod';
import { call } from '../call.ts';
import { verdicts } from '../finding.ts';
import type { DecisionRow, EventRow, FindingDetail, FindingRow } from '../shapes.ts';
import { id, nothing, page, reason, type Page } from './common.ts';

/** What can be taken back and what was; null where there is nothing. */
export interface DecisionSteps { readonly undo: DecisionRow | null; readonly redo: DecisionRow | null }
/** What was taken back or restored: the decision, and the finding that it was about, if it was. */
export interface DecisionStep extends DecisionSteps { readonly done: DecisionRow; readonly finding: string | null }

/** Findings and what analysts say of them. Every decision is a row of the case that is never deleted. */
export const findingCalls = {
  'finding.list': call<readonly FindingRow[]>()(nothing),
  'finding.get': call<FindingDetail>()(z.strictObject({ finding: id })),
  'finding.events': call<Page<EventRow>>()(z.strictObject({ finding: id, ...page })),
  'finding.verdict': call<FindingDetail>()(z.strictObject({ finding: id, verdict: z.enum(verdicts), reason: reason.default('') })),
  'finding.note': call<FindingDetail>()(z.strictObject({ finding: id, note: z.string().trim().min(1).max(20_000) })),
  'finding.tag': call<FindingDetail>()(z.strictObject({ finding: id, tag: z.string().trim().min(1).max(60), on: z.boolean() })),
  /** A second pair of eyes: somebody else than the one who gave the verdict says whether it holds. */
  'finding.review': call<FindingDetail>()(z.strictObject({ finding: id, reviewer: z.string().trim().min(1).max(200), agrees: z.boolean(), reason: reason.default('') })),
  /** Puts the finding into the report, or leaves it out. */
  'finding.report': call<FindingDetail>()(z.strictObject({ finding: id, included: z.boolean() })),

  'decision.steps': call<DecisionSteps>()(nothing),
  /** Takes back the last decision of this session that stands, or the one that is named. */
  'decision.undo': call<DecisionStep>()(z.strictObject({ seq: z.number().int().optional() })),
  'decision.redo': call<DecisionStep>()(nothing),
} as const;
