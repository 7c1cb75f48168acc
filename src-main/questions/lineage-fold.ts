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

/** How a node looks by itself, equal for those that may be folded into one; and how much it says. */
export interface Sight {
  readonly look: (node: number) => string;
  readonly weight: (node: number) => number;
}

/** So many nodes that look alike stand for themselves where there are few nodes in all; else two that look alike are one already. */
const [FEW, APART] = [16, 3];

/**
 * Folds what looks alike: nodes of one parent, reached by steps that say the same, with the same below them. A role with hundreds of keys is two nodes then, and a key that was used elsewhere stays
 * apart, since its step says so. At most `most` nodes: those near the roots first, and of those what says most (`weight`).
 */
export function fold(count: number, steps: readonly Step[], { look, weight }: Sight, most: number): Folded {
  const { children, roots, stepTo } = tree(count, steps, weight);
  const signs = new Map<number, string>();
  const codes = new Map<string, string>();
  const sign = (node: number): string => {
    let known = signs.get(node);
    if (known === undefined) {
      // How many there are of a kind does not matter: a session of three keys looks like one of five.
      const text = `${look(node)}\n${[...new Set((children.get(node) ?? []).map((child) => `${stepTo[child]?.look ?? ''} ${sign(child)}`))].sort().join('\n')}`;
      known = codes.get(text) ?? String(codes.size);
      codes.set(text, known);
      signs.set(node, known);
    }
    return known;
  };
  // What is below counts too, so that the way to what says most is never cut off.
  const heavy = new Map<number, number>();
  const heaviness = (node: number): number => {
    let known = heavy.get(node);
    if (known === undefined) heavy.set(node, (known = Math.max(weight(node), ...(children.get(node) ?? []).map(heaviness))));
    return known;
  };
  const heaviestOf = (members: readonly number[]): number => members.reduce((most, node) => Math.max(most, heaviness(node)), 0);
  const groups: (readonly number[])[] = [];
  // Breadth first, so that a limit cuts off what is far from the roots.
  const apart = count <= FEW ? APART : 1;
  let level: (readonly number[])[] = alike(roots, apart, (node) => `${stepTo[node]?.look ?? ''} ${sign(node)}`);
  while (level.length > 0 && groups.length < most) {
    const heaviest = level.toSorted((a, b) => heaviestOf(b) - heaviestOf(a));
    const kept = heaviest.slice(0, most - groups.length);
    groups.push(...level.filter((one) => kept.includes(one)));
    level = level.filter((one) => kept.includes(one)).flatMap((members) => {
      const below = members.flatMap((node) => children.get(node) ?? []);
      return alike(below, members.length > 1 ? 0 : apart, (node) => `${stepTo[node]?.look ?? ''} ${sign(node)}`);
    });
  }
  return { groups, left: count - groups.reduce((n, one) => n + one.length, 0) };
}

function alike(nodes: readonly number[], apart: number, look: (node: number) => string): (readonly number[])[] {
  const found = new Map<string, number[]>();
  for (const node of nodes) {
    const key = look(node);
    const list = found.get(key);
    if (list === undefined) found.set(key, [node]);
    else list.push(node);
  }
  return [...found.values()].flatMap((list) => (list.length > apart ? [list] : list.map((node) => [node])));
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
