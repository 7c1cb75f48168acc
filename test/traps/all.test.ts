import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** The list of traps has thirty. Each is a test that has its number in its name, wherever what it is about is tested. */
const TRAPS = 30;

test('every trap of the list is named by a test', () => {
  const named = new Map<number, string[]>();
  for (const path of readdirSync('test', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.test.ts'))) {
    const text = readFileSync(join('test', path), 'utf8');
    for (const [, number] of text.matchAll(/^\s*(?:describe|test|it)(?:\.\w+)*(?:\([^'"`\n]*\))?\(['"`]trap (\d+):/gm)) named.set(Number(number), [...(named.get(Number(number)) ?? []), path]);
  }
  const missing = Array.from({ length: TRAPS }, (_, i) => i + 1).filter((number) => !named.has(number));
  expect(missing).toEqual([]);
  expect([...named.keys()].filter((number) => number < 1 || number > TRAPS)).toEqual([]);
});
