import { z } from 'zod';
import { logStates } from '../../src-main/contract/index.ts';

const text = z.string();
const count = z.number().int().min(0);
const checkedLog = z.strictObject({ state: z.enum(logStates), object: text.nullable(), exhibit: text.nullable(), file: text.nullable(), sha256: text.nullable(), expected: text.nullable(), digest: text.nullable() });
const checkedDigest = z.strictObject({
  object: text, exhibit: text, file: text, account: text, sha256: text, start: text, end: text, fingerprint: text, logs: count,
  signature: z.enum(['valid', 'vouched', 'invalid', 'no-key', 'no-signature', 'not-the-file']), previous: z.enum(['start', 'linked', 'changed', 'absent']),
});

/** What `evidence.digests` answers. */
export const digestPage = z.strictObject({
  given: z.strictObject({ digests: count, unreadable: count, keys: count, badKeys: count }), counts: z.record(z.enum(logStates), count),
  logs: z.array(checkedLog), moreLogs: count, digests: z.array(checkedDigest), moreDigests: count,
  gaps: z.array(z.strictObject({ chain: text, from: text, to: text, object: text.nullable() })), moreGaps: count,
});
