import { isObject, type JsonObject } from '../read.ts';

/** The identity reports of Google Workspace: only their activities are taken apart. */
const reports: ReadonlySet<unknown> = new Set(['login', 'saml', 'token', 'user_accounts', 'admin']);

/**
 * A record of one of the providers, which is not looked into whatever else it holds: `data`, `details` and `event` in it are parts of it. Asked for every record there is: one or two names each.
 */
export function isProviderRecord(value: JsonObject): boolean {
  return isObject(value['protoPayload']) || isObject(value['protopayload_auditlog']) || isObject(value['access_device']) || isOnelogin(value)
    || (value['recordedAt'] !== undefined && isObject(value['action'])) || isGitHub(value) || isAuth0(value) || isOnepassword(value)
    || (isReport(value) && !Array.isArray(value['events']));
}

function isGitHub({ action, actor, _document_id: id }: JsonObject): boolean {
  return typeof action === 'string' && (typeof actor === 'string' || typeof id === 'string') && action.includes('.');
}

function isOnelogin(value: JsonObject): boolean {
  return value['event_type_id'] !== undefined && (value['ipaddr'] !== undefined || value['actor_user_id'] !== undefined || value['actor_system'] !== undefined || value['user_name'] !== undefined);
}

function isAuth0(value: JsonObject): boolean {
  return typeof value['type'] === 'string' && value['date'] !== undefined && (value['log_id'] !== undefined || value['client_id'] !== undefined || value['_id'] !== undefined);
}

function isOnepassword(value: JsonObject): boolean {
  return typeof value['uuid'] === 'string' && (isObject(value['target_user']) || value['item_uuid'] !== undefined || (value['actor_uuid'] !== undefined && value['object_type'] !== undefined));
}

/** Where pages of the providers put their records. Elsewhere these names mean other things: only a list that begins with a record of theirs is one. */
const lists = ['items', 'data', 'authlogs', 'activities', 'logs'] as const;
const wrappers = [null, 'response', '_embedded'] as const;

/**
 * The records of a page of a provider (`items` of Google and 1Password, `response.authlogs` of Duo, `_embedded.activities` of PingOne, `data` of OneLogin), or the events of one activity of Google
 * Workspace, each as an activity that has this event alone; with the path of the list. `undefined` for all else.
 */
export function providerList(value: JsonObject): { readonly path: string; readonly list: readonly unknown[] } | undefined {
  if (isReport(value)) return Array.isArray(value['events']) ? { path: 'events', list: eventsOf(value, value['events']) } : undefined;
  for (const wrapper of wrappers) {
    const page = wrapper === null ? value : value[wrapper];
    if (!isObject(page)) continue;
    for (const name of lists) {
      const list = page[name];
      if (!Array.isArray(list)) continue;
      const head: unknown = list[0];
      if (isObject(head) && (isProviderRecord(head) || isReport(head))) return { path: wrapper === null ? name : `${wrapper}.${name}`, list };
    }
  }
  return undefined;
}

/** A page or an activity as above, or an event of a log stream of Auth0 (`data`, with its id beside). */
export function holdsProviderRecord(value: JsonObject): boolean {
  return (isObject(value['data']) && isProviderRecord(value['data'])) || providerList(value) !== undefined;
}

/** An activity of a report that is about identity. */
function isReport(value: JsonObject): boolean {
  return isObject(value['id']) && reports.has(value['id']['applicationName']);
}

/**
 * Each event in the form in which tools that split activities write it: `events` is the event. Events of one activity that have one name are told apart by a number of ours (`nth`), which stands
 * only from the second on, so that an activity with one event is the same whoever split it.
 */
function eventsOf(activity: JsonObject, events: readonly unknown[]): readonly unknown[] {
  const seen = new Map<unknown, number>();
  return events.map((event) => {
    if (!isObject(event)) return event;
    const nth = (seen.get(event['name']) ?? 0) + 1;
    seen.set(event['name'], nth);
    return { ...activity, events: nth === 1 ? event : { ...event, nth } };
  });
}
