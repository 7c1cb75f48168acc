import { byBytes } from './by-bytes.ts';

/** What an analyst said last of two user names, in the order in which it was said. */
export interface Pair {
  readonly a: string;
  readonly b: string;
  readonly same: boolean;
}
/** An accepted pair that joins nobody, since it would make one person of two names of which the analyst said that they are different. */
export interface HeldBack {
  readonly a: string;
  readonly b: string;
  /** The pair that was refused. */
  readonly refused: readonly [string, string];
}

/** Who is one person. Names that nobody spoke of are persons of their own. */
export interface Persons {
  /** Persons with several names, each with its main name first, then by bytes; persons by their main names. */
  readonly groups: readonly (readonly string[])[];
  readonly heldBack: readonly HeldBack[];
  /** The main name of the person with this name. */
  personOf(name: string): string;
  /** All names of the person with this name, the main name first. */
  namesOf(name: string): readonly string[];
}

/**
 * Persons are what accepted pairs connect. A refused pair is never joined, not over others either: the pair that would do it, in the order in which they were said, is
 * held back and told.
 */
export function personsOf(pairs: readonly Pair[]): Persons {
  const root = new Map<string, string>();
  const members = new Map<string, string[]>();
  const rootOf = (name: string): string => root.get(name) ?? name;
  const namesUnder = (name: string): readonly string[] => members.get(name) ?? [name];
  const refused = pairs.filter(({ same }) => !same);
  const heldBack: HeldBack[] = [];
  for (const { a, b, same } of pairs) {
    const [one, other] = [rootOf(a), rootOf(b)];
    if (!same || one === other) continue;
    const against = refused.find((pair) => [rootOf(pair.a), rootOf(pair.b)].every((end) => end === one || end === other) && rootOf(pair.a) !== rootOf(pair.b));
    if (against !== undefined) {
      heldBack.push({ a, b, refused: [against.a, against.b] });
      continue;
    }
    const joined = [...namesUnder(one), ...namesUnder(other)];
    for (const name of joined) root.set(name, one);
    members.delete(other);
    members.set(one, joined);
  }
  const groups = [...members.values()].map(mainFirst).sort((x, y) => byBytes(x[0]!, y[0]!));
  return { groups, heldBack, ...lookUp(groups) };
}

/** The same look-up from the groups alone. */
export function lookUp(groups: Persons['groups']): Pick<Persons, 'personOf' | 'namesOf'> {
  const own = new Map(groups.flatMap((names) => names.map((name) => [name, names] as const)));
  return { personOf: (name) => own.get(name)?.[0] ?? name, namesOf: (name) => own.get(name) ?? [name] };
}

/**
 * Which of several names a person goes by: a mail address or UPN before other names, one of an organisation's own domain before one that a tenant made up (`onmicrosoft.com`, `#EXT#`), then by
 * bytes. Not by events: what a person is called must not change when evidence is added.
 */
function mainFirst(names: readonly string[]): readonly string[] {
  return names.toSorted((a, b) => rankOf(a) - rankOf(b) || byBytes(a, b));
}

function rankOf(name: string): number {
  if (!/^[^@\s:/\\]+@[^@\s:/\\]+\.[^@\s:/\\]+$/.test(name)) return 2;
  return /#ext#|\.onmicrosoft\.com$/i.test(name) ? 1 : 0;
}
