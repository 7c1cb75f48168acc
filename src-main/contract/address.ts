/** What kind of thing a source wrote where an address should be. */
export const addressTypes = ['public', 'private', 'special', 'service', 'internal', 'invalid'] as const;
export type AddressType = (typeof addressTypes)[number];

/** An address after cleaning. `text` is canonical (RFC 5952 for IPv6) where it is an address, else the trimmed original. */
export interface CleanAddress {
  readonly text: string;
  readonly type: AddressType;
  readonly version: 4 | 6 | null;
}
