import { isObject, objectIn, textOf, type JsonObject } from '../read.ts';
import { listIn, saidOf } from './record.ts';
import { userKindName } from './types.ts';

export interface Actor {
  readonly name: string | undefined;
  readonly id: string | undefined;
  readonly type: string | undefined;
}

/** What the directory writes about one party: `Actor` and `Target` are lists of its ids, each with the type that it has. */
export interface Party {
  readonly upn: string | undefined;
  readonly objectId: string | undefined;
  readonly displayName: string | undefined;
  /** User, ServicePrincipal, Role, Application …, where it says so. */
  readonly kind: string | undefined;
  readonly ids: readonly string[];
}

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const typed = /^(User|ServicePrincipal|Application|Group|Role|Device|Policy|Contact)_(.+)$/;
const puid = /^(?:i:0h\.f\|membership\|)?(10[0-9a-f]{14})(?:@\S*)?$/i;
const noParty: Party = { upn: undefined, objectId: undefined, displayName: undefined, kind: undefined, ids: [] };

/**
 * Reads a list of `{ID, Type}`: type 5 is a UPN, 0 the object or application id, 1 a display name, 3 a PUID; type 2 are ids of any kind, of which
 * `User_<id>` says what it is.
 */
export function partyIn(value: unknown): Party {
  const list = listIn(value);
  if (list.length === 0) return noParty;
  let { upn, objectId, displayName, kind } = noParty as { -readonly [N in keyof Party]: Party[N] };
  const ids: string[] = [];
  for (const entry of list) {
    const id = isObject(entry) ? saidOf(entry['ID'] ?? entry['Id']) : undefined;
    if (id === undefined) continue;
    const type = textOf((entry as JsonObject)['Type']);
    const named = typed.exec(id);
    if (named) {
      kind ??= named[1];
      objectId ??= named[2];
    } else if (type === '5' || (upn === undefined && type !== '1' && isUpn(id))) upn = type === '5' ? id : upn ?? id;
    else if (type === '1') displayName ??= id;
    else if (type === '0') objectId ??= id;
    if (guid.test(id)) ids.push(id);
  }
  return { upn, objectId, displayName, kind, ids };
}

/** A user principal name or mail address: lower-cased, since the directory does not tell cases apart. What is none stays as it is. */
export function foldedName(name: string | undefined): string | undefined {
  return name !== undefined && name.includes('@') && !name.includes(' ') ? name.toLowerCase() : name;
}

export function isUpn(text: string): boolean {
  return text.length < 256 && /^[^\s@/|]+@[^\s@/|]+\.[^\s@/|]+$/.test(text);
}

/** Who acted: `UserId`; where it says nothing or an id alone, the UPN or name that the directory gives beside it; `UserIds` of the export; the `UserKey`. */
export function actorOf(record: JsonObject, envelope: JsonObject | null): Actor {
  const party = partyIn(record['Actor']);
  const userId = saidOf(record['UserId']);
  const key = saidOf(record['UserKey']);
  const told = userId !== undefined && isUpn(userId) ? userId : party.upn ?? named(userId) ?? party.displayName ?? userId;
  const name = told ?? saidOf(envelope?.['UserIds']) ?? saidOf(envelope?.['UserId']) ?? saidOf(envelope?.['userPrincipalName']) ?? key;
  const objectId = party.objectId ?? saidOf(objectIn(record['AppAccessContext'])['UserObjectId']);
  const id = objectId ?? (key !== undefined && guid.test(key) ? key : undefined) ?? typedId(userId) ?? foldedKey(key) ?? userId;
  return { name: foldedName(name), id: id !== undefined && guid.test(id) ? id.toLowerCase() : id, type: userKindName(saidOf(record['UserType'])) ?? party.kind };
}

/** SharePoint and the directory write one PUID in several ways (`i:0h.f|membership|1003…@live.com`, `1003…@tenant`): it alone, in capitals. */
function foldedKey(key: string | undefined): string | undefined {
  return (key === undefined ? undefined : puid.exec(key)?.[1]?.toUpperCase()) ?? key;
}

/** A user id that a reader knows again: no GUID, no SID, and no type with an id. */
function named(userId: string | undefined): string | undefined {
  return userId === undefined || guid.test(userId) || userId.startsWith('S-1-') || typed.test(userId) ? undefined : userId;
}

function typedId(userId: string | undefined): string | undefined {
  return userId === undefined ? undefined : typed.exec(userId)?.[2];
}
