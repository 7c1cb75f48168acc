import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './open-cases.ts';

/** Keys that a section of docs/json.md promises, as paths: `files[].fault.code`. */
export function documented(section: string): ReadonlySet<string> {
  const page = readFileSync(join(root, 'docs', 'json.md'), 'utf8');
  const part = page.split(/^## /m).find((one) => one.split('\n')[0]!.includes(section));
  if (part === undefined) throw new Error(`docs/json.md has no section ${section}`);
  return new Set([...part.matchAll(/^\| `([^`]+)` \|/gm)].map((found) => found[1]!.replaceAll(/<\w+>/g, '<>')));
}

/** Objects whose keys are data: written `<>` in a path. */
const maps = /(^|\.)(entity|values|params|measured|baseline|detail)$/;

/** Paths of every value in a JSON document, in the notation of the page. Of an object or list that is empty, itself. */
export function pathsIn(value: unknown, path = ''): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (inner: unknown, at: string) => {
    for (const one of pathsIn(inner, at)) found.add(one);
  };
  if (Array.isArray(value)) for (const one of value) add(one, `${path}[]`);
  else if (typeof value === 'object' && value !== null) {
    const dynamic = maps.test(path.replaceAll('[]', ''));
    for (const [name, inner] of Object.entries(value)) add(inner, path === '' ? name : `${path}.${dynamic ? '<>' : name}`);
  } else found.add(path);
  return found;
}

/** Keys in the order in which they stand, of the first object. */
export function orderOf(paths: Iterable<string>): readonly string[] {
  return [...new Set([...paths].map((path) => path.replace(/^\[\]\./, '').split(/[.[]/)[0]!))];
}
