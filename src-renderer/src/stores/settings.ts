import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { AskOf, GeoTable, NamedSet } from '@contract';
import { ask } from '../transport/client.ts';
import { useApp } from './app.ts';
import { newest } from './newest.ts';

/** What can be set up: the tables of networks and places, and the named sets of the case. */
export const useSettings = defineStore('settings', () => {
  const sets = shallowRef<readonly NamedSet[] | null>(null);
  const onlyNewest = newest();

  async function loadSets(): Promise<void> {
    const answer = await onlyNewest(ask('set.list', {}));
    if (answer !== undefined) sets.value = answer;
  }
  /** A set that is there gets a new version. */
  async function saveSet(set: AskOf<'set.save'>): Promise<NamedSet> {
    const saved = await ask('set.save', set);
    await loadSets();
    return saved;
  }
  async function removeSet(name: string, reason: string): Promise<void> {
    await ask('set.remove', { name, reason });
    await loadSets();
  }
  /** Uses a table of the analyst's own; the open case is enriched and hunted anew. `anyway`: also where it is older than the one in use. */
  async function useTable(path: string, anyway: boolean): Promise<GeoTable> {
    const table = await ask('geo.use', { path, anyway });
    await useApp().load();
    return table;
  }
  async function embeddedTables(): Promise<void> {
    await ask('geo.reset', {});
    await useApp().load();
  }
  function forget(): void {
    sets.value = null;
  }
  return { sets, loadSets, saveSet, removeSet, useTable, embeddedTables, forget };
});
