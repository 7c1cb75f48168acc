import type { NamedSet } from '@contract';

/** What a set can hold, in the order that is offered. Written here, since the schema of the contract would bring its checker into the page. */
export const setKinds = ['network', 'ip', 'country', 'user', 'credential', 'agent', 'text'] as const satisfies readonly NamedSet['kind'][];

export interface SetEntry { readonly value: string; readonly note: string }

/**
 * Entries of a text box: one a line, a note behind the first tab, semicolon or ` #`. Empty lines and repeats are left out; a repeat with a note gives the note.
 * Commas stay: they are part of names.
 */
export function parseEntries(text: string): readonly SetEntry[] {
  const byValue = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const [, value = '', note = ''] = /^(.*?)(?:\t|;|\s#)(.*)$/.exec(line) ?? [line, line];
    const key = value.trim();
    if (key !== '') byValue.set(key, note.trim() || (byValue.get(key) ?? ''));
  }
  return [...byValue].map(([value, note]) => ({ value, note }));
}

/** Entries as {@link parseEntries} reads them back. */
export function entriesText(entries: readonly SetEntry[]): string {
  return entries.map(({ value, note }) => (note === '' ? value : `${value}\t${note}`)).join('\n');
}

/** True where the set applies on a day (ISO date). */
export function appliesOn(set: Pick<NamedSet, 'validFrom' | 'validTo' | 'removed'>, day: string): boolean {
  return !set.removed && (set.validFrom === null || set.validFrom <= day) && (set.validTo === null || set.validTo >= day);
}
