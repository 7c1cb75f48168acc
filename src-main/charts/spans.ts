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
