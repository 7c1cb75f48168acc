import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { FaultShape, Identity, NamedKind, Trait } from '@contract';
import { ask, AskFault } from '../transport/client.ts';
import { newest } from './newest.ts';

/** Fields that name an organisation, tenant or account. */
const naming: ReadonlySet<string> = new Set(['organization.id', 'cloud.account.id', 'aws.cloudtrail.recipient_account', 'entra.signin.home_tenant', 'entra.signin.resource_tenant']);

/** Who is who in the case: what analysts said of names, and what is suggested. */
export const useIdentity = defineStore('identity', () => {
  const who = shallowRef<Identity | null>(null);
  const busy = ref(false);
  /** Why there is nothing to show. */
  const fault = shallowRef<FaultShape | null>(null);
  const answer = newest();
  /** Names of organisations and accounts by id; null until somebody asked. */
  const names = shallowRef<ReadonlyMap<string, string> | null>(null);
  let wanted = false;

  async function load(): Promise<void> {
    wanted = true;
    busy.value = true;
    try {
      const told = await answer(ask('identity.get', {}));
      if (told === undefined || !wanted) return;
      [who.value, fault.value] = [told, null];
    } catch (error) {
      if (!(error instanceof AskFault)) throw error;
      fault.value = error.fault;
    } finally {
      busy.value = false;
    }
  }
  async function loadNames(): Promise<void> {
    names.value = new Map((await ask('identity.labels', {})).map(({ id, name }) => [id, name]));
  }
  /** What an analyst calls the organisation or account that a field names; null for other fields, and where nobody gave it a name. */
  const nameOf = (field: string, id: string): string | null => (naming.has(field) ? names.value?.get(id) ?? null : null);
  /** Says it of two names, and asks anew. Null where it stood so already. */
  async function say(a: string, b: string, same: boolean, reason: string): Promise<number | null> {
    return noted((await ask('identity.alias', { a, b, same, reason })).seq);
  }
  async function setTrait(user: string, trait: Trait | null, reason: string): Promise<number | null> {
    return noted((await ask('identity.trait', { user, trait, reason })).seq);
  }
  async function setLabel(kind: NamedKind, id: string, name: string): Promise<number | null> {
    return noted((await ask('identity.label', { kind, id, name })).seq);
  }
  /** Takes back one decision, whoever made it. */
  async function takeBack(seq: number): Promise<void> {
    await ask('decision.undo', { seq });
    if (wanted) await load();
  }
  async function noted(seq: number | null): Promise<number | null> {
    if (wanted) await load();
    return seq;
  }
  const refresh = async (): Promise<void> => { await Promise.all([wanted ? load() : null, names.value === null ? null : loadNames()]); };
  function forget(): void {
    wanted = false;
    [who.value, fault.value, busy.value, names.value] = [null, null, false, null];
  }
  return { who, names, busy, fault, load, loadNames, nameOf, say, setTrait, setLabel, takeBack, refresh, forget };
});
