import type { MappingRow } from '../source.ts';

/** How the start of a process on Linux becomes an event, field by field. */
export const mapping: readonly MappingRow[] = [];
