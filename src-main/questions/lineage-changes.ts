import type { LineageLink } from '../case/index.ts';
import type { LineageEdge } from '../contract/index.ts';
import type { factsOf } from './lineage-facts.ts';
import type { People } from './users-people.ts';

/** Values of the child that are named at most. */
const NAMED = 5;
type Changes = LineageEdge['changes'];
/** From where and with what a step began: network, address and agent template, as ids; 0 where it says nothing. */
interface Context { readonly net: number; readonly ip: number; readonly template: number }

/**
 * What is otherwise after an edge. Before it: for `issued` the event that issued, for `sso` the single sign-on, else the first event of the parent session that says where it was. After it: all that the child did. An address of the
 * inside, a service that calls for somebody, and an instance in its own cloud are no place and change nothing.
 */
export function changesOf(people: People, facts: ReturnType<typeof factsOf>, rowOf: Int32Array): (link: LineageLink) => Changes {
  const { columns, where, source } = people;
  const contextAt = (row: number): Context | null => {
    if (row < 0) return null;
    const at = Uint32Array.of(row);
    const entry = where.of[row]!;
    const inside = where.inside[entry] === 1;
    return { net: inside ? 0 : where.net[entry]!, ip: inside ? 0 : columns.idsAt('source.ip', at)[0]!, template: source.templateOf[columns.idsAt('user_agent.original', at)[0]!]! };
  };
  const before = ({ kind, event, parent, why }: LineageLink): Context | null => {
    if (kind === 'issued') return contextAt(rowOf[event] ?? -1);
    if (why !== null) return contextAt(rowOf[why.sso] ?? -1);
    const known = parent === null ? undefined : facts.of(parent);
    return contextAt(known === undefined ? -1 : known.placed >= 0 ? known.placed : known.first);
  };
  return (link) => {
    const from = before(link);
    const child = facts.of(link.child);
    if (from === null || child === undefined) return { network: null, ip: null, agent: null };
    const change = (was: number, now: ReadonlyMap<number, number> | ReadonlySet<number>, text: (id: number) => string): Changes['network'] => {
      if (was === 0) return null;
      const counts = now instanceof Map ? [...now].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([id]) => id) : [...now.keys()].sort((a, b) => a - b);
      const to = counts.filter((id) => id !== 0 && id !== was);
      return to.length === 0 ? null : { from: [text(was)], to: to.slice(0, NAMED).map(text) };
    };
    return {
      network: change(from.net, child.nets, (id) => where.nets[id]!.label),
      ip: change(from.ip, child.ips, (id) => columns.text('source.ip', id)),
      agent: change(from.template, child.templates, (id) => columns.text('user_agent.template', id)),
    };
  };
}
