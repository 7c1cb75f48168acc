import { z } from 'zod';
import { call } from '../call.ts';
import type { UserLineage } from '../lineage.ts';
import type { Profile } from '../profile.ts';
import { laneKinds, userSorts, type UserDetail, type UserLanes, type UserRow } from '../user.ts';
import { page, logText, type Page } from './common.ts';

/** An entry of the palette: somewhere to go. `count` is events, or null where there is no such number. */
export interface Hit { readonly kind: 'user' | 'network' | 'ip' | 'credential' | 'agent' | 'finding' | 'rule'; readonly id: string; readonly label: string; readonly detail: string; readonly count: number | null }

/** Users (actors by name), and where they were. */
export const userCalls = {
  'user.list': call<Page<UserRow>>()(z.strictObject({ text: z.string().max(1000).default(''), sort: z.enum(userSorts).default('overlap'), descending: z.boolean().default(true), onlyInTwoPlaces: z.boolean().default(false), ...page })),
  'user.get': call<UserDetail>()(z.strictObject({ user: logText })),
  /** The time line of a user between two times (UTC ms). `slices` is how many pixels there are to fill. */
  'user.lanes': call<UserLanes>()(z.strictObject({ user: logText, from: z.number().nullable().default(null), to: z.number().nullable().default(null), by: z.enum(laneKinds).default('network'), slices: z.number().int().min(10).max(4000).default(1000) })),
  /** What the credentials and sessions of a user came from, and what came of them. */
  'user.lineage': call<UserLineage>()(z.strictObject({ user: logText })),
  'profile.get': call<Profile>()(z.strictObject({ user: logText })),
  /** Users, networks, keys, addresses, agents, findings and rules that contain the text; the best of each kind. */
  'find': call<readonly Hit[]>()(z.strictObject({ text: z.string().trim().min(1).max(1000), limit: z.number().int().min(1).max(50).default(8) })),
} as const;
