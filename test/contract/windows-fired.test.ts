import { expect, test } from 'vitest';
import { windowsFired } from '../../src-main/contract/index.ts';

const window = (fired: boolean) => ({ start: '2026-05-12T13:58:00Z', end: '2026-05-12T14:08:00Z', measured: {}, fired });

test('the rule’s own count says how many windows fired: neighbours that measure the same are listed as one', () => {
  expect(windowsFired({ windows: [window(true), window(true), window(false)], baseline: { windows_fired: 49 } })).toBe(49);
});

test('a rule that does not count is counted by its windows', () => {
  expect(windowsFired({ windows: [window(true), window(false)], baseline: { known_values: 3 } })).toBe(1);
  expect(windowsFired({ windows: [], baseline: {} })).toBe(0);
});
