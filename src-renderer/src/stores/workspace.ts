import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { Workspace } from '@contract';
import { ask } from '../transport/client.ts';

export type Scope = 'app' | 'case';
const settleMs = 400;

/**
 * How somebody works, kept over a restart: `app` of this installation, `case` of the open case. Values are anything that JSON can say. Reading is
 * reactive; writing shows at once and is sent after a pause, the last value of a key only.
 */
export const useWorkspace = defineStore('workspace', () => {
  const kept = shallowRef<Workspace>({ app: {}, case: {} });
  /** True once there was an answer, or it is clear that there is none. */
  const known = ref(false);
  /** Whose `case` part is here: the id of a case, null for none; undefined where it must be asked for. */
  const ofCase = ref<string | null | undefined>(undefined);
  const waiting = new Map<string, { readonly scope: Scope; readonly key: string; readonly value: string | null }>();
  let timer: ReturnType<typeof setTimeout> | null = null;

  /** Asks for all, unless that of this case (null: none) is here already. */
  async function load(caseId: string | null): Promise<void> {
    if (known.value && ofCase.value === caseId) return;
    try {
      kept.value = await ask('workspace.get', {});
      ofCase.value = caseId;
      // What was set while the answer was on its way is newer.
      for (const { scope, key, value } of waiting.values()) if (value !== null) kept.value = { ...kept.value, [scope]: { ...kept.value[scope], [key]: value } };
    } finally {
      known.value = true;
    }
  }
  /** What was kept under the key; undefined where there is nothing, or nothing that can be read. The caller knows what it wrote, and checks what it needs. */
  function get<T>(scope: Scope, key: string): T | undefined {
    const text = kept.value[scope][key];
    if (text === undefined) return undefined;
    try {
      return JSON.parse(text) as T;
    } catch {
      return undefined;
    }
  }
  /** Keeps the value; undefined or null forgets the key. */
  function set(scope: Scope, key: string, value: unknown): void {
    const text = value === undefined || value === null ? null : JSON.stringify(value);
    if ((kept.value[scope][key] ?? null) === text) return;
    const { [key]: _old, ...rest } = kept.value[scope];
    kept.value = { ...kept.value, [scope]: text === null ? rest : { ...rest, [key]: text } };
    waiting.set(`${scope} ${key}`, { scope, key, value: text });
    timer ??= setTimeout(() => void flush(), settleMs);
  }
  /** Sends what waits. Comes before a case is opened or closed: what was set for one case must not reach another. */
  async function flush(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const all = [...waiting.values()];
    waiting.clear();
    // A case that is only read, or a host that has gone, keeps nothing: then it lasts as long as the page.
    await Promise.all(all.map((one) => ask('workspace.set', one).catch(() => undefined)));
  }
  /** The case has been closed: nothing of it is left to read or to send. */
  function forgetCase(): void {
    for (const [name, { scope }] of waiting) if (scope === 'case') waiting.delete(name);
    kept.value = { ...kept.value, case: {} };
    ofCase.value = undefined;
  }
  return { known, load, get, set, flush, forgetCase };
});
