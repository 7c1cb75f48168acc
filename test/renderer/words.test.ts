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

describe('one of something', () => {
  /** All words with their keys. */
  const all = (words: object, path: string): readonly (readonly [string, string])[] => Object.entries(words).flatMap(([name, said]: [string, unknown]) => (typeof said === 'string' ? [[`${path}${name}`, said] as const] : all(said as object, `${path}${name}.`)));
  const spoken = all(i18n.global.getLocaleMessage('en'), '');
  /** Amounts that are several wherever they are said, parts of a longer count ("1 of 4 files"), sums, units and limits. */
  const neverOne = /^(job\.unit|evidence\.balance|evidence\.skips\.place|findings\.(loose\.text|event\.|empty\.)|hunts\.table\.(notRun|none)Text|lineage\.someIds|events\.(login\.|filter\.rows)|plan\.|report\.page\.sections|settings\.tables\.warn|user\.(lanes\.strip|places\.networks))/;
  /** An amount and, right after it, several of a thing. */
  const several = /\{(\w+)\} (?!s\b|ms\b|is\b|was\b|has\b|this\b|as\b|hours\b|across\b|UTC)[a-z]+s\b/;

  test('what counts things has a form for one of them', () => {
    expect(spoken.length).toBeGreaterThan(500);
    expect(spoken.filter(([key, said]) => !said.includes(' | ') && several.test(said.replace(/\{\w+\} of \{\w+\}/g, '')) && !neverOne.test(key)).map(([key, said]) => `${key}: ${said.slice(0, 120)}`)).toEqual([]);
  });
  test('and that form does not speak of several', () => {
    const ones = spoken.filter(([, said]) => said.includes(' | ')).map(([key, said]) => [key, said.split(' | ').length > 2 ? said.split(' | ')[1]! : said.split(' | ')[0]!] as const);
    expect(ones.filter(([, said]) => /\b1 (?!s\b|ms\b|is\b|was\b|has\b|does\b)[a-z]+s\b(?<!ss|us|is)/.test(said) || /\b1 \w+( \w+)? (are|were|have)\b/.test(said))).toEqual([]);
  });
});
