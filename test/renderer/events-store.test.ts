import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EventFilter } from '../../src-main/contract/index.ts';
import { anyEvent } from '../../src-renderer/src/shape/event-chips.ts';
import { useEvents, type EventsAsked } from '../../src-renderer/src/stores/events.ts';
import { useClient } from '../../src-renderer/src/transport/client.ts';
import { httpTransport } from '../../src-renderer/src/transport/http.ts';
import { loopback, reply, type Loopback } from './loopback.ts';

interface Question { readonly filter: EventFilter; readonly fields?: readonly string[]; readonly after?: number; readonly limit: number }
interface Answer { readonly total: number; readonly afterMs?: number; readonly notHeld?: string }
let host: Loopback;
let answerOf: (question: Question) => Answer;

/** Rows are numbered over the whole list, so that each says where it stands. */
beforeEach(async () => {
  setActivePinia(createPinia());
  host = await loopback(({ body }, response) => {
    const question = JSON.parse(body) as Question;
    const { total, afterMs = 0, notHeld } = answerOf(question);
    const { after = 0, limit } = question;
    if (notHeld !== undefined) return void response.end(JSON.stringify({ ok: false, fault: { code: 'columns/not-held', params: { field: notHeld }, retryable: false } }));
    const rows = Array.from({ length: Math.max(0, Math.min(limit, total - after)) }, (_, index) => ({ event: after + index, cells: [] }));
    setTimeout(() => reply(response, { rows, next: null, total, atMs: total === 0 ? null : { first: 0, last: 1 } }), afterMs);
  });
  useClient({ transport: httpTransport(host.base), onTrouble: () => undefined, onTimed: () => undefined, now: () => 0 });
});
afterEach(() => host.close());

const user = (name: string): EventFilter => ({ ...anyEvent, chips: [{ field: 'user.name', operator: 'is', values: [name], ignoreCase: false }] });
const asking = (filter: EventFilter, fields: EventsAsked['fields'] = []): EventsAsked => ({ filter, sort: null, fields });
const asked = () => host.asked.map(({ body }) => (JSON.parse(body) as Question).after ?? 0);

test('pages are fetched around what is in view; a row that has not come is none, and each row is the one of its place', async () => {
  answerOf = () => ({ total: 10_000_000 });
  const store = useEvents();
  await store.show(asking(anyEvent));
  expect(store.line(5_000_123)).toBeNull();
  await store.see(5_000_190, 5_000_230);
  expect(store.line(5_000_123)?.event).toBe(5_000_123);
  expect(store.line(5_000_230)?.event).toBe(5_000_230);
  expect([...asked()].sort((a, b) => a - b)).toEqual([0, 4_999_800, 5_000_000, 5_000_200, 5_000_400]);
  const before = host.asked.length;
  await store.see(5_000_200, 5_000_240);
  expect(asked().slice(before)).toEqual([]);
});

test('only so many pages are kept, those nearest to the view', async () => {
  answerOf = () => ({ total: 10_000_000 });
  const store = useEvents();
  await store.show(asking(anyEvent));
  for (let row = 0; row < 40_000; row += 400) await store.see(row, row + 30);
  expect(store.shown?.pages.size).toBeLessThanOrEqual(60);
  expect(store.line(39_620)?.event).toBe(39_620);
  expect(store.line(0)).toBeNull();
});

test('rows of the old question stay, and are known as such, until the newest is answered; a late answer to an older one is dropped', async () => {
  const totals: Readonly<Record<string, Answer>> = { slow: { total: 7, afterMs: 80 }, quick: { total: 3, afterMs: 5 } };
  answerOf = ({ filter }) => totals[(filter.chips[0] as { values?: string[] } | undefined)?.values?.[0] ?? ''] ?? { total: 100 };
  const store = useEvents();
  await store.show(asking(anyEvent));
  const slow = store.show(asking(user('slow')));
  const quick = store.show(asking(user('quick')));
  expect([store.stale, store.shown?.total]).toEqual([true, 100]);
  await quick;
  expect([store.stale, store.shown?.total]).toEqual([false, 3]);
  await slow;
  expect(store.shown?.total).toBe(3);
});

test('a column that is not held is left out and remembered; a filter that needs it fails, and shows nothing of before', async () => {
  answerOf = ({ filter, fields = [] }) => (fields.includes('event.id') || filter.chips.some((chip) => chip.field === 'event.id') ? { total: 0, notHeld: 'event.id' } : { total: 5 });
  const store = useEvents();
  await store.show(asking(anyEvent, ['event.id', 'device.id']));
  expect([store.shown?.total, store.shown?.asked.fields, [...store.notHeld], store.failed]).toEqual([5, ['device.id'], ['event.id'], false]);
  await expect(store.show(asking({ ...anyEvent, chips: [{ field: 'event.id', operator: 'exists' }] }))).rejects.toMatchObject({ fault: { code: 'columns/not-held' } });
  expect([store.failed, store.shown]).toEqual([true, null]);
  await store.show(asking(anyEvent));
  expect([store.failed, store.shown?.total]).toEqual([false, 5]);
});

test('where nothing passes, each part of the filter says how much there would be without it', async () => {
  answerOf = ({ filter }) => ({ total: filter.finding === null ? 12 : filter.chips.length === 0 ? 4 : 0 });
  const store = useEvents();
  await store.show(asking({ ...user('ida'), finding: 'f' }));
  expect(store.without.map(({ part, total }) => [part.kind, total])).toEqual([['finding', 12], ['chip', 4]]);
});
