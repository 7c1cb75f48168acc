import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeCase, everyExhibit } from '../../src-main/case/index.ts';
import { bytesBalance, ledgerBalances } from '../../src-main/contract/index.ts';
import { discard, failedChecks, importHere, newCase, scratch } from '../help/open-cases.ts';
import { sqlRows } from '../help/sql.ts';
import { exportsOfOneLog } from '../sources/windows-files.ts';

let folder: string;
beforeAll(() => {
  folder = scratch('windows');
});
afterAll(() => discard(folder));

/** Six starts on one laptop, each by both logs, and what is no start. */
const files = exportsOfOneLog();
const names = Object.keys(files);

async function imported(order: readonly string[]) {
  const name = `${order.join('-').replaceAll(/\W/g, '_')}.bilocate`;
  const file = newCase(folder, name);
  try {
    const paths = order.map((one) => {
      writeFileSync(join(folder, one), files[one]!);
      return join(folder, one);
    });
    const { totals, files: read } = await importHere(file, paths);
    expect(read.every((one) => ledgerBalances(one)) && ledgerBalances(totals)).toBe(true);
    expect([...everyExhibit(file)].every((card) => bytesBalance(card.byteLedger))).toBe(true);
    expect(failedChecks(file)).toEqual([]);
    return { totals, events: sqlRows<{ ms: number; rest: number; identity: string }>(join(folder, name), 'SELECT time_ms ms, time_rest_ns rest, hex(identity) identity FROM event ORDER BY identity') };
  } finally {
    closeCase(file);
  }
}

test.each(names)('%s by itself: twelve starts, and six events that are none', async (name) => {
  const { totals } = await imported([name]);
  expect({ records: totals.records, events: totals.events, skips: totals.skips, repeats: totals.duplicates + totals.folded }).toEqual({ records: 18, events: 12, skips: 6, repeats: 0 });
});

test('all of them, in whatever order: twelve events, and the fullest of each', async () => {
  // Snare has the time of its line alone, whose zone nothing tells here.
  const all = await imported(names);
  const back = await imported([...names].reverse());
  for (const one of [all, back]) expect({ records: one.totals.records, events: one.totals.events, skips: one.totals.skips }).toEqual({ records: 18 * names.length, events: 12, skips: 6 * names.length });
  expect(back.events).toEqual(all.events);
  expect(all.events.map(({ ms, rest }) => `${ms}.${rest}`).toSorted()).toEqual([...Array.from({ length: 6 }, () => '1777882530123.0'), ...Array.from({ length: 6 }, () => '1777882530123.456700')]);
});
