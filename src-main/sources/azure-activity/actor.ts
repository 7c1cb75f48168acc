import { textOf, type JsonObject } from '../read.ts';
import { said } from './record.ts';

const schemas = {
  upn: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn',
  name: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name',
  email: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress',
  objectId: 'http://schemas.microsoft.com/identity/claims/objectidentifier',
  tenant: 'http://schemas.microsoft.com/identity/claims/tenantid',
  methods: 'http://schemas.microsoft.com/claims/authnmethodsreferences',
  scope: 'http://schemas.microsoft.com/identity/claims/scope',
} as const;

/** What the claims of the token say about who called. */
export interface Caller {
  readonly name: string | undefined;
  readonly id: string | undefined;
  readonly type: string | undefined;
  readonly tenant: string | undefined;
  /** How they had authenticated: pwd, mfa, rsa, wia … */
  readonly methods: readonly string[] | undefined;
  readonly scopes: readonly string[] | undefined;
}

/** Reads the caller: `caller` where it is a name, else the names in the claims, else `caller` whatever it is. Claims have long and short names. */
export function callerOf(claims: JsonObject, caller: string | undefined): Caller {
  const claim = (long: string, ...short: readonly string[]) => said(claims[long]) ?? short.map((name) => said(claims[name])).find((text) => text !== undefined);
  const told = caller !== undefined && caller.includes('@') ? caller : claim(schemas.upn, 'upn', 'unique_name', 'preferred_username') ?? claim(schemas.name) ?? claim(schemas.email, 'email') ?? caller;
  const id = claim(schemas.objectId, 'oid');
  const kind = said(claims['idtyp'])?.toLowerCase();
  const name = told?.replace(/^[a-z]+\.com#/i, '');
  return {
    name: name !== undefined && name.includes('@') ? name.toLowerCase() : name,
    id: (id ?? (caller !== undefined && !caller.includes('@') ? caller : undefined))?.toLowerCase(),
    type: kind ?? (said(claims['puid']) !== undefined || name?.includes('@') === true ? 'user' : id !== undefined ? 'app' : undefined),
    tenant: claim(schemas.tenant, 'tid'),
    methods: partsOf(claims[schemas.methods] ?? claims['amr']),
    scopes: partsOf(claims[schemas.scope] ?? claims['scp']),
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
