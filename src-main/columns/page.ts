import type { FieldName } from '../contract/index.ts';
import type { ColumnsKey } from './columns.ts';

/**
 * Rows of the case as the reader hands them over, ordered by time, then identity, over all pages. Only the first `n` entries of an array count
 * and all of them are copied, so a reader may fill the same arrays again. Ids are those of the case file: above 0, 0 = absent, gaps allowed.
 * A field that no row of the page has may be left out.
 */
export interface ColumnPage {
  readonly n: number;
  /** UTC ms. */
  readonly time: Float64Array;
  /** `event.id` of the case file. */
  readonly event: Int32Array;
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

/** Asked for after the last page. Only entries whose id occurred are kept; the order does not matter. */
export interface ColumnDictionaries {
  readonly values: Iterable<TextEntry>;
  readonly identifiers: Iterable<TextEntry>;
  /** `fields`: user.name, user.id, user.type, organization.id. */
  readonly actors: Iterable<ActorEntry>;
  /** `fields`: source.ip_type, source.as.number (a number), source.as.organization.name, source.geo.country_iso_code, … */
  readonly ips: Iterable<DimensionEntry>;
  /** `fields`: user_agent.name, user_agent.version, user_agent.os.name, user_agent.device.class, user_agent.template. */
  readonly agents: Iterable<DimensionEntry>;
}

export type TextEntry = readonly [id: number, text: string];
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
