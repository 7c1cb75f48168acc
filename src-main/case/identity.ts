import type { NamedKind, Trait } from '../contract/index.ts';
import { personsOf, type Persons } from '../identity/index.ts';
import { keptByState } from './by-state.ts';
import { undoneSql } from './decisions.ts';
import { prepared, type ReadCase } from './handle.ts';

/** What an analyst said of a user, a pair of users, an organisation or an account: the last that stands. */
export interface Said<T> {
  /** Number of the decision. */
  readonly seq: number;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly analyst: string;
  readonly reason: string;
  readonly value: T;
}
export interface SaidPair extends Said<'same' | 'different'> {
  readonly a: string;
  readonly b: string;
}
export interface IdentitySaid {
  /** In the order in which they were said. */
  readonly pairs: readonly SaidPair[];
  /** By user name; null where it was said that there is nothing to say. */
  readonly traits: ReadonlyMap<string, Said<Trait | null>>;
  /** Names of the analyst, by kind and id. */
  readonly labels: Readonly<Record<NamedKind, ReadonlyMap<string, Said<string>>>>;
}

interface Row extends Said<string> {
  readonly targetKind: string;
  readonly target: string;
}

/** All that was said and not taken back. */
export const identitySaid = keptByState((file: ReadCase): IdentitySaid => {
  const rows = prepared<Row>(file, `SELECT d.seq, d.at, n.name AS analyst, d.reason, d.value, d.target_kind AS targetKind, d.target FROM decision d JOIN analyst n ON n.id = d.analyst
    WHERE d.kind IN ('alias', 'trait', 'label') AND NOT ${undoneSql} ORDER BY d.seq`).all();
  // A later decision of the same target stands in the place of its own time.
  const last = new Map<string, Row>();
  for (const row of rows) {
    const key = `${row.targetKind} ${row.target}`;
    last.delete(key);
    last.set(key, row);
  }
  const of = (kind: string): Row[] => [...last.values()].filter(({ targetKind }) => targetKind === kind);
  const labels = (kind: NamedKind): ReadonlyMap<string, Said<string>> => new Map(of(kind).filter(({ value }) => value !== '').map(({ target, ...row }) => [target, saidOf(row, row.value)]));
  return {
    pairs: of('pair').map(({ target, ...row }): SaidPair => {
      const [a, b] = JSON.parse(target) as [string, string];
      return { a, b, ...saidOf(row, row.value as SaidPair['value']) };
    }),
    traits: new Map(of('user').map(({ target, ...row }) => [target, saidOf(row, row.value === '' ? null : (row.value as Trait))])),
    labels: { organization: labels('organization'), account: labels('account') },
  };
});

const saidOf = <T>({ seq, at, analyst, reason }: Omit<Said<string>, 'value'>, value: T): Said<T> => ({ seq, at, analyst, reason, value });

/** Who stands behind a person, as was said last of any of its names; undefined where nobody said anything. */
export function traitSaid(said: IdentitySaid, names: readonly string[]): Said<Trait | null> | undefined {
  return names.flatMap((name) => said.traits.get(name) ?? []).reduce<Said<Trait | null> | undefined>((last, one) => (last === undefined || one.seq > last.seq ? one : last), undefined);
}

/** Who is one person in this case, by what analysts accepted and refused. */
export const personsIn = keptByState((file: ReadCase): Persons => personsOf(identitySaid(file).pairs.map(({ a, b, value }) => ({ a, b, same: value === 'same' }))));
