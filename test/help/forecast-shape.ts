import { z } from 'zod';
import { faultShape } from '../../src-main/contract/index.ts';

const text = z.string().nullable();
const number = z.number().nonnegative().nullable();
const nearest = z.array(z.strictObject({ dataset: z.string(), title: z.string(), confidence: z.number().min(0).max(1), reason: z.string().min(1) }));
const example = z.strictObject({ ordinal: z.number(), excerpt: z.string().max(2000), nearest });

/** What `import.forecast` answers, key by key. */
export const importForecast = z.strictObject({
  files: z.array(z.strictObject({
    path: z.string(), name: z.string(), bytes: z.number(), shape: text, dataset: text, mapping: z.strictObject({ id: z.string(), title: z.string(), version: z.number() }).nullable(), confidence: z.number(), reason: z.string(), events: number, outOfScope: number, fault: faultShape.nullable(),
    first: text, last: text, zoneAssumed: z.boolean(), looked: z.number(), unknown: z.number(), examples: z.array(example).max(5),
  })),
  moreFiles: z.number(), looked: z.number(), bytes: z.number(), events: number, outOfScope: number, diskBytes: number, seconds: number, freeBytes: number,
});
/** What `evidence.unknown` answers. */
export const membersUnknown = z.array(z.strictObject({ member: z.number(), path: z.string(), shape: text, unknown: z.number().min(1), examples: z.array(example).min(1).max(5) }));
