import { z } from 'zod';
import { call } from '../call.ts';
import { setKinds, type NamedSet, type Workspace } from '../settings.ts';
import type { Analyst, AppInfo, GeoTable, JobCard } from '../shapes.ts';
import { id, nothing, path, reason } from './common.ts';

/** The app itself: who works with it, how, and what runs. */
export const appCalls = {
  'app.info': call<AppInfo>()(nothing),
  'analyst.set': call<Analyst>()(z.strictObject({ name: z.string().trim().min(1).max(200), organisation: z.string().trim().max(200).default(''), role: z.string().trim().max(200).default('') })),

  /** How somebody works: zone, theme, columns, what was open. Of this installation, and of the open case where there is one. */
  'workspace.get': call<Workspace>()(nothing),
  'workspace.set': call<Workspace>()(z.strictObject({ scope: z.enum(['app', 'case']), key: z.string().regex(/^[a-z][a-z0-9.-]{0,60}$/), value: z.string().max(50_000).nullable() })),

  /** Uses a table of the analyst's own (MMDB) before the embedded one; the open case is enriched and hunted anew. */
  'geo.use': call<GeoTable>()(z.strictObject({ path, anyway: z.boolean().default(false) })),
  /** Back to the embedded tables. */
  'geo.reset': call<readonly GeoTable[]>()(nothing),

  'set.list': call<readonly NamedSet[]>()(nothing),
  'set.save': call<NamedSet>()(z.strictObject({
    name: z.string().trim().regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,99}$/u), kind: z.enum(setKinds), entries: z.array(z.strictObject({ value: z.string().trim().min(1).max(1000), note: z.string().trim().max(1000).default('') })).max(10_000),
    validFrom: z.iso.date().nullable().default(null), validTo: z.iso.date().nullable().default(null), reason,
  })),
  'set.remove': call<NamedSet>()(z.strictObject({ name: z.string().max(100), reason: reason.min(1) })),

  'job.list': call<readonly JobCard[]>()(nothing),
  /** Asks the job to stop; it ends by itself, or is killed after a grace time. What it had stored is kept. */
  'job.stop': call<JobCard>()(z.strictObject({ job: id })),
} as const;
