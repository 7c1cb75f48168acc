import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  beginEvidence, beginMember, caseSummary, closeCase, contentDigest, createCase, endMember, eventDetail, eventPlaces, fullerCount, storeBatch, verifyCase, type CaseSession, type WriteCase,
} from '../../src-main/case/index.ts';
import { dbOf } from '../../src-main/case/handle.ts';
import { comparedFields, isFuller, saysBits } from '../../src-main/contract/index.ts';
import { batchOf, sessionIn, tempFolder, type TestEvent } from '../help/case-events.ts';

let folder: string;
let remove: () => void;
let session: CaseSession;
const open: WriteCase[] = [];

beforeEach(() => {
  ({ folder, remove } = tempFolder());
  session = sessionIn(folder);
});
afterEach(() => {
  for (const file of open.splice(0)) closeCase(file);
  remove();
});

function create(): WriteCase {
  const file = createCase(`${folder}/${open.length}.bilocate`, { title: 'Fold', number: '', caseId: session.newId() }, session);
  open.push(file);
  return file;
}

/** Stores events as the only ones of a file of their own. The name says which file, whatever the order. */
function store(file: WriteCase, name: string, events: readonly Omit<TestEvent, 'ordinal'>[]) {
  const { evidence } = beginEvidence(file, { name, path: `/${name}`, bytes: 1, modifiedMs: null });
  const member = beginMember(file, evidence, { path: '' });
  const result = storeBatch(file, member, batchOf(events.map((event, at) => ({ ...event, ordinal: at + 1, offset: at, length: 1 }))));
  endMember(file, member, {
    bytes: events.length, sha256: null, dataset: null, shape: null, confidence: null, reason: null, mapper: null, fault: null,
    ledger: { records: events.length, events: result.events, duplicates: result.duplicates, skips: 0, folded: 0, outOfScope: 0 },
    byteLedger: { total: events.length, records: events.length, skips: 0, separators: 0 },
  });
  return result;
}

const at = Date.UTC(2026, 0, 5);
const full: Omit<TestEvent, 'ordinal'> = {
  vendorId: 'v1', content: 'full', ms: at, ip: '198.51.100.7',
  fields: {
    'event.action': 'GetObject', 'service.name': 's3.amazonaws.com', 'user.name': 'Developer', 'user.id': 'arn:x', 'credential.id': 'ASIA1', 'target.id': ['a', 'b'],
    'aws.cloudtrail.principal_id': 'AROA:jonas', 'user_agent.original': 'cli/1',
  },
};
const download: Omit<TestEvent, 'ordinal'> = {
  vendorId: 'v1', content: 'download', ms: at, ip: '198.51.100.7', says: ['event.action', 'service.name', 'source.ip', 'user_agent.original', 'error.code'],
  fields: { 'event.action': 'GetObject', 'service.name': 's3.amazonaws.com', 'user.name': 'jonas', 'target.id': ['c'], 'user_agent.original': 'cli/1' },
};
const query: Omit<TestEvent, 'ordinal'> = { vendorId: 'v1', content: 'query', ms: at, says: ['event.action', 'credential.id'], fields: { 'event.action': 'GetObject', 'credential.id': 'ASIA1' } };

const said = (file: WriteCase, event: number) => Object.fromEntries(eventDetail(file, event).fields.map(({ field, value }) => [field, value]));
const problems = (file: WriteCase) => verifyCase(file).checks.filter((check) => !check.ok).map((check) => `${check.name}: ${check.detail}`);

test('a poorer record of an event that is there is one more place of it', () => {
  const file = create();
  store(file, 's3', [full]);
  expect(store(file, 'csv', [download])).toEqual({ events: 0, duplicates: 1, folded: 0, conflicts: 0 });
  expect(said(file, 1)).toMatchObject({ 'user.name': 'Developer', 'credential.id': 'ASIA1' });
  expect(fullerCount(file)).toBe(0);
});

test('a fuller record that comes later gives the event its fields, and is the record that it shows', () => {
  const file = create();
  expect(store(file, 'csv', [download])).toEqual({ events: 1, duplicates: 0, folded: 0, conflicts: 0 });
  const before = eventDetail(file, 1).id;
  expect(said(file, 1)).toMatchObject({ 'user.name': 'jonas', 'target.id': 'c' });
  expect(store(file, 's3', [full])).toEqual({ events: 0, duplicates: 1, folded: 0, conflicts: 0 });
  expect(said(file, 1)).toMatchObject({ 'user.name': 'Developer', 'credential.id': 'ASIA1', 'target.id': 'a\nb', 'aws.cloudtrail.principal_id': 'AROA:jonas' });
  expect(eventDetail(file, 1).places.map((place) => place.exhibit)).toEqual(['E2', 'E1']);
  expect(eventPlaces(file, [1])[0]).toMatchObject({ file: 's3' });
  expect(fullerCount(file)).toBe(1);
  expect(caseSummary(file).actors, 'the name that only the poorer record gave is nobody any more').toBe(1);
  expect(dbOf(file).prepare('SELECT lower(hex(identity)) FROM event_fuller').pluck().all(), 'the identity that it had is kept').toEqual([before]);
  expect(dbOf(file).prepare(`SELECT payload FROM audit WHERE action = 'event.fuller'`).pluck().all()).toEqual(['{"events":1}']);
  expect(problems(file)).toEqual([]);
});

test('whatever the order, the case says the same', () => {
  const files = { s3: [full], csv: [download], athena: [query] };
  const orders = [['s3', 'csv', 'athena'], ['s3', 'athena', 'csv'], ['csv', 's3', 'athena'], ['csv', 'athena', 's3'], ['athena', 'csv', 's3'], ['athena', 's3', 'csv']] as const;
  const digests = orders.map((order) => {
    const file = create();
    for (const name of order) store(file, name, files[name]);
    expect([eventDetail(file, 1).places.length, said(file, 1)['user.name'], dbOf(file).prepare('SELECT count(*) FROM event').pluck().get()]).toEqual([3, 'Developer', 1]);
    expect(problems(file)).toEqual([]);
    return contentDigest(file);
  });
  expect(new Set(digests).size).toBe(1);
});

test('in one batch, and in a case that was closed in between', () => {
  const file = create();
  expect(store(file, 'both', [download, full, download, query])).toEqual({ events: 1, duplicates: 3, folded: 0, conflicts: 0 });
  expect(said(file, 1)).toMatchObject({ 'user.name': 'Developer' });
  expect(store(file, 'again', [full, query])).toEqual({ events: 0, duplicates: 2, folded: 0, conflicts: 0 });
  expect(fullerCount(file)).toBe(1);
});

describe('one vendor id on other content stays two events', () => {
  test.each([
    ['another client', { ...download, fields: { ...download.fields, 'user_agent.original': 'cli/2' } }],
    ['another address', { ...download, ip: '198.51.100.8' }],
    ['another time', { ...download, ms: at + 1000 }],
    ['an error where the full record has none', { ...download, fields: { ...download.fields, 'error.code': 'AccessDenied' } }],
  ])('%s, first or second', (_, other) => {
    for (const order of [[full, other], [other, full]]) {
      const file = create();
      store(file, 'one', [order[0]!]);
      expect(store(file, 'two', [order[1]!])).toEqual({ events: 1, duplicates: 0, folded: 0, conflicts: 1 });
      expect(eventDetail(file, 1).conflicts).toEqual([2]);
    }
  });
  test('a poorer record goes to the event that it agrees with', () => {
    const file = create();
    store(file, 's3', [full, { ...full, content: 'other', fields: { ...full.fields, 'user_agent.original': 'cli/2' } }]);
    expect(store(file, 'csv', [{ ...download, fields: { ...download.fields, 'user_agent.original': 'cli/2' } }])).toEqual({ events: 0, duplicates: 1, folded: 0, conflicts: 0 });
    expect([1, 2].map((event) => eventDetail(file, event).places.length)).toEqual([1, 2]);
  });
  test('two records that are whole but for their zone are told apart like full ones', () => {
    const file = create();
    const noZone = { ...full, says: comparedFields };
    store(file, 'one', [noZone]);
    expect(store(file, 'two', [{ ...noZone, content: 'other' }, noZone])).toEqual({ events: 1, duplicates: 1, folded: 0, conflicts: 1 });
    expect(store(file, 'three', [full])).toEqual({ events: 0, duplicates: 1, folded: 0, conflicts: 0 });
  });
  test('two full records are never compared field by field', () => {
    const file = create();
    store(file, 's3', [full]);
    expect(store(file, 'more', [{ ...full, content: 'other' }])).toEqual({ events: 1, duplicates: 0, folded: 0, conflicts: 1 });
  });
});

test('times agree as finely as the coarser one was written', () => {
  const file = create();
  store(file, 'api', [{ ...full, ms: at + 234 }]);
  expect(store(file, 'csv', [download])).toEqual({ events: 0, duplicates: 1, folded: 0, conflicts: 0 });
});

test('which of two shapes says more is clear, and the same from both sides', () => {
  const shapes = [undefined, [], ['event.action'], ['service.name'], ['event.action', 'service.name'], comparedFields] as const;
  for (const a of shapes) {
    for (const b of shapes) {
      const [x, y] = [saysBits(a), saysBits(b)];
      expect(Number(isFuller(x, y)) + Number(isFuller(y, x))).toBe(a === b ? 0 : 1);
    }
  }
  expect(isFuller(0, saysBits(comparedFields))).toBe(true);
});
