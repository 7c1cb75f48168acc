let deep: unknown = 'x';
for (let i = 0; i < 3000; i++) deep = i % 2 === 0 ? [deep] : { b: deep };

/** Values that a log may hold where a mapping looks for something else. */
export const hostileValues: readonly unknown[] = [
  null, true, false, 0, -1, 1e308, Number.MAX_SAFE_INTEGER, '', ' ', 'x'.repeat(20_000), `${'x'.repeat(5000)}!`, 'x x x x'.repeat(2000), '\u0000\u202e\ud800', '{', '[', '{"a":', `${'['.repeat(5000)}`, '{"__proto__":{"c":1}}', '[[[[]]]]',
  [], {}, [null], [[]], [[[1]]], { c: {} }, { k: 'v', c: 'x' }, JSON.parse('{"__proto__":{"x":1},"constructor":"c","toString":5,"hasOwnProperty":null}') as unknown, { length: -1 }, '31/02/2026 99:99', '9'.repeat(40), '1'.repeat(19), deep,
  Array.from({ length: 1000 }, (_, i) => ({ c: i, b: i })), Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`c${i}`, i])), 'a'.repeat(8000),
];
