import { z } from 'zod';
import { jobCard } from './shapes.ts';

/** What main tells unasked, one message a line. At most ten a second per job. */
export const news = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('job'), job: jobCard }),
  /** The case changed: answers that carry an older state are stale. `state` is null when it was closed. */
  z.object({ kind: z.literal('case'), state: z.number().nullable() }),
  z.object({ kind: z.literal('hello'), version: z.string() }),
]);
export type News = z.infer<typeof news>;
