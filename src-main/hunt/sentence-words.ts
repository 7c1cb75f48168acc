import { fieldEntry } from '../contract/index.ts';

/** What a field is called inside a sentence. */
export function fieldWord(name: string): string {
  if (name === 'network.identity') return 'network';
  if (name === 'actor.trait') return 'trait';
  if (name === 'actor.name') return 'user (all names)';
  const label = fieldEntry(name)?.label ?? (Object.hasOwn(derived, name) ? derived[name]! : nameWords(name));
  return label.replace(/^\p{Lu}(?=\p{Ll})/u, (letter) => letter.toLowerCase());
}

/** Names that shipped rules derive and that are no noun of their own. */
const derived: Readonly<Record<string, string>> = { claimed: 'claimed address', first_ip: 'first address', root: 'root session', sign_in_session: 'sign-in session' };
const spellings: Readonly<Record<string, string>> = { aws: 'AWS', dns: 'DNS', id: 'ID', ids: 'IDs', ip: 'IP', ips: 'IPs', mac: 'Mac', mfa: 'MFA', os: 'OS', url: 'URL' };
/** A name as it stands in a rule, as words: `aws_calls` is `AWS calls`. */
export function nameWords(name: string): string {
  return name.split('_').map((word) => (Object.hasOwn(spellings, word) ? spellings[word]! : word)).join(' ');
}

/** `a user`, `an address`. */
export function articleOf(word: string): 'a' | 'an' {
  return /^(?:[aeio]|u(?!s(?:er|e)))/i.test(word) ? 'an' : 'a';
}

export const capital = (text: string): string => `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}`;

/** `addresses`, `countries (vendor)`; what is a plural already stays. */
export function plural(word: string): string {
  const [, head, tail] = /^(.*?)( \(.*\))?$/s.exec(word)!;
  return `${many(head!)}${tail ?? ''}`;
}

function many(word: string): string {
  if (/(ss|us|x|ch|sh|OS)$/.test(word)) return `${word}es`;
  if (word.endsWith('s')) return word;
  return /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`;
}

export function list(words: readonly string[], last: 'and' | 'or'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)!}`;
}

/** `each user`, `each combination of organisation and user`. */
export const each = (by: readonly string[]): string => `each ${by.length > 1 ? 'combination of ' : ''}${list(by.map(fieldWord), 'and')}`;

/** A step by its name, with an article where that is words and no name that stands alone. */
export const named = (name: string): string => (/^\p{Ll}/u.test(name) && !/^(an?|the) /.test(name) ? `${articleOf(name)} ${name}` : name);

const units: Readonly<Record<string, string>> = { ms: 'millisecond', s: 'second', m: 'minute', h: 'hour', d: 'day', w: 'week' };

/** A duration of a rule file in words: `10m` is 10 minutes; null where it is none. */
export function momentWords(text: string): string | null {
  const [, amount, unit] = /^(\d+)(ms|s|m|h|d|w)$/.exec(text) ?? [];
  return amount === undefined || unit === undefined ? null : `${amount} ${units[unit]!}${amount === '1' ? '' : 's'}`;
}
