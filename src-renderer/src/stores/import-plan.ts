import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { Acquisition, ImportForecast } from '@contract';
import { newPlan, optionsOf, type PlanDraft } from '../shape/import-plan.ts';
import { ask, currentTransport, type Offer, type Offered, type SendProgress } from '../transport/client.ts';
import { newest } from './newest.ts';
import { useZone } from './zone.ts';

/** Evidence that was given and is not yet imported: what it looks like, and how it is to be taken in. */
export const useImportPlan = defineStore('import-plan', () => {
  const zone = useZone();
  /** What was given; null where nothing waits. */
  const offer = shallowRef<Offer | null>(null);
  const draft = shallowRef<PlanDraft>(newPlan);
  const acquisition = ref<Partial<Acquisition>>({});
  const forecast = shallowRef<ImportForecast | null>(null);
  const looking = ref(false);
  const sending = shallowRef<SendProgress | null>(null);
  const newestForecast = newest();
  let stopSending: AbortController | null = null;

  const read = computed(() => optionsOf(draft.value, zone.times.offset));
  const filled = computed(() => Object.fromEntries(Object.entries(acquisition.value).filter(([, value]) => value !== '')));

  /** Names the files to the host, sending them where it cannot reach them. */
  async function giveFiles(files: Offered): Promise<void> {
    stopSending = new AbortController();
    try {
      await give(await currentTransport().offer(files, (now) => { sending.value = now; }, stopSending.signal));
    } finally {
      sending.value = null;
      stopSending = null;
    }
  }
  const givePaths = (paths: string[]): Promise<void> => give({ paths });
  async function give(next: Offer): Promise<void> {
    await discard();
    offer.value = next;
    // A scope that was meant for other files would narrow these without a word.
    draft.value = newPlan;
    forecast.value = null;
    await look();
  }
  /** Asks what the import would bring as it is planned now. */
  async function look(): Promise<void> {
    const given = offer.value;
    if (given === null || read.value.trouble.length > 0) return;
    looking.value = true;
    try {
      const answer = await newestForecast(ask('import.forecast', { ...given, options: read.value.options }));
      if (answer === undefined) return;
      if (offer.value === given) forecast.value = answer;
      looking.value = false;
    } catch (error) {
      looking.value = false;
      throw error;
    }
  }
  function change(next: PlanDraft): void {
    draft.value = next;
  }
  /** Begins the import; gives its job. How it was acquired stays, since the next files are often of the same delivery. */
  async function start(): Promise<string> {
    if (offer.value === null) throw new Error('nothing was given');
    const { job } = await ask('import.start', { ...offer.value, acquisition: filled.value, options: read.value.options });
    forget();
    return job;
  }
  /** Puts away what was given; what was sent to the host goes there too. */
  async function discard(): Promise<void> {
    const upload = offer.value?.upload;
    forget();
    if (upload !== undefined) await ask('import.discard', { upload });
  }
  /** Nothing waits any more. */
  function forget(): void {
    [offer.value, forecast.value, looking.value] = [null, null, false];
  }
  const cancelSending = (): void => stopSending?.abort();
  return { offer, draft, acquisition, forecast, looking, sending, read, giveFiles, givePaths, look, change, start, discard, forget, cancelSending };
});
