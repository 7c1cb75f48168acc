import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { EventDetail, EventRow, FindingDetail, Verdict } from '@contract';
import { ask } from '../transport/client.ts';
import { useFindings } from './findings.ts';
import { newest } from './newest.ts';
import { pagedRows } from './pages.ts';

const eventsAtOnce = 200;

/** The finding in the drawer: its detail, its events, and the one event that is open; and what the analyst decides of findings. */
export const useFinding = defineStore('finding', () => {
  const id = ref<string | null>(null);
  const detail = shallowRef<FindingDetail | null>(null);
  const event = shallowRef<EventDetail | null>(null);
  const events = pagedRows<EventRow>((after) => ask('finding.events', { finding: id.value ?? '', after, limit: eventsAtOnce }));
  const newestDetail = newest();
  const newestEvent = newest();

  async function show(finding: string): Promise<void> {
    if (id.value !== finding) {
      detail.value = null;
      events.clear();
    }
    id.value = finding;
    const [answer] = await Promise.all([newestDetail(ask('finding.get', { finding })), events.start()]);
    if (answer !== undefined) detail.value = answer;
  }
  async function showEvent(number: number): Promise<void> {
    const answer = await newestEvent(ask('event.get', { event: number }));
    if (answer !== undefined) event.value = answer;
  }
  function hide(): void {
    id.value = null;
    detail.value = null;
    event.value = null;
    events.clear();
  }
  function accept(answer: FindingDetail): void {
    if (answer.id === id.value) detail.value = answer;
    useFindings().patch(answer);
  }
  const judge = async (finding: string, verdict: Verdict, reason: string) => accept(await ask('finding.verdict', { finding, verdict, reason }));
  /** One decision for each, with the same reason; what was decided before something goes wrong stays. */
  async function judgeAll(findings: readonly string[], verdict: Verdict, reason: string): Promise<void> {
    for (const finding of findings) await judge(finding, verdict, reason);
  }
  const note = async (finding: string, text: string) => accept(await ask('finding.note', { finding, note: text }));
  const tag = async (finding: string, name: string, on: boolean) => accept(await ask('finding.tag', { finding, tag: name, on }));
  const review = async (finding: string, reviewer: string, agrees: boolean, reason: string) => accept(await ask('finding.review', { finding, reviewer, agrees, reason }));
  const putInReport = async (finding: string, included: boolean) => accept(await ask('finding.report', { finding, included }));
  return { id, detail, event, events: events.rows, eventTotal: events.total, show, showEvent, hide, judge, judgeAll, note, tag, review, putInReport, moreEvents: events.more };
});
