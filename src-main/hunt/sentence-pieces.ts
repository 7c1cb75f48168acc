import type { SentencePart } from '../contract/index.ts';
import type { Tree } from './grammar/yaml-tree.ts';
import type { Rule } from './rule.ts';
import { momentWords } from './sentence-words.ts';

/** A piece of the sentence of a rule while it is put together: words, a value of the file that may be a parameter, or the unit of the value before it. */
export type Piece = string | Tree | { readonly unit: string };

export const entry = (tree: Tree | null | undefined, name: string): Tree | undefined => (tree?.kind === 'map' ? tree.entries.get(name)?.value : undefined);
export const itemsOf = (tree: Tree | undefined): readonly Tree[] => (tree?.kind === 'list' ? tree.items : []);
export const texts = (tree: Tree | undefined): readonly string[] => itemsOf(tree).flatMap((item) => (item.kind === 'scalar' ? [String(item.value)] : []));

/** Pieces with something between them. */
export const spaced = (all: readonly (readonly Piece[])[], between: string, last = between): readonly Piece[] => all.flatMap((one, at): readonly Piece[] => (at === 0 ? one : [at === all.length - 1 ? last : between, ...one]));

/** Pieces as parts: a value that is `$name` of a parameter is its place, all else is words. A parameter that says its unit itself does not have it said twice. */
export function joined(pieces: readonly Piece[], rule: Rule): readonly SentencePart[] {
  return pieces.flatMap((piece, at): readonly SentencePart[] => {
    if (typeof piece === 'string') return [{ kind: 'text', text: piece }];
    if ('unit' in piece) return [{ kind: 'text', text: unitOf(pieces[at - 1], rule) === '' ? ` ${piece.unit}` : '' }];
    const value = piece.kind === 'scalar' ? String(piece.value ?? '') : '';
    const parameter = parameterOf(piece, rule);
    if (parameter === null) return [{ kind: 'text', text: momentWords(value) ?? value }];
    return [{ kind: 'parameter', name: value.slice(1) }, { kind: 'text', text: parameter.default === '' ? ' (where one is given)' : '' }];
  });
}

function parameterOf(piece: Piece | undefined, rule: Rule): Rule['parameters'][string] | null {
  if (piece === undefined || typeof piece === 'string' || 'unit' in piece || piece.kind !== 'scalar' || typeof piece.value !== 'string' || !piece.value.startsWith('$')) return null;
  const name = piece.value.slice(1);
  return Object.hasOwn(rule.parameters, name) ? rule.parameters[name]! : null;
}

const unitOf = (piece: Piece | undefined, rule: Rule): string => parameterOf(piece, rule)?.unit ?? '';

/** Neighbouring words in one part. */
export function merged(parts: readonly SentencePart[]): readonly SentencePart[] {
  const made: SentencePart[] = [];
  for (const part of parts) {
    const last = made.at(-1);
    if (part.kind === 'text' && last?.kind === 'text') made[made.length - 1] = { kind: 'text', text: last.text + part.text };
    else if (part.kind === 'parameter' || part.text !== '') made.push(part);
  }
  return made;
}
