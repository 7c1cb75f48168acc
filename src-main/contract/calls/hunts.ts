import { z } from 'zod';
import { call } from '../call.ts';
import { exceptionDraft, periodDraft, type CasePeriod } from '../hunt-context.ts';
import type { HuntDelta } from '../delta.ts';
import type { RuleDetail } from '../rule-detail.ts';
import type { TuneCurve, Tuned, TuneSeries } from '../tune.ts';
import type { ExceptionRow, FindingDetail, RuleProblem, RuleRow, ViewRowCard } from '../shapes.ts';
import { id, logText, nothing, page, reason, type Page, type Started } from './common.ts';

/** A page of a hunt table, with the names of its columns. */
export interface ViewPage extends Page<ViewRowCard> { readonly columns: readonly string[] }

/** Something in a text that keeps it from being a filter. Line and column count from 1. */
export type FilterProblem = Pick<RuleProblem, 'line' | 'column' | 'message'>;
/** The decision that was noted, and the job that hunts anew because of it. */
export interface NotedHunt extends Started { readonly seq: number }

const seq = z.number().int();

/** Values of parameters that differ from what is saved; durations in ms or as `10m`. */
const values = z.record(z.string().max(64), z.union([z.string().max(1000), z.number()])).default({});
/** Text of a filter that is tried in place of the saved one; empty for none, null for the saved one. */
const filter = z.string().max(20_000).nullable().default(null);

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
  /** What the last hunt changed against what its rules said before, and what may be why; null where there was none. */
  'hunt.delta': call<HuntDelta | null>()(nothing),

  /** What is expected: exceptions that stand, the newest first. */
  'exception.list': call<readonly ExceptionRow[]>()(nothing),
  /** Says what is expected of a rule (`id/variant`), or of all (null), and hunts with it at once. */
  'exception.add': call<NotedHunt>()(exceptionDraft.extend({ reason: reason.min(1) })),
  /** Takes an exception back: what it caught is there again. */
  'exception.remove': call<NotedHunt>()(z.strictObject({ seq })),
  /** What is wrong with a text as the filter of a rule; nothing where it can be one. */
  'filter.check': call<readonly FilterProblem[]>()(z.strictObject({ rule: id, text: z.string().max(20_000) })),
  /** Gives a rule its filter in this case, or takes it away (empty), and hunts with it at once. */
  'filter.set': call<NotedHunt & { readonly rule: RuleDetail }>()(z.strictObject({ rule: id, text: z.string().max(20_000), reason: reason.min(1) })),
  /** Spans of the case that are known to be clean, or known to be bad, by their start. The next hunt heeds them. */
  'period.list': call<readonly CasePeriod[]>()(nothing),
  'period.add': call<{ readonly seq: number }>()(periodDraft.extend({ reason: reason.min(1) })),
  'period.remove': call<{ readonly seq: number }>()(z.strictObject({ seq })),

  /** What a rule finds with other values, or another filter, beside what it finds with the saved ones. Nothing is stored. A later question ends an earlier one with Fault job/stopped. */
  'hunt.tune': call<Tuned>()(z.strictObject({ rule: id, values, filter })),
  /** Findings by the value of one parameter; where values are left, asking again goes on. */
  'hunt.curve': call<TuneCurve>()(z.strictObject({ rule: id, values, filter, parameter: z.string().max(64) })),
  /** What an outlier rule measured of one entity, slice by slice: of the one that fired most where none is named. */
  'hunt.series': call<TuneSeries | null>()(z.strictObject({ rule: id, values, entity: z.record(z.string().max(200), logText).nullable().default(null) })),
  /** Ends what is being counted. */
  'hunt.stopTuning': call<null>()(nothing),

  /** Rows of the hunt table of a rule, as its last hunt made them; sorted by a column where one is named. */
  'view.rows': call<ViewPage>()(z.strictObject({ rule: z.string(), sort: z.strictObject({ column: z.number().int().min(0), descending: z.boolean() }).nullable().default(null), ...page })),
  /** All rows as CSV, formulas made inert. */
  'view.csv': call<string>()(z.strictObject({ rule: z.string() })),
  /** Makes a finding of a row; the reason is kept. */
  'view.promote': call<FindingDetail>()(z.strictObject({ row: z.string().regex(/^[0-9a-f]{32}$/), reason: reason.min(1) })),
} as const;
