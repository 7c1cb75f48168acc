import { z } from 'zod';
import { call } from '../call.ts';
import { verdicts } from '../finding.ts';
import { findingFields, findingGroupings, type FindingPage, type FindingPlace, type FindingValue } from '../finding-list.ts';
import type { DecisionRow, EventRow, FindingDetail } from '../shapes.ts';
import { id, logText, nothing, page, reason, type Page } from './common.ts';

/** What can be taken back and what was; null where there is nothing. */
export interface DecisionSteps { readonly undo: DecisionRow | null; readonly redo: DecisionRow | null }
/** What was taken back or restored: the decision, and the finding that it was about, if it was. */
export interface DecisionStep extends DecisionSteps { readonly done: DecisionRow; readonly finding: string | null }

const ms = z.number().nullable().default(null);
const chip = z.strictObject({ field: z.enum(findingFields), not: z.boolean().default(false), values: z.array(logText).max(1000) });
const choice = z.strictObject({ chips: z.array(chip).max(50).default([]), text: z.string().max(10_000).default(''), from: ms, to: ms }).prefault({});
/** `folded`: keys of groups that show no more than their head. */
const list = { choice, by: z.enum(findingGroupings).default('user'), folded: z.array(logText).max(10_000).default([]) };

/** Findings and what analysts say of them. Every decision is a row of the case that is never deleted. */
export const findingCalls = {
  /** The findings in groups, as lines of one list: gravest first. */
  'finding.list': call<FindingPage>()(z.strictObject({ ...page, ...list })),
  /** Where a finding stands in the list (null: before the first), and what comes before and after it. */
  'finding.locate': call<FindingPlace>()(z.strictObject({ ...list, finding: id.nullable() })),
  /** Values that findings can be chosen by, with how many have each: of a field or of all, those that contain the text. */
  'finding.values': call<readonly FindingValue[]>()(z.strictObject({ field: z.enum(findingFields).nullable().default(null), text: z.string().max(1000).default(''), limit: z.number().int().min(1).max(1000).default(200) })),
  /** Which of some findings the choice leaves. */
  'finding.among': call<readonly string[]>()(z.strictObject({ choice, findings: z.array(id).max(100_000) })),
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
