import type { GeoTable } from '../contract/index.ts';

/** What a table may say about an address. Coordinates in degrees, accuracy as radius in km. */
export interface TableAnswer {
  readonly asn: number | null;
  readonly organization: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
  readonly region: string | null;
  readonly city: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly accuracyKm: number | null;
  /** What a table of anonymous networks says; empty for all others. */
  readonly flags: readonly AnonymousFlag[];
  /** The block around the address for which the table says the same, in CIDR form. */
  readonly prefix: string | null;
}
export type AnonymousFlag = 'vpn' | 'proxy' | 'tor' | 'relay' | 'hosting' | 'residential-proxy';
export type GeoField = keyof TableAnswer;

export const nothing: TableAnswer = {
  asn: null, organization: null, country: null, region: null, city: null, latitude: null, longitude: null, accuracyKm: null, flags: [], prefix: null,
};

/** One open table. `lookup` wants a clean address and answers null where the table knows nothing. */
export interface IpTable {
  readonly table: GeoTable;
  lookup(address: string): TableAnswer | null;
  /** Look-ups that failed because the record in the table could not be read; the field stayed empty. */
  unreadable(): number;
  /** Lets go of what it holds open; absent where that is nothing. Nothing may be looked up afterwards. */
  close?(): void;
}

/** The answer of several tables, with the SHA-256 of the table that each filled field came from. */
export interface GeoAnswer extends TableAnswer {
  readonly tables: Readonly<Partial<Record<GeoField, string>>>;
}

export interface GeoLookup {
  readonly parts: readonly IpTable[];
  lookup(address: string): GeoAnswer | null;
  tables(): GeoTable[];
  unreadable(): number;
  /** Closes every table. */
  close(): void;
}

const network = ['asn', 'organization'] as const;
const place = ['region', 'city', 'latitude', 'longitude', 'accuracyKm'] as const;

/**
 * Several tables as one: imported before embedded, otherwise in the order given. A field that the first leaves empty comes from the next, but
 * never across a contradiction: an organisation only with the same ASN, a region, city or coordinates only with the same country, and latitude,
 * longitude and accuracy only together. The block is that of the table that named the ASN, else of the one that named the country.
 */
export function combine(tables: readonly IpTable[]): GeoLookup {
  const parts = [...tables.filter((t) => t.table.origin === 'imported'), ...tables.filter((t) => t.table.origin === 'embedded')];
  return {
    parts,
    lookup: (address) => combined(parts, address),
    tables: () => parts.map((part) => part.table),
    unreadable: () => parts.reduce((sum, part) => sum + part.unreadable(), 0),
    close: () => {
      for (const part of parts) part.close?.();
    },
  };
}

type Draft = { -readonly [F in GeoField]: TableAnswer[F] };

function combined(parts: readonly IpTable[], address: string): GeoAnswer | null {
  const draft: Draft = { ...nothing };
  const from: Partial<Record<GeoField, string>> = {};
  let prefixOf: 'asn' | 'country' | null = null;
  for (const part of parts) {
    const answer = part.lookup(address);
    if (answer === null) continue;
    const take = <F extends GeoField>(field: F) => {
      draft[field] = answer[field] as Draft[F];
      from[field] = part.table.sha256;
    };
    const named = { asn: draft.asn, country: draft.country };
    if (agrees(draft.asn, answer.asn)) for (const field of network) if (draft[field] === null && answer[field] !== null) take(field);
    if (agrees(draft.country, answer.country)) {
      if (draft.country === null && answer.country !== null) take('country');
      for (const field of coordinatesTogether(draft)) if (draft[field] === null && answer[field] !== null) take(field);
    }
    if (draft.flags.length === 0 && answer.flags.length > 0) take('flags');
    const news = named.asn !== draft.asn ? 'asn' : named.country !== draft.country ? 'country' : null;
    if (answer.prefix !== null && news !== null && (prefixOf === null || (news === 'asn' && prefixOf === 'country'))) {
      take('prefix');
      prefixOf = news;
    }
  }
  return Object.keys(from).length === 0 ? null : { ...draft, tables: from };
}

/** A table that does not name the network or country at all may only add to nothing else. */
function agrees(have: number | string | null, says: number | string | null): boolean {
  return have === null || have === says;
}

/** The place fields that are still open; the accuracy of one table says nothing about the coordinates of another. */
function coordinatesTogether(draft: Draft): readonly (typeof place)[number][] {
  return draft.latitude === null ? place : place.filter((field) => field === 'region' || field === 'city');
}
