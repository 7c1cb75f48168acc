import { isoOf } from '../contract/index.ts';
import type { RowSet } from '../columns/index.ts';
import type { Lens } from './lens.ts';

export interface OwnHost {
  readonly network: string;
  readonly says: string;
}

/** An instance role's session is named after its instance. */
const instanceSession = /\/i-[0-9a-f]{8,17}$/;

/**
 * Cloud networks of a hit that are the key's own host (practice A15): the key was used from there before the hit began, or it belongs to an
 * instance role. A label only: the hit stays one.
 */
export function ownCloudHosts(lens: Lens, before: RowSet, rows: RowSet): readonly OwnHost[] {
  const network = lens.column('network.identity');
  const egress = lens.column('source.egress');
  const user = lens.column('user.id');
  const cloud = (row: number): boolean => egress.idAt(row) !== 0 && egress.text(egress.idAt(row)) === 'cloud';
  const since = new Map<number, number>();
  for (const row of before) if (!since.has(network.idAt(row))) since.set(network.idAt(row), lens.columns.time[row]!);
  const found = new Map<number, string>();
  for (const row of rows) {
    const id = network.idAt(row);
    if (id === 0 || found.has(id) || !cloud(row)) continue;
    const first = since.get(id);
    if (first !== undefined) found.set(id, `the key was used from there before, since ${isoOf(first)}`);
    else if (user.idAt(row) !== 0 && instanceSession.test(user.text(user.idAt(row)))) found.set(id, 'the credential belongs to an instance role');
  }
  return [...found].map(([id, why]) => ({ network: network.text(id), says: `${network.text(id)} may be the key's own cloud host: ${why}.` }));
}
