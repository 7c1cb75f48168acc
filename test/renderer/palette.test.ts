import { describe, expect, test } from 'vitest';
import { eventFilter, setKinds as contractKinds, type CaseCard, type Hit } from '../../src-main/contract/index.ts';
import { casesWith, hashState } from '../../src-renderer/src/shape/cases.ts';
import { eventsUrl } from '../../src-renderer/src/shape/event-url.ts';
import { shortCount } from '../../src-renderer/src/shape/figures.ts';
import { checkResult, remarkOf, viewOf } from '../../src-renderer/src/shape/log.ts';
import { appliesOn, entriesText, parseEntries, setKinds } from '../../src-renderer/src/shape/named-sets.ts';
import { entryOf, filterOf, grouped, hitKinds, marked, matches } from '../../src-renderer/src/shape/palette.ts';
import { daysBefore, tableAges } from '../../src-renderer/src/shape/tables.ts';

const hit = (kind: Hit['kind'], id: string): Hit => ({ kind, id, label: id, detail: '', count: 3 });

describe('an entry of the palette', () => {
  test('of a user, a finding and a rule leads to its page; what is in a name does not leave it', () => {
    expect(entryOf(hit('user', 'a/b?c#d'), eventsUrl).to).toBe('/users/a%2Fb%3Fc%23d');
    expect(entryOf(hit('finding', 'ab12'), eventsUrl).to).toBe('/findings/ab12');
    expect(entryOf(hit('rule', 'aws-key/corrected'), eventsUrl)).toMatchObject({ to: '/hunts/aws-key/corrected', events: null });
  });

  test('of anything else leads to its events, and every filter is one that main takes', () => {
    for (const kind of hitKinds) {
      const filter = filterOf(hit(kind, '203.0.113.7'));
      expect(filter === null, kind).toBe(kind === 'rule');
      if (filter !== null) expect(eventFilter.safeParse(filter).success, kind).toBe(true);
    }
    expect(entryOf(hit('ip', '203.0.113.7'), eventsUrl)).toMatchObject({ to: expect.stringMatching(/^\/events\?f=/), events: expect.stringMatching(/^\/events\?f=/) });
    expect(filterOf({ kind: 'network', id: '62240' })?.chips[0]).toMatchObject({ field: 'source.as.organization.name', values: ['62240'] });
    expect([entryOf({ ...hit('ip', '203.0.113.7'), detail: 'source.ip' }, eventsUrl).detail, entryOf({ ...hit('finding', 'ab'), detail: '6' }, eventsUrl).detail, entryOf({ ...hit('rule', 'r/corrected'), detail: 'corrected' }, eventsUrl).detail]).toEqual(['', '006', 'corrected']);
    expect(filterOf({ kind: 'network', id: 'Clouvider Limited' })?.chips[0]).toMatchObject({ field: 'source.as.organization.name' });
  });

  test('is found by words in any order, and the text is marked where it is', () => {
    expect([matches('Case log', 'log ca'), matches('Case log', 'logs')]).toEqual([true, false]);
    expect(marked('Clouvider Limited', 'vider')).toEqual([{ text: 'Clou', hit: false }, { text: 'vider', hit: true }, { text: ' Limited', hit: false }]);
    expect(marked('İstanbul', 'stan')).toEqual([{ text: 'İstanbul', hit: false }]);
    expect(marked('abc', '  ')).toEqual([{ text: 'abc', hit: false }]);
  });

  test('stands in its group; what can be done here comes first, screens first only while nothing is typed', () => {
    const all = [hit('rule', 'r'), hit('user', 'u')].map((one) => entryOf(one, eventsUrl)).concat({ ...entryOf(hit('user', 'x'), eventsUrl), group: 'screens' }, { ...entryOf(hit('user', 'y'), eventsUrl), group: 'actions' });
    expect(grouped(all, true).map(({ group }) => group)).toEqual(['actions', 'user', 'rule', 'screens']);
    expect(grouped(all, false).map(({ group }) => group)).toEqual(['actions', 'screens', 'user', 'rule']);
  });
});

describe('a named set', () => {
  test('reads pasted lines with notes, once each', () => {
    expect(parseEntries('203.0.113.0/24\toffice\r\n\n 203.0.113.7 ; printer\nAS62240 # exit\nAcme, Inc.\n203.0.113.7\n')).toEqual([
      { value: '203.0.113.0/24', note: 'office' }, { value: '203.0.113.7', note: 'printer' }, { value: 'AS62240', note: 'exit' }, { value: 'Acme, Inc.', note: '' },
    ]);
  });
  test('writes what it reads', () => {
    const entries = [{ value: 'a', note: 'x' }, { value: 'b, c', note: '' }];
    expect(parseEntries(entriesText(entries))).toEqual(entries);
  });
  test('has the kinds of the contract, and days on which it applies', () => {
    expect(setKinds).toEqual(contractKinds);
    const set = { validFrom: '2026-05-01', validTo: '2026-05-31', removed: false };
    expect(['2026-04-30', '2026-05-01', '2026-05-31', '2026-06-01'].map((day) => appliesOn(set, day))).toEqual([false, true, true, false]);
    expect(appliesOn({ validFrom: null, validTo: null, removed: true }, '2026-05-01')).toBe(false);
  });
});

describe('the age of a table', () => {
  test('is counted to the last event of the case and to today', () => {
    expect(daysBefore('2026-05-01', '2026-05-19T23:58:00Z')).toBe(18);
    expect(tableAges('2026-05-01T00:00:00Z', '2026-05-19T23:58:00Z', '2026-11-22T02:00:00Z')).toEqual([{ against: 'case', days: 18, old: false }, { against: 'today', days: 205, old: true }]);
  });
  test('a table that was built long after the events is as far from them as one long before', () => {
    expect(tableAges('2026-06-05', '2025-01-01T00:00:00Z', '2026-06-10').map(({ old }) => old)).toEqual([true, false]);
    expect(tableAges('2026-06-05', null, '2026-06-10')).toEqual([{ against: 'today', days: 5, old: false }]);
    expect(tableAges('unknown', null, '2026-06-10')).toEqual([]);
  });
});

describe('the case log', () => {
  const row = (view: unknown, action = 'case.remark') => ({ action, payload: JSON.stringify({ text: 'seen', view }) });
  test('a remark leads back to its view, and nowhere else', () => {
    expect(viewOf(row('/findings/ab?range=a..b'))).toBe('/findings/ab?range=a..b');
    expect([viewOf(row('')), viewOf(row('https://example.com')), viewOf(row('//example.com')), viewOf(row(5)), viewOf(row('/x', 'case.open')), viewOf({ action: 'case.remark', payload: 'no JSON' })]).toEqual([null, null, null, null, null, null]);
    expect([remarkOf(row('')), remarkOf(row('', 'case.open'))]).toEqual(['seen', null]);
  });
  test('a check says whether all holds, or that it broke off', () => {
    const job = (state: string, result: object) => checkResult({ state, result } as Parameters<typeof checkResult>[0]);
    expect(job('done', { ok: 1, audit: '316 checked' })).toEqual({ holds: true, parts: [{ name: 'audit', value: '316 checked' }] });
    expect([job('done', { ok: 0 }).holds, job('stopped', { ok: 1 }).holds, job('done', {}).holds]).toEqual([false, null, null]);
  });
});

describe('the list of cases', () => {
  const card = (title: string, evidence = { exhibits: 2, hashed: 2, mismatched: 0 }) => ({ title, number: 'IR-7', path: `/cases/${title}.bilocate`, evidence }) as CaseCard;
  test('is searched by name, number and file', () => {
    const all = [card('Halden'), card('Oslo')];
    expect([casesWith(all, 'hal').length, casesWith(all, 'ir-7 osl').length, casesWith(all, ' ').length, casesWith(all, 'x').length]).toEqual([1, 1, 2, 0]);
  });
  test('says how its hashes are', () => {
    expect([card('a'), card('a', { exhibits: 0, hashed: 0, mismatched: 0 }), card('a', { exhibits: 2, hashed: 1, mismatched: 0 }), card('a', { exhibits: 2, hashed: 2, mismatched: 1 })].map(hashState)).toEqual(['all', 'none', 'some', 'mismatched']);
  });
  test('badges are short', () => {
    expect([4120, 99_999, 100_000, 5_051_745, 999_600].map(shortCount)).toEqual(['4,120', '99,999', '100 k', '5.05 M', '1.00 M']);
  });
});
