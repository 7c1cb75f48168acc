import { BACKSLASH, COLON, COMMA, CLOSE_BRACE, isWhite, NEWLINE, OPEN_BRACE, QUOTE } from './bytes.ts';

/** No sign of a record's start reaches further than this before or after its `{`. */
export const RESTART_REACH = 256;
const MAX_INDENT = 128;
const MAX_HEAD = 96;

/** What is known of how values follow each other in one sequence: where the next one can be picked up after damage. */
export interface Rhythm {
  /** Spaces before the first value where it stood at the start of a line, else null. */
  indent: number | null;
  /** 'lines': each value starts a line of that indent. 'run': they follow each other within lines. */
  style: 'unknown' | 'lines' | 'run';
  /** First bytes of the first good value, through its first key. */
  head: Buffer | null;
  started: number;
}
export const newRhythm = (): Rhythm => ({ indent: null, style: 'unknown', head: null, started: 0 });

/** Takes note of a value that starts; `indent` is null in the middle of a line. `certain`: even the first start tells the style. */
export function noteStart(rhythm: Rhythm, indent: number | null, certain: boolean): void {
  rhythm.started++;
  if (rhythm.started > 2) return;
  if (rhythm.started === 1) rhythm.indent = indent;
  if (rhythm.style === 'unknown' && (rhythm.started === 2 || (certain && indent !== null))) {
    rhythm.style = indent === null ? 'run' : 'lines';
    rhythm.indent = indent;
  }
}

/** The first bytes of an object through the colon after its first key, or null where it does not begin like one. */
export function headOf(b: Buffer, start: number): Buffer | null {
  const match = /^\{[ \t\r\n]*"[^"\\]*"[ \t\r\n]*:/.exec(b.toString('latin1', start, start + MAX_HEAD));
  return match === null ? null : Buffer.from(b.subarray(start, start + match[0].length));
}

/** Spaces between the line's start and `at`; -1 where other bytes stand between, or the line's start is not in `b` (`first`: `b` starts the member). */
export function indentAt(b: Buffer, at: number, first: boolean): number {
  let j = at - 1;
  while (j >= 0 && at - j <= MAX_INDENT && (b[j] === 0x20 || b[j] === 0x09)) j--;
  if (j < 0) return first ? at : -1;
  return b[j] === NEWLINE ? at - 1 - j : -1;
}

/** True where the bytes at `at` are the head of a value and do not stand as a member of an object. */
export function headAt(b: Buffer, at: number, head: Buffer): boolean {
  if (b.compare(head, 0, head.length, at, Math.min(b.length, at + head.length)) !== 0) return false;
  let j = at - 1;
  while (j >= 0 && isWhite(b[j])) j--;
  return j < 0 || (b[j] !== COLON && b[j] !== BACKSLASH);
}

/** `}` `,`? `{` `"`: one object after another, the weakest sign. `commas`: the comma will do. */
export function isSeam(b: Buffer, at: number, commas: boolean): boolean {
  let j = at - 1;
  while (j >= 0 && isWhite(b[j])) j--;
  if (b[j] === COMMA) {
    if (commas) return startsObject(b, at);
    j--;
  }
  while (j >= 0 && isWhite(b[j])) j--;
  return b[j] === CLOSE_BRACE && startsObject(b, at);
}

function startsObject(b: Buffer, at: number): boolean {
  let k = at + 1;
  while (isWhite(b[k])) k++;
  return b[k] === QUOTE || b[k] === CLOSE_BRACE;
}

/** Signs by which the value after a damaged one is known. */
export interface Signs {
  readonly rhythm: Rhythm;
  /** Head of the damaged value itself, for the case that none before it was good. */
  readonly ownHead: Buffer | null;
  /** Which seams will do where no head is known. */
  readonly seams: 'none' | 'objects' | 'commas';
  /** The sequence around this one, where it is a list in a wrapper. */
  readonly outer: Rhythm | null;
}

/** The first place in `b` from `from` and before `horizon` where a value seems to start; null where none does. */
export function findRestart(b: Buffer, from: number, horizon: number, first: boolean, signs: Signs): { at: number; outer: boolean } | null {
  for (let at = b.indexOf(OPEN_BRACE, from); at >= 0 && at < horizon; at = b.indexOf(OPEN_BRACE, at + 1)) {
    if (signs.outer !== null && startsOuter(b, at, first, signs.outer, signs.rhythm)) return { at, outer: true };
    if (startsHere(b, at, first, signs)) return { at, outer: false };
  }
  return null;
}

function startsOuter(b: Buffer, at: number, first: boolean, outer: Rhythm, inner: Rhythm): boolean {
  if (outer.head !== null && headAt(b, at, outer.head)) return true;
  return outer.indent !== null && inner.style === 'lines' && inner.indent !== outer.indent && indentAt(b, at, first) === outer.indent;
}

function startsHere(b: Buffer, at: number, first: boolean, { rhythm, ownHead, seams }: Signs): boolean {
  if (rhythm.style !== 'run' && rhythm.indent !== null && indentAt(b, at, first) === rhythm.indent) return true;
  if (rhythm.style === 'lines') return false;
  const head = rhythm.head ?? ownHead;
  return head === null ? seams !== 'none' && isSeam(b, at, seams === 'commas') : headAt(b, at, head);
}
