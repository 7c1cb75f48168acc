import { bytesOfHex, isHex, numberOf, textOfBytes, unquoted } from './audit-values.ts';

/** The arguments of a program, as far as the records have them. `null` stands where some are missing, however many. */
export interface Arguments {
  readonly list: readonly (string | null)[];
  readonly isWhole: boolean;
}

/** What is known of one argument: whole, or in pieces `a8[0]=`, `a8[1]=` of `a8_len=` characters together. */
interface Argument {
  whole: string | undefined;
  length: number | undefined;
  readonly pieces: Map<number, string>;
}

const name = /^a(\d{1,7})(?:_(len)|\[(\d{1,7})\])?$/;
/** Written where arguments are missing. */
export const MISSING = '…';

/** Puts the arguments together of the EXECVE records of an event, in whatever order they came. Values as they are written, quotes and all. */
export function argumentsOf(records: readonly (readonly (readonly [name: string, value: string])[])[]): Arguments {
  const known = new Map<number, Argument>();
  let count: number | undefined;
  for (const fields of records) {
    for (const [field, value] of fields) {
      if (field === 'argc') count ??= numberOf(value);
      const found = name.exec(field);
      if (found === null) continue;
      const at = Number(found[1]);
      let argument = known.get(at);
      if (argument === undefined) known.set(at, (argument = { whole: undefined, length: undefined, pieces: new Map() }));
      if (found[2] !== undefined) argument.length ??= numberOf(value);
      else if (found[3] === undefined) argument.whole ??= value;
      else if (!argument.pieces.has(Number(found[3]))) argument.pieces.set(Number(found[3]), value);
    }
  }
  return inOrder(known, count);
}

function inOrder(known: ReadonlyMap<number, Argument>, count: number | undefined): Arguments {
  const list: (string | null)[] = [];
  let next = 0;
  let isWhole = count !== undefined;
  const gap = (): void => {
    isWhole = false;
    if (list.at(-1) !== null) list.push(null);
  };
  for (const [at, argument] of [...known].sort((a, b) => a[0] - b[0])) {
    if (at > next) gap();
    next = at + 1;
    const { text, isAll } = textOf(argument);
    list.push(isAll ? text : text + MISSING);
    isWhole &&= isAll;
  }
  if (count !== undefined && next < count) gap();
  return { list, isWhole };
}

function textOf({ whole, length, pieces }: Argument): { readonly text: string; readonly isAll: boolean } {
  if (whole !== undefined) return { text: decoded([whole]), isAll: true };
  const inRow = [...pieces].sort((a, b) => a[0] - b[0]);
  const values = inRow.map(([, value]) => unquoted(value));
  const isAll = inRow.every(([at], i) => at === i) && (length === undefined ? false : values.reduce((sum, value) => sum + value.length, 0) >= length);
  return { text: decoded(inRow.map(([, value]) => value)), isAll };
}

/** Pieces in hex are joined before they are read: a character may be cut between two of them. */
function decoded(values: readonly string[]): string {
  if (values.every((value) => isHex(value))) return textOfBytes(bytesOfHex(values.join('')));
  return values.map((value) => (isHex(value) ? textOfBytes(bytesOfHex(value)) : unquoted(value))).join('');
}
