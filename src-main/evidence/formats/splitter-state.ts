import { newRhythm, type Rhythm } from './restart.ts';
import { Seams } from './seams.ts';

/** The list that values are read from; `wrapped` where an object stands around it. */
export interface List {
  readonly name: string;
  readonly wrapped: boolean;
  readonly rhythm: Rhythm;
  readonly seams: Seams;
  next: number;
}

/** A list that begins. */
export const newList = (name: string, wrapped: boolean, limits: { readonly recordBytes: number; readonly depth: number }): List => ({ name, wrapped, rhythm: newRhythm(), seams: new Seams(limits), next: 0 });

/**
 * What the bytes at hand belong to. `value`: a record, or an object around a list. `tail`: such an object behind its list. `text`: a string
 * in a list. `list-start`: behind the bracket of what may be the list of an envelope.
 */
export type Mode = 'between' | 'value' | 'tail' | 'text' | 'after-text' | 'scalar' | 'list-start' | 'damage';
