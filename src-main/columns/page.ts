import type { FieldName } from '../contract/index.ts';
import type { ColumnsKey } from './columns.ts';

/**
 * Rows of the case as the reader hands them over, as they lie there: columns have them ordered by time, then identity, whatever the order of pages and rows. Only the
 * first `n` entries of an array count and all of them are copied, so a reader may fill the same arrays again. Ids are those of the case file: above 0, 0 = absent, gaps allowed.
 * A field that no row of the page has may be left out.
 */
export interface ColumnPage {
  readonly n: number;
  /** UTC ms. */
  readonly time: Float64Array;
  /** `event.id` of the case file. */
  readonly event: Int32Array;
  /** 16 bytes per row, which order rows of one time. Without them these stay as they come, in pages that are ordered by their first `event.id`. */
  readonly identity?: Uint8Array;
  /** Ids of `ColumnDictionaries.actors`; leads to every field whose home is `actor`. */
  readonly actor: Int32Array;
  /**
   * dictionary: ids of `values`. identifier: of `identifiers`. `source.ip`: of `ips`. `user_agent.original`: of `agents`.
   * flag: 1 no, 2 yes, as in the event batch. Fields with one value only.
   */
  readonly ids: { readonly [N in FieldName]?: Int32Array };
  /** int and time fields; NaN = absent. */
  readonly numbers: { readonly [N in FieldName]?: Float64Array };
  /** Fields whose home is `event_value`, with one or many values: ids of `values`, those of row i are `values[offsets[i]] … values[offsets[i + 1] - 1]`. */
  readonly many: { readonly [N in FieldName]?: { readonly offsets: Int32Array | Uint32Array; readonly values: Int32Array } };
  /** Only the text fields that `ColumnsOptions.texts` names. */
  readonly texts?: { readonly [N in FieldName]?: readonly (string | null)[] };
}

/** What ids mean. Only entries whose id occurred are kept; their order does not matter. */
export interface ColumnDictionaries {
  /** Those with an id above `after`, once there are pages: what came in since the last time. */
  readonly values: (after: number) => Iterable<TextBlock>;
  readonly identifiers: (after: number) => Iterable<TextBlock>;
  /** `fields`: user.name, user.id, user.type, organization.id. */
  readonly actors: Iterable<ActorEntry>;
  /** `fields`: source.ip_type, source.as.number (a number), source.as.organization.name, source.geo.country_iso_code, … */
  readonly ips: Iterable<DimensionEntry>;
  /** `fields`: user_agent.name, user_agent.version, user_agent.os.name, user_agent.device.class, user_agent.template. */
  readonly agents: Iterable<DimensionEntry>;
}

/** Texts as UTF-8, one after the other: that of `ids[i]` ends before `bytes[ends[i]]`. */
export interface TextBlock {
  readonly ids: Int32Array;
  readonly bytes: Uint8Array;
  readonly ends: Uint32Array;
}
export interface ActorEntry {
  readonly id: number;
  /** Fields of the dimension; left out and null both mean absent. */
  readonly fields: { readonly [N in FieldName]?: string | number | null };
}
export interface DimensionEntry extends ActorEntry {
  readonly text: string;
}

export interface ColumnsOptions extends ColumnsKey {
  /** Text fields (storage `text`) to hold. Costs a text per row: good for error messages, not for ids that never repeat. */
  readonly texts?: readonly FieldName[];
}
