import type { FieldName } from '../contract/index.ts';
import { idsOfRows, widenedIds, withIds, type Coded } from './coded.ts';
import type { Columns } from './columns.ts';
import { bytesOf } from './kept.ts';
import { withParts } from './with-parts.ts';

/** Columns that know nothing of persons. */
export type PlainColumns = Omit<Columns, 'persons' | 'withPersons'>;

/**
 * The same events, where the names of a person are one user: `actor.name` has the main name of the person where `user.name` has any of them. Ids are those of `user.name`, so nothing is
 * stored, and where nobody has two names nothing is copied. Each of the names stands for the person in `idOf`.
 * @param persons names of each person that has several, its main name first
 */
export function withPersons(plain: PlainColumns, persons: Columns['persons']): Columns {
  const table = tableOf(plain, persons);
  // What was made of the field is kept beside what was made of it when other names were one person.
  const mark = table === null ? '' : ` where ${JSON.stringify(persons)}`;
  const coded = (field: FieldName): Coded => {
    if (field !== 'actor.name') return plain.coded(field);
    return table === null ? plain.coded('user.name') : withIds(plain.coded('user.name'), table);
  };
  const columns: Columns = withParts<PlainColumns, Columns>(plain, {
    persons,
    withPersons: (other) => withPersons(plain, other),
    holds: (field) => field === 'actor.name' || plain.holds(field),
    coded,
    ids(field) {
      if (field !== 'actor.name') return plain.ids(field);
      return table === null ? plain.ids('user.name') : columns.keep('ids.actor.name', bytesOf, () => widenedIds(coded(field)));
    },
    idsAt: (field, rows, into = new Uint32Array(rows.length)) => idsOfRows(coded(field), rows, into),
    many(field) {
      if (field !== 'actor.name') return plain.many(field);
      const { offsets, values } = plain.many('user.name');
      return table === null ? { offsets, values } : { offsets, values: columns.keep('values.actor.name', bytesOf, () => values.map((id) => table[id]!)) };
    },
    numbers: (field) => plain.numbers(stored(field)),
    size: (field) => plain.size(stored(field)),
    text: (field, id) => plain.text(stored(field), id),
    idOf(field, text) {
      const id = plain.idOf(stored(field), text);
      return field === 'actor.name' && table !== null ? table[id]! : id;
    },
    number: (field, id) => plain.number(stored(field), id),
    textNumbers: (field) => plain.textNumbers(stored(field)),
    keep: (name, bytes, make) => plain.keep(name.includes('actor.name') ? name + mark : name, bytes, make),
  });
  return columns;
}

const stored = <F extends string>(field: F): F | 'user.name' => (field === 'actor.name' ? 'user.name' : field);

/** By id of a user name, the id of the main name of its person; null where these events have nobody by two names. */
function tableOf(plain: PlainColumns, persons: Columns['persons']): Uint32Array | null {
  const joined = persons.map((names) => names.map((name) => plain.idOf('user.name', name)).filter((id) => id !== 0)).filter((ids) => ids.length > 1);
  if (joined.length === 0) return null;
  const table = Uint32Array.from({ length: plain.size('user.name') }, (_, id) => id);
  for (const ids of joined) for (const id of ids) table[id] = ids[0]!;
  return table;
}
