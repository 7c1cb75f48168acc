import type { SkipReason } from '../../contract/index.ts';
import type { Rhythm } from './restart.ts';
import type { Seams } from './seams.ts';

/** The list that values are read from; `wrapped` where an object stands around it. */
export interface List {
  readonly name: string;
  readonly wrapped: boolean;
  readonly rhythm: Rhythm;
  readonly seams: Seams;
  next: number;
}

/** What could not be read, and how to go on behind it. */
export interface Damage {
  readonly reason: SkipReason;
  readonly detail: string;
  /** The next line is a fresh start. */
  readonly toNewline?: boolean;
  /** The member ended inside the value: behind it is nothing, unless another value starts within. */
  readonly atEnd?: boolean;
}

/**
 * What the bytes at hand belong to. `value`: a record, or an object around a list. `tail`: such an object behind its list. `text`: a string
 * in a list. `list-start`: behind the bracket of what may be the list of an envelope.
 */
export type Mode = 'between' | 'value' | 'tail' | 'text' | 'after-text' | 'scalar' | 'list-start' | 'damage';
