import { listIn, said } from '../entra-shapes/said.ts';
import { isObject, parsedJson, textOf, type JsonObject } from '../read.ts';

/** What was acted on, and what became of it. The lists have distinct values and are not parallel. */
export interface Changes {
  readonly types: readonly string[] | undefined;
  readonly ids: readonly string[] | undefined;
  readonly names: readonly string[] | undefined;
  readonly userNames: readonly string[] | undefined;
  readonly userIds: readonly string[] | undefined;
  readonly changed: readonly string[] | undefined;
  /** Roles, scopes and permissions that the new values name. */
  readonly access: readonly string[] | undefined;
  /** Key id of a secret or certificate that is in the new value and was not in the old one. */
  readonly addedKey: string | undefined;
}

/** Enough to see what was touched; the raw record has them all. */
const MOST = 100;
const granting = new Set(['Role.DisplayName', 'AppRole.Value', 'DelegatedPermissionGrant.Scope']);

/** Reads `targetResources` and their `modifiedProperties`, lists or JSON text. `assigns`: what is done gives a role that may stand among the targets. */
export function changesOf(resources: unknown, assigns: boolean): Changes {
  const set = () => new Set<string>();
  const found = { types: set(), ids: set(), names: set(), userNames: set(), userIds: set(), changed: set(), access: set() };
  let addedKey: string | undefined;
  for (const target of listIn(resources).slice(0, MOST)) {
    if (!isObject(target)) continue;
    const type = said(target['type']);
    const id = said(target['id']);
    const principal = said(target['userPrincipalName'])?.toLowerCase();
    const name = said(target['displayName']) ?? principal;
    put(found.types, type);
    put(found.ids, id);
    put(found.names, name);
    if (type === 'User') {
      put(found.userNames, principal ?? name);
      put(found.userIds, id);
    }
    if (type === 'Role' && assigns) put(found.access, name);
    for (const property of listIn(target['modifiedProperties']).slice(0, MOST)) {
      if (!isObject(property)) continue;
      const changed = said(property['displayName']);
      put(found.changed, changed);
      if (changed !== undefined && granting.has(changed)) for (const value of valuesOf(property['newValue'])) put(found.access, value);
      if (changed === 'KeyDescription' || changed === 'FederatedIdentityCredentials') addedKey ??= addedKeyOf(property);
    }
  }
  return {
    types: listed(found.types), ids: listed(found.ids), names: listed(found.names), userNames: listed(found.userNames), userIds: listed(found.userIds),
    changed: listed(found.changed), access: listed(found.access), addedKey,
  };
}

/** `["[KeyIdentifier=…,KeyType=Password,KeyUsage=Verify,DisplayName=…]"]` before and after. */
function addedKeyOf(property: JsonObject): string | undefined {
  const before = new Set(keysIn(property['oldValue']));
  return keysIn(property['newValue']).find((key) => !before.has(key));
}

function keysIn(value: unknown): readonly string[] {
  return [...(textOf(value) ?? '').matchAll(/KeyIdentifier=([0-9a-f-]{36})/gi)].slice(0, MOST).map((match) => match[1]!.toLowerCase());
}

/** New values are JSON texts of JSON texts (`"\"Global Administrator\""`); scopes have blanks between. */
function valuesOf(value: unknown): readonly string[] {
  const text = textOf(value);
  const inner = text?.startsWith('"') || text?.startsWith('[') ? parsedJson(text) : text;
  const list = Array.isArray(inner) ? inner.slice(0, MOST).map(textOf) : [textOf(inner)];
  return list.flatMap((one) => one === undefined ? [] : /^[\w.]+( +[\w.]+)+$/.test(one) && one.includes('.') ? one.split(/ +/) : [one]);
}

function put(set: Set<string>, value: string | undefined): void {
  if (value !== undefined && set.size < MOST) set.add(value);
}

function listed(set: Set<string>): readonly string[] | undefined {
  return set.size === 0 ? undefined : [...set];
}
