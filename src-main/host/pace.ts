/**
 * Turns at a rate: so many a second at once, and each that comes while a second's worth is taken waits until its turn comes. A token bucket (RFC 2697 describes
 * one) that delays instead of dropping.
 */
export function turns(aSecond: number): (take: () => void) => void {
  const gap = 1000 / aSecond;
  /** When the last turn that was given out is due, by a clock that never goes back. */
  let due = -Infinity;
  return (take) => {
    const now = performance.now();
    // A quiet second saves up a second's worth.
    due = Math.max(due + gap, now - 1000 + gap);
    const wait = due - now;
    if (wait <= 0) take();
    else setTimeout(take, wait);
  };
}

export interface Presence {
  came(): void;
  went(): void;
  end(): void;
}

/**
 * Calls `left` when nobody has been there for `after` ms. Where it answers that something keeps the host (work that runs), the time begins anew, so that whoever
 * comes back meanwhile is seen. A page that listens to news is there for as long as it is open.
 */
export function watchPresence({ after, left }: { readonly after: number; readonly left: () => 'ends' | 'stays' }): Presence {
  let there = 0;
  let ended = false;
  let timer: NodeJS.Timeout | undefined;
  const wait = (): void => {
    clearTimeout(timer);
    if (there === 0 && !ended) timer = setTimeout(() => { if (left() === 'stays') wait(); }, after).unref();
  };
  wait();
  return {
    came: () => {
      there += 1;
      clearTimeout(timer);
    },
    went: () => {
      there -= 1;
      wait();
    },
    end: () => {
      ended = true;
      clearTimeout(timer);
    },
  };
}
