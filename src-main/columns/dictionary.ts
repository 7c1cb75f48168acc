/** The dense ids of a field: from codes of an intake to ids, and from ids to numbers of texts or to numbers. Entry 0 is absent. */
export interface Dictionary {
  readonly size: number;
  readonly idOfCode: Uint32Array;
  /** Of a text field. */
  readonly textNumbers: Uint32Array | null;
  /** Of a numeric field. */
  readonly numbers: Float64Array | null;
}

/** `textOfCode[code - 1]` is the number of the text. Two codes of one text get one id. */
export function textDictionary(textOfCode: Uint32Array): Dictionary {
  const { ids, sorted } = ranked(textOfCode, textOfCode.slice().sort());
  const textNumbers = new Uint32Array(sorted.length + 1);
  textNumbers.set(sorted, 1);
  return { size: textNumbers.length, idOfCode: ids, textNumbers, numbers: null };
}

export function numberDictionary(numberOfCode: readonly number[]): Dictionary {
  const raw = Float64Array.from(numberOfCode);
  const { ids, sorted } = ranked(raw, raw.slice().sort());
  const numbers = new Float64Array(sorted.length + 1).fill(NaN);
  numbers.set(sorted, 1);
  return { size: numbers.length, idOfCode: ids, textNumbers: null, numbers };
}

/** A dimension without a text of its own: codes are ids. */
export function plainDictionary(codes: number): Dictionary {
  return { size: codes + 1, idOfCode: new Uint32Array(codes + 1).map((_, code) => code), textNumbers: null, numbers: null };
}

function ranked<A extends Uint32Array | Float64Array>(raw: A, ascending: A): { ids: Uint32Array; sorted: number[] } {
  const sorted: number[] = [];
  for (const value of ascending) if (sorted.length === 0 || value !== sorted.at(-1)) sorted.push(value);
  const ids = new Uint32Array(raw.length + 1);
  for (let code = 1; code <= raw.length; code += 1) ids[code] = positionOf(sorted, raw[code - 1]!) + 1;
  return { ids, sorted };
}

/** Where `value` would stand in an ascending list: the first place whose value is not below it. */
export function positionOf(ascending: ArrayLike<number>, value: number, from = 0, to = ascending.length): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
