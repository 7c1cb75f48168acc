import type { FindingDetail, LineageEdge, LineageNode, UserLineage } from '@contract';
import { eventsUrl } from './event-url.ts';

/** So long before and after what was read, programs of the host are shown. */
const AROUND_MS = 30 * 60_000;

/** A credential that a program on a host may have read, and the step of the lineage that says so. */
export interface ExposedKey {
  readonly key: LineageNode;
  readonly edge: LineageEdge;
}

type Seen = Pick<FindingDetail, 'values' | 'entity'>;
/** Values of a field in the finding, and what its group says of it. */
const textsOf = ({ values, entity }: Seen, field: string): readonly string[] => [...new Set([...(values[field] ?? []).map(({ value }) => value), entity[field] ?? ''])].filter((value) => value !== '');

/** Whether the finding rests on programs of a host: then keys that it cannot show may have been read. */
export const readsOnHost = (finding: Seen): boolean => textsOf(finding, 'process.command_line').length > 0 && textsOf(finding, 'host.name').length > 0;

/** Credentials that may have been read on the hosts of the finding, that which was used elsewhere first coming first. */
export function exposedKeys({ nodes, edges }: Pick<UserLineage, 'nodes' | 'edges'>, finding: Seen): readonly ExposedKey[] {
  const hosts = new Set([...textsOf(finding, 'host.name'), ...textsOf(finding, 'host.id')].map((name) => name.toLowerCase()));
  return edges.flatMap((edge): readonly ExposedKey[] => {
    const host = edge.kind === 'exposed' && edge.from !== null ? nodes[edge.from] : undefined;
    if (host === undefined || ![host.id, host.name ?? host.id].some((name) => hosts.has(name.toLowerCase()))) return [];
    return [{ key: nodes[edge.to]!, edge }];
  }).sort((a, b) => firstUse(a.edge) - firstUse(b.edge));
}
const firstUse = ({ why, at }: LineageEdge): number => (why !== null && 'process' in why ? why.useMs : Date.parse(at));

/** The event in which the credential came from elsewhere first; null where the step does not say. */
export const useElsewhere = ({ why }: LineageEdge): string | null => (why !== null && 'process' in why ? `/events/${why.use}` : null);

/** What was started on the hosts of the finding in the half hour before and after what it saw there, as a place of the Events screen. */
export function chainOnHost(finding: Seen): string {
  const seen = (finding.values['process.command_line'] ?? []).filter(({ value }) => value !== '');
  return eventsUrl({
    from: Math.min(...seen.map(({ first }) => Date.parse(first))) - AROUND_MS, to: Math.max(...seen.map(({ last }) => Date.parse(last))) + AROUND_MS + 1,
    chips: [{ field: 'host.name', operator: 'is', values: [...textsOf(finding, 'host.name')], ignoreCase: false }],
  });
}
