import type { ExposedBy, FindingDetail } from '../../contract/index.ts';
import { type Block, labelled, paragraph, row } from '../blocks.ts';
import type { Times } from '../times.ts';
import { brief, countOf, cut, leftOut, listed } from '../words.ts';

/** How the one who had used a credential is the one who read it. */
export const exposedByWords: Readonly<Record<ExposedBy, (actor: string) => string>> = {
  name: (actor) => `${actor} had used`, alias: (actor) => `${actor}, accepted as the same person, had used`, local: (actor) => `${actor}, whose name agrees, had used`,
  role: (actor) => `the role of instance ${actor} had used`, address: (actor) => `had been used from the host's address ${actor}`,
};
const elsewhereShown = 4;

/** Keys that programs of a finding may have read: those that were used elsewhere later, then those that were not. Nothing where no program touched a store. */
export function* exposedBlocks({ exposed }: FindingDetail, times: Times): Generator<Block> {
  if (exposed === null) return;
  const { keys, more, moved } = exposed;
  if (keys.length === 0) {
    yield labelled('Keys that may be exposed.', 'None of the kinds that lie in what was read had been used by its user, from the address of the host or by its role in the thirty days before. No process log shows a key: that is no proof.');
    return;
  }
  yield labelled('Keys that may be exposed.', `${countOf(keys.length + more, 'key or session', 'keys or sessions')} of the user, the address or the role had been used in the thirty days before; ${moved === 0 ? 'none' : String(moved)} came from elsewhere later. No process log shows a key: what was not used elsewhere may have been read all the same.`);
  yield {
    kind: 'table',
    columns: [{ label: 'Key or session', tone: 'evidence' }, { label: 'Read', width: 150 }, { label: `Elsewhere, ${times.name}`, width: 150 }, { label: `Last use, ${times.name}`, width: 92, tone: 'number' }],
    rows: keys.map(({ id, host, user, store, read, actor, by, elsewhere, lastUse }) => row(
      cut(id, 120),
      { text: `${cut(store, 60)} on ${brief(host, 40)}`, below: [{ text: `${times.short(read)}, ${brief(user, 40)}`, tone: 'small' }, { text: `${by === 'address' ? 'it ' : ''}${exposedByWords[by](brief(actor, 40))}${by === 'address' ? '' : ' it'}`, tone: 'small' }] },
      elsewhere === null ? { text: 'not seen used elsewhere since', tone: 'cellMuted' } : { text: times.short(elsewhere.at), below: [{ text: cut(listed([...elsewhere.networks, ...elsewhere.agents].slice(0, elsewhereShown).map((text) => brief(text, 40))), 160), tone: 'small' }] },
      times.short(lastUse),
    )),
  };
  if (more > 0) yield paragraph(`${leftOut(more, 'key or session', 'keys or sessions')}.`, 'caption');
}
