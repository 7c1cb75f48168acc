import { saidOf } from './said.ts';
import { looked, type Scope } from './scope.ts';

const MAX_DEPTH = 64;

/**
 * A number below 2^53 for all that a record says, whatever the order of its names and whether it came as objects, as columns named `a.b`, or as JSON in a text.
 * FNV-1a per leaf over its path and text, two lanes, summed. It tells two records apart that a mapping makes the same of; it is no proof of equality.
 */
export function contentOf(scope: Scope): number {
  let low = 0;
  let high = 0;
  const add = (given: unknown, path: number, depth: number): void => {
    if (given === null || given === undefined || given === '' || depth > MAX_DEPTH) return;
    const value = looked(given, scope) ?? given;
    if (Array.isArray(value)) (value as readonly unknown[]).forEach((item, i) => { add(item, hash(String(i), step(path, DOT)), depth + 1); });
    else if (typeof value === 'object') for (const name of Object.keys(value)) add((value as Record<string, unknown>)[name], hash(name, step(path, DOT)), depth + 1);
    else {
      const made = hash(saidOf(value) ?? '', step(path, EQUALS));
      low = (low + made) | 0;
      high = (high + Math.imul(made ^ (made >>> 15), 0x2c1b3c6d) + Math.imul(path, 0x01000193)) | 0;
    }
  };
  add(scope.value, 0x811c9dc5 | 0, 0);
  return (high & 0x1fffff) * 0x100000000 + (low >>> 0);
}

const [DOT, EQUALS] = [46, 61];

const step = (seed: number, unit: number): number => Math.imul(seed ^ unit, 0x01000193);

function hash(text: string, seed: number): number {
  let made = seed;
  for (let i = 0; i < text.length; i++) made = step(made, text.charCodeAt(i));
  return made;
}
