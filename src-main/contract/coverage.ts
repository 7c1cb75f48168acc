import { z } from 'zod';

/** A span in which a source is silent: UTC ms, end exclusive. */
export const gapSpan = z.object({ dataset: z.string(), startMs: z.number(), endMs: z.number() });
export type GapSpan = z.infer<typeof gapSpan>;

const part = z.object({ value: z.string(), label: z.string(), without: z.string() });

/** What each source covers. `counts` are events by slice of `sliceMs` from `fromMs` on. Times of events ISO 8601 UTC. */
export const sourceCoverage = z.object({
  fromMs: z.number(), toMs: z.number(), sliceMs: z.number(),
  sources: z.array(z.object({
    dataset: z.string(), events: z.number(), counts: z.array(z.number()), first: z.string(), last: z.string(),
    /** Hours of the clock with events, the median of their counts, and the most of one hour. */
    hours: z.number(), perHour: z.number(), busiest: z.number(),
    /** Which of its parts (`sourceParts`) are there; null where the source has none, or no event says which part it is of. */
    parts: z.object({ field: z.string(), seen: z.array(part.extend({ events: z.number() })), missing: z.array(part) }).nullable(),
  })),
  gaps: z.array(gapSpan),
});
export type SourceCoverage = z.infer<typeof sourceCoverage>;
