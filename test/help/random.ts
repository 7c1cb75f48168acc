/** A small generator of numbers below a bound (Marsaglia, Xorshift RNGs, 2003), so that a failure can be repeated. */
export function randomBelow(seed: number): (below: number) => number {
  let state = seed | 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}
