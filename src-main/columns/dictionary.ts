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
  const { ids, sorted } = rankedTexts(textOfCode);
  const textNumbers = new Uint32Array(sorted.length + 1);
  textNumbers.set(sorted, 1);
  return { size: textNumbers.length, idOfCode: ids, textNumbers, numbers: null };
}

export function numberDictionary(numberOfCode: readonly number[]): Dictionary {
  const raw = Float64Array.from(numberOfCode);
  const sorted = raw.slice().sort().filter((value, at, all) => at === 0 || value !== all[at - 1]);
  const ids = new Uint32Array(raw.length + 1);
  for (let code = 1; code <= raw.length; code += 1) ids[code] = positionOf(sorted, raw[code - 1]!) + 1;
  const numbers = new Float64Array(sorted.length + 1).fill(NaN);
  numbers.set(sorted, 1);
  return { size: numbers.length, idOfCode: ids, textNumbers: null, numbers };
}

/** A dimension without a text of its own: codes are ids. */
export function plainDictionary(codes: number): Dictionary {
  return { size: codes + 1, idOfCode: new Uint32Array(codes + 1).map((_, code) => code), textNumbers: null, numbers: null };
}

/** Ids by code, and the numbers of texts by id, from id 1. Texts are marked instead of sorted: their numbers say how they are ordered. */
function rankedTexts(textOfCode: Uint32Array): { ids: Uint32Array; sorted: Uint32Array } {
  let most = 0;
  for (let at = 0; at < textOfCode.length; at += 1) if (textOfCode[at]! > most) most = textOfCode[at]!;
  const rank = new Uint32Array(most + 1);
  for (let at = 0; at < textOfCode.length; at += 1) rank[textOfCode[at]!] = 1;
  let size = 0;
  for (let text = 0; text <= most; text += 1) if (rank[text] === 1) rank[text] = size += 1;
  const ids = new Uint32Array(textOfCode.length + 1);
  const sorted = new Uint32Array(size);
  for (let at = 0; at < textOfCode.length; at += 1) {
    const text = textOfCode[at]!;
    ids[at + 1] = rank[text]!;
    sorted[rank[text]! - 1] = text;
  }
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
