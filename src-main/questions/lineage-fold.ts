/** A step of a lineage before it is drawn: places of nodes; `from` -1 where there is no parent. `look` is equal where two steps would say the same. */
export interface Step {
  readonly from: number;
  readonly to: number;
  readonly look: string;
  /** Which parent a node hangs from, if it has several: the lowest. */
  readonly rank: number;
}
/** Nodes that are shown as one, and how many of all nodes are left out. */
export interface Folded {
  readonly groups: readonly (readonly number[])[];
  readonly left: number;
}

/** So many nodes that look alike stand for themselves; more are folded into one. */
const APART = 3;

/**
 * Folds what looks alike: nodes of one parent, reached by steps that say the same, with the same below them. A role with hundreds of keys is two nodes then, and a key that was used elsewhere stays
 * apart, since its step says so. At most `most` nodes: those near the roots first, and of those what says most (`weight`).
 */
export function fold(count: number, steps: readonly Step[], weight: (node: number) => number, most: number): Folded {
  const { children, roots, stepTo } = tree(count, steps, weight);
  const signs = new Map<number, string>();
  const codes = new Map<string, string>();
  const sign = (node: number): string => {
    let known = signs.get(node);
    if (known === undefined) {
      const text = (children.get(node) ?? []).map((child) => `${stepTo[child]?.look ?? ''} ${sign(child)}`).sort().join('\n');
      known = codes.get(text) ?? String(codes.size);
      codes.set(text, known);
      signs.set(node, known);
    }
    return known;
  };
  const groups: (readonly number[])[] = [];
  // Breadth first, so that a limit cuts off what is far from the roots.
  let level: (readonly number[])[] = alike(roots, (node) => `${stepTo[node]?.look ?? ''} ${sign(node)}`, false);
  while (level.length > 0 && groups.length < most) {
    const heaviest = level.toSorted((a, b) => Math.max(...b.map(weight)) - Math.max(...a.map(weight)));
    const kept = heaviest.slice(0, most - groups.length);
    groups.push(...level.filter((one) => kept.includes(one)));
    level = level.filter((one) => kept.includes(one)).flatMap((members) => {
      const below = members.flatMap((node) => children.get(node) ?? []);
      return alike(below, (node) => `${stepTo[node]?.look ?? ''} ${sign(node)}`, members.length > 1);
    });
  }
  return { groups, left: count - groups.reduce((n, one) => n + one.length, 0) };
}

function alike(nodes: readonly number[], look: (node: number) => string, always: boolean): (readonly number[])[] {
  const found = new Map<string, number[]>();
  for (const node of nodes) {
    const key = look(node);
    const list = found.get(key);
    if (list === undefined) found.set(key, [node]);
    else list.push(node);
  }
  return [...found.values()].flatMap((list) => (always || list.length > APART ? [list] : list.map((node) => [node])));
}

/** Every node under one parent. Logs may claim circles: the heaviest node of one is its root. */
function tree(count: number, steps: readonly Step[], weight: (node: number) => number) {
  const stepTo: (Step | undefined)[] = new Array<Step | undefined>(count);
  for (const step of steps) if (step.from !== step.to && (stepTo[step.to] === undefined || step.rank < stepTo[step.to]!.rank)) stepTo[step.to] = step;
  const parentOf = (node: number): number => stepTo[node]?.from ?? -1;
  const state = new Uint8Array(count);
  for (const start of [...Array(count).keys()].sort((a, b) => weight(b) - weight(a) || a - b)) {
    const path: number[] = [];
    let node = start;
    while (node >= 0 && state[node] === 0) {
      state[node] = 1;
      path.push(node);
      node = parentOf(node);
    }
    if (node >= 0 && state[node] === 1) stepTo[node] = undefined;
    for (const one of path) state[one] = 2;
  }
  const children = new Map<number, number[]>();
  const roots: number[] = [];
  for (let node = 0; node < count; node += 1) {
    const parent = parentOf(node);
    if (parent < 0) roots.push(node);
    else (children.get(parent) ?? children.set(parent, []).get(parent)!).push(node);
  }
  return { children, roots, stepTo };
}
