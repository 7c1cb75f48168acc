import { first } from './001-first.ts';
import type { Migration } from './migration.ts';

/** Every step, in order. A new one goes to the end with a higher version. */
export const migrations: readonly Migration[] = [first];
