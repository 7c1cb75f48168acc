import type { HuntContext } from '../../contract/index.ts';
import { withIds, type Columns } from '../../columns/index.ts';
import { idColumn, type IdColumn } from '../id-column.ts';

/** Who stands behind the user of each event, as was said in the case; 0 where nobody said anything. */
export function actorTrait(columns: Columns, { traits }: Pick<HuntContext, 'traits'>): IdColumn {
  return columns.keep('hunt actor.trait', (made) => made.table!.byteLength, () => {
    const texts: string[] = ['', ...new Set(traits.map(({ trait }) => trait))];
    const table = new Uint32Array(columns.size('user.name'));
    for (const { user, trait } of traits) {
      const id = columns.idOf('user.name', user);
      if (id !== 0) table[id] = texts.indexOf(trait);
    }
    return idColumn('actor.trait', 'actor.trait', withIds(columns.coded('user.name'), table), texts.length, (id) => texts[id]!);
  });
}
