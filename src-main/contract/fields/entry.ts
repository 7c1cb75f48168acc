import type { Dataset } from '../datasets.ts';

/**
 * How a field is kept.
 * - `dictionary`: a text that repeats; one id in `value`.
 * - `identifier`: a credential, token, session or device id; one id in `identifier`, one id space, so a join is integer equality.
 * - `text`: high-cardinality text, kept as it is.
 * - `int`: a whole number. `time`: UTC milliseconds. `flag`: yes or no.
 * - `ip`, `agent`, `actor`: an id of that dimension.
 * - `derived`: not stored per event; reached through the dimension named in `through`.
 */
export type Storage = 'dictionary' | 'identifier' | 'text' | 'int' | 'time' | 'flag' | 'ip' | 'agent' | 'derived';

/** Where a field lies in the case file: the event row, a dimension, the narrow table of its dataset, or one row per value. */
export type Home = 'event' | 'actor' | 'ip' | 'user_agent' | 'dataset' | 'event_value';

export interface FieldEntry {
  readonly storage: Storage;
  readonly many: boolean;
  readonly home: Home;
  /** `core` for every dataset, otherwise the dataset that brought it in. */
  readonly dataset: 'core' | Dataset;
  /** Of a core field in narrow tables: the datasets whose tables have it; all where nothing is said. */
  readonly only?: readonly Dataset[];
  readonly label: string;
  readonly meaning: string;
  /** Schema version of the case file that first had it. */
  readonly since: 1;
}

/** A field of one dataset alone. Storage and many stay literal types: the type of a value follows from them (event.ts). */
export const fieldOf = <D extends Dataset>(dataset: D) => <S extends Storage, M extends boolean = false>(storage: S, label: string, meaning: string, home: Home = 'dataset', many: M = false as M) =>
  ({ storage, home, label, meaning, many, dataset, since: 1 }) as const;
