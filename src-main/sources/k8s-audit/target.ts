import { isObject, objectOf, textOf, type JsonObject } from '../read.ts';
import type { AuditRecord, ObjectRef } from './record.ts';

const MOST = 50;
/** A command that somebody ran in a pod may be a whole script. */
const MOST_COMMAND = 4000;

/** The resource with its subresource: `pods/exec`. */
export function targetOf({ resource, subresource }: ObjectRef): { readonly type: string | undefined } {
  return { type: resource === undefined || subresource === undefined ? resource : `${resource}/${subresource}` };
}

/** Whom a request is about, and what it would give them. */
export interface Effects {
  readonly users: readonly string[] | undefined;
  readonly roles: readonly string[] | undefined;
}
const nothing: Effects = { users: undefined, roles: undefined };

/** A binding gives a role to its subjects; a token is made for a service account. */
export function effectsOf({ ref, request }: AuditRecord, verb: string, succeeded: boolean): Effects {
  if (ref.resource === 'serviceaccounts' && ref.subresource === 'token' && verb === 'create') {
    return ref.name === undefined ? nothing : { users: [`system:serviceaccount:${ref.namespace ?? 'default'}:${ref.name}`], roles: undefined };
  }
  if (ref.resource !== 'rolebindings' && ref.resource !== 'clusterrolebindings') return nothing;
  const role = objectOf(request['roleRef']);
  const name = textOf(role['name']);
  const subjects = Array.isArray(request['subjects']) ? request['subjects'].slice(0, MOST) : [];
  const users = subjects.filter(isObject).flatMap((one) => subjectOf(one, ref.namespace) ?? []);
  return { users: users.length === 0 || (!succeeded && verb === 'delete') ? undefined : [...new Set(users)], roles: name === undefined ? undefined : [name] };
}

function subjectOf(subject: JsonObject, namespace: string | undefined): string | undefined {
  const name = textOf(subject['name']);
  if (name === undefined) return undefined;
  return subject['kind'] === 'ServiceAccount' ? `system:serviceaccount:${textOf(subject['namespace']) ?? namespace ?? 'default'}:${name}` : name;
}

/** What was run in a pod: the values of `command=` in the query, joined with blanks. */
export function commandOf(uri: string | undefined, { subresource }: ObjectRef): string | undefined {
  if (uri === undefined || (subresource !== 'exec' && subresource !== 'attach')) return undefined;
  const at = uri.indexOf('?');
  const words = at < 0 ? [] : uri.slice(at + 1).split('&').filter((one) => one.startsWith('command=')).map((one) => decoded(one.slice('command='.length)));
  return words.length === 0 ? undefined : words.map((word) => (/[\s"]/.test(word) ? `"${word.replaceAll('"', '\\"')}"` : word)).join(' ').slice(0, MOST_COMMAND);
}

/** A value of a query; as it stands where it is not well written. */
function decoded(text: string): string {
  const plain = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain;
  }
}
