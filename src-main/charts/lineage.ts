import type { LineageEdge, LineageNode, UserLineage } from '../contract/index.ts';
import type { Picture, Shape } from './picture.ts';
import { px } from './picture.ts';

/** Sizes in CSS pixels: a card per node, a gap for the words of its step (`stub` where it has no parent), how far rows and trees are apart, and how far above a card lines run that come from afar. */
export const lineageSize = { card: 250, height: 50, gap: 196, stub: 150, row: 60, gutter: 5, tree: 12, left: 20, top: 6 } as const;

/** Where a node stands: its column by how many steps it is from a root, its row by the tree that it hangs in. `step` is the edge that leads to it, a place in `edges`; -1 for a root. */
export interface PlacedNode { readonly node: number; readonly x: number; readonly y: number; readonly depth: number; readonly step: number }
export interface LineageLayout { readonly placed: readonly PlacedNode[]; readonly width: number; readonly height: number }

/** What decides which of several edges a node hangs from: what issued it, then what it descends from. */
const ranks: readonly LineageEdge['kind'][] = ['issued', 'root', 'sso', 'session', 'exposed'];

/** Roots left, what came of them right of them, earliest first: a parent stands beside its first child. Circles are cut where they close. */
export function lineageLayout({ nodes, edges }: Pick<UserLineage, 'nodes' | 'edges'>): LineageLayout {
  const stepTo = new Int32Array(nodes.length).fill(-1);
  for (const [at, edge] of edges.entries()) {
    const known = edges[stepTo[edge.to] ?? -1];
    if (edge.from !== edge.to && (known === undefined || better(edge, known))) stepTo[edge.to] = at;
  }
  const children = nodes.map((): number[] => []);
  const roots: number[] = [];
  for (const node of nodes.keys()) {
    const from = edges[stepTo[node]!]?.from ?? null;
    if (from === null || circles(node, stepTo, edges)) roots.push(node);
    else children[from]!.push(node);
  }
  // A host has a line to each credential that was read on it. One that is no card's main parent stands left of its first credential, below what came of that.
  const beside = nodes.map((): number[] => []);
  for (const host of [...roots].filter((node) => nodes[node]!.kind === 'host' && children[node]!.length === 0)) {
    const first = edges.filter(({ from, to }) => from === host && to !== host && edges[stepTo[to]!]?.from != null).map(({ to }) => to)[0];
    if (first === undefined) continue;
    beside[first]!.push(host);
    roots.splice(roots.indexOf(host), 1);
  }
  const since = (node: number): string => edges[stepTo[node]!]?.at ?? nodes[node]!.first ?? '';
  const early = (a: number, b: number): number => (since(a) < since(b) ? -1 : since(a) > since(b) ? 1 : a - b);
  const placed: PlacedNode[] = [];
  let y: number = lineageSize.top;
  let deepest = 0;
  const put = (node: number, depth: number): void => {
    deepest = Math.max(deepest, depth);
    placed.push({ node, x: lineageSize.left + depth * (lineageSize.card + lineageSize.gap), y, depth, step: stepTo[node]! });
    const below = children[node]!.sort(early);
    for (const [at, child] of below.entries()) {
      if (at > 0) y += lineageSize.row;
      put(child, depth + 1);
    }
    for (const host of beside[node]!) {
      y += lineageSize.row;
      placed.push({ node: host, x: lineageSize.left + Math.max(0, depth - 1) * (lineageSize.card + lineageSize.gap), y, depth: Math.max(0, depth - 1), step: -1 });
    }
  };
  // Trees with a change come first, those to a network that was new to the user before all: they are what one looks for.
  const grave = (node: number): number => {
    const edge = edges[stepTo[node]!];
    return Math.max(edge?.fresh === true ? 2 : edge?.changes.network != null ? 1 : 0, ...children[node]!.map(grave));
  };
  for (const root of roots.sort((a, b) => grave(b) - grave(a) || early(a, b))) {
    put(root, 0);
    y += lineageSize.row + lineageSize.tree;
  }
  // Where a root has words of its own (it was issued by what has no id), every card moves right, so that columns stay columns.
  const shift = placed.some(({ depth, step }) => depth === 0 && step >= 0) ? lineageSize.stub : 0;
  const width = lineageSize.left * 2 + shift + (deepest + 1) * lineageSize.card + deepest * lineageSize.gap;
  return { placed: placed.map((one) => ({ ...one, x: one.x + shift })), width, height: Math.max(0, y - lineageSize.tree) };
}

const better = (a: LineageEdge, b: LineageEdge): boolean => (a.from === null) === (b.from === null) ? ranks.indexOf(a.kind) < ranks.indexOf(b.kind) : a.from !== null;

/** Whether going up from a node leads back to it, and it is the lowest of that circle. */
function circles(node: number, stepTo: Int32Array, edges: readonly LineageEdge[]): boolean {
  let lowest = node;
  let at = edges[stepTo[node]!]?.from ?? null;
  for (let steps = 0; at !== null && steps <= stepTo.length; steps += 1) {
    if (at === node) return lowest === node;
    lowest = Math.min(lowest, at);
    at = edges[stepTo[at]!]?.from ?? null;
  }
  return false;
}

/** The lines between the cards: heavy where the network changes, dashed where we infer; thin for a second parent. */
export function lineagePicture({ edges }: Pick<UserLineage, 'edges'>, { placed, width, height }: LineageLayout): Picture {
  const byNode = new Map(placed.map((one) => [one.node, one]));
  const shapes = edges.flatMap((edge, at): Shape[] => {
    const to = byNode.get(edge.to);
    if (to === undefined) return [];
    const end = { x: to.x, y: to.y + lineageSize.height / 2 };
    const from = edge.from === null ? undefined : byNode.get(edge.from);
    if (edge.from !== null && (from === undefined || from === to)) return [];
    const main = to.step === at;
    const start = from === undefined ? { x: end.x - lineageSize.stub, y: end.y } : { x: from.x + lineageSize.card, y: from.y + lineageSize.height / 2 };
    const moved = edge.changes.network !== null;
    const bend = start.x + 18;
    // A line over several columns runs between the rows, so that it goes behind no card.
    const far = !main && end.x - start.x > lineageSize.gap;
    const d = far ? `M${px(start.x)} ${px(start.y)}H${px(bend)}V${px(to.y - lineageSize.gutter)}H${px(end.x - 12)}V${px(end.y)}H${px(end.x - 5)}`
      : start.y === end.y ? `M${px(start.x)} ${px(start.y)}H${px(end.x - 5)}` : `M${px(start.x)} ${px(start.y)}H${px(bend)}V${px(end.y)}H${px(end.x - 5)}`;
    return [
      { kind: 'path', d, stroke: moved ? 'ink' : 'ctl-line', lineWidth: moved ? 2 : main ? 1.25 : 0.75, ...(edge.sure === 'inferred' ? { dash: '5 4' } : {}) },
      { kind: 'path', d: `M${px(end.x - 7)} ${px(end.y - 4)}L${px(end.x)} ${px(end.y)}L${px(end.x - 7)} ${px(end.y + 4)}Z`, fill: moved ? 'ink' : 'ctl-line' },
    ];
  });
  return { width, height, shapes };
}

/** What the graph shows, in a sentence for who cannot see it. */
export function lineageSentence({ nodes, edges }: Pick<UserLineage, 'nodes' | 'edges'>): string {
  const members = (kind: LineageNode['kind']): number => nodes.filter((one) => one.kind === kind).reduce((n, one) => n + one.members, 0);
  const some = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;
  const [moved, inferred] = [edges.filter((one) => one.changes.network !== null).length, edges.filter((one) => one.sure === 'inferred').length];
  return `Lineage of ${some(members('credential'), 'credential')} and ${some(members('session'), 'session')}${members('host') === 0 ? '' : `, read on ${some(members('host'), 'host')},`} in ${some(edges.length, 'step')}. ${moved === 0 ? 'No step changes the network' : `${some(moved, 'step')} to another network`}${inferred === 0 ? '' : `, ${some(inferred, 'step')} inferred`}.`;
}
