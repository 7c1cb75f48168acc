import { Fault, type NamedKind, type Trait } from '../contract/index.ts';
import { byBytes, personsOf } from '../identity/index.ts';
import { decide } from './decisions.ts';
import { prepared, type ReadCase, type WriteCase } from './handle.ts';
import { identitySaid, personsIn, traitSaid } from './identity.ts';
import { transaction } from './transaction.ts';

/** Two user names, and whether they are one person. */
export interface AliasSaid {
  readonly a: string;
  readonly b: string;
  readonly same: boolean;
  readonly reason: string;
}

/**
 * Notes that two user names are one person, or that they are not. Gives the number of the decision; nothing is noted, and null given, where it stands so already.
 * @throws Fault case/no-such-user, case/same-name, case/alias-refused where it would join two names that were said to be different, case/alias-joined where they are one person over others
 */
export function sayAlias(file: WriteCase, { a: one, b: other, same, reason }: AliasSaid): number | null {
  const [a, b] = byBytes(one, other) < 0 ? [one, other] : [other, one];
  if (a === b) throw new Fault('case/same-name', { user: a });
  return transaction(file, () => {
    for (const user of [a, b]) if (!hasUser(file, user)) throw new Fault('case/no-such-user', { user });
    const { pairs } = identitySaid(file);
    const value = same ? 'same' : 'different';
    if (pairs.some((pair) => pair.a === a && pair.b === b && pair.value === value)) return null;
    const others = pairs.filter((pair) => pair.a !== a || pair.b !== b).map((pair) => ({ a: pair.a, b: pair.b, same: pair.value === 'same' }));
    const { personOf, namesOf } = personsOf(others);
    if (!same && personOf(a) === personOf(b)) throw new Fault('case/alias-joined', { a, b, names: namesOf(a).join(', ') });
    if (same) {
      const { heldBack } = personsOf([...others, { a, b, same: true }]);
      const own = heldBack.find((held) => held.a === a && held.b === b);
      if (own !== undefined) throw new Fault('case/alias-refused', { a, b, refused: own.refused.join(', ') });
    }
    return decide(file, { targetKind: 'pair', target: JSON.stringify([a, b]), kind: 'alias', value, reason });
  });
}

/**
 * Notes who stands behind a user name; null takes back what was said. Nothing is noted where it stands so already.
 * @throws Fault case/no-such-user
 */
export function sayTrait(file: WriteCase, user: string, trait: Trait | null, reason: string): number | null {
  return transaction(file, () => {
    if (!hasUser(file, user)) throw new Fault('case/no-such-user', { user });
    if ((traitSaid(identitySaid(file), personsIn(file).namesOf(user))?.value ?? null) === trait) return null;
    return decide(file, { targetKind: 'user', target: user, kind: 'trait', value: trait ?? '', reason });
  });
}

/** Gives an organisation or account a name, which stands beside its id; an empty one takes it away. Nothing is noted where it has that name. */
export function sayLabel(file: WriteCase, kind: NamedKind, id: string, name: string, reason: string): number | null {
  return transaction(file, () => {
    if ((identitySaid(file).labels[kind].get(id)?.value ?? '') === name.trim()) return null;
    return decide(file, { targetKind: kind, target: id, kind: 'label', value: name.trim(), reason });
  });
}

function hasUser(file: ReadCase, user: string): boolean {
  return prepared(file, 'SELECT 1 FROM actor WHERE name IN (SELECT id FROM value WHERE text = ?) LIMIT 1').get(user) !== undefined;
}
