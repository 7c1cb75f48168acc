import type { HuntContext } from '../../contract/index.ts';
import type { Columns } from '../../columns/index.ts';
import type { IdColumn } from '../lens.ts';

/** Who stands behind the user of each event, as was said in the case; 0 where nobody said anything. */
export function actorTrait(columns: Columns, { traits }: Pick<HuntContext, 'traits'>): IdColumn {
  return columns.keep('hunt actor.trait', () => columns.count * 4, () => {
    const texts: string[] = ['', ...new Set(traits.map(({ trait }) => trait))];
    const table = new Uint32Array(columns.size('user.name'));
    for (const { user, trait } of traits) {
      const id = columns.idOf('user.name', user);
      if (id !== 0) table[id] = texts.indexOf(trait);
    }
    return { name: 'actor.trait', key: 'actor.trait', ids: columns.ids('user.name').map((id) => table[id]!), size: texts.length, text: (id) => texts[id]! };
  });
}
