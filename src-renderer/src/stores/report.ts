import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { ReportDraft, ReportFormat, ReportPreview } from '@contract';
import { sameDraft } from '../shape/report-draft.ts';
import { writtenReports, type WrittenReport } from '../shape/report-written.ts';
import { ask, AskFault } from '../transport/client.ts';
import { useCase } from './case.ts';
import { newest } from './newest.ts';
import { useWorkspace } from './workspace.ts';
import { useZone } from './zone.ts';

const settleMs = 300;
const writtenListed = 500;

/**
 * The draft of the report as it is worked on, the page that it would give, and the reports that were written. The draft in the case changes when it is saved;
 * the page follows what is worked on.
 */
export const useReport = defineStore('report', () => {
  const [cases, zone, workspace] = [useCase(), useZone(), useWorkspace()];
  const saved = shallowRef<ReportDraft | null>(null);
  const edited = shallowRef<ReportDraft | null>(null);
  const preview = shallowRef<ReportPreview | null>(null);
  const written = shallowRef<readonly WrittenReport[]>([]);
  /** The page that is shown is not yet of this draft. */
  const drawing = ref(false);
  const failed = ref(false);
  const saving = ref(false);
  /** Somebody has changed something since the last save; a zone that follows the app does not count. */
  const touched = ref(false);
  const newestDraft = newest();
  const newestWritten = newest();
  let ofCase: string | null = null;
  let again = false;
  let saveAgain = false;
  let timer: ReturnType<typeof setTimeout> | null = null;

  /** The zone of the report follows that of the app until one was chosen for it. */
  const zoneChosen = computed(() => workspace.get<boolean>('case', 'report.zone') === true);
  const draft = computed(() => (edited.value === null || zoneChosen.value ? edited.value : { ...edited.value, zone: zone.zone }));
  const dirty = computed(() => draft.value !== null && saved.value !== null && !sameDraft(draft.value, saved.value));

  /** Asks for draft, page and written reports. What is being worked on stays. A case that is closed meanwhile needs no word: the news of that follow. */
  async function refresh(): Promise<void> {
    try {
      await load();
    } catch (error) {
      if (!(error instanceof AskFault && error.fault.code === 'call/no-case')) throw error;
    }
  }
  async function load(): Promise<void> {
    const now = cases.summary?.id ?? null;
    if (now !== ofCase) forget();
    ofCase = now;
    if (now === null) return;
    const answer = await newestDraft(ask('report.draft', {}));
    if (answer !== undefined) {
      saved.value = answer;
      if (!touched.value && (edited.value === null || !sameDraft(edited.value, answer))) edited.value = answer;
    }
    await Promise.all([draw(), listWritten()]);
  }
  async function listWritten(): Promise<void> {
    const answer = await newestWritten(ask('case.log', { after: 0, limit: writtenListed, action: 'report.write' }));
    if (answer !== undefined) written.value = writtenReports(answer.rows);
  }
  /** The page of the draft as it is now. One question at a time: what comes while it is on its way is asked afterwards, once. */
  async function draw(): Promise<void> {
    if (draft.value === null) return;
    if (drawing.value) { again = true; return; }
    drawing.value = true;
    try {
      do {
        again = false;
        // What is known at once comes first; the pages of a large case are gathered for a while.
        if (preview.value === null) take(await ask('report.preview', { draft: draft.value, outline: true }));
        const answer = await ask('report.preview', { draft: draft.value });
        take(answer);
      } while (again && draft.value !== null);
      failed.value = false;
    } catch (error) {
      failed.value = true;
      throw error;
    } finally {
      drawing.value = false;
    }
  }
  function take(answer: ReportPreview): void {
    if (draft.value !== null && cases.summary?.id === ofCase) preview.value = answer;
  }
  /** Draws after a pause. `onFault` hears what goes wrong. */
  function later(onFault: (error: unknown) => void): void {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => { timer = null; draw().catch(onFault); }, settleMs);
  }
  function change(to: (draft: ReportDraft) => ReportDraft): void {
    if (draft.value === null) return;
    edited.value = to(draft.value);
    touched.value = true;
  }
  /** Null follows the app. */
  function chooseZone(name: string | null): void {
    workspace.set('case', 'report.zone', name === null ? null : true);
    change((now) => ({ ...now, zone: name ?? zone.zone }));
  }
  /** Keeps the draft in the case, as a decision; nothing where it says what is kept already. Asked for while it is being kept, it is kept once more afterwards. */
  async function save(): Promise<void> {
    saveAgain = saving.value;
    if (saving.value) return;
    saving.value = true;
    try {
      do {
        saveAgain = false;
        await keep();
      } while (saveAgain);
    } finally {
      saving.value = false;
    }
  }
  async function keep(): Promise<void> {
    const now = draft.value;
    if (now === null || !dirty.value) return;
    saved.value = await ask('report.save', { draft: now });
    if (draft.value !== null && sameDraft(draft.value, now)) touched.value = false;
  }
  /** Saves the draft and writes the report in the background. Returns the job. */
  async function write(format: ReportFormat, out: string): Promise<string> {
    await save();
    return (await ask('report.start', out === '' ? { format } : { format, out })).job;
  }
  function forget(): void {
    [saved.value, edited.value, preview.value, written.value] = [null, null, null, []];
    [touched.value, failed.value] = [false, false];
  }
  return { saved, draft, preview, written, drawing, failed, saving, touched, zoneChosen, dirty, refresh, draw, later, change, chooseZone, save, write, forget };
});
