import { fieldEntry, type NamedSet } from '../../contract/index.ts';
import { networksTest } from '../cidr.ts';

/** What an entry of a set is held against: texts of a field. Of several tests one is enough. */
export interface SetTest {
  readonly field: string;
  says(text: string): boolean;
}

/** Kinds whose values are the same however they are cased. */
const folded: ReadonlySet<NamedSet['kind']> = new Set(['user', 'network', 'country']);

/**
 * How a set is asked of a field. Entries of kind `network` are ASNs (`AS123`) and organisations of the event, whatever the field; of kind `ip` they are addresses and CIDR blocks where the
 * field has addresses; of all other kinds they are values of the field, users and countries in any case.
 */
export function setTests({ kind, entries }: Pick<NamedSet, 'kind' | 'entries'>, field: string): readonly SetTest[] {
  const values = entries.map(({ value }) => value);
  const fold = (text: string): string => (folded.has(kind) ? text.toLowerCase() : text);
  const wanted = new Set(values.map(fold));
  if (kind === 'network') return [{ field: 'source.as.number', says: (text) => wanted.has(`as${text}`) }, { field: 'source.as.organization.name', says: (text) => wanted.has(fold(text)) }];
  if (kind !== 'ip') return [{ field, says: (text) => wanted.has(fold(text)) }];
  const inNetworks = networksTest(values);
  if (fieldEntry(field)?.storage === 'ip') return [{ field, says: inNetworks }];
  // A field of the dictionary that is no address may hold some all the same, and so may one that a rule derives.
  return [{ field, says: (text) => wanted.has(text) || inNetworks(text) }];
}

/** The time in which a set holds, UTC ms; both of its days count whole. */
export function setSpan({ validFrom, validTo }: Pick<NamedSet, 'validFrom' | 'validTo'>): { readonly from: number; readonly to: number } {
  return { from: validFrom === null ? -Infinity : Date.parse(validFrom), to: validTo === null ? Infinity : Date.parse(validTo) + 86_400_000 };
}
