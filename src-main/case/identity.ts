import { namedKinds, type EdgeSure, type NamedKind, type Trait } from '../contract/index.ts';
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

/** One way in which the logs wrote an actor. */
export interface ActorWritten { readonly name: string; readonly id: string | null; readonly type: string | null; readonly organization: string | null }

/** Every way in which actors with a name are written. */
export function actorsWritten(file: ReadCase): Iterable<ActorWritten> {
  const text = (column: string): string => `(SELECT text FROM value WHERE id = a.${column})`;
  return prepared<ActorWritten>(file, `SELECT ${text('name')} AS name, ${text('user_id')} AS id, ${text('type')} AS type, ${text('organization')} AS organization FROM actor a WHERE a.name IS NOT NULL`).all();
}

/** Two user names of one single sign-on: at the identity provider, and where it led to. */
export interface SsoNames { readonly a: string; readonly b: string; readonly sure: EdgeSure; readonly count: number }

/** Names that the lineage joins by single sign-ons, other than with themselves. */
export function ssoNames(file: ReadCase): readonly SsoNames[] {
  return prepared<SsoNames>(file, `SELECT v.text AS a, w.text AS b, l.sure, count(*) AS count
    FROM lineage l JOIN event f ON f.id = json_extract(l.why, '$.sso') JOIN actor x ON x.id = f.actor JOIN value v ON v.id = x.name
    JOIN event e ON e.id = l.event JOIN actor y ON y.id = e.actor JOIN value w ON w.id = y.name
    WHERE l.kind = 'sso' AND x.name <> y.name GROUP BY v.text, w.text, l.sure ORDER BY v.text, w.text`).all();
}

/** Calls that two AWS accounts logged, each as it saw it. */
export interface SharedCalls { readonly a: string; readonly b: string; readonly count: number }

/** By pair of accounts, how many calls both of them logged (`sharedEventID`). Kept until the case changes. */
export const sharedCalls = keptByState((file: ReadCase): readonly SharedCalls[] => prepared<SharedCalls>(file, `
  WITH shared AS MATERIALIZED (SELECT DISTINCT shared_event_id AS id, recipient_account AS account FROM event_aws_cloudtrail WHERE shared_event_id IS NOT NULL AND recipient_account IS NOT NULL)
  SELECT v.text AS a, w.text AS b, count(*) AS count FROM shared x JOIN shared y ON y.id = x.id AND y.account > x.account JOIN value v ON v.id = x.account JOIN value w ON w.id = y.account
  GROUP BY v.text, w.text ORDER BY v.text, w.text`).all());

/** Names that analysts gave, by kind and id. */
export function labelsSaid(file: ReadCase): readonly { readonly kind: NamedKind; readonly id: string; readonly name: string }[] {
  const { labels } = identitySaid(file);
  return namedKinds.flatMap((kind) => [...labels[kind]].map(([id, { value }]) => ({ kind, id, name: value })));
}
