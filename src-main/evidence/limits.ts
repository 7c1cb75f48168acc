/** Ceilings on what one evidence file may unpack to. Sizes in bytes. */
export interface EvidenceLimits {
  /** Everything that one file unpacks to, over all its members and levels. The caller passes less where the disk has less. */
  readonly totalBytes: number;
  /** One unpacked member. */
  readonly memberBytes: number;
  /** Unpacked to packed size, looked at once more than `ratioFromBytes` were unpacked: honest small files may pack very well. */
  readonly ratio: number;
  readonly ratioFromBytes: number;
  readonly members: number;
  /** Levels of packing: a `.json.gz` inside a `.zip` or `.tar.gz` is two. */
  readonly nesting: number;
  /** A longer record is a skip; its bytes are not held in memory. */
  readonly recordBytes: number;
  /** Levels of objects and arrays in one record, itself included. */
  readonly depth: number;
}

export const defaultLimits: EvidenceLimits = {
  totalBytes: 20 * 1024 ** 3,
  memberBytes: 20 * 1024 ** 3,
  ratio: 200,
  ratioFromBytes: 64 * 1024 ** 2,
  members: 10_000,
  nesting: 2,
  recordBytes: 16 * 1024 ** 2,
  depth: 200,
};

/** What a reading may be told: other ceilings, and a flag that ends it early, looked at between chunks. */
export interface ReadOptions {
  readonly limits?: Partial<EvidenceLimits>;
  readonly stop?: { readonly asked: boolean };
  /** Told how many bytes of the file on disk were read so far, for progress. */
  readonly onBytes?: (done: number) => void;
}
