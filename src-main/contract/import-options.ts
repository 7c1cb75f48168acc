import { z } from 'zod';
import { datasets } from './datasets.ts';

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

/** In what order files are read: as they were given, those with the youngest name or date first, small ones first. */
export const importOrders = ['given', 'newest', 'smallest'] as const;
export type ImportOrder = (typeof importOrders)[number];

/** What is said of one file: the zone of its times where they name none (IANA; UTC otherwise), and what it is, against what was recognised. */
export const fileOptions = z.strictObject({
  /** Path as listed by the forecast: of the file, relative to what was given. */
  path: z.string().min(1).max(4096),
  zone: z.string().max(100).nullable().default(null),
  dataset: z.enum(datasets).nullable().default(null),
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

/** What a file looks like before it is imported, from its first records. Counts are estimates; null where nothing can be said. */
export interface FileForecast {
  readonly path: string;
  readonly bytes: number;
  readonly shape: string | null;
  readonly dataset: string | null;
  readonly confidence: number;
  /** What speaks for it. */
  readonly reason: string;
  readonly events: number | null;
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

/** A record that no source takes: its beginning as text, and the nearest sources, surest first. */
export interface UnknownRecord {
  readonly ordinal: number;
  readonly excerpt: string;
  readonly nearest: readonly { readonly dataset: string; readonly title: string; readonly confidence: number; readonly reason: string }[];
}

/** What an import would bring: practice B1. */
export interface ImportForecast {
  readonly files: readonly FileForecast[];
  readonly moreFiles: number;
  readonly bytes: number;
  readonly events: number | null;
  readonly diskBytes: number | null;
  /** Seconds it will take on this machine. */
  readonly seconds: number | null;
  readonly freeBytes: number | null;
}
