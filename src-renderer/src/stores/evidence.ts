import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { Acquisition, EvidenceCard, Overview } from '@contract';
import { ask, currentTransport, type Offer, type Offered, type SendProgress } from '../transport/client.ts';
import { newest } from './newest.ts';
import { pagedRows } from './pages.ts';

const skipsAtOnce = 200;

/** The exhibits of the case, their skips, and the way in for new ones. */
export const useEvidence = defineStore('evidence', () => {
  const cards = shallowRef<readonly EvidenceCard[] | null>(null);
  const open = ref<ReadonlySet<number>>(new Set());
  const sending = shallowRef<SendProgress | null>(null);
  const skipsOf = ref<number | null>(null);
  const skips = pagedRows((after) => ask('evidence.skips', { evidence: skipsOf.value ?? 0, after, limit: skipsAtOnce }));
  /** What each source covers, and the spans in which it has nothing. */
  const coverage = shallowRef<Overview['coverage'] | null>(null);
  const onlyNewest = newest();
  const newestCoverage = newest();
  let stopSending: AbortController | null = null;

  async function refresh(): Promise<void> {
    const answer = await onlyNewest(ask('evidence.list', {}));
    if (answer !== undefined) cards.value = answer;
  }
  async function loadCoverage(): Promise<void> {
    const answer = await newestCoverage(ask('overview.get', {}));
    if (answer !== undefined) coverage.value = answer.coverage;
  }
  function toggle(evidence: number): void {
    const next = new Set(open.value);
    if (!next.delete(evidence)) next.add(evidence);
    open.value = next;
  }
  async function showSkips(evidence: number): Promise<void> {
    if (skipsOf.value !== evidence) skips.clear();
    skipsOf.value = evidence;
    await skips.start();
  }
  /** Names the files to the host, sending them where it cannot reach them, and starts the import. Returns the job. */
  async function addFiles(files: Offered, acquisition: Partial<Acquisition>): Promise<string> {
    stopSending = new AbortController();
    try {
      const offer = await currentTransport().offer(files, (now) => { sending.value = now; }, stopSending.signal);
      return await start(offer, acquisition);
    } finally {
      sending.value = null;
      stopSending = null;
    }
  }
  function addPaths(paths: string[], acquisition: Partial<Acquisition>): Promise<string> {
    return start({ paths }, acquisition);
  }
  async function start(offer: Offer, acquisition: Partial<Acquisition>): Promise<string> {
    return (await ask('import.start', { ...offer, acquisition })).job;
  }
  function cancelSending(): void {
    stopSending?.abort();
  }
  async function saveAcquisition(evidence: number, fields: Partial<Acquisition>): Promise<void> {
    const card = await ask('evidence.acquisition', { evidence, fields });
    cards.value = (cards.value ?? []).map((one) => (one.id === card.id ? card : one));
  }
  function forget(): void {
    cards.value = null;
    coverage.value = null;
    open.value = new Set();
    skipsOf.value = null;
    skips.clear();
  }
  return { cards, coverage, loadCoverage, open, sending, skipsOf, skips: skips.rows, skipTotal: skips.total, refresh, toggle, showSkips, moreSkips: skips.more, addFiles, addPaths, cancelSending, saveAcquisition, forget };
});
