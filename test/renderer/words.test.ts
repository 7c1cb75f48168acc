import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { faultCodes, skipReasons, evidenceStates, findingStates, jobKinds, jobStates, severities, variants, verdicts } from '../../src-main/contract/index.ts';
import { faultDetails, i18n, wordOf } from '../../src-renderer/src/words/index.ts';

const { t, te } = i18n.global;
const source = join(import.meta.dirname, '../../src-renderer/src');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(vue|ts)$/.test(name) && !name.startsWith('words'));

test('every fault code has a sentence', () => {
  for (const code of faultCodes) expect(wordOf('fault', code, ''), code).toMatch(/\.$/);
});

test('every skip reason has its words', () => {
  for (const reason of skipReasons) expect(wordOf('skip', reason, ''), reason).not.toBe('');
});

test('a code that is not known is shown as it is, made visible', () => {
  expect(wordOf('fault', 'new/code\u202E')).toBe('new/code[U+202E]');
});

test('the parameters of a fault are listed, hostile ones made visible, nothing empty, no stack', () => {
  expect(faultDetails({ code: 'file/not-found', params: { path: '/x\u202Ey', at: null, size: 3, note: '', stack: 'Error' }, retryable: false })).toEqual([{ name: 'path', value: '/x[U+202E]y' }, { name: 'size', value: '3' }]);
});

describe('words of data', () => {
  const lists: readonly (readonly [string, readonly string[]])[] = [
    ['severity', severities], ['verdict', verdicts], ['variant', variants], ['state', findingStates], ['job.kind', jobKinds], ['job.state', jobStates], ['evidence.state', evidenceStates],
  ];
  test.each(lists)('%s', (group, names) => {
    for (const name of names) expect(te(`${group}.${name}`), name).toBe(true);
  });
});

test('every word that a component asks for is there', () => {
  const asked = files.flatMap((name) => [...readFileSync(join(source, name), 'utf8').matchAll(/\bt\('([\w.-]+)'/g)].map((hit) => ({ name, key: hit[1]! })));
  expect(asked.length).toBeGreaterThan(150);
  expect(asked.filter(({ key }) => !te(key))).toEqual([]);
});

test('sentences get their values, and evidence in them stays text', () => {
  expect(t('evidence.balance.equation', { records: '3', events: '1', duplicates: '1', skips: '1', folded: '0', outOfScope: '0' })).toBe('3 records = 1 events + 1 duplicates + 1 skipped + 0 folded + 0 out of scope');
  expect(t('frame.bar.skipped', { n: '1,200' }, 1200)).toBe('1,200 records skipped');
  expect(t('notice.upload', { path: '{n} | @:app.name', status: 413 })).toBe('The host did not take “{n} | @:app.name” (HTTP 413).');
});

test('no component sets markup, and no text is written in a template', () => {
  for (const name of files) expect(readFileSync(join(source, name), 'utf8'), name).not.toMatch(/v-html|\.innerHTML|insertAdjacentHTML|\beval\(|new Function/);
});
