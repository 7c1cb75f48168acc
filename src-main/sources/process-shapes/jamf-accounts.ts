import { listOf, objectOf, textOf, type JsonObject } from '../read.ts';
import { uidOf } from './numbers.ts';
import type { ProcessSaid } from './said.ts';

/**
 * Accounts of an exec of Endpoint Security. It tells them as numbers: who logged in (`auid`, else `ruid`), and what it runs as (`euid`). Names are
 * those that any token of the event gives such a number (`e_username`); without one `USER` of the environment, which is believed only where nobody
 * has become another.
 */
export function accountsOf(exec: JsonObject, target: JsonObject, before: JsonObject): Pick<ProcessSaid, 'user' | 'effective'> {
  const token = objectOf(target['audit_token']);
  const real = uidOf(token['ruid']);
  const effective = uidOf(token['euid']);
  const id = uidOf(token['auid']) ?? real ?? effective;
  const tokens = [target, before].flatMap((one) => ['audit_token', 'parent_audit_token', 'responsible_audit_token'].map((name) => objectOf(one[name])));
  const names = namesOf(tokens);
  const name = (id === undefined ? undefined : names.get(id)) ?? (id === real && id === effective ? userIn(exec['env']) : undefined);
  const isSame = effective === undefined || effective === id;
  return { user: { id, name }, effective: isSame ? undefined : { id: effective, name: names.get(effective) ?? (effective === '0' ? 'root' : undefined) } };
}

function namesOf(tokens: readonly JsonObject[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const token of tokens) {
    const id = uidOf(token['euid']);
    const name = textOf(token['e_username']);
    if (id !== undefined && name !== undefined && !names.has(id)) names.set(id, name);
  }
  return names;
}

function userIn(env: unknown): string | undefined {
  const entry = listOf(env).find((one) => typeof one === 'string' && one.startsWith('USER='));
  return typeof entry === 'string' ? textOf(entry.slice('USER='.length)) : undefined;
}
