import { expect, test } from 'vitest';
import { pivotsOf } from '../../src-renderer/src/shape/pivots.ts';
import { timesIn } from '../../src-renderer/src/shape/times.ts';
import { measuresOf, windowRanges } from '../../src-renderer/src/shape/why-table.ts';

const window = (start: string, end: string) => ({ start: `2026-05-19T${start}Z`, end: `2026-05-19T${end}Z` });
const times = timesIn('UTC');

test('windows read as minutes while that tells them apart, else as seconds, else to the last digit', () => {
  expect(windowRanges([window('14:00:00', '14:10:00'), window('14:10:00', '14:20:00')], times)).toEqual({ day: '19 May', ranges: ['14:00–14:10', '14:10–14:20'] });
  expect(windowRanges([window('14:00:01', '14:10:01'), window('14:00:09', '14:10:09')], times).ranges).toEqual(['14:00:01–14:10:01', '14:00:09–14:10:09']);
  expect(windowRanges([window('14:00:01.001', '14:10:01'), window('14:00:01.5', '14:10:01')], times).ranges).toEqual(['14:00:01.001–14:10:01', '14:00:01.5–14:10:01']);
});

test('windows on more than one day each say theirs; none have none', () => {
  const night = { start: '2026-05-19T23:00:00Z', end: '2026-05-20T01:00:00Z' };
  expect(windowRanges([night], times)).toEqual({ day: '', ranges: ['19 May 23:00–20 May 01:00'] });
  expect(windowRanges([], times)).toEqual({ day: '', ranges: [] });
});

test('measures with a limit come first, under the name of the chart', () => {
  const chart = { fromMs: 0, toMs: 1, lanes: [], windows: [], limits: [{ name: 'networks', label: 'Networks', limit: 1, operator: '>' }], overlaps: [] };
  const explanation = { template: '', text: '', windows: [{ ...window('14:00:00', '14:10:00'), measured: { all_events: 4, networks: 2 }, fired: true }], conditions: [], baseline: {}, dropped: [], wouldNotFire: [] };
  expect(measuresOf({ explanation, chart })).toEqual([{ name: 'networks', label: 'Networks' }, { name: 'all_events', label: 'all events' }]);
});

test('a finding leads to its user, its key and its addresses; a hundred addresses lead nowhere in particular', () => {
  const value = (text: string) => ({ value: text, count: 2, first: '', last: '' });
  const few = pivotsOf({ actor: 'j.doe', entity: { 'credential.id': 'AKIA' }, values: { 'source.ip': [value('1.1.1.1'), value('')] } });
  expect(few.map((one) => (one.kind === 'user' ? one.user : `${one.field} ${one.value}`))).toEqual(['j.doe', 'user.name j.doe', 'credential.id AKIA', 'source.ip 1.1.1.1']);
  expect(pivotsOf({ actor: null, entity: {}, values: { 'source.ip': Array.from({ length: 100 }, (_, i) => value(`1.1.1.${i}`)) } })).toEqual([]);
});
