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
  const words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
  let [a, b, c, d] = [1, 2, 3, words.length];
  const whole = words.length - (words.length % 4);
  for (let at = 0; at < whole; at += 4) {
    a = step(a, words[at]!);
    b = step(b, words[at + 1]!);
    c = step(c, words[at + 2]!);
    d = step(d, words[at + 3]!);
  }
  for (let at = whole; at < words.length; at += 1) a = step(a, words[at]!);
  return step(step(step(a, b), c), d) >>> 0;
}
