import { expect, test } from 'vitest';
import type { ExposedList, FindingDetail } from '../../src-main/contract/index.ts';
import { exposedBlocks } from '../../src-main/report/chapters/exposed.ts';
import { plainOf } from '../../src-main/report/blocks.ts';
import { timesIn } from '../../src-main/report/times.ts';

const key: ExposedList['keys'][number] = {
  id: 'AKIA1', field: 'credential.id', process: 3, read: '2026-05-12T13:38:00Z', host: 'hal-lap-07', user: 'j.doe', store: '.aws/credentials', actor: 'j.doe@haldenfreight.example', by: 'local', uses: 2, lastUse: '2026-05-12T15:00:00Z',
  elsewhere: { event: 9, at: '2026-05-12T14:03:00Z', networks: ['Clouvider AS62240'], agents: ['aws-cli/* md/Botocore#*'] },
};
const told = (exposed: FindingDetail['exposed']): string => [...exposedBlocks({ exposed } as FindingDetail, timesIn('UTC'))].map((block) => (block.kind === 'paragraph' ? plainOf(block.text) : block.kind === 'table' ? JSON.stringify([...block.rows]) : '')).join('\n');

test('keys that may be exposed stand in the report: those that moved with where to, the others with that they were not seen elsewhere', () => {
  const text = told({ keys: [key, { ...key, id: 'AKIA2', by: 'address', actor: '198.51.100.7', elsewhere: null }], more: 3, moved: 1 });
  expect(text).toContain('5 keys or sessions of the user, the address or the role had been used in the thirty days before; 1 came from elsewhere later.');
  for (const part of ['AKIA1', '.aws/credentials on hal-lap-07', 'j.doe@haldenfreight.example, whose name agrees, had used it', 'Clouvider AS62240', 'AKIA2', 'not seen used elsewhere since', "it had been used from the host's address 198.51.100.7", '… 3 keys or sessions more']) expect(text).toContain(part);
});
test('none in reach is said; where no program touched a store nothing is', () => {
  expect(told({ keys: [], more: 0, moved: 0 })).toContain('that is no proof');
  expect(told(null)).toBe('');
});
