import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EventFilter, FieldName } from '../../src-main/contract/index.ts';
import { beginEvidence, beginMember, closeCase, createCase, endEvidence, storeBatch, storeLineage, type WriteCase } from '../../src-main/case/index.ts';
import type { Columns } from '../../src-main/columns/index.ts';
import { loadColumns } from '../../src-main/pipeline/load-columns.ts';
import { askEvents, askHistogram, askValues, locateEvent } from '../../src-main/questions/index.ts';
import { batchOf, sessionIn, tempFolder } from '../help/case-events.ts';

const t0 = Date.UTC(2026, 2, 3, 9);
const minute = 60_000;
const { folder, remove } = tempFolder();
let file: WriteCase;
let columns: Columns;

/** Event ids are the places in this list, from 1: a login in three records, another in two logs, and two that stand alone. */
const told: readonly (readonly [minutes: number, fields: { readonly [N in FieldName]?: string }])[] = [
  [0, { 'event.action': 'password' }], [1, { 'event.action': 'second factor' }], [2, { 'event.action': 'signed in', 'event.outcome': 'success' }],
  [3, { 'event.action': 'alone' }], [4, { 'event.action': 'signed in', 'event.outcome': 'success' }], [5, { 'event.action': 'UserLoggedIn', 'event.dataset': 'm365.audit' }], [6, { 'event.action': 'alone' }],
];
beforeAll(() => {
  const session = sessionIn(folder);
  file = createCase(`${folder}/a.bilocate`, { title: 'Logins', number: '', caseId: session.newId() }, session);
  const { evidence } = beginEvidence(file, { name: 'a', path: '/a', bytes: 1, modifiedMs: 0 });
  storeBatch(file, beginMember(file, evidence, { path: '' }), batchOf(told.map(([minutes, fields], at) => ({ vendorId: `e${at}`, ms: t0 + minutes * minute, ordinal: at + 1, offset: at, length: 1, fields: { 'event.dataset': 'entra.signin', ...fields } }))));
  endEvidence(file, evidence, { state: 'done', sha256: '00'.repeat(32), fault: null });
  storeLineage(file, { edges: [], logins: [{ lead: 3, records: [{ event: 1, why: 'steps' }, { event: 2, why: 'steps' }, { event: 3, why: 'lead' }] }, { lead: 5, records: [{ event: 5, why: 'lead' }, { event: 6, why: 'token' }] }] });
  columns = loadColumns(file, `${folder}/cache`);
});
afterAll(() => {
  closeCase(file);
  remove();
});

const any: EventFilter = { from: null, to: null, chips: [], finding: null };
const each = (filter: Partial<EventFilter> = {}, descending = false) => askEvents(file, columns, { filter: { ...any, collapse: 'login', ...filter }, sort: { field: '@timestamp', descending }, fields: [], after: 0, limit: 100 });
const ids = (page: { readonly rows: readonly { readonly event: number }[] }): number[] => page.rows.map(({ event }) => event);

test('one row for each login: the record that stands for it, with how many there are; what stands alone stays', () => {
  const page = each();
  expect(ids(page)).toEqual([3, 4, 5, 7]);
  expect([page.total, page.logins]).toEqual([4, 2]);
  expect(page.rows.map(({ records }) => records)).toEqual([3, undefined, 2, undefined]);
  expect(ids(each({}, true))).toEqual([7, 5, 4, 3]);
});

test('without it all records are there, and say of how many they are', () => {
  const page = askEvents(file, columns, { filter: any, sort: null, fields: [], after: 0, limit: 100 });
  expect(page.total).toBe(7);
  expect(page.rows.map(({ records }) => records)).toEqual([3, 3, 3, undefined, 2, 2, undefined]);
});

test('a filter comes first: of a login whose leading record it leaves out, the first that passes', () => {
  expect(ids(each({ chips: [{ field: 'event.dataset', operator: 'is', values: ['m365.audit'], ignoreCase: false }] }))).toEqual([6]);
  expect(ids(each({ to: t0 + 2 * minute }))).toEqual([1]);
  expect(ids(each({ from: t0 + minute }))).toEqual([3, 4, 5, 7]);
});

test('the records of one login, from any of them; an event that stands alone is its own', () => {
  const of = (login: number) => ids(askEvents(file, columns, { filter: { ...any, login }, sort: null, fields: [], after: 0, limit: 100 }));
  expect([of(1), of(3), of(6), of(4), of(99)]).toEqual([[1, 2, 3], [1, 2, 3], [5, 6], [4], []]);
});

test('histogram, values and places count the same rows', () => {
  const filter: EventFilter = { ...any, collapse: 'login' };
  expect(askHistogram(file, columns, { filter, from: t0, to: t0 + 7 * minute, slices: 7 }).counts).toEqual([0, 0, 1, 1, 1, 0, 1]);
  expect(askValues(file, columns, { filter, field: 'event.action', text: '', limit: 10 }).top.map(({ value, count }) => [value, count])).toEqual(expect.arrayContaining([['alone', 2], ['signed in', 2]]));
  expect(locateEvent(file, columns, { filter, sort: null, event: 5 })).toBe(2);
  expect(locateEvent(file, columns, { filter, sort: null, event: 6 })).toBeNull();
});
