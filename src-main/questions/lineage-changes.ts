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
 * What is otherwise after an edge. Before it: for a key that was issued with another one the event that issued it, for `sso` the single sign-on, else the first event of
 * the parent session that says where it was. After it: all that the child did, and of a token of a session where it was issued. An address of the
 * inside, a service that calls for somebody, and an instance in its own cloud are no place and change nothing.
 */
export function changesOf(people: People, facts: ReturnType<typeof factsOf>, rowOf: Int32Array): (link: LineageLink) => { readonly changes: Changes; readonly before: LineageEdge['before'] } {
  const { columns, where, source } = people;
  const contextAt = (row: number): Context | null => {
    if (row < 0) return null;
    const at = Uint32Array.of(row);
    const entry = where.of[row]!;
    const inside = where.inside[entry] === 1;
    return { net: inside ? 0 : where.net[entry]!, ip: inside ? 0 : columns.idsAt('source.ip', at)[0]!, template: source.templateOf[columns.idsAt('user_agent.original', at)[0]!]! };
  };
  const beganAt = (session: string): Context | null => {
    const known = facts.of(session);
    return contextAt(known === undefined ? -1 : known.placed >= 0 ? known.placed : known.first);
  };
  const nothing: Changes = { network: null, ip: null, agent: null };
  return (link) => {
    const { kind, parent, why } = link;
    // The trace has compared all uses before the program with those after it.
    if (why !== null && 'process' in why) return { changes: { network: moved(why.before.networks, why.after.networks), ip: null, agent: moved(why.before.agents, why.after.agents) }, before: 'read' };
    const issued = kind === 'issued' ? contextAt(rowOf[link.event] ?? -1) : null;
    const ofSession = parent !== null && !facts.isCredential(parent);
    const before = kind === 'issued' && !ofSession ? 'issued' : 'began';
    const from = before === 'issued' ? issued : why !== null ? contextAt(rowOf[why.sso] ?? -1) : parent === null ? null : beganAt(parent);
    if (from === null) return { changes: nothing, before };
    const child = facts.of(link.child);
    const made = before === 'began' ? issued : null;
    const change = (was: number, first: number, now: ReadonlyMap<number, number> | ReadonlySet<number> | undefined, text: (id: number) => string): Changes['network'] => {
      if (was === 0) return null;
      const used = now instanceof Map ? [...now].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([id]) => id) : [...(now ?? []).keys()].sort((a, b) => a - b);
      const to = [...new Set([first, ...used])].filter((id) => id !== 0 && id !== was);
      return to.length === 0 ? null : { from: [text(was)], to: to.slice(0, NAMED).map(text) };
    };
    const changes = {
      network: change(from.net, made?.net ?? 0, child?.nets, (id) => where.nets[id]!.label),
      ip: change(from.ip, made?.ip ?? 0, child?.ips, (id) => columns.text('source.ip', id)),
      agent: change(from.template, made?.template ?? 0, child?.templates, (id) => columns.text('user_agent.template', id)),
    };
    return { changes, before };
  };
}

const moved = (from: readonly string[], to: readonly string[]): Changes['network'] => (to.length === 0 ? null : { from: [...from], to: [...to] });
