import { z } from 'zod';
import { call } from '../call.ts';
import type { RuleDetail } from '../rule-detail.ts';
import type { FindingDetail, RuleProblem, RuleRow, ViewRowCard } from '../shapes.ts';
import { id, nothing, page, reason, type Page, type Started } from './common.ts';

/** A page of a hunt table, with the names of its columns. */
export interface ViewPage extends Page<ViewRowCard> { readonly columns: readonly string[] }

/** Rules, their parameters, and running them. A rule is named `id/variant`. */
export const huntCalls = {
  'rule.list': call<readonly RuleRow[]>()(nothing),
  /** What keeps files of the analyst from being rules. */
  'rule.problems': call<readonly RuleProblem[]>()(nothing),
  'rule.get': call<RuleDetail>()(z.strictObject({ rule: id })),
  /** Sets a parameter for this case; null goes back to the default of the rule. Old value, new value, who, when and why are kept. */
  'rule.parameter': call<RuleDetail>()(z.strictObject({ rule: id, name: z.string().max(64), value: z.union([z.string().max(1000), z.number()]).nullable(), reason: reason.min(1) })),
  /** No rules: all. */
  'hunt.start': call<Started>()(z.strictObject({ rules: z.array(id).max(10_000).default([]) })),

  /** Rows of the hunt table of a rule, as its last hunt made them; sorted by a column where one is named. */
  'view.rows': call<ViewPage>()(z.strictObject({ rule: z.string(), sort: z.strictObject({ column: z.number().int().min(0), descending: z.boolean() }).nullable().default(null), ...page })),
  /** All rows as CSV, formulas made inert. */
  'view.csv': call<string>()(z.strictObject({ rule: z.string() })),
  /** Makes a finding of a row; the reason is kept. */
  'view.promote': call<FindingDetail>()(z.strictObject({ row: z.string().regex(/^[0-9a-f]{32}$/), reason: reason.min(1) })),
} as const;
