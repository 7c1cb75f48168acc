import { z } from 'zod';
import { call } from '../call.ts';
import { referenceKinds, type ReferenceRow } from '../reference.ts';
import { page, type Page } from './common.ts';

/** Reference data in the order in which it was read; `counts` are of the whole case, by kind and the export that it is from. */
export interface ReferencePage extends Page<ReferenceRow> { readonly counts: readonly { readonly kind: string; readonly source: string; readonly count: number }[] }

/** What was so, and when: explains findings. */
export const referenceCalls = {
  'reference.list': call<ReferencePage>()(z.strictObject({ ...page, kind: z.enum(referenceKinds).nullable().default(null) })),
} as const;
