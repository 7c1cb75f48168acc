/** A value out of struct text: what was a text stays one, since structs do not say what is a number. `null` is null. */
export type StructValue = string | null | readonly StructValue[] | { readonly [name: string]: StructValue } | object;

/** Structs in structs stay below this. */
const MAX_DEPTH = 32;
/** A name and its sign, at the start of a struct or behind a comma and a blank. */
const named = /([A-Za-z_$@][\w$@.:-]{0,127})=/y;

/**
 * Reads the text that Presto, Trino and Hive write for a row, a map or a list: `{type=IAMUser, sessioncontext={attributes={…}}, tags=[{key=a}]}`. Nothing is
 * quoted in it, so a value goes on until a comma, a blank and a next name, or a bracket that closes what is open and after which the text goes on as it must:
 * values may hold commas, equals signs and brackets. A value that is JSON (`{"a":1}`, `[1]`) is read as JSON.
 * @returns the object or list; `undefined` where the text is none, or ends in the middle of one
 */
export function readStruct(text: string): Readonly<Record<string, StructValue>> | readonly StructValue[] | undefined {
  const trimmed = text.trim();
  const reader = new Reader(trimmed);
  const made = trimmed.startsWith('{') ? reader.struct(0) : trimmed.startsWith('[') ? reader.list(0) : undefined;
  return made !== undefined && made.end === trimmed.length ? made.value : undefined;
}

interface Made<T> {
  readonly value: T;
  /** Behind what was read. */
  readonly end: number;
}

class Reader {
  readonly #text: string;
  /** What is open, outermost first. */
  readonly #open: ('{' | '[')[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  struct(start: number): Made<Record<string, StructValue>> | undefined {
    if (this.#open.length >= MAX_DEPTH) return undefined;
    const value = Object.create(null) as Record<string, StructValue>;
    this.#open.push('{');
    try {
      let at = start + 1;
      if (this.#closes(at, '}')) return { value, end: at + 1 };
      for (;;) {
        const name = this.#nameAt(at);
        if (name === undefined) return undefined;
        const made = this.#value(at + name.length + 1);
        if (made === undefined) return undefined;
        // A name that a caller has written twice keeps its first value.
        value[name] ??= made.value;
        if (this.#text[made.end] === '}') return { value, end: made.end + 1 };
        at = made.end + 2;
      }
    } finally {
      this.#open.pop();
    }
  }

  list(start: number): Made<readonly StructValue[]> | undefined {
    if (this.#open.length >= MAX_DEPTH) return undefined;
    const value: StructValue[] = [];
    this.#open.push('[');
    try {
      let at = start + 1;
      if (this.#closes(at, ']')) return { value, end: at + 1 };
      for (;;) {
        const made = this.#value(at);
        if (made === undefined) return undefined;
        value.push(made.value);
        if (this.#text[made.end] === ']') return { value, end: made.end + 1 };
        at = made.end + 2;
      }
    } finally {
      this.#open.pop();
    }
  }

  /** One value, up to the comma or bracket behind it. */
  #value(start: number): Made<StructValue> | undefined {
    const first = this.#text[start];
    if (first === '{' || first === '[') {
      const made = this.#json(start) ?? (first === '{' ? this.struct(start) : this.list(start));
      if (made !== undefined && this.#ends(made.end)) return made;
      // It begins as a struct and does not end as one: the text was cut.
      if (first === '{' && this.#nameAt(start + 1) !== undefined) return undefined;
    }
    for (let at = start; at < this.#text.length; at += 1) {
      if (!this.#ends(at)) continue;
      const text = this.#text.slice(start, at);
      return { value: text === 'null' ? null : text, end: at };
    }
    return undefined;
  }

  /** JSON that begins here; `undefined` where it is none. */
  #json(start: number): Made<StructValue> | undefined {
    if (!/^(\{\s*["}]|\[\s*[[\]{"\d-])/.test(this.#text.slice(start, start + 16))) return undefined;
    const end = jsonEnd(this.#text, start);
    if (end < 0) return undefined;
    try {
      return { value: JSON.parse(this.#text.slice(start, end)) as object, end };
    } catch {
      return undefined;
    }
  }

  /** True where a value may end: what follows is a next one, or closes what is open. */
  #ends(at: number): boolean {
    const open = this.#open.at(-1);
    if (this.#goesOn(at, open)) return true;
    return this.#closes(at, open === '{' ? '}' : ']');
  }

  /** A comma, a blank, and behind them a name in a struct or anything in a list. */
  #goesOn(at: number, open: '{' | '[' | undefined): boolean {
    if (this.#text[at] !== ',' || this.#text[at + 1] !== ' ') return false;
    return open === '[' || (open === '{' && this.#nameAt(at + 2) !== undefined);
  }

  /** The bracket stands here, and the text behind it goes on as what is open around it asks for. */
  #closes(at: number, bracket: string): boolean {
    if (this.#text[at] !== bracket) return false;
    let next = at + 1;
    for (let depth = this.#open.length - 2; depth >= 0; depth -= 1) {
      const around = this.#open[depth]!;
      if (this.#goesOn(next, around)) return true;
      if (this.#text[next] !== (around === '{' ? '}' : ']')) return false;
      next += 1;
    }
    return next === this.#text.length;
  }

  #nameAt(at: number): string | undefined {
    named.lastIndex = at;
    return named.exec(this.#text)?.[1];
  }
}

/** Behind the JSON value that begins with a bracket at `start`; -1 where it does not end. */
function jsonEnd(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const mark = text[at]!;
    if (mark === '"') {
      for (at += 1; at < text.length && text[at] !== '"'; at += 1) if (text[at] === '\\') at += 1;
    } else if (mark === '{' || mark === '[') depth += 1;
    else if (mark === '}' || mark === ']') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return -1;
}
