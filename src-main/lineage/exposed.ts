import type { ExposedBy, ExposedReason } from '../contract/index.ts';
import type { Earlier, InferredEdge } from './edges.ts';

/** A program on a host that touched a store of credentials. `group` is equal for touches of one user on one host in one kind of store; `host` is the id of the host. */
export interface Touch {
  readonly event: number;
  readonly timeMs: number;
  readonly group: number;
  readonly host: number;
  readonly user: string;
  readonly store: string;
}
/** Why a use of a credential is that of a group: who used it, and what says that it is the one who read the store. */
export interface TouchMatch {
  readonly group: number;
  readonly actor: string;
  readonly by: ExposedBy;
}

/** A credential may be in a store where it was used there in so long before, and was taken from it where it is used elsewhere within so long after. */
export const exposedWithinMs = 30 * 86_400_000;
const NAMED = 5;
/** What speaks most for a match comes first. */
const ranks: readonly ExposedBy[] = ['name', 'alias', 'local', 'role', 'address'];

interface First { timeMs: number; event: number }
interface Matched { match: TouchMatch; readonly steps: Int32Array }
/** A credential that may have been in a store: at the last program before its first use elsewhere, or, where it was not used elsewhere since (`use` null), at the last one that it was in reach of. */
export interface Candidate {
  readonly credential: number;
  readonly touch: Touch;
  readonly match: TouchMatch;
  readonly use: { readonly event: number; readonly timeMs: number } | null;
  readonly before: ExposedReason['before'];
  readonly after: ExposedReason['after'];
}
interface Seen { readonly networks: Map<string, First>; readonly agents: Map<string, First>; readonly groups: Map<number, Matched> }

/**
 * Finds the credentials that a program on a host may have read. A process log never shows a credential: candidates are those that the same person (or the host's address, or its role) had used in the thirty
 * days before, and of these the ones that later came from a network or with an agent that was new to them. Two passes over the uses: `candidate` for each use that matches a group, then
 * `use` for all uses of what are candidates then.
 */
export function exposedFinder(touches: readonly Touch[], earlier: Earlier) {
  const byGroup = new Map<number, Touch[]>();
  for (const touch of touches) (byGroup.get(touch.group) ?? byGroup.set(touch.group, []).get(touch.group)!).push(touch);
  for (const list of byGroup.values()) list.sort((a, b) => a.timeMs - b.timeMs || (earlier(a.event, b.event) ? -1 : 1));
  const seen = new Map<number, Seen>();

  function first(into: Map<string, First>, text: string, timeMs: number, event: number): void {
    const known = into.get(text);
    if (known === undefined) into.set(text, { timeMs, event });
    else if (timeMs < known.timeMs || (timeMs === known.timeMs && earlier(event, known.event))) [known.timeMs, known.event] = [timeMs, event];
  }

  /** Of each credential and group the touches in whose reach it was, each with the first later use elsewhere, null where there is none within the time. */
  function* heldBy(): Generator<Held> {
    for (const [child, one] of [...seen].sort(([a], [b]) => a - b)) {
      const firsts = [...one.networks.values(), ...one.agents.values()].sort((a, b) => a.timeMs - b.timeMs || (a.event === b.event ? 0 : earlier(a.event, b.event) ? -1 : 1));
      for (const [group, matched] of one.groups) {
        const touches: { touch: Touch; use: First | null }[] = [];
        let open = 0;
        for (const [at, touch] of byGroup.get(group)!.entries()) {
          open += matched.steps[at]!;
          if (open === 0) continue;
          const use = firsts.find(({ timeMs }) => timeMs > touch.timeMs);
          touches.push({ touch, use: use === undefined || use.timeMs - touch.timeMs > exposedWithinMs ? null : use });
        }
        if (touches.length > 0) yield { child, matched, touches };
      }
    }
  }
  const placesOf = (child: number, from: number, to: number): ExposedReason['before'] => ({ networks: named(seen.get(child)!.networks, from, to), agents: named(seen.get(child)!.agents, from, to) });

  return {
    /** First pass: a use of a credential by somebody of a group. */
    candidate(credential: number, timeMs: number, match: TouchMatch): void {
      const list = byGroup.get(match.group);
      if (list === undefined) return;
      const [from, to] = [lowest(list, timeMs), lowest(list, timeMs + exposedWithinMs + 1)];
      if (from === to) return;
      const one = seen.get(credential) ?? seen.set(credential, { networks: new Map(), agents: new Map(), groups: new Map() }).get(credential)!;
      let known = one.groups.get(match.group);
      if (known === undefined) one.groups.set(match.group, (known = { match, steps: new Int32Array(list.length + 1) }));
      else if (better(match, known.match)) known.match = match;
      known.steps[from]! += 1;
      known.steps[to]! -= 1;
    },
    isCandidate: (credential: number): boolean => seen.has(credential),
    /** Second pass: any use of a candidate; `network` and `agent` are null where the use says no place, and no client. */
    use(credential: number, event: number, timeMs: number, network: string | null, agent: string | null): void {
      const one = seen.get(credential);
      if (one === undefined) return;
      if (network !== null) first(one.networks, network, timeMs, event);
      if (agent !== null) first(one.agents, agent, timeMs, event);
    },
    edges(): readonly InferredEdge[] {
      /** Candidates of each touch, and those of them that moved. */
      const counts = new Map<Touch, { candidates: number; moved: number }>();
      const found = new Map<string, Held & { readonly use: First; readonly touch: Touch; readonly shown: number }>();
      for (const held of heldBy()) {
        for (const { touch, use } of held.touches) {
          const count = counts.get(touch) ?? counts.set(touch, { candidates: 0, moved: 0 }).get(touch)!;
          count.candidates += 1;
          if (use !== null) count.moved += 1;
        }
        const best = nearest(held);
        if (best === null) continue;
        const key = `${best.touch.host} ${held.child}`;
        const known = found.get(key);
        const made = { ...held, ...best };
        if (known === undefined || nearer(made, known, earlier)) found.set(key, made);
      }
      return [...found.values()].map(({ touch, child, matched: { match }, use, shown }): InferredEdge => {
        const { candidates, moved } = counts.get(touch)!;
        const why: ExposedReason = {
          process: touch.event, store: touch.store, user: touch.user, actor: match.actor, by: match.by, candidates, moved, use: use.event, useMs: use.timeMs,
          before: placesOf(child, -Infinity, touch.timeMs), after: placesOf(child, touch.timeMs, touch.timeMs + exposedWithinMs),
        };
        return { kind: 'exposed', parent: touch.host, child, event: touch.event, atMs: touch.timeMs, shown, why };
      });
    },
    /** All that may have been in the stores, each once, by id. */
    candidates(): readonly Candidate[] {
      const found = new Map<number, Held & { readonly touch: Touch; readonly use: First | null }>();
      for (const held of heldBy()) {
        const made = { ...held, ...(nearest(held) ?? held.touches.at(-1)!) };
        const known = found.get(held.child);
        if (known === undefined || (made.use === null) < (known.use === null) || ((made.use === null) === (known.use === null) && nearer(made, known, earlier))) found.set(held.child, made);
      }
      return [...found.values()].map(({ child, touch, use, matched: { match } }) => ({ credential: child, touch, match, use, before: placesOf(child, -Infinity, touch.timeMs), after: placesOf(child, touch.timeMs, touch.timeMs + exposedWithinMs) }));
    },
  };
}

interface Held { readonly child: number; readonly matched: Matched; readonly touches: readonly { readonly touch: Touch; readonly use: First | null }[] }

/** The last touch before the first use elsewhere is the nearest witness; `shown` counts those before the same use. */
function nearest({ touches }: Held): { readonly touch: Touch; readonly use: First; readonly shown: number } | null {
  let best: { touch: Touch; use: First; shown: number } | null = null;
  for (const { touch, use } of touches) {
    if (use === null) continue;
    if (best === null || use.timeMs < best.use.timeMs) best = { touch, use, shown: 1 };
    else if (use.event === best.use.event) best = { touch, use, shown: best.shown + 1 };
  }
  return best;
}

const better = (a: TouchMatch, b: TouchMatch): boolean => ranks.indexOf(a.by) < ranks.indexOf(b.by) || (a.by === b.by && a.actor < b.actor);

/** Of several groups of one host that fit: the surest match, then the later touch. */
function nearer(a: { readonly touch: Touch; readonly matched: Matched }, b: { readonly touch: Touch; readonly matched: Matched }, earlier: Earlier): boolean {
  const [one, other] = [ranks.indexOf(a.matched.match.by), ranks.indexOf(b.matched.match.by)];
  if (one !== other) return one < other;
  return a.touch.timeMs !== b.touch.timeMs ? a.touch.timeMs > b.touch.timeMs : a.touch.event !== b.touch.event && earlier(a.touch.event, b.touch.event);
}

/** Texts that were first seen after `from` and until `to`, earliest first. */
function named(all: ReadonlyMap<string, First>, from: number, to: number): string[] {
  return [...all].filter(([, { timeMs }]) => timeMs > from && timeMs <= to).sort(([a, x], [b, y]) => x.timeMs - y.timeMs || (a < b ? -1 : 1)).slice(0, NAMED).map(([text]) => text);
}

/** The first touch at or after a time. */
function lowest(list: readonly Touch[], timeMs: number): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (list[middle]!.timeMs < timeMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
