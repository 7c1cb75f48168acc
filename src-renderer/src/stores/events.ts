import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { Slices } from '@charts/event-histogram.ts';
import type { EventDetail, EventFilter, EventHistogram, EventLine, EventPage, EventSort, EventValues, FieldName } from '@contract';
import { partsOf, withoutPart, type Part } from '../shape/event-chips.ts';
import { ask, AskFault } from '../transport/client.ts';
import { newest } from './newest.ts';

const rowsAtOnce = 200;
/** Pages that are kept; those furthest from what is looked at go first. */
const mostPages = 60;
const mostAsked = 2;

/** What is asked for: which events, in which order, with which fields. */
export interface EventsAsked { readonly filter: EventFilter; readonly sort: EventSort | null; readonly fields: readonly FieldName[] }
/** An answer as far as it has come: rows by page, in the order of what was asked. */
export interface EventsShown { readonly asked: EventsAsked; readonly total: number; readonly atMs: EventPage['atMs']; readonly logins: number; readonly pages: ReadonlyMap<number, readonly EventLine[]> }
/** How many events there would be without one part of the filter. */
export interface Without { readonly part: Part; readonly total: number }

/** The events of the case that pass a filter: pages around what is in view, their histogram, the values of a field, and the event that is open. */
export const useEvents = defineStore('events', () => {
  const asked = shallowRef<EventsAsked | null>(null);
  const shown = shallowRef<EventsShown | null>(null);
  const histogram = shallowRef<EventHistogram | null>(null);
  const slices = shallowRef<Slices | null>(null);
  /** The job that writes the list to a file, or wrote it. */
  const exported = ref<string | null>(null);
  const event = shallowRef<EventDetail | null>(null);
  const without = shallowRef<readonly Without[]>([]);
  /** Fields that the columns do not hold: such a field can be neither shown nor sorted by. */
  const notHeld = shallowRef<ReadonlySet<string>>(new Set());
  const failed = ref(false);
  /** True while the rows on screen answer an older question. */
  const stale = computed(() => asked.value !== null && shown.value?.asked !== asked.value);
  const [newestHistogram, newestEvent, newestValues, newestWithout] = [newest(), newest(), newest(), newest()];
  let wanted: readonly number[] = [0];
  let running = new Set<number>();

  const held = (question: EventsAsked): EventsAsked => ({
    ...question, fields: question.fields.filter((field) => !notHeld.value.has(field)), sort: question.sort !== null && notHeld.value.has(question.sort.field) ? null : question.sort,
  });

  /** Asks for the list from where it is looked at; the rows of before stay until there is an answer. `again` also where the question is the same. */
  async function show(question: EventsAsked, again = false): Promise<void> {
    const next = held(question);
    if (!again && JSON.stringify(next) === JSON.stringify(asked.value)) return;
    const sameRows = asked.value !== null && JSON.stringify([next.filter, next.sort]) === JSON.stringify([asked.value.filter, asked.value.sort]);
    asked.value = next;
    running = new Set();
    failed.value = false;
    without.value = [];
    if (!sameRows) wanted = [0];
    await Promise.all(wanted.slice(0, mostAsked).map((page) => load(page)));
    if (asked.value === next && shown.value?.asked === next && shown.value.total === 0) await countWithout(next.filter);
  }
  async function load(page: number): Promise<void> {
    const mine = asked.value;
    if (mine === null || running.has(page)) return;
    const mineRunning = running;
    mineRunning.add(page);
    try {
      const answer = await ask('event.page', { filter: mine.filter, sort: mine.sort, fields: [...mine.fields], after: page * rowsAtOnce, limit: rowsAtOnce });
      if (asked.value !== mine) return;
      const before = shown.value?.asked === mine && shown.value.total === answer.total ? shown.value.pages : new Map<number, readonly EventLine[]>();
      shown.value = { asked: mine, total: answer.total, atMs: answer.atMs, logins: answer.logins, pages: trimmed(new Map(before).set(page, answer.rows)) };
    } catch (error) {
      if (asked.value !== mine) return;
      if (await leftOut(error, mine)) return;
      failed.value = true;
      // Rows of another question would be taken for the answer to this one.
      if (shown.value?.asked !== mine) shown.value = null;
      throw error;
    } finally {
      mineRunning.delete(page);
    }
    if (asked.value === mine) await pump();
  }
  /** A field that is not held is left out, and the rest is asked again. Not a field of the filter: without its chip other events would be shown. */
  async function leftOut(error: unknown, mine: EventsAsked): Promise<boolean> {
    const field = error instanceof AskFault && error.fault.code === 'columns/not-held' ? error.fault.params['field'] : null;
    if (typeof field !== 'string' || notHeld.value.has(field) || mine.filter.chips.some((chip) => chip.field === field)) return false;
    notHeld.value = new Set([...notHeld.value, field]);
    await show(mine);
    return true;
  }
  function trimmed(pages: Map<number, readonly EventLine[]>): ReadonlyMap<number, readonly EventLine[]> {
    const middle = wanted[0] ?? 0;
    const order = [...pages.keys()].sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
    for (const page of order.slice(mostPages)) pages.delete(page);
    return pages;
  }
  /** The pages that are looked at now come before those that were. */
  async function pump(): Promise<void> {
    const { shown: answer, asked: question } = { shown: shown.value, asked: asked.value };
    if (answer === null || answer.asked !== question) return;
    const missing = wanted.filter((page) => page * rowsAtOnce < answer.total && !answer.pages.has(page) && !running.has(page));
    await Promise.all(missing.slice(0, Math.max(0, mostAsked - running.size)).map((page) => load(page)));
  }
  /** Says which rows are in view, so that their pages, and those beside them, are there. */
  async function see(first: number, last: number): Promise<void> {
    const [from, to] = [Math.floor(first / rowsAtOnce), Math.floor(last / rowsAtOnce)];
    const inView = Array.from({ length: Math.max(0, Math.min(8, to - from + 1)) }, (_, index) => from + index);
    wanted = [...inView, to + 1, ...(from > 0 ? [from - 1] : [])];
    await pump();
  }
  function line(index: number): EventLine | null {
    return shown.value?.pages.get(Math.floor(index / rowsAtOnce))?.[index % rowsAtOnce] ?? null;
  }
  /** The place of an event in the list on screen; null where it is not in it. */
  const locate = (number: number, { filter, sort }: EventsAsked) => ask('event.locate', { filter, sort, event: number });

  /** Without any one of its parts the filter may find something; how much, says which one is too narrow. */
  async function countWithout(filter: EventFilter): Promise<void> {
    const parts = partsOf(filter);
    const totals = await newestWithout(Promise.all(parts.map((part) => ask('event.page', { filter: withoutPart(filter, part), limit: 1 }))));
    if (totals !== undefined) without.value = parts.map((part, index) => ({ part, total: totals[index]!.total }));
  }
  async function showHistogram(filter: EventFilter, of: Slices): Promise<void> {
    const answer = await newestHistogram(ask('event.histogram', { filter, from: of.fromMs, to: of.toMs, slices: of.slices }));
    if (answer !== undefined) [histogram.value, slices.value] = [answer, of];
  }
  /** The values of a field among the events that pass; undefined where a newer question is on its way. */
  const values = (filter: EventFilter, field: FieldName, text: string): Promise<EventValues | undefined> => newestValues(ask('event.values', { filter, field, text, limit: 100 }));
  async function open(number: number): Promise<void> {
    const answer = await newestEvent(ask('event.get', { event: number }));
    if (answer !== undefined) event.value = answer;
  }
  /** Starts to write the list to a file; beside the case where `out` is empty. */
  async function write({ filter, sort, fields }: EventsAsked, format: 'csv' | 'jsonl', out: string): Promise<void> {
    exported.value = (await ask('event.export', { filter, sort, fields: [...fields], format, ...(out === '' ? {} : { out }) })).job;
  }
  function putAway(): void {
    exported.value = null;
  }
  function close(): void {
    event.value = null;
  }
  /** The case has changed: what is on screen is asked for again. */
  async function refresh(): Promise<void> {
    if (asked.value !== null) await show({ ...asked.value }, true);
  }
  function forget(): void {
    asked.value = shown.value = histogram.value = slices.value = event.value = exported.value = null;
    without.value = [];
    notHeld.value = new Set();
    failed.value = false;
    wanted = [0];
    running = new Set();
  }
  return { asked, shown, histogram, slices, event, exported, without, notHeld, failed, stale, show, see, line, locate, showHistogram, values, open, write, putAway, close, refresh, forget };
});
