import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const top = join(import.meta.dirname, '../..');
const source = join(top, 'src-renderer/src');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(vue|ts)$/.test(name));

test('the page takes values only from modules of the contract that bring no checker along: it would make functions from text', () => {
  const contract = join(top, 'src-main/contract');
  const importsOf = (name: string): readonly string[] => [...readFileSync(join(contract, name), 'utf8').matchAll(/^(?:import|export) (?!type\b)[^;]*? from '([^']+)';/gm)].map((hit) => hit[1]!);
  const isPlain = (name: string): boolean => importsOf(name).every((from) => from.startsWith('.') && isPlain(join(name, '..', from)));
  const plain = new Set(readdirSync(contract).filter((name) => name.endsWith('.ts') && isPlain(name)));
  expect(plain.has('fields.ts') && !plain.has('settings.ts')).toBe(true);
  const taken = files.flatMap((name) => [...readFileSync(join(source, name), 'utf8').matchAll(/^(?:import|export) (?!type\b)([^;]*?) from '@contract(?:\/([^']+))?';/gm)].map((hit) => ({ name, what: hit[1]!, module: hit[2] ?? 'index.ts' })));
  expect(taken.length).toBeGreaterThan(3);
  expect(taken.filter(({ module }) => !plain.has(module))).toEqual([]);
});

test('nothing is kept in the browser: its storage does not survive a restart of the host, whose port changes', () => {
  for (const name of files) expect(readFileSync(join(source, name), 'utf8'), name).not.toMatch(/localStorage|sessionStorage|indexedDB|document\.cookie/);
});
