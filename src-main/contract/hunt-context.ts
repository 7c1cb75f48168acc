import { z } from 'zod';
import type { Trait } from './identity.ts';
import type { NamedSet } from './settings.ts';

const text = z.string().max(1000);
/** A moment of events, ISO 8601 UTC; null leaves that side open. */
const moment = z.iso.datetime().nullable();

/**
 * What is expected, so that findings of it are no alarm: a finding is caught where every one of its events has one of the values in each of the fields
 * and lies in the time. Named sets count as their values of then: `set` in place of values.
 */
export const exceptionDraft = z.strictObject({
  /** `id/variant`; null for every rule. */
  rule: z.string().max(200).nullable(),
  when: z.array(z.strictObject({ field: z.string().max(100), values: z.array(text).max(1000), set: z.string().max(100).nullable() })).min(1).max(10),
  /** Times of events, not of the analyst's clock: the same evidence gives the same findings in any year. Start inclusive, end exclusive. */
  from: moment, until: moment,
});
export type ExceptionDraft = z.infer<typeof exceptionDraft>;

/** Who said something that changes what rules say, when and why. `seq` is the number of the decision. `at` is ISO 8601 UTC. */
interface SaidBy { readonly seq: number; readonly analyst: string; readonly at: string; readonly reason: string }

export interface HuntException extends ExceptionDraft, SaidBy {}

/** The named filter of a rule (practice A9), YAML: `where` (conditions on events, of which one is enough) and `when` (on what was measured). Applied last, on what the rule found. */
export interface RuleFilter extends SaidBy { /** `id/variant` */ readonly rule: string; readonly text: string }

/** A span of the case that is known to be clean (`trusted`), or in which somebody else was at work (`known-bad`). ISO 8601 UTC; start inclusive, end exclusive. */
export const periodDraft = z.strictObject({ kind: z.enum(['trusted', 'known-bad']), from: z.iso.datetime(), to: z.iso.datetime() });
export type PeriodDraft = z.infer<typeof periodDraft>;
export interface CasePeriod extends PeriodDraft, SaidBy {}

/** A credential or session that somebody else had, at the latest since `from` (ISO 8601 UTC): a key that was stolen had its owner before. */
export interface BadSince { readonly id: string; readonly from: string }

/** What a case knows beyond its events, and what changes what rules say of them. Plain data: it crosses threads. */
export interface HuntContext {
  /** Each in its last version. */
  readonly sets: readonly NamedSet[];
  readonly exceptions: readonly HuntException[];
  readonly filters: readonly RuleFilter[];
  readonly periods: readonly CasePeriod[];
  /** Of findings that were confirmed, their credentials and sessions, each from its first event in one of them: what they did since is never learned as usual (practice B2). */
  readonly confirmed: { readonly findings: number; readonly credentials: readonly BadSince[]; readonly sessions: readonly BadSince[] };
  /** Findings that analysts cleared (harmless, authorised, an error of the rule): rules over findings do not count them. `start` is UTC ms. */
  readonly cleared: readonly { readonly rule: string; readonly variant: string; readonly entity: Readonly<Record<string, string>>; readonly start: number }[];
  /** What analysts said of who stands behind a name; suggestions are not among them. Every name of a person has its trait. */
  readonly traits: readonly { readonly user: string; readonly trait: Trait }[];
}

/** Of a case of which nobody said anything. */
export const emptyContext: HuntContext = { sets: [], exceptions: [], filters: [], periods: [], confirmed: { findings: 0, credentials: [], sessions: [] }, cleared: [], traits: [] };
