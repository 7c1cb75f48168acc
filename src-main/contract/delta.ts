import { z } from 'zod';
import { verdicts, variants } from './finding.ts';
import { severities } from './severity.ts';

/** What differs between what a finding said and what it says now. Times ISO 8601 UTC. `values` and `reasons` have no figure of their own. */
export const findingChange = z.object({
  what: z.enum(['severity', 'score', 'events', 'windows', 'end', 'title', 'expected', 'values', 'reasons']), before: z.union([z.string(), z.number(), z.null()]), after: z.union([z.string(), z.number(), z.null()]),
});
export type FindingChange = z.infer<typeof findingChange>;

/** A finding that a hunt found, changed or no longer found. */
export const deltaFinding = z.object({
  id: z.string(), number: z.number(), rule: z.string(), variant: z.enum(variants), title: z.string(), severity: z.enum(severities), actor: z.string().nullable(), start: z.string(), verdict: z.enum(verdicts),
  state: z.enum(['new', 'changed', 'gone']),
  /** Of one that changed. */
  changes: z.array(findingChange),
});
export type DeltaFinding = z.infer<typeof deltaFinding>;

/** Decisions that change what rules say: exceptions, filters, periods, verdicts, and who stands behind names; taken back ones too. */
export const deltaDecisions = ['allow', 'filter', 'period', 'verdict', 'alias', 'trait'] as const;

/** What happened between two hunts that can be why they differ. */
export const deltaWhy = z.object({
  /** Events that came in; exhibits with names, at most twenty, and how many others. */
  events: z.number(), evidence: z.array(z.object({ exhibit: z.string(), name: z.string() })), moreEvidence: z.number(),
  /** Rules that never ran before, that are another version or text now, or that could not run or failed and had run before. Versions; null for none. */
  rules: z.array(z.object({ rule: z.string(), variant: z.enum(variants), change: z.enum(['added', 'changed', 'not-run']), before: z.number().nullable(), after: z.number().nullable() })),
  parameters: z.array(z.object({ rule: z.string(), variant: z.enum(variants), name: z.string(), before: z.union([z.string(), z.number(), z.null()]), after: z.union([z.string(), z.number(), z.null()]) })),
  decisions: z.array(z.object({ kind: z.enum(deltaDecisions), count: z.number() })),
  /** Named sets that were saved. */
  sets: z.array(z.string()),
  /** Tables of networks and places, or their versions, are others. */
  enrichment: z.boolean(),
});
export type DeltaWhy = z.infer<typeof deltaWhy>;

/**
 * What the last hunt changed against what its rules said before. Findings of corrected rules that are not expected, as lists show them. `ran`: its rules as `id/variant`; null where it ran all that the case has
 * findings or runs of. `before` is null for rules that never ran until then.
 */
export const huntDelta = z.object({
  run: z.number(), at: z.string(), state: z.string(), before: z.object({ run: z.number(), at: z.string() }).nullable(), ran: z.array(z.string()).nullable(),
  counts: z.object({ new: z.number(), changed: z.number(), unchanged: z.number(), gone: z.number() }),
  /** Gravest first; `more` counts those that are not listed. */
  findings: z.array(deltaFinding), more: z.number(), why: deltaWhy,
});
export type HuntDelta = z.infer<typeof huntDelta>;
