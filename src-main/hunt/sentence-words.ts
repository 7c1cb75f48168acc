import { fieldEntry } from '../contract/index.ts';

/** Words for the sentence of a rule. The tests of conditions on events, and of conditions on measures. */
export const whereWords: Readonly<Record<string, string>> = {
  is: 'is', is_not: 'is not', not_is: 'is not', in: 'is', contains: 'contains', starts_with: 'starts with', ends_with: 'ends with', regex: 'matches', cidr: 'lies in', in_set: 'is in the set',
  exists: 'exists', blank: 'is empty', greater: 'is above', at_least: 'is at least', less: 'is below', at_most: 'is at most',
};
export const testWords: Readonly<Record<string, string>> = { greater: 'more than', at_least: 'at least', less: 'fewer than', at_most: 'at most' };

/** Measures that are no count of a field. */
export const measureWords: Readonly<Record<string, string>> = {
  count: 'events', sessions: 'sessions', days: 'active days', other_days: 'days with other profiles', tenant_groups: 'users of the tenant who have it',
};

/** What a field is called inside a sentence. */
export function fieldWord(name: string): string {
  if (name === 'network.identity') return 'network';
  if (name === 'actor.trait') return 'trait';
  const label = fieldEntry(name)?.label ?? name.replaceAll('_', ' ');
  return label.replace(/^\p{Lu}(?=\p{Ll})/u, (letter) => letter.toLowerCase());
}

/** `a user`, `an address`. */
export function articleOf(word: string): 'a' | 'an' {
  return /^(?:[aeio]|u(?!s(?:er|e)))/i.test(word) ? 'an' : 'a';
}

export function plural(word: string): string {
  if (/(s|x|ch|sh|OS)$/.test(word)) return `${word}es`;
  return /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`;
}

export function list(words: readonly string[], last: 'and' | 'or'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)!}`;
}

const units: Readonly<Record<string, string>> = { ms: 'millisecond', s: 'second', m: 'minute', h: 'hour', d: 'day', w: 'week' };

/** A duration of a rule file in words: `10m` is 10 minutes; null where it is none. */
export function momentWords(text: string): string | null {
  const [, amount, unit] = /^(\d+)(ms|s|m|h|d|w)$/.exec(text) ?? [];
  return amount === undefined || unit === undefined ? null : `${amount} ${units[unit]!}${amount === '1' ? '' : 's'}`;
}
