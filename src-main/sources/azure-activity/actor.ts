import { textOf, type JsonObject } from '../read.ts';
import { said } from './record.ts';

/**
 * Claims whose names are URIs, by what stands behind the last `/claims/` of it: `upn`, `objectidentifier`, `authnmethodsreferences`. A short name may mean
 * something else: `name` is what to show, the long one of it a UPN.
 */
function longClaims(claims: JsonObject): JsonObject {
  const made = Object.create(null) as Record<string, unknown>;
  for (const name of Object.keys(claims)) {
    const at = name.lastIndexOf('/claims/');
    if (at > 0) made[name.slice(at + 8)] = claims[name];
  }
  return made;
}

/** What the claims of the token say about who called. */
export interface Caller {
  readonly name: string | undefined;
  readonly id: string | undefined;
  readonly type: string | undefined;
  readonly tenant: string | undefined;
  /** How they had authenticated: pwd, mfa, rsa, wia … */
  readonly methods: readonly string[] | undefined;
}

/** Reads the caller: `caller` where it is a name, else the names in the claims, else `caller` whatever it is. Claims have long and short names. */
export function callerOf(claims: JsonObject, caller: string | undefined): Caller {
  const long = longClaims(claims);
  const claim = (name: string, ...short: readonly string[]) => said(long[name]) ?? short.map((one) => said(claims[one])).find((text) => text !== undefined);
  const told = caller !== undefined && caller.includes('@') ? caller : claim('upn', 'upn', 'unique_name', 'preferred_username') ?? claim('name') ?? claim('emailaddress', 'email') ?? caller;
  const id = claim('objectidentifier', 'oid');
  const kind = said(claims['idtyp'])?.toLowerCase();
  const name = told?.replace(/^[a-z]+\.com#/i, '');
  return {
    name: name !== undefined && name.includes('@') ? name.toLowerCase() : name,
    id: (id ?? (caller !== undefined && !caller.includes('@') ? caller : undefined))?.toLowerCase(),
    type: kind ?? (said(claims['puid']) !== undefined || name?.includes('@') === true ? 'user' : id !== undefined ? 'app' : undefined),
    tenant: claim('tenantid', 'tid'),
    methods: partsOf(long['authnmethodsreferences'] ?? claims['amr']),
  };
}

function partsOf(value: unknown): readonly string[] | undefined {
  const texts = Array.isArray(value) ? value.flatMap((one) => textOf(one) ?? []) : (textOf(value) ?? '').split(/[\s,]+/).filter((text) => text !== '');
  return texts.length === 0 ? undefined : [...new Set(texts)];
}

/** What satisfied the second factor, as the token says: `session` (it was done when the session began), or `none` for a user whose token names other methods alone. */
export function mfaOf({ methods, type }: Caller): string | undefined {
  if (methods === undefined) return undefined;
  if (methods.some((method) => /mfa$/i.test(method))) return 'session';
  return type === 'user' ? 'none' : undefined;
}
