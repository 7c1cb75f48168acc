import { expect, test } from 'vitest';
import { findingBlocks } from '../../src-main/report/chapters/findings.ts';
import { timesIn } from '../../src-main/report/times.ts';
import { sampleModel } from './sample-model.ts';

test('what was found is told with its times in the zone of the report', () => {
  const [finding] = sampleModel().findings;
  const told = finding!.tell();
  const parts: NonNullable<typeof told.detail.explanation.parts> = [{ as: 'words', text: 'It began ' }, { as: 'time', text: '2026-05-19T13:41:12.000Z' }, { as: 'words', text: '.' }];
  const detail = { ...told.detail, explanation: { ...told.detail.explanation, text: 'It began 2026-05-19T13:41:12.000Z.', parts } };
  const said = (zone: string): unknown => [...findingBlocks({ ...finding!, tell: () => ({ ...told, detail }) }, timesIn(zone))].find(({ kind }) => kind === 'paragraph');
  expect([said('UTC'), said('Europe/Oslo')]).toEqual([expect.objectContaining({ text: 'It began 19 May 2026, 13:41:12 UTC.' }), expect.objectContaining({ text: 'It began 19 May 2026, 15:41:12 +02:00.' })]);
});
