import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { MappingCard, MappingList, MappingPreview } from '@contract';
import { ask, AskFault, type Offer } from '../transport/client.ts';
import { newest } from './newest.ts';

/** Mappings beside the case, and the one that is being written for a file that was given. */
export const useMappings = defineStore('mappings', () => {
  const list = shallowRef<MappingList | null>(null);
  /** The file that is written for, as the forecast names it; null where nobody writes. */
  const file = ref<string | null>(null);
  const text = ref('');
  const preview = shallowRef<MappingPreview | null>(null);
  /** The first records are read for a text to begin with. */
  const drafting = ref(false);
  const trying = ref(false);
  /** A mapping of this id lies there with another text: saving again replaces it. */
  const exists = ref(false);
  const newestPreview = newest();
  let offer: Offer | null = null;
  /** The exhibit that is written for, where that is one; its records lie in the case. */
  const evidence = ref<number | null>(null);

  const problems = computed(() => preview.value?.problems ?? []);
  const usable = computed(() => (list.value?.mappings ?? []).filter((one) => one.problems.length === 0));

  async function load(): Promise<void> {
    list.value = await ask('mapping.list', {});
  }
  /** Begins to write for a file of what was given, from its first records. */
  async function begin(given: Offer, path: string): Promise<void> {
    evidence.value = null;
    await draftFor(given, path);
  }
  /** The same for what no source takes of an exhibit of the case. */
  async function beginFor(exhibit: number, name: string): Promise<void> {
    evidence.value = exhibit;
    await draftFor({ paths: [] }, name);
  }
  async function draftFor(given: Offer, path: string): Promise<void> {
    [offer, file.value, text.value, preview.value, exists.value, drafting.value] = [given, path, '', null, false, true];
    try {
      const draft = await ask('mapping.draft', { ...given, file: path, ...ofExhibit() });
      if (file.value !== path) return;
      text.value = draft.text;
    } finally {
      drafting.value = false;
    }
    await look();
  }
  /** Opens one that lies beside the case, to try it on a file and change it. */
  async function open(given: Offer, path: string, card: MappingCard): Promise<void> {
    [offer, evidence.value, file.value, text.value, preview.value, exists.value, drafting.value] = [given, null, path, card.text, null, false, false];
    await look();
  }
  const ofExhibit = (): { readonly evidence?: number } => (evidence.value === null ? {} : { evidence: evidence.value });
  function write(next: string): void {
    [text.value, exists.value] = [next, false];
  }
  /** Tries the text on the first records of the file. */
  async function look(): Promise<void> {
    const [given, path] = [offer, file.value];
    if (given === null || path === null || text.value === '') return;
    trying.value = true;
    try {
      const answer = await newestPreview(ask('mapping.preview', { ...given, file: path, text: text.value, ...ofExhibit() }));
      if (answer === undefined) return;
      if (file.value === path) preview.value = answer;
      trying.value = false;
    } catch (error) {
      trying.value = false;
      throw error;
    }
  }
  /** Writes it beside the case. Null where another of its id lies there: `exists` then says so. */
  async function save(): Promise<MappingCard | null> {
    try {
      const card = await ask('mapping.save', { text: text.value, replace: exists.value });
      await load();
      return card;
    } catch (error) {
      if (!(error instanceof AskFault && error.fault.code === 'file/exists')) throw error;
      exists.value = true;
      return null;
    }
  }
  /** Reads the exhibit again with it, as a job. */
  async function apply(): Promise<void> {
    if (evidence.value !== null) await ask('mapping.apply', { evidence: evidence.value });
  }
  function close(): void {
    evidence.value = null;
    [file.value, text.value, preview.value, exists.value, drafting.value, trying.value] = [null, '', null, false, false, false];
    offer = null;
  }
  /** Another case has other mappings. */
  function clear(): void {
    close();
    list.value = null;
  }
  return { list, file, evidence, text, preview, drafting, trying, exists, problems, usable, load, begin, beginFor, open, write, look, save, apply, close, clear };
});
