import type { LineageEdge, LineageNode, UserLineage } from '@contract';
import { eventsUrl } from './event-url.ts';

/** The events that name any of the ids of a node; at most as many ids as are told. */
export const eventsOfNode = ({ field, ids }: Pick<LineageNode, 'field' | 'ids'>): string => eventsUrl({ chips: [{ field, operator: 'is', values: [...ids], ignoreCase: false }] });
/** Those of them that lie in one log. */
export const eventsOfLog = ({ field, ids }: Pick<LineageNode, 'field' | 'ids'>, dataset: string): string =>
  eventsUrl({ chips: [{ field, operator: 'is', values: [...ids], ignoreCase: false }, { field: 'event.dataset', operator: 'is', values: [dataset], ignoreCase: false }] });
/** The number of events of a node leads to those very events only where all of its ids are told. */
export const leadsToAll = ({ ids, members, uses }: Pick<LineageNode, 'ids' | 'members' | 'uses'>): boolean => ids.length === members && uses > 0;

/** Sign-ins of Entra by a user: one row for each login, or all records. */
export const eventsOfLogins = (user: string, each: boolean): string => eventsUrl({
  chips: [{ field: 'actor.name', operator: 'is', values: [user], ignoreCase: false }, { field: 'event.dataset', operator: 'is', values: ['entra.signin'], ignoreCase: false }], ...(each ? { collapse: 'login' as const } : {}),
});

/** What a step is called: an action of the log, or words of ours. */
export function stepOf({ kind, action }: Pick<LineageEdge, 'kind' | 'action'>): { readonly action: string } | { readonly word: 'root' | 'session' | 'sso' | 'exposed' } {
  return kind === 'issued' ? { action } : { word: kind };
}

/** The kinds of change of a step, the gravest first. An address alone changes for many innocent reasons. */
export type ChangeKind = 'network' | 'agent' | 'ip';
export function changesOf({ changes }: Pick<LineageEdge, 'changes'>): readonly { readonly kind: ChangeKind; readonly from: readonly string[]; readonly to: readonly string[] }[] {
  return (['network', 'agent', 'ip'] as const).flatMap((kind) => (changes[kind] === null ? [] : [{ kind, ...changes[kind] }]));
}

/** Where a step shows no other network, an other agent or address is one word. */
export function noteOf(edge: Pick<LineageEdge, 'changes'>): ChangeKind | null {
  return edge.changes.network !== null ? 'network' : edge.changes.agent !== null ? 'agent' : edge.changes.ip !== null ? 'ip' : null;
}

/** An id in a few letters, cut in its middle: both ends tell ids of one kind apart. Of a role session the id of the role goes first: the name of the session says who it was. */
export function shortId(id: string, most = 26): string {
  if (id.length <= most) return id;
  const own = /^A[A-Z0-9]{12,}(:.+)$/.exec(id)?.[1];
  if (own !== undefined && own.length < most) return `…${own}`;
  const text = own ?? id;
  return `${own === undefined ? '' : '…'}${text.slice(0, Math.ceil(most * 0.6))}…${text.slice(-Math.floor(most * 0.3))}`;
}

export interface LineageRow { readonly key: string; readonly edge: LineageEdge | null; readonly from: LineageNode | null; readonly to: LineageNode }
/** The graph as a table: a row for each step by time, then what stands alone. */
export function lineageRows({ nodes, edges }: Pick<UserLineage, 'nodes' | 'edges'>): readonly LineageRow[] {
  const joined = new Set(edges.flatMap(({ from, to }) => (from === null ? [to] : [from, to])));
  const steps = edges.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.to - b.to)).map((edge, at) => ({ key: `${at}`, edge, from: edge.from === null ? null : nodes[edge.from]!, to: nodes[edge.to]! }));
  return [...steps, ...nodes.flatMap((node, at) => (joined.has(at) ? [] : [{ key: `node ${at}`, edge: null, from: null, to: node }]))];
}

/** Why there is nothing to show: never traced, ids that the user's events lack, or keys of which no event says where they came from. */
export function whyEmpty({ nodes, traced, lacks, alone }: UserLineage): 'untraced' | 'ids' | 'issue' | null {
  if (nodes.length > 0) return null;
  if (!traced) return 'untraced';
  return alone > 0 || !lacks.includes('credential') ? 'issue' : 'ids';
}
