import { describe, expect, test } from 'vitest';
import { leftOut, linesOf, offsetOf, percentOf } from '../../src-renderer/src/shape/mapping-editor.ts';
import { newPlan, optionsOf, withFile } from '../../src-renderer/src/shape/import-plan.ts';

const text = 'format: 1\nid: acme.vpn\n\ntime: when';

describe('the text of a mapping on the screen', () => {
  test('each line has its number, and says where a fault is', () => {
    expect(linesOf(text, [{ line: 2, column: 5, message: 'x' }, { line: 9, column: 1, message: 'y' }])).toEqual([{ number: 1, fault: false }, { number: 2, fault: true }, { number: 3, fault: false }, { number: 4, fault: false }]);
    expect(linesOf('', [])).toHaveLength(1);
  });
  test.each([[1, 1, 0], [2, 5, 14], [2, 999, 22], [3, 1, 23], [4, 7, 30], [9, 9, 34]])('line %d column %d lies at %d', (line, column, at) => {
    expect(offsetOf(text, line, column)).toBe(at);
  });
  test('a share is none only for none, and all only for all', () => {
    expect([percentOf(0, 0), percentOf(0, 100), percentOf(1, 1000), percentOf(50, 100), percentOf(999, 1000), percentOf(7, 7)]).toEqual([null, 0, 1, 50, 99, 100]);
  });
  test('what did not become events is told with its reason, other logs first', () => {
    expect(leftOut({ passed: [{ why: 'a', count: 1 }], refused: [{ why: 'b', count: 2 }] })).toEqual([{ kind: 'passed', why: 'a', count: 1 }, { kind: 'refused', why: 'b', count: 2 }]);
  });
});

test('a file that is given to a mapping is so in the options of the import, and can be taken back', () => {
  const given = withFile(newPlan, '/a.csv', { mapping: 'acme.vpn', dataset: null });
  expect(optionsOf(given, () => 0).options.files).toEqual([{ path: '/a.csv', zone: null, dataset: null, mapping: 'acme.vpn' }]);
  expect(optionsOf(withFile(given, '/a.csv', { mapping: null, dataset: null }), () => 0).options.files).toEqual([]);
});
