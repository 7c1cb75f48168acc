import { expect, test } from 'vitest';
import { parseRule } from '../../src-main/hunt/index.ts';

const problems = (text: string) => parseRule(text, 'hostile.yaml').problems.map((one) => one.message).join('\n');

test('an alias bomb is refused in a moment', () => {
  const levels = ['a: &a [x, x, x, x, x, x, x, x, x]', ...'bcdefghi'.split('').map((name, i) => `${name}: &${name} [${Array.from({ length: 9 }, () => `*${'abcdefgh'[i]}`).join(', ')}]`)];
  const begun = performance.now();
  expect(problems(levels.join('\n'))).toMatch(/aliases/);
  expect(performance.now() - begun).toBeLessThan(2000);
});

test.each([
  ['flow lists', '['.repeat(50_000)],
  ['flow maps', '{a: '.repeat(50_000)],
  ['dashes', '- '.repeat(50_000)],
  ['question marks', '? '.repeat(50_000)],
  ['indentation', Array.from({ length: 1300 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
])('deep nesting by %s is refused', (_, text) => {
  expect(problems(text)).toMatch(/nested deeper than 64/);
});

test('depth 64 is the limit', () => {
  expect(problems(`why: ${'['.repeat(60)}${']'.repeat(60)}`)).not.toMatch(/nested/);
  expect(problems(`why: ${'['.repeat(70)}${']'.repeat(70)}`)).toMatch(/nested deeper than 64/);
});

test('more than 1 MiB is refused', () => {
  expect(problems(`why: ${'a'.repeat(1024 * 1024)}`)).toMatch(/larger than 1 MiB/);
});

test('duplicate keys are refused', () => {
  expect(problems('id: a\nid: b\n')).toMatch(/Not readable as YAML: Map keys must be unique/);
});

test.each(['why: !!binary aGVsbG8=', 'why: !js/function "x"', 'why: !!set {a}', 'why: !!timestamp 2001-01-01', 'why: !own x'])('a tag is refused: %s', (text) => {
  expect(problems(text)).toMatch(/Tags are not used|Unresolved tag/);
});

test('__proto__ is a key like another, and does nothing', () => {
  const text = '__proto__: { polluted: 1 }\nvendor_fields: { __proto__: user.name }\nparameters: { __proto__: { type: int, label: x, default: 1, min: 0, max: 2 } }\nconstructor: 1\n';
  expect(problems(text)).toContain('There is no key "__proto__" in a rule.');
  expect(problems(text)).toContain('There is no key "constructor" in a rule.');
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

test.each(['', '\n\n', '# only a comment\n', '- a\n- b\n', 'just text', '\u0000', '%YAML 9.9\n---\na: 1', 'a: 1\n---\nb: 2\n', '*x', 'a: *nope', '? [a]\n: b', '\ufeffid: a'])('odd input is a problem, never a crash: %j', (text) => {
  expect(problems(text)).not.toBe('');
});

test('a pattern that ruins other engines runs in linear time', async () => {
  const { maskOf } = await import('../../src-main/hunt/where.ts');
  const { lensOf } = await import('../../src-main/hunt/lens.ts');
  const { columnsOf } = await import('../help/columns-of.ts');
  const columns = columnsOf([{ time: 0, 'event.action': `${'a'.repeat(100_000)}b` }]);
  const begun = performance.now();
  expect([...maskOf({ kind: 'text', field: 'event.action', test: 'regex', values: ['(a+)+$'], fold: false }, lensOf(columns, {}))]).toEqual([0]);
  expect(performance.now() - begun).toBeLessThan(3000);
});
