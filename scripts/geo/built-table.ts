/** A table as built: the pieces of its file, and what the manifest says about them. */
export interface BuiltTable {
  readonly pieces: readonly Uint8Array[];
  /** YYYY-MM-DD of the data, not of the conversion. */
  readonly buildDate: string;
  readonly records: number;
  readonly ranges: { readonly v4: number; readonly v6: number; readonly fine: number };
}
