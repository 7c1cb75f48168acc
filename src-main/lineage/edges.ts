import type { EdgeKind, EdgeReason } from '../contract/index.ts';

/** A step of a lineage. Ids as they were given; `parent` 0: the event that issued the child names no credential and no session. Times UTC ms. */
export interface FoundEdge {
  readonly kind: EdgeKind;
  readonly parent: number;
  readonly child: number;
  /** The first event that shows it, and its time. */
  readonly event: number;
  readonly atMs: number;
  /** Events that show it. */
  readonly shown: number;
  /** What an inferred edge rests on; null where events say it. */
  readonly why: EdgeReason | null;
  /** Events that name the child as their credential or session, and when. */
  readonly uses: number;
  readonly firstUseMs: number | null;
  readonly lastUseMs: number | null;
}
/** What is found without its uses: those are known when all rows were seen. */
export type InferredEdge = Pick<FoundEdge, 'kind' | 'parent' | 'child' | 'event' | 'atMs' | 'shown'> & { readonly why: EdgeReason };
/** Whether of two events of the same time the first one comes first. */
export type Earlier = (a: number, b: number) => boolean;

/** Ids up to 2^26 fit with another one into a number. */
const ID_LIMIT = 2 ** 26;
const [ISSUED, ROOT, SESSION] = [0, 1, 2] as const;
const kinds: readonly EdgeKind[] = ['issued', 'root', 'session'];

/**
 * Finds what credentials and sessions came from. Three things are said by an event: that it issued a key or token (with the credential that it used, else in its session);
 * that its session descends from a root session; that its credential belongs to its session. One pair of ids is one edge; an event that issued counts more than one that names both.
 */
export function edgeFinder(earlier: Earlier) {
  const found = new Map<number, number>();
  const edges = edgeList();
  let used = usesOf(1024);
  /** The edge of a credential to the session that was last seen with it: nearly every event repeats it. */
  let lately = new Int32Array(1024);

  function note(kind: number, parent: number, child: number, event: number, timeMs: number): number {
    const key = parent * ID_LIMIT + child;
    let at = found.get(key);
    if (at === undefined) {
      found.set(key, (at = edges.add(kind, parent, child, event, timeMs)));
      return at;
    }
    edges.again(at, kind, event, timeMs, earlier);
    return at;
  }
  function use(id: number, timeMs: number): void {
    if (used.count[id]! === 0 || timeMs < used.first[id]!) used.first[id] = timeMs;
    if (used.count[id]! === 0 || timeMs > used.last[id]!) used.last[id] = timeMs;
    used.count[id]! += 1;
  }

  return {
    /** One event: its time in UTC ms, the ids of its credential, of the one it issued, of its session and root session; 0 where it names none. */
    take(event: number, timeMs: number, credential: number, issued: number, session: number, root: number): void {
      const highest = Math.max(credential, issued, session, root);
      if (highest === 0) return;
      if (highest >= ID_LIMIT) throw new RangeError(`id ${highest} is too high for a pair`);
      if (highest >= lately.length) {
        const room = Math.max(highest + 1, lately.length * 2);
        lately = grown(lately, new Int32Array(room));
        used = { count: grown(used.count, new Uint32Array(room)), first: grown(used.first, new Float64Array(room)), last: grown(used.last, new Float64Array(room)) };
      }
      if (credential !== 0) use(credential, timeMs);
      if (session !== 0 && session !== credential) use(session, timeMs);
      if (root !== 0 && root !== session && root !== credential) use(root, timeMs);
      const holder = session === 0 ? root : session;
      if (issued !== 0) {
        const parent = credential !== 0 && credential !== issued ? credential : holder === issued ? 0 : holder;
        note(ISSUED, parent, issued, event, timeMs);
      }
      if (root !== 0 && session !== 0 && root !== session) note(ROOT, root, session, event, timeMs);
      if (credential !== 0 && holder !== 0 && credential !== holder) {
        const last = lately[credential]!;
        if (last > 0 && edges.parent(last - 1) === holder) edges.again(last - 1, SESSION, event, timeMs, earlier);
        else lately[credential] = note(SESSION, holder, credential, event, timeMs) + 1;
      }
      // A session that is its own root is one, even if it has a single credential.
      if (root !== 0 && root === session) edges.named(root);
    },
    /** All edges by time, then by what they join. A session of one credential and of no root is the life of that credential: no edge. */
    edges(inferred: readonly InferredEdge[]): readonly FoundEdge[] {
      const usesOfChild = (child: number): Pick<FoundEdge, 'uses' | 'firstUseMs' | 'lastUseMs'> =>
        child >= used.count.length || used.count[child] === 0 ? { uses: 0, firstUseMs: null, lastUseMs: null } : { uses: used.count[child]!, firstUseMs: used.first[child]!, lastUseMs: used.last[child]! };
      const parents = new Set(inferred.flatMap((one) => [one.parent, one.child]));
      const stated = edges.kept(parents).map((one): FoundEdge => ({ ...one, why: null, ...usesOfChild(one.child) }));
      const joined = new Set(stated.map((one) => one.parent * ID_LIMIT + one.child));
      const guessed = inferred.filter((one) => !joined.has(one.parent * ID_LIMIT + one.child)).map((one): FoundEdge => ({ ...one, ...usesOfChild(one.child) }));
      return [...stated, ...guessed].sort((a, b) => a.atMs - b.atMs || (a.event === b.event ? a.parent - b.parent || a.child - b.child : earlier(a.event, b.event) ? -1 : 1));
    },
  };
}

interface Uses { readonly count: Uint32Array; readonly first: Float64Array; readonly last: Float64Array }
const usesOf = (room: number): Uses => ({ count: new Uint32Array(room), first: new Float64Array(room), last: new Float64Array(room) });

function grown<A extends Int32Array | Uint32Array | Float64Array>(from: A, into: A): A {
  into.set(from);
  return into;
}

type Plain = Pick<FoundEdge, 'kind' | 'parent' | 'child' | 'event' | 'atMs' | 'shown'>;

/** Edges in plain lists: there may be a million. */
function edgeList() {
  const [kind, parent, child, event, at, shown]: [number[], number[], number[], number[], number[], number[]] = [[], [], [], [], [], []];
  const roots = new Set<number>();
  return {
    add(of: number, from: number, to: number, by: number, ms: number): number {
      kind.push(of);
      parent.push(from);
      child.push(to);
      event.push(by);
      at.push(ms);
      return shown.push(1) - 1;
    },
    /** Shown once more: an earlier event of the same kind is the better witness, and one that issued is the best. */
    again(edge: number, of: number, by: number, ms: number, earlier: Earlier): void {
      if (of > kind[edge]!) return;
      const better = of < kind[edge]!;
      shown[edge] = better ? 1 : shown[edge]! + 1;
      if (!better && (ms > at[edge]! || (ms === at[edge]! && !earlier(by, event[edge]!)))) return;
      [kind[edge], event[edge], at[edge]] = [of, by, ms];
    },
    parent: (edge: number): number => parent[edge]!,
    named: (root: number): void => void roots.add(root),
    kept(joined: ReadonlySet<number>): readonly Plain[] {
      const credentials = new Map<number, number>();
      const whole = new Set<number>(joined);
      for (const [edge, of] of kind.entries()) {
        if (of === SESSION) credentials.set(parent[edge]!, (credentials.get(parent[edge]!) ?? 0) + 1);
        else {
          whole.add(parent[edge]!);
          if (of === ROOT) whole.add(child[edge]!);
        }
      }
      const says = (edge: number): boolean => kind[edge] !== SESSION || roots.has(parent[edge]!) || whole.has(parent[edge]!) || credentials.get(parent[edge]!)! > 1;
      return kind.flatMap((of, edge): Plain[] => (says(edge) ? [{ kind: kinds[of]!, parent: parent[edge]!, child: child[edge]!, event: event[edge]!, atMs: at[edge]!, shown: shown[edge]! }] : []));
    },
  };
}
