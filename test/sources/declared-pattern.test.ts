import { describe, expect, test } from 'vitest';
import { compilePattern, type Pattern } from '../../src-main/sources/declared/pattern.ts';

function compiled(text: string): Pattern {
  const pattern = compilePattern(text);
  if (typeof pattern === 'string') throw new Error(pattern);
  return pattern;
}

const texts = ['', 'a', 'aa', 'ab', 'abab', 'xaby', 'user=ann@x.org; ip=198.51.100.7', 'GET /a/b?c=d HTTP/1.1', '2026-05-31 08:00:00', 'Ünï cödé', 'a\nb', '[x] (y) {z}', 'aaaaaaaaaa', 'foo.bar-baz_qux', 'tab\there', '$^.*+?'];
const patterns = ['a', 'ab', 'a*', 'a+?', '^a', 'b$', '^$', '(a|b)+', '(a*)*b', '(?:ab)*', 'a{2}', 'a{2,}', 'a{1,3}?', 'x?a', '[a-c]+', '[^a-c]+', '\\d+', '\\w+@\\w+\\.org', 'user=(\\S+?);', 'ip=([\\d.]+)', '(\\w+)$', '\\bb', 'a\\Bb', '.', '..', 'a.b', '(GET|POST) (\\S+)', '[\\w.-]+', '[]x]', '[^\\s;]+$', '\\$\\^', '(a)|(b)', '(a|ab)(c|bcd)?', '(?:)', '(x)?a', '(\\d{4})-(\\d\\d)', '\\t', '(?i)GET (\\S+) http', '(?i)[a-c]+', 'é'];

describe('finds what a regular expression of the language finds', () => {
  test.each(patterns)('%s', (text) => {
    const fold = text.startsWith('(?i)');
    const other = new RegExp(fold ? text.slice(4) : text.replace('[]x]', '[\\]x]'), fold ? 'i' : '');
    const { groups, find, finds } = compiled(text);
    for (const given of texts) {
      const found = other.exec(given);
      expect([given, finds(given), find(given)]).toEqual([given, found !== null, found === null ? undefined : groups > 0 ? found[1] : found[0]]);
    }
  });
});

test.each([
  ['(a', 'not closed'], ['a)', 'without'], ['[a', 'not closed'], ['*a', 'nothing before'], ['a**', 'repetition of a repetition'], ['a{2}{3}', 'repetition of a repetition'], ['(?=a)', 'Look-around'], ['(?<n>a)', 'Look-around'], ['(a)\\1', 'References back'], ['\\q', 'not known'], ['a\\', 'at the end'],
  ['[z-a]', 'backwards'], ['^*', 'cannot be repeated'], ['a{3,2}', '0 to 200'], ['a{999}', '0 to 200'], ['((a{100}){100}){100}', 'too large'], [`${'('.repeat(30)}a${')'.repeat(30)}`, 'too deep'], ['x'.repeat(600), 'at most 500'],
])('%s is refused in words', (text, words) => { expect(compilePattern(text)).toContain(words); });

test('what takes others for ever takes a moment', () => {
  const patternsThatExplode = ['(a+)+$', '(a|a)*$', '(a|aa)+$', '(.*a){12}$', '(x+x+)+y', '^(([a-z])+.)+[A-Z]([a-z])+$', '(a*)*(a*)*(a*)*b'];
  const hostile = [`${'a'.repeat(100_000)}!`, 'x'.repeat(100_000), 'ab'.repeat(50_000)];
  for (const text of patternsThatExplode) {
    const { find } = compiled(text);
    for (const given of hostile) {
      const begun = performance.now();
      find(given);
      expect(performance.now() - begun).toBeLessThan(1000);
    }
  }
});
