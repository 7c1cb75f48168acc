import { identitySaid, personsIn, type ReadCase } from '../case/index.ts';
import type { ExposedBy } from '../contract/index.ts';
import { isNobody, partsOf } from '../identity/index.ts';

/** Names shorter than this are many people's. */
const SHORTEST = 3;

/** How two names of a case agree: what analysts accepted and refused comes before how they are written. */
export interface People {
  /** Equal for all names that may be one person. */
  keyOf(name: string): string;
  /** Two names that agree have one of these in common. */
  keysOf(name: string): ReadonlySet<string>;
  /** Why two names are one person; null where nothing says so, or an analyst refused it. */
  agree(a: string, b: string): Extract<ExposedBy, 'name' | 'alias' | 'local'> | null;
}

/** What is known of who is who at the time of a trace. */
export function peopleIn(file: ReadCase): People {
  const persons = personsIn(file);
  const refused = new Set(identitySaid(file).pairs.filter(({ value }) => value === 'different').map(({ a, b }) => pairOf(persons.personOf(a), persons.personOf(b))));
  const locals = new Map<string, string>();
  const localOf = (name: string): string => {
    let local = locals.get(name);
    if (local === undefined) locals.set(name, (local = partsOf(name).local));
    return local;
  };
  return {
    keyOf: (name) => localOf(persons.personOf(name)),
    keysOf: (name) => new Set([`=${name.toLowerCase()}`, `@${persons.personOf(name)}`, ...persons.namesOf(name).map(localOf), localOf(name)]),
    agree(a, b) {
      if (a.toLowerCase() === b.toLowerCase()) return 'name';
      const [one, other] = [persons.personOf(a), persons.personOf(b)];
      if (one === other) return 'alias';
      if (refused.has(pairOf(one, other))) return null;
      const local = localOf(a);
      if (local.length < SHORTEST || isNobody(a, []) || isNobody(b, [])) return null;
      const all = [...persons.namesOf(b)];
      // Two mail addresses of two domains are two people until somebody says otherwise.
      return all.some((name) => localOf(name) === local && (isMail(a) && isMail(name) ? false : true)) ? 'local' : null;
    },
  };
}

const isMail = (name: string): boolean => /^[^@\s]+@[^@\s]+$/.test(name);
const pairOf = (a: string, b: string): string => JSON.stringify(a < b ? [a, b] : [b, a]);
