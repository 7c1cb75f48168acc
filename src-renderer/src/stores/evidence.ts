import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { Acquisition, DigestPage, EvidenceCard, EvidenceChoice, EvidenceTotals, ImportScope, MemberCard, MemberUnknown, Overview } from '@contract';
import { unfoldedOf } from '../shape/evidence.ts';
import { ask } from '../transport/client.ts';
import { newest } from './newest.ts';
import { pagedRows } from './pages.ts';
import { windowedRows } from './windowed.ts';

const skipsAtOnce = 200;
const membersAtOnce = 200;

/** The exhibits of the case (those around what is in sight), and their skips. */
export const useEvidence = defineStore('evidence', () => {
  /** Of all exhibits, whatever the list is narrowed to; null until it is known. */
  const totals = shallowRef<EvidenceTotals | null>(null);
  const text = ref('');
  const state = ref<EvidenceChoice | null>(null);
  const narrowed = computed(() => text.value !== '' || state.value !== null);
  const open = ref<ReadonlySet<number>>(new Set());
  const list = windowedRows<EvidenceCard>(async (after, limit) => {
    const page = await ask('evidence.list', { after, limit, text: text.value, state: state.value });
    totals.value = page.totals;
    return page;
  }, (card) => open.value.has(card.id));
  const unfolded = computed(() => unfoldedOf(list.here.value, open.value));
  /** The exhibit of the drawer, and those of its members that did not come with it. */
  const card = shallowRef<EvidenceCard | null>(null);
  const furtherMembers = shallowRef<readonly MemberCard[]>([]);
  const newestCard = newest();
  const skipsOf = ref<number | null>(null);
  const skips = pagedRows((after) => ask('evidence.skips', { evidence: skipsOf.value ?? 0, after, limit: skipsAtOnce }));
  /** What each source covers, and the spans in which it has nothing. */
  const coverage = shallowRef<Overview['coverage'] | null>(null);
  const newestCoverage = newest();
  /** What the digests of CloudTrail in the case come to; null until it is known. */
  const digests = shallowRef<DigestPage | null>(null);
  const newestDigests = newest();

  async function refresh(): Promise<void> {
    const shown = card.value;
    await Promise.all([list.refresh(), shown === null ? null : show(shown.id)]);
  }
  /** Narrows the list down; an empty text and no state show all. */
  async function narrow(nextText: string, nextState: EvidenceChoice | null): Promise<void> {
    if (nextText === text.value && nextState === state.value) return;
    [text.value, state.value] = [nextText, nextState];
    list.clear();
    await list.refresh();
  }
  /** Asks for the exhibit of the drawer; null puts it away. */
  async function show(evidence: number | null): Promise<void> {
    if (evidence === null || card.value?.id !== evidence) [card.value, furtherMembers.value] = [null, []];
    const answer = await newestCard(evidence === null ? Promise.resolve(null) : ask('evidence.get', { evidence }));
    if (answer !== undefined) card.value = answer;
  }
  async function moreMembers(): Promise<void> {
    const of = card.value;
    if (of === null) return;
    const before = furtherMembers.value;
    const page = await ask('evidence.members', { evidence: of.id, after: of.members.length + before.length, limit: membersAtOnce });
    if (card.value?.id === of.id && furtherMembers.value === before) furtherMembers.value = [...before, ...page.rows];
  }
  /** Where an exhibit is in the list, as far as is known; -1 where it is not. Ids count from 1, so a list of all says it without asking. */
  function placeOf(evidence: number): number {
    const found = list.here.value.find(({ row }) => row.id === evidence);
    return found?.at ?? (narrowed.value || evidence > list.total.value ? -1 : evidence - 1);
  }
  async function loadCoverage(): Promise<void> {
    const answer = await newestCoverage(ask('overview.get', {}));
    if (answer !== undefined) coverage.value = answer.coverage;
  }
  async function loadDigests(): Promise<void> {
    const answer = await newestDigests(ask('evidence.digests', { evidence: null }));
    if (answer !== undefined) digests.value = answer;
  }
  const digestsOf = (evidence: number): Promise<DigestPage> => ask('evidence.digests', { evidence });
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
  async function saveAcquisition(evidence: number, fields: Partial<Acquisition>): Promise<void> {
    const saved = await ask('evidence.acquisition', { evidence, fields });
    if (card.value?.id === saved.id) card.value = saved;
    await list.refresh();
  }
  /** Takes in what lies outside the scope of an exhibit and inside this one; null: everything. Returns the job. */
  async function widen(evidence: number, scope: ImportScope | null): Promise<string> {
    return (await ask('import.widen', { evidence: [evidence], scope })).job;
  }
  const unknownOf = (evidence: number): Promise<readonly MemberUnknown[]> => ask('evidence.unknown', { evidence });
  function forget(): void {
    [totals.value, card.value, furtherMembers.value, text.value, state.value] = [null, null, [], '', null];
    list.clear();
    [coverage.value, digests.value] = [null, null];
    open.value = new Set();
    skipsOf.value = null;
    skips.clear();
  }
  return {
    totals, text, state, narrowed, total: list.total, known: list.known, rowAt: list.rowAt, see: list.see, unfolded, placeOf, narrow, card, show, furtherMembers, moreMembers, coverage, loadCoverage, digests, loadDigests, digestsOf, open, skipsOf,
    skips: skips.rows, skipTotal: skips.total, refresh, toggle, showSkips, moreSkips: skips.more, saveAcquisition, widen, unknownOf, forget,
  };
});
