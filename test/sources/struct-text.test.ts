import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readStruct } from '../../src-main/sources/struct-text.ts';

/** Plain objects, so that they compare. */
const read = (text: string): unknown => {
  const made = readStruct(text);
  return made === undefined ? undefined : JSON.parse(JSON.stringify(made));
};

describe('struct text', () => {
  test.each<[text: string, value: unknown]>([
    ['{}', {}],
    ['[]', []],
    ['{a=1}', { a: '1' }],
    ['{a=1, b=null, c=}', { a: '1', b: null, c: '' }],
    ['{a={b={c=x}}, d=y}', { a: { b: { c: 'x' } }, d: 'y' }],
    ['[{a=1}, {a=2}]', [{ a: '1' }, { a: '2' }]],
    ['{list=[x, y, z], b=2}', { list: ['x', 'y', 'z'], b: '2' }],
    ['{a=[], b={}}', { a: [], b: {} }],
    // What a value may hold.
    ['{name=Doe, John, next=1}', { name: 'Doe, John', next: '1' }],
    ['{url=https://h/?a=1&b=2, next=1}', { url: 'https://h/?a=1&b=2', next: '1' }],
    ['{a=x}y, b=2}', { a: 'x}y', b: '2' }],
    ['{a=x}}', { a: 'x}' }],
    ['{a={b=x}}, c=1}', { a: { b: 'x}' }, c: '1' }],
    ['{a=[x, b=2}', { a: '[x', b: '2' }],
    ['{a={x, b=2}', { a: '{x', b: '2' }],
    ['{a=1=2==}', { a: '1=2==' }],
    ['{a=\n, b= }', { a: '\n', b: ' ' }],
    // JSON inside.
    ['{policy={"Version":"2012-10-17","Statement":[{"Sid":"a, b=c}"}]}, next=1}', { policy: { Version: '2012-10-17', Statement: [{ Sid: 'a, b=c}' }] }, next: '1' }],
    ['{a={"x":"\\"}, y=1"}, b=[1,2]}', { a: { x: '"}, y=1' }, b: [1, 2] }],
    ['{a={"cut":, b=2}', { a: '{"cut":', b: '2' }],
    ['{a=1, a=2}', { a: '1' }],
    ['{__proto__=x, b=1}', { ['__proto__']: 'x', b: '1' }],
  ])('%s', (text, value) => {
    expect(read(text)).toEqual(value);
  });

  test.each(['', 'x', '{', '}', '{a}', '{a=1', '{a={b=1}', '{a=1, b={c=2, d={e=3}}', '{=1}', '[a', '{a=1} x', '{ a=1}', '{"a":1}'])('%j is none', (text) => {
    expect(readStruct(text)).toBeUndefined();
  });

  test('structs of any depth end, and deep ones are refused', () => {
    expect(read(`${'{a='.repeat(31)}x${'}'.repeat(31)}`)).toBeDefined();
    expect(() => readStruct(`${'{a='.repeat(5000)}x${'}'.repeat(5000)}`)).not.toThrow();
    expect(() => readStruct('{a='.repeat(100_000))).not.toThrow();
  });

  test('a long value with many brackets is read in a moment', () => {
    const long = `${'}, {'.repeat(50_000)}x`;
    const started = performance.now();
    expect(read(`{a=${long}, b=1}`)).toEqual({ a: long, b: '1' });
    expect(performance.now() - started).toBeLessThan(3000);
  });
});

test('what a query engine writes comes back, whatever the texts are', () => {
  const name = fc.constantFrom('type', 'principalid', 'arn', 'accountid', 'sessioncontext', 'x_1');
  // A text that holds what looks like the next name, or closes the struct, cannot be told from one.
  const text = fc.string({ maxLength: 20 }).filter((value) => !/, [\w$@.:-]+=|[}\]]|^[{[]|^null$/.test(value) && value === value.trim());
  const { tree } = fc.letrec<{ tree: unknown; struct: Record<string, unknown> }>((tie) => ({
    tree: fc.oneof({ depthSize: 'small' }, text, fc.constant(null), tie('struct')),
    struct: fc.dictionary(name, tie('tree'), { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
  }));
  const written = (value: unknown): string => value === null ? 'null' : typeof value === 'string' ? value
    : `{${Object.entries(value as object).map(([key, inner]) => `${key}=${written(inner)}`).join(', ')}}`;
  const root = fc.dictionary(name, tree, { minKeys: 1, maxKeys: 6, noNullPrototype: true });
  fc.assert(fc.property(root, (value) => {
    expect(read(written(value))).toEqual(value);
  }), { numRuns: 2000 });
});

test('anything at all is read or refused without throwing', () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom('{', '}', '[', ']', ',', ' ', '=', 'a', '"', ':', 'null', '\\'), maxLength: 40 }), (text) => {
    readStruct(text);
    readStruct(`{${text}`);
  }), { numRuns: 5000 });
});
