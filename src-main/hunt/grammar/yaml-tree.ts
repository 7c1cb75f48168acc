import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import type { Place, Problems } from './problem.ts';

/** A YAML value with its place. Maps keep their keys apart from any object, so `__proto__` is a key like another. */
export type Tree =
  | { readonly kind: 'scalar'; readonly value: string | number | boolean | null; readonly at: Place }
  | { readonly kind: 'list'; readonly items: readonly Tree[]; readonly at: Place }
  | { readonly kind: 'map'; readonly entries: ReadonlyMap<string, { readonly key: Place; readonly value: Tree }>; readonly at: Place };

const MAX_BYTES = 1024 * 1024;
const MAX_DEPTH = 64;
const MAX_ALIASES = 100;
const MAX_NODES = 100_000;

/** What a text is of, and how much of it is read. */
export interface YamlLimits {
  readonly what: 'rule' | 'mapping';
  readonly aliases: number;
}
const ofRules: YamlLimits = { what: 'rule', aliases: MAX_ALIASES };

/**
 * The tree of a YAML text; null where nothing of it can be used, with the problems said.
 * Refused: more than 1 MiB, deeper than 64, tags, duplicate keys, merge keys, more than 100 aliases (or as `limits` say) or 100,000 nodes after following them.
 */
export function yamlTree(text: string, problems: Problems, limits: YamlLimits = ofRules): Tree | null {
  const top = { line: 1, column: 1 };
  if (Buffer.byteLength(text) > MAX_BYTES) return refuse(problems, top, `The file is larger than 1 MiB. A ${limits.what} is a page of text.`);
  const deep = deeperThan(text, MAX_DEPTH * 4);
  if (deep) return refuse(problems, deep, `This is nested deeper than ${MAX_DEPTH} levels.`);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, schema: 'core', merge: false, prettyErrors: false, logLevel: 'error' });
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  for (const wrong of [...document.errors, ...document.warnings]) problems.add(place(wrong.pos[0]), `Not readable as YAML: ${firstLine(wrong.message)}`);
  if (document.contents === null) return refuse(problems, top, 'The file is empty.');
  return walk(document, document.contents, problems, place, limits);
}

function walk(document: Document, root: Node, problems: Problems, place: (offset: number) => Place, limits: YamlLimits): Tree | null {
  let nodes = 0;
  let aliases = 0;
  const visit = (node: unknown, depth: number, fallback: Place): Tree | null => {
    const from = (node as Node | null)?.range?.[0];
    const at = from === undefined ? fallback : place(from);
    if (++nodes > MAX_NODES) return nodes === MAX_NODES + 1 ? refuse(problems, at, `More than ${MAX_NODES} nodes after following aliases.`) : null;
    if (depth > MAX_DEPTH) return refuse(problems, at, `This is nested deeper than ${MAX_DEPTH} levels.`);
    if (isAlias(node)) {
      if (limits.aliases === 0) return refuse(problems, at, `Aliases are not used in a ${limits.what}. Write out what "${node.source}" stands for.`);
      if (++aliases > limits.aliases) return aliases === limits.aliases + 1 ? refuse(problems, at, `More than ${limits.aliases} aliases.`) : null;
      const meant = node.resolve(document);
      return meant === undefined ? refuse(problems, at, `There is no anchor "${node.source}".`) : visit(meant, depth + 1, at);
    }
    if ((node as { tag?: unknown } | null)?.tag !== undefined && hasOwnTag(node as Node)) return refuse(problems, at, `Tags are not used in a ${limits.what}. Take the tag away.`);
    if (isScalar(node)) return scalar(node.value, at, problems);
    if (isSeq(node)) return { kind: 'list', at, items: node.items.map((one) => visit(one, depth + 1, at)).filter((one) => one !== null) };
    if (isMap(node)) {
      const entries = new Map<string, { key: Place; value: Tree }>();
      for (const pair of node.items) {
        const keyFrom = (pair.key as Node | null)?.range?.[0];
        const key = keyFrom === undefined ? at : place(keyFrom);
        const name = isScalar(pair.key) ? String(pair.key.value) : null;
        if (name === null) problems.add(key, 'A key must be a plain text.');
        const value = pair.value === null ? ({ kind: 'scalar', value: null, at: key } as const) : visit(pair.value, depth + 1, key);
        if (name !== null && value !== null) entries.set(name, { key, value });
      }
      return { kind: 'map', at, entries };
    }
    return { kind: 'scalar', value: null, at };
  };
  return visit(root, 1, { line: 1, column: 1 });
}

function scalar(value: unknown, at: Place, problems: Problems): Tree | null {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return { kind: 'scalar', value, at };
  return refuse(problems, at, 'Only texts, numbers, true, false and null are used in rules.');
}

/** The library sets the tag of collections by itself; only what was written in the file counts. */
function hasOwnTag(node: Node): boolean {
  return !['tag:yaml.org,2002:map', 'tag:yaml.org,2002:seq', 'tag:yaml.org,2002:str'].includes(String((node as { tag?: unknown }).tag));
}

/** Nested flow or list markers would exhaust the stack inside the library before a depth could be counted. */
function deeperThan(text: string, limit: number): Place | null {
  let open = 0;
  let line = 1;
  let lineStart = 0;
  let dashes = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 10) [line, lineStart, dashes] = [line + 1, i + 1, 0];
    else if (c === 91 || c === 123) open++;
    else if (c === 93 || c === 125) open = Math.max(0, open - 1);
    else if ((c === 45 || c === 63) && text.charCodeAt(i + 1) === 32) dashes++;
    if (open > limit || dashes > limit) return { line, column: i - lineStart + 1 };
  }
  return null;
}

function refuse(problems: Problems, at: Place, message: string): null {
  problems.add(at, message);
  return null;
}
const firstLine = (text: string): string => text.split('\n', 1)[0]!;

/** The place of what a path names, or of the nearest part of it that is there. */
export function placeAt(tree: Tree, path: readonly (string | number)[]): Place {
  let here = tree;
  let at = tree.at;
  for (const step of path) {
    if (here.kind === 'map') {
      const entry = here.entries.get(String(step));
      if (entry === undefined) return at;
      at = entry.key;
      here = entry.value;
      if (here.kind === 'scalar') at = here.at;
    } else if (here.kind === 'list') {
      const item = here.items[Number(step)];
      if (item === undefined) return at;
      at = item.at;
      here = item;
    } else return at;
  }
  return at;
}
