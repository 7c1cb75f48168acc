/** Gives pairs of numbers dense codes, from 0 in the order in which they are first met. Open addressing on typed arrays: no text, no object per pair. */
export interface PairCoder {
  code(a: number, b: number): number;
  /** How many codes there are. */
  size(): number;
  /** The pair behind a code. */
  a(code: number): number;
  b(code: number): number;
  /** Forgets all pairs and keeps the memory. */
  reset(): void;
}

const LEAST = 1024;

export function pairCoder(): PairCoder {
  let mask = LEAST - 1;
  /** Code + 1 of the pair at a place, where `round` says that it is of this round. */
  let codes = new Uint32Array(LEAST);
  let rounds = new Uint32Array(LEAST);
  let as = new Uint32Array(LEAST / 2);
  let bs = new Uint32Array(LEAST / 2);
  let round = 1;
  let size = 0;

  const placeOf = (a: number, b: number): number => {
    let hash = Math.imul(a, 0x9e3779b1) ^ Math.imul(b + 0x7f4a7c15, 0x85ebca6b);
    hash ^= hash >>> 15;
    return Math.imul(hash, 0x2c1b3c6d) >>> 7 & mask;
  };
  const grow = (): void => {
    mask = mask * 2 + 1;
    codes = new Uint32Array(mask + 1);
    rounds = new Uint32Array(mask + 1);
    round = 1;
    const [oldA, oldB] = [as, bs];
    as = new Uint32Array((mask + 1) / 2);
    bs = new Uint32Array((mask + 1) / 2);
    as.set(oldA);
    bs.set(oldB);
    for (let code = 0; code < size; code += 1) {
      let place = placeOf(as[code]!, bs[code]!);
      while (rounds[place] === round) place = (place + 1) & mask;
      rounds[place] = round;
      codes[place] = code;
    }
  };

  return {
    code(a, b) {
      let place = placeOf(a, b);
      while (rounds[place] === round) {
        const known = codes[place]!;
        if (as[known] === a && bs[known] === b) return known;
        place = (place + 1) & mask;
      }
      if (size === as.length) {
        grow();
        place = placeOf(a, b);
        while (rounds[place] === round) place = (place + 1) & mask;
      }
      rounds[place] = round;
      codes[place] = size;
      as[size] = a;
      bs[size] = b;
      return size++;
    },
    size: () => size,
    a: (code) => as[code]!,
    b: (code) => bs[code]!,
    reset() {
      size = 0;
      round += 1;
    },
  };
}
