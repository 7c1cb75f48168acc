/**
 * Stays of one user: events of one session or credential (`line`) on one network with gaps of at most the session gap. Lines, networks and actors are
 * codes from 0. Times UTC ms; stays come in the order of their starts, and one line has at most one stay on a network at a time.
 */
export interface Stays {
  readonly line: readonly number[];
  readonly net: readonly number[];
  /** Who it was: the user id, since people who share a role share its name. */
  readonly actor: readonly number[];
  readonly start: readonly number[];
  readonly end: readonly number[];
}
/** A span in two places. `nets` in the order in which they joined. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly nets: readonly number[];
}

/**
 * In two places, as far as logs of cloud calls tell (docs/two-places.md): one session or credential is on two networks at once, neither of them a known way
 * out; or one actor is, by several sessions, on two networks at once of which one is new to the user. Both ends count, so a single event in the midst
 * of a stay elsewhere is a span of length 0. Spans come by time and do not overlap.
 */
export function spansInTwoPlaces(stays: Stays, known: (net: number) => boolean, fresh: (net: number) => boolean): readonly Span[] {
  const { line, net, actor, start, end } = stays;
  const ends = start.map((_, stay) => stay).sort((a, b) => end[a]! - end[b]! || a - b);
  const now = active(known, fresh);
  const spans: Span[] = [];
  let open: { start: number; nets: Set<number> } | null = null;
  let next = 0;
  for (const ending of ends) {
    for (; next < start.length && start[next]! <= end[ending]!; next += 1) {
      now.begin(next, line[next]!, net[next]!, actor[next]!);
      if (!now.inTwoPlaces()) continue;
      open ??= { start: start[next]!, nets: new Set() };
      for (const one of now.involved()) open.nets.add(one);
    }
    now.end(ending, line[ending]!, net[ending]!, actor[ending]!);
    if (open !== null && !now.inTwoPlaces()) {
      spans.push({ start: open.start, end: end[ending]!, nets: [...open.nets] });
      open = null;
    }
  }
  return joined(spans);
}

/** The stays that can take part in a span at all: of a line that has two networks that are no known way out, or of an actor that was on a new one. Most have neither. */
export function staysThatMay(stays: Stays, known: (net: number) => boolean, fresh: (net: number) => boolean): Stays {
  const ofLine = new Map<number, number>();
  const lines = new Set<number>();
  const actors = new Set<number>();
  for (const [stay, net] of stays.net.entries()) {
    if (fresh(net)) actors.add(stays.actor[stay]!);
    if (known(net)) continue;
    const first = ofLine.get(stays.line[stay]!);
    if (first === undefined) ofLine.set(stays.line[stay]!, net);
    else if (first !== net) lines.add(stays.line[stay]!);
  }
  const kept = [...stays.line.keys()].filter((stay) => lines.has(stays.line[stay]!) || actors.has(stays.actor[stay]!));
  if (kept.length === stays.line.length) return stays;
  const of = (list: readonly number[]): number[] => kept.map((stay) => list[stay]!);
  return { line: of(stays.line), net: of(stays.net), actor: of(stays.actor), start: of(stays.start), end: of(stays.end) };
}

interface Stay { readonly line: number; readonly net: number; readonly actor: number }

/** The stays that go on at one moment, counted so that the question is answered without looking at them. */
function active(known: (net: number) => boolean, fresh: (net: number) => boolean) {
  const stays = new Map<number, Stay>();
  /** By line: networks that are no known way out. By actor and network: stays. By actor: networks, and those that are new. */
  const ofLine = new Map<number, number>();
  const ofActor = new Map<number, { readonly stays: Map<number, number>; fresh: number }>();
  let lines = 0;
  let actors = 0;
  const twice = (line: number): boolean => (ofLine.get(line) ?? 0) >= 2;
  const astray = (actor: number): boolean => {
    const one = ofActor.get(actor);
    return one !== undefined && one.stays.size >= 2 && one.fresh > 0;
  };
  const change = (stay: Stay, by: 1 | -1): void => {
    const [wasTwice, wasAstray] = [twice(stay.line), astray(stay.actor)];
    if (!known(stay.net)) ofLine.set(stay.line, (ofLine.get(stay.line) ?? 0) + by);
    const one = ofActor.get(stay.actor) ?? { stays: new Map<number, number>(), fresh: 0 };
    ofActor.set(stay.actor, one);
    const left = (one.stays.get(stay.net) ?? 0) + by;
    if (left === 0) one.stays.delete(stay.net);
    else one.stays.set(stay.net, left);
    if (fresh(stay.net) && (by === 1 ? left === 1 : left === 0)) one.fresh += by;
    lines += Number(twice(stay.line)) - Number(wasTwice);
    actors += Number(astray(stay.actor)) - Number(wasAstray);
  };
  return {
    begin(stay: number, line: number, net: number, actor: number): void {
      stays.set(stay, { line, net, actor });
      change({ line, net, actor }, 1);
    },
    end(stay: number, line: number, net: number, actor: number): void {
      stays.delete(stay);
      change({ line, net, actor }, -1);
    },
    inTwoPlaces: (): boolean => lines > 0 || actors > 0,
    involved: (): readonly number[] =>
      [...stays.values()].filter(({ line, net, actor }) => (twice(line) && !known(net)) || (astray(actor) && (lines === 0 || fresh(net)))).map(({ net }) => net),
  };
}

/** Spans that touch are one. */
function joined(spans: readonly Span[]): readonly Span[] {
  const out: Span[] = [];
  for (const span of spans) {
    const last = out.at(-1);
    if (last !== undefined && span.start <= last.end) out[out.length - 1] = { start: last.start, end: Math.max(last.end, span.end), nets: [...new Set([...last.nets, ...span.nets])] };
    else out.push(span);
  }
  return out;
}

/** How long in all, in ms. */
export const lengthOf = (spans: readonly Span[]): number => spans.reduce((sum, { start, end }) => sum + end - start, 0);

/** The longest span, the first of equals; null where there is none. */
export function longestOf(spans: readonly Span[]): Span | null {
  return spans.reduce<Span | null>((best, span) => (best === null || span.end - span.start > best.end - best.start ? span : best), null);
}
