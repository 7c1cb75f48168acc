import { isoOf, type ExplanationPart } from '../contract/index.ts';

/** Pieces of a sentence, so that a screen can show times in its zone and figures in bold; together they are the sentence. */
export type Said = readonly ExplanationPart[];

export const words = (text: string): ExplanationPart => ({ as: 'words', text });
/** Words about the whole run of the rule, which are the same in each of its findings. */
export const ofRun = (text: string): ExplanationPart => ({ as: 'words', text, of: 'run' });
export const figure = (text: string): ExplanationPart => ({ as: 'figure', text });
/** What a log says. */
export const value = (text: string): ExplanationPart => ({ as: 'value', text: text === '' ? '(empty)' : text });
export const time = (ms: number): ExplanationPart => ({ as: 'time', text: isoOf(ms) });

const iso = /(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)/;
/** Words of ours that have times in them. */
export function timed(text: string): Said {
  return text.split(iso).filter((piece) => piece !== '').map((piece): ExplanationPart => (iso.test(piece) ? { as: 'time', text: piece } : words(piece)));
}

export function textOf(said: Said): string {
  return said.map((part) => part.text).join('');
}

/** Lists with commas and a last `and`. */
export function series(lists: readonly Said[]): Said {
  return lists.flatMap((one, at) => (at === 0 ? one : [words(at === lists.length - 1 ? ' and ' : ', '), ...one]));
}
