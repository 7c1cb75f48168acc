import { parsePattern, type Node } from './pattern-parts.ts';

/** A pattern that was compiled: what it finds in a text, first match from the left. Time grows with the length of text times that of the pattern, whatever both say. */
export interface Pattern {
  readonly groups: number;
  /** The text of the first group, of the whole match where there is none; `undefined` where nothing is found. */
  find(text: string): string | undefined;
  finds(text: string): boolean;
}

type Instruction =
  | { readonly op: 'unit'; readonly takes: (unit: number) => boolean }
  | { readonly op: 'split'; readonly to: number; readonly or: number }
  | { readonly op: 'jump'; readonly to: number }
  | { readonly op: 'save'; readonly slot: number }
  | { readonly op: 'start' } | { readonly op: 'end' } | { readonly op: 'edge'; readonly inside: boolean } | { readonly op: 'match' };

const MOST_INSTRUCTIONS = 1000;
/** Longer texts are looked at up to here. */
const MOST_TEXT = 8192;

/**
 * Compiles a pattern; a sentence where it is not one. Literals, `.`, classes, `\d \w \s` and their opposites, groups, `|`, `* + ? {n,m}` and their lazy forms, `^ $ \b \B`, and `(?i)` in front.
 * No look-around and no references back: they cannot be run in linear time (K. Thompson, Regular expression search algorithm, CACM 11 (1968); with groups as R. Pike ran it in sam).
 */
export function compilePattern(text: string): Pattern | string {
  const parsed = parsePattern(text);
  if (typeof parsed === 'string') return parsed;
  const program: Instruction[] = [];
  const fits = emit(parsed.node, program);
  if (!fits) return `The pattern "${text.slice(0, 40)}" is too large once its repetitions are written out (${MOST_INSTRUCTIONS} steps).`;
  program.push({ op: 'match' });
  const { groups, prefix, node } = parsed;
  const anchored = isAnchored(node);
  const match = (given: string): Match | undefined => run(program, prefix, anchored, given.length > MOST_TEXT ? given.slice(0, MOST_TEXT) : given);
  return {
    groups,
    finds: remembered((given) => match(given) !== undefined),
    find: remembered((given) => {
      const found = match(given);
      if (found === undefined) return undefined;
      if (groups === 0) return given.slice(found.from, found.at);
      return found.a < 0 || found.b < found.a ? undefined : given.slice(found.a, found.b);
    }),
  };
}

/** Texts of at most this length are remembered, this many of them: names of actions, logs and people repeat in every record. */
const SHORT = 200;
const MOST_REMEMBERED = 2000;

function remembered<T>(find: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    if (text.length > SHORT) return find(text);
    const found = known.get(text);
    if (found !== undefined || known.has(text)) return found as T;
    const made = find(text);
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(text, made);
    return made;
  };
}

/** Whether it can begin at the first letter alone. */
function isAnchored(node: Node): boolean {
  switch (node.kind) {
    case 'start': return true;
    case 'row': return node.of.length > 0 && isAnchored(node.of[0]!);
    case 'either': return node.of.every(isAnchored);
    case 'group': return isAnchored(node.of);
    default: return false;
  }
}

function emit(node: Node, into: Instruction[]): boolean {
  if (into.length > MOST_INSTRUCTIONS) return false;
  switch (node.kind) {
    case 'unit': into.push({ op: 'unit', takes: node.takes }); return true;
    case 'start': case 'end': into.push({ op: node.kind }); return true;
    case 'edge': into.push({ op: 'edge', inside: node.inside }); return true;
    case 'row': return node.of.every((one) => emit(one, into));
    case 'group': {
      if (node.number !== 1) return emit(node.of, into);
      into.push({ op: 'save', slot: 0 });
      const fits = emit(node.of, into);
      into.push({ op: 'save', slot: 1 });
      return fits;
    }
    case 'either': return emitEither(node.of, into);
    case 'repeat': return emitRepeat(node, into);
  }
}

function emitEither(of: readonly Node[], into: Instruction[]): boolean {
  const ends: number[] = [];
  for (let i = 0; i < of.length; i++) {
    const split = into.length;
    const last = i === of.length - 1;
    if (!last) into.push({ op: 'jump', to: 0 });
    if (!emit(of[i]!, into)) return false;
    if (last) break;
    ends.push(into.length);
    into.push({ op: 'jump', to: 0 });
    into[split] = { op: 'split', to: split + 1, or: into.length };
  }
  for (const end of ends) into[end] = { op: 'jump', to: into.length };
  return true;
}

function emitRepeat({ of, least, most, lazy }: Extract<Node, { kind: 'repeat' }>, into: Instruction[]): boolean {
  const split = (on: number, out: number): Instruction => (lazy ? { op: 'split', to: out, or: on } : { op: 'split', to: on, or: out });
  for (let i = 0; i < least; i++) if (!emit(of, into)) return false;
  if (most === Infinity) {
    const at = into.length;
    into.push({ op: 'jump', to: 0 });
    if (!emit(of, into)) return false;
    into.push({ op: 'jump', to: at });
    into[at] = split(at + 1, into.length);
    return true;
  }
  const opened: number[] = [];
  for (let i = least; i < most; i++) {
    opened.push(into.length);
    into.push({ op: 'jump', to: 0 });
    if (!emit(of, into)) return false;
  }
  for (const at of opened) into[at] = split(at + 1, into.length);
  return true;
}

/** A way through the program that is still open; `from` is where its match began, `a` and `b` the first group. */
interface Thread { readonly at: number; readonly from: number; readonly a: number; readonly b: number }
/** A thread that came to the end; `at` is where in the text. */
type Match = Thread;

function run(program: readonly Instruction[], prefix: string, anchored: boolean, text: string): Match | undefined {
  let now: Thread[] = [];
  let found: Match | undefined;
  const seen = new Int32Array(program.length).fill(-1);
  for (let i = 0; i <= text.length; i++) {
    if (now.length === 0) {
      if (found !== undefined || (anchored && i > 0)) break;
      if (prefix !== '') {
        i = text.indexOf(prefix, i);
        if (i < 0) break;
      }
    }
    const open: Thread[] = [];
    for (const thread of now) follow(program, thread, i, text, seen, open);
    if (found === undefined && !(anchored && i > 0)) follow(program, { at: 0, from: i, a: -1, b: -1 }, i, text, seen, open);
    now = [];
    const unit = text.charCodeAt(i);
    for (const thread of open) {
      const step = program[thread.at]!;
      if (step.op === 'match') {
        // What comes behind is less wanted than this one.
        found = { ...thread, at: i };
        break;
      }
      if (step.op === 'unit' && i < text.length && step.takes(unit)) now.push({ ...thread, at: thread.at + 1 });
    }
  }
  return found;
}

/** Goes on to all steps that take a letter, in the order in which they are wanted; each step once per place of the text. */
function follow(program: readonly Instruction[], thread: Thread, i: number, text: string, seen: Int32Array, into: Thread[]): void {
  const waiting: Thread[] = [thread];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    if (seen[one.at] === i) continue;
    seen[one.at] = i;
    const step = program[one.at]!;
    const next = one.at + 1;
    if (step.op === 'unit' || step.op === 'match') into.push(one);
    else if (step.op === 'jump') waiting.push({ ...one, at: step.to });
    else if (step.op === 'split') waiting.push({ ...one, at: step.or }, { ...one, at: step.to });
    else if (step.op === 'save') waiting.push(step.slot === 0 ? { ...one, at: next, a: i } : { ...one, at: next, b: i });
    else if (step.op === 'start' ? i === 0 : step.op === 'end' ? i === text.length : isEdge(text, i) === step.inside) waiting.push({ ...one, at: next });
  }
}

const word = /\w/;

function isEdge(text: string, i: number): boolean {
  return (i > 0 && word.test(text[i - 1]!)) !== (i < text.length && word.test(text[i]!));
}
