export interface SpanMs { readonly startMs: number; readonly endMs: number }

/** Events of one lane that lie at most this far apart are one stretch of activity. */
export const ACTIVITY_GAP_MS = 12 * 60_000;

/** Stretches of activity: runs of `ticksMs` (ascending) with no gap above `gapMs`. One event makes a stretch of no length. */
export function spansOf(ticksMs: readonly number[], gapMs: number = ACTIVITY_GAP_MS): SpanMs[] {
  const spans: { startMs: number; endMs: number }[] = [];
  for (const tick of ticksMs) {
    const last = spans.at(-1);
    if (last !== undefined && tick - last.endMs <= gapMs) last.endMs = tick;
    else spans.push({ startMs: tick, endMs: tick });
  }
  return spans;
}

/**
 * When two or more networks were active at once: where stretches of activity of different networks coincide, and from an event to the next one of
 * another network where they lie at most `gapMs` apart. Edges are always times of events. `ticksMs` ascending; lanes of the same `network` count as one.
 */
export function overlapsOf(lanes: readonly { readonly network: string; readonly ticksMs: readonly number[] }[], gapMs: number = ACTIVITY_GAP_MS): SpanMs[] {
  const ticksByNetwork = new Map<string, number[]>();
  for (const lane of lanes) {
    const ticks = ticksByNetwork.get(lane.network) ?? [];
    for (const tick of lane.ticksMs) ticks.push(tick);
    ticksByNetwork.set(lane.network, ticks);
  }
  const spans = [...ticksByNetwork.values()].flatMap((ticks) => spansOf(ticks.sort((a, b) => a - b), gapMs));
  return joined([...coinciding(spans), ...handovers(ticksByNetwork, gapMs)]);
}

/** Where at least two of `spans` hold. Spans of one network never touch, so two at once are two networks. */
function coinciding(spans: readonly SpanMs[]): SpanMs[] {
  const edges = spans.flatMap((span) => [{ at: span.startMs, step: 1 }, { at: span.endMs, step: -1 }]).sort((a, b) => a.at - b.at || b.step - a.step);
  const found: SpanMs[] = [];
  let active = 0;
  let since = 0;
  for (const edge of edges) {
    active += edge.step;
    if (edge.step === 1 && active === 2) since = edge.at;
    if (edge.step === -1 && active === 1) found.push({ startMs: since, endMs: edge.at });
  }
  return found;
}

function handovers(ticksByNetwork: ReadonlyMap<string, readonly number[]>, gapMs: number): SpanMs[] {
  const events = [...ticksByNetwork].flatMap(([network, ticks]) => ticks.map((at) => ({ at, network }))).sort((a, b) => a.at - b.at);
  const found: SpanMs[] = [];
  for (let i = 1; i < events.length; i++) {
    const [before, after] = [events[i - 1]!, events[i]!];
    if (before.network !== after.network && after.at - before.at <= gapMs) found.push({ startMs: before.at, endMs: after.at });
  }
  return found;
}

/** The union, in order, with touching spans made one. */
function joined(spans: readonly SpanMs[]): SpanMs[] {
  const out: { startMs: number; endMs: number }[] = [];
  for (const span of [...spans].sort((a, b) => a.startMs - b.startMs)) {
    const last = out.at(-1);
    if (last !== undefined && span.startMs <= last.endMs) last.endMs = Math.max(last.endMs, span.endMs);
    else out.push({ ...span });
  }
  return out;
}
