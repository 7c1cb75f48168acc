import { expect, test } from 'vitest';
import { plain, table } from '../../src-main/host/cli/terminal.ts';
import { csvCell } from '../../src-main/kit/csv.ts';

test('escape sequences, bidi marks and control characters of a log stay visible text on a terminal', () => {
  expect(plain('a\u001b[2Jb\u009b31m\u0007\u202Egnp\u0000')).toBe('a\\u{1B}[2Jb\\u{9B}31m\\u{7}\\u{202E}gnp\\u{0}');
  expect(plain('Sørby 日本 \t x\n')).toBe('Sørby 日本 \t x\n');
});

test('a cell that a spreadsheet would compute is made inert, and quotes are doubled', () => {
  expect(csvCell('=cmd|/c calc!A0')).toBe("'=cmd|/c calc!A0");
  expect(csvCell('  +1')).toBe("'  +1");
  expect(csvCell('＝1')).toBe("'＝1");
  expect(csvCell('@x, "y"')).toBe('"\'@x, ""y"""');
  expect(csvCell(-5)).toBe('-5');
  expect(csvCell(null)).toBe('');
});

test('columns line up', () => {
  expect(table(['a', 'bb'], [['ccc', 'd']])).toBe('a    bb\nccc  d');
  expect(table(['a', 'b'], [['x\ty', 'one\nhigh  2026']]), 'no value makes a row').toBe('a        b\nx\\u{9}y  one\\u{A}high  2026');
});
