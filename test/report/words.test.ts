import { expect, test } from 'vitest';
import { lasting } from '../../src-main/report/words.ts';
import { span } from '../../src-renderer/src/shape/figures.ts';

const [s, min, h, d] = [1000, 60_000, 3_600_000, 86_400_000];

test('how long something lasted is said in the two units that say most, to the nearest of them', () => {
  const said = [400, 22 * s, 9 * min + 30 * s, 26 * min + 36 * s, 59 * min + 40 * s, 3 * h + 10 * min, 9 * h + 59 * min + 40 * s, 13 * h + 40 * min, 30 * d].map(lasting);
  expect(said).toEqual(['0 s', '22 s', '9 min 30 s', '27 min', '60 min', '3 h 10 min', '10 h', '14 h', '30 d']);
});

test('a printed report says as many minutes as the screens', () => {
  for (let ms = 10 * min; ms < 59 * min; ms += 7 * s) expect(lasting(ms)).toBe(span(ms));
});
