import { z } from 'zod';

const problem = z.strictObject({ line: z.number().min(1), column: z.number().min(1), message: z.string().min(1) });
const refusal = z.strictObject({ why: z.string().min(1), count: z.number().min(1) });

/** What `mapping.save` answers, and `mapping.list` of each file. */
export const mappingCard = z.strictObject({ file: z.string(), id: z.string(), title: z.string(), version: z.number(), dataset: z.string(), sha256: z.string().length(64), text: z.string(), problems: z.array(problem) });
export const mappingList = z.strictObject({ folder: z.string().endsWith('.sources'), mappings: z.array(mappingCard) });
export const mappingDraft = z.strictObject({ text: z.string().min(1) });
/** What `mapping.preview` answers. */
export const mappingPreview = z.strictObject({
  problems: z.array(problem), shape: z.string().nullable(), looked: z.number().max(100), taken: z.number(), refused: z.array(refusal), passed: z.array(refusal), unread: z.number(), first: z.string().nullable(), last: z.string().nullable(), zoneAssumed: z.number(),
  fields: z.array(z.strictObject({ field: z.string(), label: z.string(), filled: z.number(), examples: z.array(z.string().max(200)).max(3) })), clashes: z.array(z.strictObject({ dataset: z.string(), title: z.string(), count: z.number() })),
});
