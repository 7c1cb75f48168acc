/** A part of a pattern. */
export type Node =
  | { readonly kind: 'unit'; readonly takes: (unit: number) => boolean; readonly plain: string | null }
  | { readonly kind: 'row' | 'either'; readonly of: readonly Node[] }
  | { readonly kind: 'group'; readonly of: Node; readonly number: number | null }
  | { readonly kind: 'repeat'; readonly of: Node; readonly least: number; readonly most: number; readonly lazy: boolean }
  | { readonly kind: 'start' | 'end' }
  | { readonly kind: 'edge'; readonly inside: boolean };

export interface ParsedPattern {
  readonly node: Node;
  readonly groups: number;
  /** What every match begins with. */
  readonly prefix: string;
}

const MOST_LENGTH = 500;
const MOST_REPEAT = 200;
const MOST_DEPTH = 20;

interface Reading { readonly text: string; readonly fold: boolean; at: number; groups: number; depth: number }
class Wrong extends Error {}

/** The parts of a pattern, or a sentence that says what is wrong with it. */
export function parsePattern(given: string): ParsedPattern | string {
  if (given.length > MOST_LENGTH) return `A pattern has at most ${MOST_LENGTH} characters.`;
  const fold = given.startsWith('(?i)');
  const reading: Reading = { text: fold ? given.slice(4) : given, fold, at: 0, groups: 0, depth: 0 };
  try {
    const node = either(reading);
    if (reading.at < reading.text.length) return `The pattern has a ")" without "(": "${given.slice(0, 60)}".`;
    return { node, groups: reading.groups, prefix: fold ? '' : prefixOf(node) };
  } catch (error) {
    if (error instanceof Wrong) return `${error.message} in the pattern "${given.slice(0, 60)}".`;
    throw error;
  }
}

function prefixOf(node: Node): string {
  let prefix = '';
  for (const one of node.kind === 'row' ? node.of : [node]) {
    if (one.kind !== 'unit' || one.plain === null) break;
    prefix += one.plain;
  }
  return prefix;
}

function either(reading: Reading): Node {
  if (++reading.depth > MOST_DEPTH) throw new Wrong('Groups lie too deep inside one another');
  const of = [row(reading)];
  while (reading.text[reading.at] === '|') {
    reading.at += 1;
    of.push(row(reading));
  }
  reading.depth -= 1;
  return of.length === 1 ? of[0]! : { kind: 'either', of };
}

function row(reading: Reading): Node {
  const of: Node[] = [];
  for (let sign = reading.text[reading.at]; sign !== undefined && sign !== '|' && sign !== ')'; sign = reading.text[reading.at]) of.push(repeated(reading));
  return { kind: 'row', of };
}

function repeated(reading: Reading): Node {
  const of = single(reading);
  const found = /(?:([*+?])|\{(\d{1,4})(,(\d{1,4})?)?\})(\?)?/y;
  found.lastIndex = reading.at;
  const times = found.exec(reading.text);
  if (times === null) return of;
  if (of.kind === 'start' || of.kind === 'end' || of.kind === 'edge') throw new Wrong('A place cannot be repeated');
  reading.at += times[0].length;
  if (/^[*+?{]/.test(reading.text.slice(reading.at))) throw new Wrong('A repetition of a repetition');
  const sign = times[1];
  const least = sign === undefined ? Number(times[2]) : sign === '+' ? 1 : 0;
  const most = sign === undefined ? (times[3] === undefined ? least : times[4] === undefined ? Infinity : Number(times[4])) : sign === '?' ? 1 : Infinity;
  if (least > MOST_REPEAT || (most !== Infinity && (most > MOST_REPEAT || most < least))) throw new Wrong(`A repetition that is not 0 to ${MOST_REPEAT} times`);
  return { kind: 'repeat', of, least, most, lazy: times[5] !== undefined };
}

function single(reading: Reading): Node {
  const sign = reading.text[reading.at++]!;
  if (sign === '(') return group(reading);
  if (sign === '[') return set(reading);
  if (sign === '^') return { kind: 'start' };
  if (sign === '$') return { kind: 'end' };
  if (sign === '.') return { kind: 'unit', plain: null, takes: (unit) => unit !== 10 && unit !== 13 };
  if (sign === '\\') return escaped(reading);
  if (sign === '*' || sign === '+' || sign === '?') throw new Wrong(`"${sign}" has nothing before it`);
  return literal(sign, reading.fold);
}

function group(reading: Reading): Node {
  let number: number | null = null;
  if (reading.text.startsWith('?:', reading.at)) reading.at += 2;
  else if (reading.text[reading.at] === '?') throw new Wrong('Look-around, names and options of groups are not read (only (?: … ), and (?i) at the very beginning)');
  else number = ++reading.groups;
  const of = either(reading);
  if (reading.text[reading.at] !== ')') throw new Wrong('A "(" is not closed');
  reading.at += 1;
  return { kind: 'group', of, number };
}

function literal(sign: string, fold: boolean): Node {
  const unit = sign.charCodeAt(0);
  if (!fold || sign.toLowerCase() === sign.toUpperCase()) return { kind: 'unit', plain: sign, takes: (one) => one === unit };
  const [low, high] = [sign.toLowerCase().charCodeAt(0), sign.toUpperCase().charCodeAt(0)];
  return { kind: 'unit', plain: null, takes: (one) => one === low || one === high };
}

type Takes = (unit: number) => boolean;
const isDigit: Takes = (unit) => unit >= 48 && unit <= 57;
const isWord: Takes = (unit) => isDigit(unit) || (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122) || unit === 95;
const isBlank: Takes = (unit) => unit === 32 || (unit >= 9 && unit <= 13) || unit === 0xa0 || unit === 0x202f || unit === 0xfeff;
const classes: Readonly<Record<string, Takes>> = { d: isDigit, w: isWord, s: isBlank, D: (unit) => !isDigit(unit), W: (unit) => !isWord(unit), S: (unit) => !isBlank(unit) };
const controls: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r' };

function escaped(reading: Reading): Node {
  const sign = reading.text[reading.at++];
  if (sign === undefined) throw new Wrong('A "\\" stands at the end');
  if (sign === 'b' || sign === 'B') return { kind: 'edge', inside: sign === 'b' };
  const takes = Object.hasOwn(classes, sign) ? classes[sign] : undefined;
  if (takes !== undefined) return { kind: 'unit', plain: null, takes };
  if (/[1-9]/.test(sign)) throw new Wrong('References back to a group are not read');
  return literal(plainOf(sign), reading.fold);
}

function plainOf(sign: string): string {
  if (Object.hasOwn(controls, sign)) return controls[sign]!;
  if (/[a-z0-9]/i.test(sign)) throw new Wrong(`"\\${sign}" is not known`);
  return sign;
}

function set(reading: Reading): Node {
  const not = reading.text[reading.at] === '^';
  if (not) reading.at += 1;
  const parts: Takes[] = [];
  for (let start = true; ; start = false) {
    const sign = reading.text[reading.at++];
    if (sign === undefined) throw new Wrong('A "[" is not closed');
    if (sign === ']' && !start) break;
    parts.push(member(sign, reading));
  }
  const takes: Takes = (unit) => parts.some((part) => part(unit));
  return { kind: 'unit', plain: null, takes: not ? (unit) => !takes(unit) : takes };
}

function member(sign: string, reading: Reading): Takes {
  let from = sign;
  if (sign === '\\') {
    const next = reading.text[reading.at++];
    if (next === undefined) throw new Wrong('A "\\" stands at the end');
    if (Object.hasOwn(classes, next)) return classes[next]!;
    from = plainOf(next);
  }
  let to = from;
  const rest = /-(?:\\([^a-z0-9])|([^\]\\]))/iy;
  rest.lastIndex = reading.at;
  const range = rest.exec(reading.text);
  if (range !== null) {
    reading.at += range[0].length;
    to = range[1] ?? range[2]!;
  }
  const [low, high] = [from.charCodeAt(0), to.charCodeAt(0)];
  if (high < low) throw new Wrong(`The range "${from}-${to}" runs backwards`);
  if (!reading.fold) return (unit) => unit >= low && unit <= high;
  return (unit) => [unit, lower(unit), upper(unit)].some((one) => one >= low && one <= high);
}

const lower: (unit: number) => number = (unit) => (unit >= 65 && unit <= 90 ? unit + 32 : unit);
const upper: (unit: number) => number = (unit) => (unit >= 97 && unit <= 122 ? unit - 32 : unit);
