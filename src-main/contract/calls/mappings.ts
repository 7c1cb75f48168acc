import { z } from 'zod';
import { call } from '../call.ts';
import { nothing, path, type Started } from './common.ts';

/** Something in the text of a mapping that is wrong; line and column count from 1. */
export interface MappingProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** A file beside the case; of one that is no mapping yet `id` is its name. */
export interface MappingCard {
  readonly file: string;
  readonly id: string;
  readonly title: string;
  readonly version: number;
  readonly dataset: string;
  /** Hex, of the text. */
  readonly sha256: string;
  readonly text: string;
  readonly problems: readonly MappingProblem[];
}
export interface MappingList {
  /** Where the files lie; it need not be there yet. */
  readonly folder: string;
  readonly mappings: readonly MappingCard[];
}

/** What a mapping makes of the first records of a file. */
export interface MappingPreview {
  /** With any of these nothing was tried. */
  readonly problems: readonly MappingProblem[];
  readonly shape: string | null;
  /** Records that were tried: `taken` became events, `refused` are those that the mapping knows and makes no event of, `passed` are not its records. */
  readonly looked: number;
  readonly taken: number;
  readonly refused: readonly MappingRefusal[];
  readonly passed: readonly MappingRefusal[];
  /** Records that cannot even be read. */
  readonly unread: number;
  /** ISO 8601 UTC. */
  readonly first: string | null;
  readonly last: string | null;
  /** Events whose time names no zone. */
  readonly zoneAssumed: number;
  readonly fields: readonly MappingFill[];
  /** Built-in sources that take such records by themselves, and how many: they win unless the analyst says otherwise for the file. */
  readonly clashes: readonly { readonly dataset: string; readonly title: string; readonly count: number }[];
}
export interface MappingRefusal { readonly why: string; readonly count: number }
/** How often a field is filled, of the events, and what with. */
export interface MappingFill {
  readonly field: string;
  readonly label: string;
  readonly filled: number;
  readonly examples: readonly string[];
}

const text = z.string().max(1_100_000);
/** One of the files that were given, as the forecast names it (no other is opened); or an exhibit of the open case (`evidence`), whose records that no source takes are meant. */
const of = { paths: z.array(path).max(10_000).default([]), upload: z.string().max(64).optional(), file: z.string().min(1).max(4096), evidence: z.number().int().optional() };

/** Mappings that analysts write for logs that no built-in source takes (docs/mappings.md). */
export const mappingCalls = {
  /** What lies beside the open case. */
  'mapping.list': call<MappingList>()(nothing),
  /** A text to begin with: its paths, time, user and address guessed from the first records of the file. */
  'mapping.draft': call<{ readonly text: string }>()(z.strictObject({ ...of, id: z.string().max(80).default('') })),
  'mapping.preview': call<MappingPreview>()(z.strictObject({ ...of, text })),
  /** Writes the text beside the case. Throws file/exists where a mapping of this id lies there with another text and `replace` is not set, mapping/invalid. */
  'mapping.save': call<MappingCard>()(z.strictObject({ text, replace: z.boolean().default(false) })),
  /** Reads an exhibit again, from what the case has of it, with the mappings that lie beside the case. Throws mapping/nothing-new where no record is unknown or none of them is new. */
  'mapping.apply': call<Started>()(z.strictObject({ evidence: z.number().int() })),
} as const;
