import { z } from 'zod';

/** One session profile of a user: network + country + agent template. Times ISO 8601 UTC; `share` is 0 to 1 of the user's profiled events. */
export const profileRow = z.object({
  asn: z.number().int().nullable(),
  organization: z.string().nullable(),
  country: z.string().nullable(),
  userAgentTemplate: z.string().nullable(),
  count: z.number().int(),
  first: z.string(),
  last: z.string(),
  share: z.number(),
});
export const profileShape = z.object({ user: z.string(), profiles: z.array(profileRow) });
export type Profile = z.infer<typeof profileShape>;
