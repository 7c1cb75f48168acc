import type { CleanAddress, FieldName, ReferenceFact, ReferenceSourceId, SkipReason } from '../contract/index.ts';

/**
 * Events of one member as columns, as parser threads hand them to the keeper. Texts are ids into `texts` (1-based, 0 = absent), so that a
 * batch crosses a thread as a few typed arrays. `n` is the number of events.
 */
export interface EventBatch extends BatchPlaces {
  readonly n: number;
  readonly texts: readonly string[];
  /** UTC ms; sub-millisecond rest in ns; bit 0 to 1 precision (0 second, 1 millisecond, 2 finer), bit 2 zone assumed, bit 3 local time that came twice or never, bit 4 clock offset added. */
  readonly timeMs: Float64Array;
  readonly timeRestNs: Int32Array;
  readonly timeFlags: Uint8Array;
  /**
   * 16 bytes per event: the first 8 from dataset and vendor id, the last 8 from the identity tuple. Equal 16 = the same event;
   * equal first 8 with other last 8 = one vendor id on two contents, kept both as a conflict. Without a vendor id the first 8 come from all
   * mapped fields and the n-th occurrence in the member.
   */
  readonly identity: Uint8Array;
  /** What the shape of each record says (`saysBits`); absent where all records say everything. */
  readonly says?: Int32Array;
  /** dictionary, identifier, agent: text ids. flag: 1 no, 2 yes, 0 absent. Only fields that occur in the batch. */
  readonly ids: Readonly<Partial<Record<FieldName, Int32Array>>>;
  /** int, time: NaN = absent. */
  readonly numbers: Readonly<Partial<Record<FieldName, Float64Array>>>;
  /** text: one per event. */
  readonly longTexts: Readonly<Partial<Record<FieldName, readonly (string | null)[] | Uuids>>>;
  /** many (and home event_value): values of event i are `values[offsets[i]] … values[offsets[i+1]-1]`, text ids. */
  readonly many: Readonly<Partial<Record<FieldName, { readonly offsets: Int32Array; readonly values: Int32Array }>>>;
  /** source.ip: 1-based index into `addresses`, 0 = absent. */
  readonly ip: Int32Array;
  readonly addresses: readonly CleanAddress[];
  /** Where the other records lie of events that are several: of event i, places `offsets[i]` … `offsets[i+1]-1`. Absent where no event is. */
  readonly further?: BatchPlaces & { readonly offsets: Int32Array };
}

/**
 * Where records lie, one a row: offset and length in the unpacked member, ordinal of its span, path as text id (0 = none). `[*]` in a path stands for the
 * item, which lies beside it (-1 = none): see `splitPath`.
 */
export interface BatchPlaces {
  readonly offset: Float64Array;
  readonly length: Int32Array;
  readonly ordinal: Int32Array;
  readonly path: Int32Array;
  readonly item: Int32Array;
}

/** Texts that are all UUIDs, as `packUuid` makes them: 16 bytes per event, and 1 in `there` for each event that has one. */
export interface Uuids {
  readonly bytes: Uint8Array;
  readonly there: Uint8Array;
}

/** A record that did not become an event. */
export interface SkipEntry {
  readonly ordinal: number;
  readonly offset: number;
  readonly length: number;
  readonly path: string | null;
  readonly reason: SkipReason;
  readonly detail: string;
  /** The reference data that it holds: kept, though it is no event. */
  readonly reference?: { readonly source: ReferenceSourceId; readonly facts: readonly ReferenceFact[] };
}
