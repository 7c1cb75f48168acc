const FACTOR = 0x9e3779b1;
const step = (sum: number, word: number): number => {
  const mixed = sum ^ word;
  return Math.imul((mixed << 13) | (mixed >>> 19), FACTOR);
};

/**
 * A sum of 32 bits against damage on disk, not against people. Each step is a bijection of the sum, so a change within any one word always
 * shows. Four lanes, because one would wait for itself. The bytes must begin at a multiple of 4 and be a multiple of 4 long.
 */
export function checksum(bytes: Uint8Array): number {
  const steps = summing(bytes);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** Words between two steps; a multiple of the lanes. */
const STEP = 2 ** 22;

/** The same in steps. */
export function* summing(bytes: Uint8Array): Generator<void, number> {
  const words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
  const lanes = Int32Array.of(1, 2, 3, words.length);
  const whole = words.length - (words.length % 4);
  for (let from = 0; from < whole; from += STEP) {
    sum(words, from, Math.min(whole, from + STEP), lanes);
    yield;
  }
  let a = lanes[0]!;
  for (let at = whole; at < words.length; at += 1) a = step(a, words[at]!);
  return step(step(step(a, lanes[1]!), lanes[2]!), lanes[3]!) >>> 0;
}

function sum(words: Int32Array, from: number, to: number, lanes: Int32Array): void {
  let [a, b, c, d] = [lanes[0]!, lanes[1]!, lanes[2]!, lanes[3]!];
  for (let at = from; at < to; at += 4) {
    a = step(a, words[at]!);
    b = step(b, words[at + 1]!);
    c = step(c, words[at + 2]!);
    d = step(d, words[at + 3]!);
  }
  lanes.set([a, b, c, d]);
}
