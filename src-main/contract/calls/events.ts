import { z } from 'zod';
import { call } from '../call.ts';
import { eventFields, eventFilter, eventSort, type EventHistogram, type EventPage, type EventValues } from '../event-query.ts';
import { fieldNames, type FieldName } from '../fields.ts';
import type { EventDetail } from '../shapes.ts';
import { page, path, type Started } from './common.ts';

const asked = { filter: eventFilter.default({ from: null, to: null, chips: [], finding: null }) };

/** The events of the case: answered from columns, so that ten million are as near as ten. */
export const eventCalls = {
  'event.get': call<EventDetail>()(z.strictObject({ event: z.number().int() })),
  /** `fields` are the cells of each row. Unsorted means by time. */
  'event.page': call<EventPage>()(z.strictObject({ ...asked, sort: eventSort.nullable().default(null), fields: eventFields.default([]), ...page })),
  /** How many rows of the list come before the event; null where the filter leaves it out. */
  'event.locate': call<number | null>()(z.strictObject({ ...asked, sort: eventSort.nullable().default(null), event: z.number().int() })),
  'event.histogram': call<EventHistogram>()(z.strictObject({ ...asked, from: z.number().nullable().default(null), to: z.number().nullable().default(null), slices: z.number().int().min(1).max(4000).default(200) })),
  /** Values of one field; `text` keeps those that contain it. */
  'event.values': call<EventValues>()(z.strictObject({ ...asked, field: z.enum(fieldNames as unknown as readonly [FieldName, ...FieldName[]]), text: z.string().max(1000).default(''), limit: z.number().int().min(1).max(1000).default(50) })),
  /** Writes the events that pass to a file: CSV (formulas made inert) or JSON Lines. Beside the case where `out` is not given. */
  'event.export': call<Started>()(z.strictObject({ ...asked, sort: eventSort.nullable().default(null), fields: eventFields.default([]), format: z.enum(['csv', 'jsonl']).default('csv'), out: path.optional() })),
} as const;
