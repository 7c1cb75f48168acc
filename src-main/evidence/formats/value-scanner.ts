import { BACKSLASH, classes, CLOSE_BRACE, CLOSE_BRACKET, COLON, COMMA, mayOpenString, OPEN_BRACE, OPEN_BRACKET, QUOTE, WHITE } from './bytes.ts';

/** How a scan ended: the bytes ran out, the value is complete, its structure is broken, or an array began at its first level. */
export type ScanEnd = 'more' | 'closed' | 'broken' | 'list';

/** Strings longer than this are jumped over by the native search; for shorter ones the call costs more than the loop. */
const JUMP_FROM = 48;

/**
 * Finds the end of one JSON value, byte by byte, over any number of chunks. It knows strings, brackets and what may stand before an opening
 * bracket, quote or comma: enough to notice a lost brace or quote at the start of the next record instead of at the end of the file. It does not
 * check numbers, literals and escapes; `JSON.parse` of the finished value does.
 */
export class ValueScanner {
  /** What is broken, where a scan ended so. */
  what = '';
  /** Deeper than the limit somewhere. */
  tooDeep = false;
  #depth = 0;
  #previous = 0;
  #inString = false;
  #escaped = false;
  #watch = false;
  readonly #limit: number;
  readonly #kinds: Uint8Array;

  constructor(depthLimit: number) {
    this.#limit = depthLimit;
    this.#kinds = new Uint8Array(depthLimit + 2);
  }

  /** Starts a value at its first byte. `watch`: end with 'list' at each array that is a first-level value of it. */
  begin(watch: boolean): void {
    this.#start(0, COLON, watch);
  }

  /** Starts inside an object whose `{` and first part were read already; `previous` is the last byte of that. */
  resumeObject(previous: number, watch: boolean): void {
    this.#start(1, previous, watch);
    this.#kinds[1] = OPEN_BRACE;
  }

  #start(depth: number, previous: number, watch: boolean): void {
    this.#depth = depth;
    this.#previous = previous;
    this.#inString = false;
    this.#escaped = false;
    this.#watch = watch;
    this.tooDeep = false;
  }

  /** Scans `b` from `from`; `ended` gets how. Returns the index after the last byte that was taken (at the offending one where broken). */
  scan(b: Uint8Array, from: number, ended: { how: ScanEnd }): number {
    const n = b.length;
    const kinds = this.#kinds;
    const limit = this.#limit;
    let depth = this.#depth;
    let previous = this.#previous;
    let i = from;
    ended.how = 'more';
    if (this.#inString) {
      i = this.#endOfString(b, this.#escaped ? i + 1 : i);
      if (this.#inString) return n;
      previous = QUOTE;
      if (depth === 0) ended.how = 'closed';
    }
    while (i < n && ended.how === 'more') {
      const c = b[i]!;
      if (c === QUOTE) {
        if (mayOpenString[previous] === 0) return this.#broken(i, c, previous, ended);
        i = this.#endOfString(b, i + 1);
        previous = QUOTE;
        if (this.#inString) break;
        if (depth === 0) ended.how = 'closed';
      } else if (c === COLON) {
        if (previous !== QUOTE) return this.#broken(i, c, previous, ended);
        previous = c;
        i++;
      } else if (c === COMMA) {
        if (mayOpenString[previous] === 1) return this.#broken(i, c, previous, ended);
        previous = c;
        i++;
      } else if (c === OPEN_BRACE || c === OPEN_BRACKET) {
        if (depth > 0 && depth <= limit) {
          const fits = kinds[depth] === OPEN_BRACE ? previous === COLON : previous === COMMA || previous === OPEN_BRACKET;
          if (!fits) return this.#broken(i, c, previous, ended);
        }
        depth++;
        if (depth <= limit) kinds[depth] = c;
        else this.tooDeep = true;
        previous = c;
        i++;
        if (this.#watch && depth === 2 && c === OPEN_BRACKET) ended.how = 'list';
      } else if (c === CLOSE_BRACE || c === CLOSE_BRACKET) {
        if (depth <= limit && kinds[depth] !== c - 2) return this.#broken(i, c, previous, ended);
        previous = c;
        i++;
        if (--depth === 0) ended.how = 'closed';
      } else {
        const kind = classes[c];
        if (kind === 0) return this.#broken(i, c, previous, ended);
        if (kind !== WHITE) previous = c;
        i++;
      }
    }
    this.#depth = depth;
    this.#previous = previous;
    return i;
  }

  /** From inside a string: the index after its closing quote, or the end of `b` with `#inString` and `#escaped` set for the next chunk. */
  #endOfString(b: Uint8Array, from: number): number {
    const n = b.length;
    const near = Math.min(n, from + JUMP_FROM);
    let j = from;
    while (j < near) {
      const c = b[j]!;
      if (c === QUOTE) return this.#leaveString(j + 1);
      j += c === BACKSLASH ? 2 : 1;
    }
    while (j < n) {
      const quote = b.indexOf(QUOTE, j);
      const stop = quote < 0 ? n : quote;
      let k = stop - 1;
      while (k >= j && b[k] === BACKSLASH) k--;
      const odd = ((stop - 1 - k) & 1) === 1;
      if (quote < 0) return this.#stayInString(n, odd);
      if (!odd) return this.#leaveString(quote + 1);
      j = quote + 1;
    }
    return this.#stayInString(n, j > n);
  }

  #leaveString(next: number): number {
    this.#inString = false;
    return next;
  }

  #stayInString(n: number, escaped: boolean): number {
    this.#inString = true;
    this.#escaped = escaped;
    return n;
  }

  #broken(at: number, c: number, previous: number, ended: { how: ScanEnd }): number {
    ended.how = 'broken';
    this.what = `${named(c)} after ${named(previous)}`;
    return at;
  }
}

const named = (c: number): string => (c === QUOTE ? 'a string' : c > 0x20 && c < 0x7f ? `"${String.fromCharCode(c)}"` : `byte 0x${c.toString(16).padStart(2, '0')}`);
