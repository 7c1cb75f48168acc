import { z } from 'zod';

const selfCheck = z.object({ name: z.string(), ok: z.boolean(), checked: z.number(), detail: z.string() });
export type SelfCheck = z.infer<typeof selfCheck>;

/** What `bilocate selftest` found on this machine: with which version, when (ISO 8601 UTC), and each check. */
export const selfTestResult = z.object({ ok: z.boolean(), version: z.string(), at: z.string(), checks: z.array(selfCheck) });
export type SelfTest = z.infer<typeof selfTestResult>;
