import type { HuntContext } from '../../contract/index.ts';
import { withParts, type Columns } from '../../columns/index.ts';

interface InContext { readonly mark: string; readonly columns: Columns }
const made = new WeakMap<Columns, InContext>();
const ours = new WeakSet<Columns>();

/**
 * The same columns, which keep what hangs on sets or traits of the case apart by what these say: a rule that names them says so in the name under which it keeps anything. Nothing is copied,
 * and the same context gives the same object again.
 */
export function contextColumns(columns: Columns, { sets, traits }: Pick<HuntContext, 'sets' | 'traits'>): Columns {
  if (ours.has(columns) || (sets.length === 0 && traits.length === 0)) return columns;
  const ofSets = JSON.stringify(sets.map(({ name, version }) => [name, version]));
  const ofTraits = JSON.stringify(traits.map(({ user, trait }) => [user, trait]));
  const mark = `${ofSets} ${ofTraits}`;
  const known = made.get(columns);
  if (known?.mark === mark) return known.columns;
  const named = (name: string): string => `${name}${name.includes('"kind":"set"') ? ` sets ${ofSets}` : ''}${name.includes('actor.trait') ? ` traits ${ofTraits}` : ''}`;
  const own = withParts<Columns>(columns, { keep: (name, bytes, make) => columns.keep(named(name), bytes, make) });
  ours.add(own);
  made.set(columns, { mark, columns: own });
  return own;
}
