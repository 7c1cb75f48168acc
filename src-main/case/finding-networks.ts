import type { FindingRow } from '../contract/index.ts';
import { currentEnrichment } from './enrichment.ts';
import { frozenRows } from './frozen.ts';
import { prepared, type ReadCase } from './handle.ts';
import { networkLookup, networksAmong, slotsOf, type Networks } from './slots.ts';

/** Events of one finding that are looked at for its networks. */
const MOST_EVENTS = 20_000;
/** What a version of a finding holds never changes, so its networks are counted once per enrichment and kept as long as the case is open. */
const known = new WeakMap<ReadCase, { readonly run: number; readonly byVersion: Map<number, Networks> }>();

/** A version of a finding, with what it says of its networks: that holds as long as the enrichment does that its hunt had. */
export interface NetworksOfVersion { readonly version: number; readonly networks: string; readonly enrichment: number }

/** Networks among the events of a finding, most first, with their colour slots. */
export function findingNetworks(file: ReadCase): (finding: NetworksOfVersion) => FindingRow['networks'] {
  const [slots, networks] = [slotsOf(file, 'network'), networksOfVersions(file)];
  return (finding) => networks(finding).map((one) => ({ ...one, slot: slots.get(one.label) ?? 0 }));
}

/** Networks among the events of several findings together, one per label, most first. */
export function findingsNetworks(file: ReadCase, findings: readonly NetworksOfVersion[]): FindingRow['networks'] {
  const [slots, networks] = [slotsOf(file, 'network'), networksOfVersions(file)];
  const counts = new Map<string, { label: string; country: string | null; count: number }>();
  for (const finding of findings) {
    for (const one of networks(finding)) {
      const sum = counts.get(one.label);
      if (sum === undefined) counts.set(one.label, { ...one });
      else sum.count += one.count;
    }
  }
  return [...counts.values()].sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1)).map((one) => ({ ...one, slot: slots.get(one.label) ?? 0 }));
}

function networksOfVersions(file: ReadCase): (finding: NetworksOfVersion) => Networks {
  const run = currentEnrichment(file);
  const network = networkLookup(file);
  const rows = prepared<{ event_rows: Buffer }>(file, 'SELECT event_rows FROM finding_version WHERE id = ?');
  let kept = known.get(file);
  if (kept?.run !== run) known.set(file, (kept = { run, byVersion: new Map() }));
  const { byVersion } = kept;
  return ({ version, networks: said, enrichment }) => {
    let networks = byVersion.get(version);
    if (networks === undefined) {
      networks = enrichment === run ? (JSON.parse(said) as Networks) : networksAmong(file, frozenRows(rows.get(version)!.event_rows, 0, MOST_EVENTS), network);
      byVersion.set(version, networks);
    }
    return networks;
  };
}
