import { z } from 'zod';

export const nothing = z.strictObject({});
export const path = z.string().min(1).max(4096);
/** Of a finding, job or rule; longer than any that there is. */
export const id = z.string().max(200);
/** A value from a log: there are such of a megabyte, and questions name them. */
export const logText = z.string().max(2_000_000);
/** Why somebody decided so; some decisions need one. */
export const reason = z.string().trim().max(4000);
export const page = { after: z.number().int().min(0).default(0), limit: z.number().int().min(1).max(1000).default(200) };

/** A page of rows: `next` is what to ask with `after` for the following one, null at the end; `total` counts all rows. */
export interface Page<T> { readonly rows: readonly T[]; readonly next: number | null; readonly total: number }
/** Names the job that was started; its progress comes as news. */
export interface Started { readonly job: string }
