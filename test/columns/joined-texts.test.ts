import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eachMatch } from '../../src-main/columns/index.ts';
import { columnsOf } from '../help/columns-of.ts';

const letters = fc.constantFrom('a', 'A', 'b', '\n', ' ', 'İ', 'Σ', 'ς', 'é', '\u{1f600}', '\ufeff', '\u0000');
const text = fc.array(letters, { maxLength: 6 }).map((all) => all.join(''));

describe('the texts of a field in a few strings', () => {
  test('hold what is looked for where each text does, and as well as it does', () => {
    fc.assert(fc.property(fc.array(text, { maxLength: 40 }), text, fc.boolean(), (texts, wanted, ignoreCase) => {
      const columns = columnsOf(texts.map((one, at) => ({ time: at, 'event.action': one })));
      const cased = (one: string): string => (ignoreCase ? one.toLowerCase() : one);
      const expected = Array.from({ length: columns.size('event.action') - 1 }, (_, at) => at + 1).flatMap((id) => {
        const [whole, part] = [cased(columns.text('event.action', id)), cased(wanted)];
        return whole.includes(part) ? [[id, whole === part ? 3 : whole.startsWith(part) ? 2 : 1]] : [];
      });
      const found: number[][] = [];
      eachMatch(columns, 'event.action', wanted, ignoreCase, (id, fit) => found.push([id, fit]));
      expect(found).toEqual(expected);
    }), { numRuns: 500 });
  });

  test('are more than one string where there are many', () => {
    const long = 'x'.repeat(1000);
    const columns = columnsOf(Array.from({ length: 9000 }, (_, at) => ({ time: at, 'event.action': `${at}-${long}` })));
    const found: string[] = [];
    eachMatch(columns, 'event.action', '99-X', true, (id) => found.push(columns.text('event.action', id).split('-')[0]!));
    expect(found).toHaveLength(90);
    expect(found.every((one) => one.endsWith('99'))).toBe(true);
  });
});
