import type { Columns } from './columns.ts';
import { bytesOf } from './kept.ts';

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
  const through = (ids: Uint32Array, count = ids.length): Uint32Array => {
    if (table === null) return ids;
    for (let at = 0; at < count; at += 1) ids[at] = table[ids[at]!]!;
    return ids;
  };
  const columns: Columns = {
    ...plain, persons,
    withPersons: (other) => withPersons(plain, other),
    holds: (field) => field === 'actor.name' || plain.holds(field),
    ids(field) {
      if (field !== 'actor.name') return plain.ids(field);
      return table === null ? plain.ids('user.name') : columns.keep('ids.actor.name', bytesOf, () => through(plain.ids('user.name').slice()));
    },
    idsAt: (field, rows, into) => (field === 'actor.name' ? through(plain.idsAt('user.name', rows, into), rows.length) : plain.idsAt(field, rows, into)),
    many(field) {
      if (field !== 'actor.name') return plain.many(field);
      const { offsets, values } = plain.many('user.name');
      return table === null ? { offsets, values } : { offsets, values: columns.keep('values.actor.name', bytesOf, () => through(values.slice())) };
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
  };
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
