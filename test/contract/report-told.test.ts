import { expect, test } from 'vitest';
import { findingsTold, usersProposed, type FindingState } from '../../src-main/contract/index.ts';

const finding = (id: string, inReport: boolean, state: FindingState = 'new', actor: string | null = id) => ({ id, inReport, state, actor });
const rows = [finding('a', true), finding('b', false), finding('c', true, 'gone'), finding('d', true, 'unchanged', 'a'), finding('e', true, 'new', null)];

test('where nobody chose, the findings that are marked for the report are told, but not those that are gone', () => {
  expect(findingsTold(rows, null).map((one) => one.id)).toEqual(['a', 'd', 'e']);
});

test('those that were chosen are told in their order, each once, whether they are marked or not', () => {
  expect(findingsTold(rows, ['d', 'b', 'd', 'c', 'nowhere']).map((one) => one.id)).toEqual(['d', 'b']);
});

test('the users of the first findings are proposed, each once, and no more than twelve', () => {
  expect(usersProposed(findingsTold(rows, null))).toEqual(['a']);
  const many = Array.from({ length: 40 }, (_, i) => finding(`user ${i}`, true));
  expect(usersProposed(many)).toHaveLength(12);
});
