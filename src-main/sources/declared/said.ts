import { textOf } from '../read.ts';

/** What a value says as text: flags too, as CSV writes them; objects and lists say nothing. */
export function saidOf(value: unknown): string | undefined {
  return typeof value === 'boolean' ? String(value) : textOf(value);
}
