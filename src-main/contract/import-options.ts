import { z } from 'zod';
import { datasets } from './datasets.ts';
import type { FaultShape } from './fault.ts';

/**
 * What of the evidence is taken in (practice B1); an absent or empty part does not narrow. Times are ISO 8601 UTC, from inclusive, to exclusive.
 * Records outside are hashed and counted, and can be taken in later by widening.
 */
export const importScope = z.strictObject({
  from: z.iso.datetime().nullable().default(null),
  to: z.iso.datetime().nullable().default(null),
  datasets: z.array(z.enum(datasets)).default([]),
  /** `cloud.account.id` or `organization.id`. */
  accounts: z.array(z.string().trim().min(1).max(200)).max(1000).default([]),
  /** `user.name`, whatever the case of its letters. */
  users: z.array(z.string().trim().min(1).max(500)).max(10_000).default([]),
  /** `event.category`. */
  categories: z.array(z.string().trim().min(1).max(50)).max(20).default([]),
});
export type ImportScope = z.infer<typeof importScope>;

/** In what order files are read: by their paths, those with the youngest date in their name (else of change) first, small ones first. */
export const importOrders = ['given', 'newest', 'smallest'] as const;
export type ImportOrder = (typeof importOrders)[number];

/**
 * What is said of one file: the zone of its times where they name none (IANA; UTC otherwise), and what it is, against what was recognised: then its
 * records are mapped by that source, and what the source refuses is skipped as ever. Of an archive it holds for all members.
 */
export const fileOptions = z.strictObject({
  /** As the forecast says it, or the name of the file. One that fits no file is a fault. */
  path: z.string().min(1).max(4096),
  zone: z.string().max(100).nullable().default(null),
  dataset: z.enum(datasets).nullable().default(null),
  /** Id of a mapping that lies beside the case, instead of a built-in source. */
  mapping: z.string().min(1).max(80).nullable().default(null),
});
export type FileOptions = z.infer<typeof fileOptions>;

/** How far the clock of a source was off, in seconds that are added to its times. */
export const clockOffset = z.strictObject({ dataset: z.enum(datasets), seconds: z.number().int().min(-86_400 * 366).max(86_400 * 366) });
export type ClockOffset = z.infer<typeof clockOffset>;

export const importOptions = z.strictObject({
  scope: importScope.nullable().default(null),
  order: z.enum(importOrders).default('given'),
  /** Zone of all files that name none, where `files` says nothing else. */
  zone: z.string().max(100).nullable().default(null),
  files: z.array(fileOptions).max(10_000).default([]),
  offsets: z.array(clockOffset).max(datasets.length).default([]),
});
export type ImportOptions = z.infer<typeof importOptions>;

/**
 * How a file was taken in: what lies outside `scope` (null: nothing) was left out, times without a zone are of `zone` (null: UTC), `dataset` was the analyst's word, or
 * `mapping` (id of one of the analyst's own). `own`: the mappings of the analyst that were asked beside the built-in sources, as rows of the table `mapping`.
 */
export const intake = z.object({
  scope: importScope.nullable(), zone: z.string().nullable(), dataset: z.enum(datasets).nullable(), offsets: z.array(clockOffset), mapping: z.string().nullable().optional(), own: z.array(z.number().int()).optional(),
});
export type Intake = z.infer<typeof intake>;

/** What a file looks like before it is imported, from its first records. Counts are estimates; null where nothing can be said. */
export interface FileForecast {
  /** Names the file in `options.files`, and is how the case will name it. */
  readonly path: string;
  /** Path inside of the folder that was given. */
  readonly name: string;
  readonly bytes: number;
  readonly shape: string | null;
  readonly dataset: string | null;
  /** The analyst's own mapping that takes most of its records; null where that is a built-in source. */
  readonly mapping: { readonly id: string; readonly title: string; readonly version: number } | null;
  readonly confidence: number;
  /** What speaks for it. */
  readonly reason: string;
  /** Records that would become events, duplicates among them, and those outside the scope. */
  readonly events: number | null;
  readonly outOfScope: number | null;
  /** Why it cannot be read, or not to its end. */
  readonly fault: FaultShape | null;
  /** First and last time met in what was read, ISO 8601 UTC. */
  readonly first: string | null;
  readonly last: string | null;
  /** Some of its times name no zone. */
  readonly zoneAssumed: boolean;
  /** Records that were read for this, and those of them that no source takes. */
  readonly looked: number;
  readonly unknown: number;
  /** Where something is unknown: the first records, and the nearest sources with what speaks against each. */
  readonly examples: readonly UnknownRecord[];
}

/** The records of a member that no source takes. */
export interface MemberUnknown {
  readonly member: number;
  /** Inside the file; empty where the file is the member. */
  readonly path: string;
  readonly shape: string | null;
  readonly unknown: number;
  readonly examples: readonly UnknownRecord[];
}

/** A record that no source takes: its beginning as text, and the nearest sources, surest first. */
export interface UnknownRecord {
  readonly ordinal: number;
  readonly excerpt: string;
  readonly nearest: readonly { readonly dataset: string; readonly title: string; readonly confidence: number; readonly reason: string }[];
}

/** What an import would bring: practice B1. Of very many files the first are listed, and the sums are estimated from those that could be looked at. */
export interface ImportForecast {
  readonly files: readonly FileForecast[];
  readonly moreFiles: number;
  /** Files that were looked at; where it is fewer than all, time was up. */
  readonly looked: number;
  readonly bytes: number;
  readonly events: number | null;
  readonly outOfScope: number | null;
  /** What the case will grow by. */
  readonly diskBytes: number | null;
  /** Seconds it will take on this machine. */
  readonly seconds: number | null;
  readonly freeBytes: number | null;
}
