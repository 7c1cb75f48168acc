import { z } from 'zod';
import { userRisk } from './risk.ts';

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
/** As `profile --json` prints it: with the risk of the user and its parts. */
export const profileTold = profileShape.extend({ risk: userRisk });
export type ProfileTold = z.infer<typeof profileTold>;
