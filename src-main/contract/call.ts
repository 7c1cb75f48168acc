import type { z } from 'zod';
import type { FaultShape } from './fault.ts';

/** One entry of the list of calls: the check of its input, and the type of its answer. */
export interface Call<I, O> {
  readonly input: z.ZodType<I>;
  /** Only a type; never set. */
  readonly __output?: O;
}
export const call = <O>() => <I>(input: z.ZodType<I>): Call<I, O> => ({ input });

export type Reply<O> = { readonly ok: true; readonly value: O } | { readonly ok: false; readonly fault: FaultShape };
