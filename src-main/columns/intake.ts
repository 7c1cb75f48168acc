import { narrowCopy, type Narrow } from './narrow.ts';

/**
 * A column while it is read. What the case calls a value becomes a code: 0 is absent, others count up from 1 in the order of first
 * appearance, so that a chunk is narrow. `seen[code - 1]` is what the code stands for.
 */
export interface Intake<T> {
  readonly seen: T[];
  /** Codes of a page, or how many rows without a value. */
  readonly chunks: (Narrow | number)[];
  /** Writes codes of raw[from … to - 1] to `into`, and gives the highest. */
  code(raw: ArrayLike<T | null>, from: number, to: number, into: Uint32Array): number;
}

/** An intake of case ids. */
export function idIntake(): Intake<number> {
  const seen: number[] = [];
  let codes = new Int32Array(1024);
  return {
    seen,
    chunks: [],
    code(raw, from, to, into) {
      let highest = 0;
      for (let at = from; at < to; at += 1) {
        const id = raw[at]!;
        let code = 0;
        if (id > 0) {
          if (id >= codes.length) codes = grown(codes, id);
          code = codes[id]!;
          if (code === 0) code = codes[id] = seen.push(id);
          if (code > highest) highest = code;
        } else if (id !== 0) throw new Error(`${id} is no id.`);
        into[at - from] = code;
      }
      return highest;
    },
  };
}

/** An intake of numbers or texts; NaN and null are absent. */
export function valueIntake<T extends number | string>(): Intake<T> {
  const seen: T[] = [];
  const codes = new Map<T, number>();
  return {
    seen,
    chunks: [],
    code(raw, from, to, into) {
      let highest = 0;
      for (let at = from; at < to; at += 1) {
        const value = raw[at] ?? null;
        let code = 0;
        if (value !== null && value === value) {
          code = codes.get(value) ?? 0;
          if (code === 0) codes.set(value, (code = seen.push(value)));
          if (code > highest) highest = code;
        }
        into[at - from] = code;
      }
      return highest;
    },
  };
}

/** How many values each row has, and the values of all rows. */
export interface ManyIntake {
  readonly counts: (Narrow | number)[];
  readonly values: Intake<number>;
}

/** Takes the values of one page. `scratch` is at least as long as `n` and as the values of the page. */
export function takeMany(intake: ManyIntake, n: number, offsets: ArrayLike<number>, values: Int32Array, scratch: Uint32Array): void {
  let most = 0;
  for (let row = 0; row < n; row += 1) {
    const count = offsets[row + 1]! - offsets[row]!;
    if (count > most) most = count;
    scratch[row] = count;
  }
  intake.counts.push(most === 0 ? n : narrowCopy(scratch, n, most));
  take(intake.values, values, offsets[0]!, offsets[n]!, scratch);
}

export function take<T>(intake: Intake<T>, raw: ArrayLike<T | null>, from: number, to: number, scratch: Uint32Array): void {
  const highest = intake.code(raw, from, to, scratch);
  intake.chunks.push(highest === 0 ? to - from : narrowCopy(scratch, to - from, highest));
}

function grown(codes: Int32Array<ArrayBuffer>, id: number): Int32Array<ArrayBuffer> {
  const roomier = new Int32Array(Math.max(id + 1, codes.length * 2));
  roomier.set(codes);
  return roomier;
}
