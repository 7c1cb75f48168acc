/**
 * A number below 2^53 for what JSON values say: the same for the same leaves whatever the order of the names; null, `{}` and `[]` say nothing.
 * Numbers and flags count as their text, since tools rewrite them so. FNV-1a per leaf over path and text, two lanes, summed.
 * It tells two contents under one vendor id apart; it is no proof of equality.
 */
export function fingerprint(...values: readonly unknown[]): number {
  low = 0;
  high = 0;
  for (let i = 0; i < values.length; i++) add(values[i], i + 1, 0);
  return (high & 0x1fffff) * 0x100000000 + (low >>> 0);
}

// The two sums of the call that is running; kept here since this runs for every leaf of every record.
let low = 0;
let high = 0;
const MAX_DEPTH = 64;

function add(value: unknown, path: number, depth: number): void {
  if (value === null || value === undefined || depth > MAX_DEPTH) return;
  if (typeof value !== 'object') addLeaf(typeof value === 'string' ? value : String(value), path);
  else if (Array.isArray(value)) for (let i = 0; i < value.length; i++) add(value[i], Math.imul(path, 31) + i + 7, depth + 1);
  else addObject(value as Record<string, unknown>, path, depth);
}

function addObject(object: Record<string, unknown>, path: number, depth: number): void {
  for (const name of Object.keys(object)) {
    const value = object[name];
    if (value !== null && value !== undefined) add(value, Math.imul(path ^ nameHash(name), 0x01000193), depth + 1);
  }
}

function addLeaf(text: string, path: number): void {
  const made = hash(text, path);
  low = (low + made) | 0;
  high = (high + Math.imul(made ^ (made >>> 15), 0x2c1b3c6d) + Math.imul(path, text.length | 1)) | 0;
}

function hash(text: string, seed: number): number {
  let made = (0x811c9dc5 ^ seed) | 0;
  for (let i = 0; i < text.length; i++) made = Math.imul(made ^ text.charCodeAt(i), 0x01000193);
  return made;
}

/** Names repeat in every record; those that were met first are remembered. */
const MOST_NAMES = 4096;
const names = new Map<string, number>();

function nameHash(name: string): number {
  const known = names.get(name);
  if (known !== undefined) return known;
  const made = hash(name, 0);
  if (names.size < MOST_NAMES) names.set(name, made);
  return made;
}
