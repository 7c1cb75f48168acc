import { z } from 'zod';
import { call } from '../call.ts';
import { namedKinds, traits, type Identity, type NamedId, type NamedKind } from '../identity.ts';
import { logText, nothing, reason } from './common.ts';

/** The decision that was noted; null where it stood so already. */
export interface Noted { readonly seq: number | null }

/** Who is who: names that are one person, who stands behind a name, what organisations are called. */
export const identityCalls = {
  'identity.get': call<Identity>()(nothing),
  /** Names that analysts gave to organisations and accounts. */
  'identity.labels': call<readonly (Pick<NamedId, 'id'> & { readonly kind: NamedKind; readonly name: string })[]>()(nothing),
  /** Two user names are one person (`same`), or they are not. */
  'identity.alias': call<Noted>()(z.strictObject({ a: logText, b: logText, same: z.boolean(), reason: reason.default('') })),
  /** Who stands behind a user; null: nothing to say. */
  'identity.trait': call<Noted>()(z.strictObject({ user: logText, trait: z.enum(traits).nullable(), reason: reason.default('') })),
  /** What an organisation or account is called; empty: nothing. */
  'identity.label': call<Noted>()(z.strictObject({ kind: z.enum(namedKinds), id: logText, name: z.string().trim().max(200), reason: reason.default('') })),
} as const;
