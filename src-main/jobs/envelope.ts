import type { FaultShape } from '../contract/index.ts';

/** What a parent sends to a child. `id` names the request; a job keeps it as its name until it ends. */
export type ToChild =
  | { readonly kind: 'ask'; readonly id: number; readonly name: string; readonly input: unknown }
  | { readonly kind: 'stop'; readonly id: number };

/** What a child sends. `state` is the version of the case that the answer was made from: the parent drops answers that are older than what it knows. */
export type FromChild =
  | { readonly kind: 'ready'; readonly pid: number }
  | { readonly kind: 'progress'; readonly id: number; readonly progress: Progress }
  | { readonly kind: 'stopping'; readonly id: number }
  | { readonly kind: 'answer'; readonly id: number; readonly ok: true; readonly value: unknown; readonly state: number; readonly partial: boolean }
  | { readonly kind: 'answer'; readonly id: number; readonly ok: false; readonly fault: FaultShape; readonly state: number; readonly partial: boolean };

/** How far a job is. At most ten a second are sent. */
export interface Progress {
  readonly step: string;
  readonly done: number;
  readonly total: number;
  readonly unit: 'bytes' | 'rules' | 'events' | 'rows' | 'steps';
  /** Counts so far, where the job has a ledger. */
  readonly ledger?: { readonly records: number; readonly events: number; readonly duplicates: number; readonly skips: number; readonly folded: number; readonly outOfScope: number };
}
