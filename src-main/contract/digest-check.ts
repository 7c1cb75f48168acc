/**
 * What digests of CloudTrail say of a log file. `signed`: its hash stands in a digest whose signature holds. `hashed`: its hash stands in a digest whose signature could not be checked, or does not
 * hold. `changed`: a digest names it with another hash. `missing`: a digest names it, and the case does not have it. `uncovered`: the case has it, and no digest names it.
 */
export const logStates = ['signed', 'hashed', 'changed', 'missing', 'uncovered'] as const;
export type LogState = (typeof logStates)[number];

export interface CheckedLog {
  readonly state: LogState;
  /** `bucket/key` as the digest names it; null for one that no digest names. */
  readonly object: string | null;
  /** Where it lies in the case; null where it is missing. */
  readonly exhibit: string | null;
  readonly file: string | null;
  /** SHA-256 of the unpacked bytes that the case has, and the one that the digest names. Hex. */
  readonly sha256: string | null;
  readonly expected: string | null;
  /** The digest that names it. */
  readonly digest: string | null;
}

/**
 * `valid`: the next digest holds its signature, and a public key confirms it. `vouched`: not checked itself, but a valid digest behind it names its hash. `no-key`: no public key of its fingerprint
 * was given. `no-signature`: the digest behind it, which holds its signature, is not in the case. `not-the-file`: it does not lie in a file of its own, so that its hash says nothing.
 */
export type SignatureState = 'valid' | 'vouched' | 'invalid' | 'no-key' | 'no-signature' | 'not-the-file';
/** The digest before it: `start`: it names none; `linked`: there, with the hash that it names; `changed`: there with another hash; `absent`: not in the case. */
export type LinkState = 'start' | 'linked' | 'changed' | 'absent';

export interface CheckedDigest {
  readonly object: string;
  readonly exhibit: string;
  readonly file: string;
  readonly account: string;
  readonly sha256: string;
  /** ISO 8601 UTC: the time that it covers. */
  readonly start: string;
  readonly end: string;
  readonly fingerprint: string;
  readonly signature: SignatureState;
  readonly previous: LinkState;
  readonly logs: number;
}

/** A time that no digest of a chain in the case covers. `from`, `to`: ISO 8601 UTC. */
export interface DigestGap {
  /** Trail and region, as the names of its digests begin. */
  readonly chain: string;
  readonly from: string;
  readonly to: string;
  /** The digest that is missing, where one is named. */
  readonly object: string | null;
}

export interface DigestCheck {
  readonly digests: readonly CheckedDigest[];
  readonly logs: readonly CheckedLog[];
  readonly gaps: readonly DigestGap[];
  readonly counts: Readonly<Record<LogState, number>>;
  /** Public keys that could be read, and entries that could not. */
  readonly keys: number;
  readonly badKeys: number;
  /** Digests that lack what a digest must have: exhibit and file of each. */
  readonly unreadable: readonly { readonly exhibit: string; readonly file: string }[];
}

/** So many entries of each list of a `DigestPage`. */
export const digestsListed = 200;

/** What the digests say of a whole case, or of one exhibit; lists are cut, figures count all. */
export interface DigestPage {
  /** Digests in the case that could be read, files that are not whole ones, public keys, and entries among them that are none. All 0: nothing of that kind was given. */
  readonly given: { readonly digests: number; readonly unreadable: number; readonly keys: number; readonly badKeys: number };
  /** Of the case or the exhibit; `missing` of an exhibit: named by a digest in it. */
  readonly counts: Readonly<Record<LogState, number>>;
  /** Of the case: changed, then missing. Of an exhibit: its files, and what is missing of what its digests name. */
  readonly logs: readonly CheckedLog[];
  readonly moreLogs: number;
  /** Of the case: those whose signature does not fit or that are not what the next one names. Of an exhibit: all that lie in it. */
  readonly digests: readonly CheckedDigest[];
  readonly moreDigests: number;
  /** Of the case; none of an exhibit. */
  readonly gaps: readonly DigestGap[];
  readonly moreGaps: number;
}
