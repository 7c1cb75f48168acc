import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ViewRowCard } from '../../src-main/contract/index.ts';
import { cellOf, columnsOf, fileOfTable, nextSort, numberText, pathOfTable, tracksOf, type Sort } from '../../src-renderer/src/shape/hunt-table.ts';
import { forgetCase } from '../../src-renderer/src/stores/live.ts';
import { useTable } from '../../src-renderer/src/stores/table.ts';
import { useClient } from '../../src-renderer/src/transport/client.ts';
import { httpTransport } from '../../src-renderer/src/transport/http.ts';
import { loopback, reply, type Loopback } from './loopback.ts';

const row = (n: number, cells: ViewRowCard['cells'] = [`user-${n}`, n]): ViewRowCard => ({
  id: n.toString(16).padStart(32, '0'), cells, entity: {}, start: '2026-05-19T14:50:00Z', end: '2026-05-19T15:40:00Z', eventCount: n, promoted: false,
});
const plain = (name: string) => name;

describe('the columns of a table', () => {
  test('numbers, shares and times are told apart, and a column is what all its cells are', () => {
    const rows = [row(1, ['ida', 3, 0.5, '2026-05-19T14:50:00Z', 1, null]), row(2, ['4', null, 1, '2026-05-19T15:50:00Z', 'x', null])];
    const columns = columnsOf(['user.name', 'sessions', 'day_share', 'last', 'value', 'source.geo.country_iso_code'], rows, plain, 126);
    expect(columns.map(({ name, kind }) => [name, kind])).toEqual([
      ['user.name', 'text'], ['sessions', 'number'], ['day_share', 'share'], ['last', 'time'], ['value', 'text'], ['source.geo.country_iso_code', 'text'], ['first', 'time'], ['events', 'number'],
    ]);
  });
  test('when and how many are said beside the cells where the rule does not say it', () => {
    const columns = columnsOf(['user.name'], [row(7, ['ida'])], plain, 126);
    expect(columns.map((column) => cellOf(row(7, ['ida']), column))).toEqual(['ida', '2026-05-19T14:50:00Z', '2026-05-19T15:40:00Z', 7]);
    expect(columnsOf([], [], plain, 126)).toEqual([]);
  });
  test('a value of any length leaves room for the others, and the tracks add up', () => {
    const columns = columnsOf(['user.name', 'events', 'first', 'last'], [row(1, ['x'.repeat(5000), 1, '', ''])], plain, 126);
    expect(columns.map((column) => column.widthPx)).toEqual([280, 74, 126, 126]);
    expect(tracksOf(columns, 100)).toEqual({ tracks: 'minmax(280px, 900px) 74px 126px 126px minmax(100px, 1fr)', widthPx: 738 });
  });
  test('numbers read as numbers', () => {
    expect([numberText(1680, 'number'), numberText(0.012345, 'number'), numberText(5 / 7, 'share'), numberText(1, 'share'), numberText(0.000012, 'share')]).toEqual(['1,680', '0.01235', '71.4 %', '100 %', '0.0012 %']);
  });
});

test('a head sorts one way, then the other, then not at all', () => {
  const [text, number, outside] = columnsOf(['user.name', 'sessions'], [row(1)], plain, 126);
  const clicks = (column: typeof text) => { const seen: (Sort | null)[] = []; let now: Sort | null = null; for (let n = 0; n < 3; n += 1) seen.push(now = nextSort(now, column!)); return seen; };
  expect(clicks(text)).toEqual([{ column: 0, descending: false }, { column: 0, descending: true }, null]);
  expect(clicks(number)).toEqual([{ column: 1, descending: true }, { column: 1, descending: false }, null]);
  expect(nextSort({ column: 1, descending: true }, outside!)).toEqual({ column: 1, descending: true });
  expect(nextSort({ column: 0, descending: true }, number!)).toEqual({ column: 1, descending: true });
});

test('a table has an address and a file name, whatever its rule is called', () => {
  expect(pathOfTable({ id: 'aws-session-profiles', variant: 'corrected' }, 'ab')).toBe('/hunts/aws-session-profiles/corrected/table/ab');
  expect(pathOfTable({ id: 'a/b?', variant: 'published' })).toBe('/hunts/a%2Fb%3F/published/table');
  expect(fileOfTable({ id: 'aws-session-profiles', variant: 'corrected' })).toBe('aws-session-profiles-corrected.csv');
  expect(fileOfTable({ id: '../..\\e\u202Evil', variant: 'corrected' })).toBe('e-U-202E-vil-corrected.csv');
});

describe('the table on screen', () => {
  let host: Loopback;
  let asked: Record<string, unknown>[];
  const all = Array.from({ length: 1500 }, (_, n) => row(n));
  beforeEach(async () => {
    setActivePinia(createPinia());
    asked = [];
    host = await loopback(({ url, body }, response) => {
      const input = JSON.parse(body) as { rule?: string; row?: string; after?: number; limit?: number; sort?: Sort | null };
      asked.push({ url, ...input });
      if (url === '/call/view.promote') return reply(response, { id: input.row });
      if (url === '/call/view.csv') return reply(response, 'user.name\r\n');
      const mine = input.rule === 'empty/corrected' ? [] : input.sort?.descending ? all.toReversed() : all;
      const end = Math.min(mine.length, (input.after ?? 0) + (input.limit ?? 0));
      const answer = { columns: mine.length === 0 ? [] : [input.rule, 'n'], rows: mine.slice(input.after, end), next: end < mine.length ? end : null, total: mine.length };
      if (input.rule === 'slow/corrected') setTimeout(() => reply(response, answer), 40);
      else reply(response, answer);
    });
    useClient({ transport: httpTransport(host.base), onTrouble: () => undefined, onTimed: () => undefined, now: () => 0 });
  });
  afterEach(() => host.close());

  test('rows come by the thousand, and another order starts from the top', async () => {
    const table = useTable();
    await table.show('a/corrected');
    expect([table.known, table.columns, table.rows.length, table.total]).toEqual([true, ['a/corrected', 'n'], 1000, 1500]);
    await table.more();
    await table.more();
    expect(table.rows.length).toBe(1500);
    await table.sortBy({ column: 1, descending: true });
    expect([table.rows.length, table.rows[0]!.cells[1]]).toEqual([1000, 1499]);
    expect(asked.map(({ after, sort }) => [after, sort])).toEqual([[0, null], [1000, null], [0, { column: 1, descending: true }]]);
  });
  test('another rule has its own rows and no order yet; what comes late for the one before is dropped', async () => {
    const table = useTable();
    table.sort = { column: 1, descending: true };
    await Promise.all([table.show('slow/corrected'), table.show('empty/corrected')]);
    expect([table.known, table.sort, table.columns, table.rows, table.total]).toEqual([true, null, [], [], 0]);
  });
  test('a row that was made a finding is marked, with the reason asked for', async () => {
    const table = useTable();
    await table.show('a/corrected');
    const id = table.rows[3]!.id;
    expect((await table.promote(id, 'only this one at night')).id).toBe(id);
    expect(table.rows.flatMap((one, index) => (one.promoted ? [index] : []))).toEqual([3]);
    expect(asked.at(-1)).toEqual({ url: '/call/view.promote', row: id, reason: 'only this one at night' });
  });
  test('the export is of the rule, and nothing of a case stays when another is opened', async () => {
    const table = useTable();
    await table.show('a/corrected');
    expect(await table.csv('a/corrected')).toBe('user.name\r\n');
    forgetCase();
    expect([table.rule, table.known, table.rows, table.columns]).toEqual([null, false, [], []]);
  });
});
