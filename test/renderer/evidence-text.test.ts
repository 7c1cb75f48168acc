import { expect, test } from 'vitest';
import { pieces, visible } from '../../src-renderer/src/shape/evidence-text.ts';

test('trap 24: what cannot be seen, or turns the text around, is shown as what it is', () => {
  expect(visible('invoice\u202Egnp.json')).toBe('invoice[U+202E]gnp.json');
  expect(visible('a\u0000b\u001bc\u007fd\u0085e')).toBe('a[U+0000]b[U+001B]c[U+007F]d[U+0085]e');
  expect(visible('ad\u00ADmin\u200B\u2066x\u2069\uFEFF')).toBe('ad[U+00AD]min[U+200B][U+2066]x[U+2069][U+FEFF]');
  expect(visible('line\nline\ttab\u2028end')).toBe('line[U+000A]line[U+0009]tab[U+2028]end');
  expect(visible('tag\u{E0041}s and \uFE0F')).toBe('tag[U+E0041]s and [U+FE0F]');
});

test('half a character is shown by its number', () => {
  expect(visible('x\uD83Dy')).toBe('x[U+D83D]y');
});

test('letters of any script, and markup, stay as they are: they are text', () => {
  for (const text of ['Zürich', '東京', 'Ελλάδα', 'עברית', '😀', '<img src=x onerror=alert(1)>', '{{ 7*7 }}', "'; --"]) expect(visible(text)).toBe(text);
});

test('a raw record keeps its lines and tabs, and nothing else', () => {
  expect(pieces('a\n\tb\r\u0007', true)).toEqual([{ text: 'a\n\tb', escape: false }, { text: '[U+000D]', escape: true }, { text: '[U+0007]', escape: true }]);
});

test('pieces joined are what visible() says', () => {
  const text = '\u202Ea\u0000\u0000b\u200F';
  expect(pieces(text).map((piece) => piece.text).join('')).toBe(visible(text));
});
