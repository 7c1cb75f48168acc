import { expect, test } from 'vitest';
import { lineageBlocks } from '../../src-main/report/chapters/lineage.ts';
import { timesIn } from '../../src-main/report/times.ts';
import { lineage } from './sample-model.ts';

const blocks = (of: Parameters<typeof lineageBlocks>[0]) => [...lineageBlocks(of, timesIn('UTC'))];

test('the step to another network comes first, and says from where to where; an inferred one says what it rests on', () => {
  const [head, table, note] = blocks(lineage());
  expect(head).toMatchObject({ kind: 'heading', text: 'Lineage of keys, tokens and sessions' });
  const told = JSON.stringify(table);
  expect(told.indexOf('issued on Comcast, used from Clouvider Limited')).toBeLessThan(told.indexOf('single sign-on'));
  expect(told).toContain('used by Admin');
  expect(JSON.stringify(note)).toContain('Inferred steps join no ids: one person, one address and minutes between a single sign-on and a sign-in, for instance j.doe@halden.example to Microsoft Office 365, 22 s apart.');
});

test('nothing where no event joins any, or the report is made without', () => {
  expect(blocks(null)).toEqual([]);
  expect(blocks({ ...lineage(), edges: [] })).toEqual([]);
});

test('what is left out is counted', () => {
  const many = Array.from({ length: 40 }, () => lineage().edges[1]!);
  expect(JSON.stringify(blocks({ ...lineage(), edges: many, more: 2 }).at(-1))).toContain('… 15 steps more. 2 credentials or sessions not followed.');
});
