import { expect, test } from 'vitest';
import type { CitedFinding } from '../../src-main/contract/index.ts';
import { jsonText } from '../../src-main/host/cli/context.ts';
import { writeFindings } from '../../src-main/host/cli/findings-output.ts';
import { csvRows } from '../help/csv.ts';

const finding = (n: number, severity: CitedFinding['severity'] = 'low'): CitedFinding => ({
  id: n.toString(16).padStart(32, '0'), rule: 'a-rule', variant: n % 2 === 0 ? 'corrected' : 'published', title: `=Title ${n}\nof two lines`, severity, actor: 'j.doe', entity: { 'user.name': 'j.doe' },
  start: '2026-05-19T10:00:00Z', end: '2026-05-19T10:10:00Z', eventCount: n, events: ['aa'], values: {}, verdict: 'open', filteredBy: null, explained: [],
  explanation: { template: 't', text: 'It fired.', windows: [], conditions: [], baseline: {}, dropped: [], wouldNotFire: [] },
});
async function* given(all: readonly CitedFinding[]): AsyncGenerator<CitedFinding> {
  for (const one of all) yield await Promise.resolve(one);
}
async function written(all: readonly CitedFinding[], form: 'json' | 'csv' | 'text' | 'expected') {
  let text = '';
  const gravest = await writeFindings(given(all), form, (part) => { text += part; return undefined; });
  return { text, gravest };
}

test.each([0, 1, 3])('%i findings that come one by one are the same JSON as all at once', async (n) => {
  const all = Array.from({ length: n }, (_, i) => finding(i + 1));
  expect((await written(all, 'json')).text).toBe(jsonText(all));
});

test('CSV has all of them, and none of its cells is a formula', async () => {
  const { text } = await written(Array.from({ length: 150 }, (_, i) => finding(i + 1)), 'csv');
  const rows = csvRows(text);
  expect(rows).toHaveLength(150);
  expect(rows[149]).toMatchObject({ title: "'=Title 150\nof two lines", eventCount: '150' });
});

test('a person sees those of corrected rules first, how many there are besides, and the gravest decides', async () => {
  const { text, gravest } = await written([...Array.from({ length: 100 }, (_, i) => finding(i + 1)), finding(102, 'high')], 'text');
  expect(text.split('\n').filter((line) => line.includes('a-rule/')).map((line) => line.includes('/corrected')).slice(0, 51).every(Boolean)).toBe(true);
  expect(text).toContain('… 41 more findings');
  expect(gravest).toBe('high');
  expect((await written([], 'text')).text).toMatch(/^No findings\. That is no proof/);
});

test('those that are expected are counted, listed where they are asked for, and decide nothing', async () => {
  const expected = { ...finding(2, 'critical'), filteredBy: { seq: 7, reason: 'the nightly backup', analyst: 'M. Sørby' } };
  const { text, gravest } = await written([expected, finding(4)], 'text');
  expect(text).toContain('1 expected, see --expected\n');
  expect(text).not.toContain('critical');
  expect(gravest).toBe('low');
  const listed = (await written([expected, finding(4)], 'expected')).text;
  expect(listed).toMatch(/critical .*Title 2.* the nightly backup +M\. Sørby/);
  expect(listed).not.toContain('Title 4');
  expect((await written([finding(4)], 'expected')).text).toBe('No finding is expected.\n');
  expect(csvRows((await written([expected], 'csv')).text)[0]).toMatchObject({ filteredBy: 'the nightly backup (M. Sørby)' });
});
