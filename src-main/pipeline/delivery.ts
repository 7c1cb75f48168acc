import type { ByteLedger, Dataset, FaultShape, ReferenceSourceId } from '../contract/index.ts';
import type { EventBatch, SkipEntry, StoredBlock } from '../case/index.ts';
import type { ShapeRecognition } from '../evidence/part.ts';

/** What a member turned out to be, told at its end. */
export interface MemberReport {
  readonly bytes: number;
  readonly sha256: string;
  readonly byteLedger: ByteLedger;
  readonly shape: ShapeRecognition | null;
  /** The source that most of its records are of; `reference.…` where it holds reference data and no events. */
  readonly dataset: Dataset | `reference.${ReferenceSourceId}` | null;
  /** How sure the source was (0 to 1), and what speaks for it. */
  readonly confidence: number;
  readonly reason: string;
  /** `aws.cloudtrail 1`, `own:acme-vpn@0123456789ab 2`: who mapped it. */
  readonly mapper: string | null;
  /** The analyst's own mapping, where it is one. */
  readonly mapping: { readonly id: string; readonly title: string; readonly version: number } | null;
  /** Records read, those inside wrappers counted one by one. */
  readonly records: number;
  readonly skips: number;
  /** Records that are an event together with another one. */
  readonly folded: number;
  /** Records outside the scope of the import. */
  readonly outOfScope: number;
  readonly byOverride: boolean;
  /** Events whose time names no zone, and those of them whose local time came twice or never. */
  readonly zoneAssumed: number;
  readonly zoneUnsure: number;
  readonly fault: FaultShape | null;
}

/**
 * What reading one evidence file hands to the keeper, in order: member, batch*, member-end per member, then file-end.
 * Everything in it may cross a thread.
 */
export type Delivery =
  | { readonly kind: 'member'; readonly path: string }
  | { readonly kind: 'batch'; readonly events: EventBatch | null; readonly skips: readonly SkipEntry[]; readonly blocks: readonly StoredBlock[] }
  | { readonly kind: 'member-end'; readonly report: MemberReport }
  | { readonly kind: 'file-end'; readonly bytes: number; readonly sha256: string; readonly fault: FaultShape | null };
