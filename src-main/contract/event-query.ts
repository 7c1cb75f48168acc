import { z } from 'zod';
import { fieldNames, type FieldName } from './fields.ts';
import { eventRow } from './shapes.ts';

const field = z.enum(fieldNames as unknown as readonly [FieldName, ...FieldName[]]);
/** A log holds values of a megabyte. */
const values = z.array(z.string().max(2_000_000)).min(1).max(1000);

/** One condition on a field, as a chip of the filter bar shows it; it holds for an event where any of its values does. */
export const eventChip = z.union([
  z.strictObject({ field, operator: z.enum(['is', 'is-not', 'contains', 'starts-with']), values, ignoreCase: z.boolean().default(false) }),
  z.strictObject({ field, operator: z.enum(['exists', 'missing']) }),
  z.strictObject({ field, operator: z.enum(['below', 'at-most', 'above', 'at-least']), value: z.number() }),
  /** CIDR blocks or single addresses; on fields of type ip. */
  z.strictObject({ field, operator: z.enum(['in-network', 'not-in-network']), values }),
  /** A named set of the case, as it stands now. */
  z.strictObject({ field, operator: z.enum(['in-set', 'not-in-set']), set: z.string().max(200) }),
]);
export type EventChip = z.infer<typeof eventChip>;

/** Which events are asked for: all chips must hold. Times UTC ms, from <= time < to; null leaves that side open. */
export const eventFilter = z.strictObject({
  from: z.number().nullable().default(null),
  to: z.number().nullable().default(null),
  chips: z.array(eventChip).max(50).default([]),
  /** Only the events of this finding. */
  finding: z.string().max(200).nullable().default(null),
  /** Only the records of the login that this event (`event.id` of the case) belongs to. */
  login: z.number().int().optional(),
  /** One row for each login: of several records the one that stands for it, else the first that passes. */
  collapse: z.literal('login').optional(),
});
export type EventFilter = z.infer<typeof eventFilter>;

export const eventSort = z.strictObject({ field, descending: z.boolean().default(false) });
export type EventSort = z.infer<typeof eventSort>;
export const eventFields = z.array(field).max(60);

/** A row of the Events screen: what every row shows, and the values of the fields that were asked for, in their order; an absent field is an empty list. */
export const eventLine = eventRow.extend({
  cells: z.array(z.array(z.string())),
  /** Records of the login that the event belongs to, where there are several. */
  records: z.number().optional(),
});
export type EventLine = z.infer<typeof eventLine>;

/** Rows of the filtered, sorted list. `atMs` is the time of the first and last row that pass the filter, null where none does. */
export const eventPage = z.strictObject({
  rows: z.array(eventLine), next: z.number().nullable(), total: z.number(),
  atMs: z.strictObject({ first: z.number(), last: z.number() }).nullable(),
  /** Logins of the case that lie in several records. */
  logins: z.number(),
});
export type EventPage = z.infer<typeof eventPage>;

/** Events per slice of fromMs <= time < toMs: of those that pass the filter, and of all (so that a gap of the source differs from a gap of the filter). */
export const eventHistogram = z.strictObject({ fromMs: z.number(), toMs: z.number(), counts: z.array(z.number()), all: z.array(z.number()) });
export type EventHistogram = z.infer<typeof eventHistogram>;

/** The values of a field among the events that pass, most frequent first. Times ISO 8601 UTC. */
export const eventValues = z.strictObject({
  top: z.array(z.strictObject({ value: z.string(), count: z.number(), first: z.string(), last: z.string() })),
  distinct: z.number(), rows: z.number(), absent: z.number(),
});
export type EventValues = z.infer<typeof eventValues>;
