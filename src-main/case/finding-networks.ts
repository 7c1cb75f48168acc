import type { FindingRow } from '../contract/index.ts';
import { currentEnrichment } from './enrichment.ts';
import { frozenRows } from './frozen.ts';
import { prepared, type ReadCase } from './handle.ts';
import { networkLookup, networksAmong, slotsOf } from './slots.ts';

/** Events of one finding that are looked at for its networks. */
const MOST_EVENTS = 20_000;
type Network = Omit<FindingRow['networks'][number], 'slot'>;
/** What a version of a finding holds never changes, so its networks are counted once per enrichment and kept as long as the case is open. */
const known = new WeakMap<ReadCase, { readonly of: string; readonly byVersion: Map<number, readonly Network[]> }>();

/** Networks among the events of a finding, most first, with their colour slots. */
export function findingNetworks(file: ReadCase): (finding: { readonly version: number; readonly event_rows: Buffer }) => FindingRow['networks'] {
  const slots = slotsOf(file, 'network');
  const network = networkLookup(file);
  const kept = keptFor(file);
  return ({ version, event_rows }) => {
    let networks = kept.get(version);
    if (networks === undefined) kept.set(version, (networks = networksAmong(file, frozenRows(event_rows, 0, MOST_EVENTS), network)));
    return networks.map((one) => ({ ...one, slot: slots.get(one.label) ?? 0 }));
  };
}

function keptFor(file: ReadCase): Map<number, readonly Network[]> {
  const run = currentEnrichment(file);
  // A run is extended when addresses come: those that it did not know before have a name then.
  const of = `${run} ${prepared<{ n: number }>(file, 'SELECT count(*) AS n FROM ip_enrichment WHERE run = ?').get(run)!.n}`;
  let kept = known.get(file);
  if (kept?.of !== of) known.set(file, (kept = { of, byVersion: new Map() }));
  return kept.byVersion;
}
