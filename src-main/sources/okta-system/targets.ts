import { isObject, objectIn, textOf, type JsonObject } from '../read.ts';
import { saidOf } from './words.ts';

/** What an event acted on. Lists hold distinct values and are not parallel; `undefined` where nothing is said. */
export interface Targets {
  readonly types: readonly string[] | undefined;
  readonly ids: readonly string[] | undefined;
  readonly names: readonly string[] | undefined;
  readonly userNames: readonly string[] | undefined;
  readonly userIds: readonly string[] | undefined;
  readonly application: string | undefined;
  /** Ways of signing in that the targets name: `Get a push notification`, `Password`; `SMS_FACTOR`. */
  readonly methods: readonly string[];
  /** Id of a token or key among the targets. */
  readonly token: string | undefined;
  /** All of them side by side, for the identity of the event: the lists above do not say what belongs together. */
  readonly key: string;
}

/** Enough to see what was touched; the raw record has them all. */
const MOST = 100;
const tokenTypes = new Set(['token', 'access_token', 'refresh_token', 'id_token', 'code', 'apitoken', 'oauth2clientsecretentity']);

/** Reads the targets of an event. A user's name is the alternate id (the login) in lower case; an application's the label that the org gave it. */
export function targetsOf(list: readonly unknown[]): Targets {
  const lists = { types: [] as string[], ids: [] as string[], names: [] as string[], userNames: [] as string[], userIds: [] as string[], methods: [] as string[] };
  let application: string | undefined;
  let token: string | undefined;
  const key: (string | null)[] = [];
  for (const target of list.slice(0, MOST)) {
    if (!isObject(target)) continue;
    const type = saidOf(target['type']);
    const id = saidOf(target['id']);
    const alternate = saidOf(target['alternateId']);
    const display = saidOf(target['displayName']);
    put(lists.types, type);
    put(lists.ids, id);
    put(lists.names, display ?? alternate);
    key.push(type ?? null, id ?? null, alternate ?? null, display ?? null);
    if (type === 'User') {
      put(lists.userNames, (alternate ?? display)?.toLowerCase());
      put(lists.userIds, id);
    } else if (type === 'AppInstance') {
      put(lists.names, alternate);
      application ??= alternate ?? display;
    } else if (type !== undefined && tokenTypes.has(type.toLowerCase())) token ??= id;
    methodsOf(target, lists.methods);
  }
  return {
    types: listed(lists.types), ids: listed(lists.ids), names: listed(lists.names), userNames: listed(lists.userNames), userIds: listed(lists.userIds),
    application, token, methods: lists.methods, key: JSON.stringify(key),
  };
}

function methodsOf(target: JsonObject, into: string[]): void {
  if (target['detailEntry'] === null || target['detailEntry'] === undefined) return;
  const detail = objectIn(target['detailEntry']);
  put(into, saidOf(detail['methodTypeUsed']) ?? saidOf(detail['factorType']) ?? textOf(detail['methodType']));
}

function put(list: string[], value: string | undefined): void {
  if (value !== undefined && !list.includes(value)) list.push(value);
}

/** `undefined` for an empty list: the source did not say. */
export function listed(list: readonly string[]): readonly string[] | undefined {
  return list.length === 0 ? undefined : list;
}
