import type { ComparedField } from './compared.ts';
import type { Dataset } from './datasets.ts';
import type { FieldName, fields } from './fields.ts';

export { datasets, processDatasets, type Dataset } from './datasets.ts';

/** How finely the source wrote the time. */
export type Precision = 'second' | 'millisecond' | 'finer';

/** A point in time: UTC milliseconds, the rest in nanoseconds (0 to 999,999), and what is known about how it was written. */
export interface Instant {
  readonly ms: number;
  readonly restNs: number;
  readonly precision: Precision;
  /** The text named no zone and UTC was assumed. */
  readonly zoneAssumed: boolean;
}

type Entry = typeof fields;
type One<N extends FieldName> = Entry[N]['storage'] extends 'int' | 'time' ? number : Entry[N]['storage'] extends 'flag' ? boolean : string;

/** The values of an event by field name; absent and `undefined` both mean that the source did not say. Derived fields are not set by mappers. */
export type EventFields = {
  readonly [N in FieldName]?: (Entry[N]['many'] extends true ? readonly string[] : One<N>) | undefined;
};

/** What a source makes of one record. */
export interface EventDraft {
  readonly dataset: Dataset;
  readonly time: Instant;
  /** The id that the source gave the event; not unique by itself. */
  readonly vendorId: string | null;
  /** The values that, with dataset and vendor id, say that two records are the same event. Order matters. */
  readonly identity: readonly (string | number | null)[];
  /**
   * Only where the shape of the record leaves out what the source writes (a console download, a query for some columns): the compared fields that it says,
   * those included that are empty in this record. Such a record is the same event as one of its vendor id whose compared fields agree with it, and the event is
   * read from the fuller one. Absent: the record says everything.
   */
  readonly says?: readonly ComparedField[];
  /** Beside `says`: the source writes one event in several records (stages of a request), and this is not the last of them. Where they meet, one is the event and the others are folded; elsewhere a poorer record is a duplicate. */
  readonly isPart?: true;
  readonly fields: EventFields;
}
