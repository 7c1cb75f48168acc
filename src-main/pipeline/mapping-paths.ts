/** A path that some of the records have, with what stands there. */
export interface FoundPath {
  readonly path: string;
  /** Its last name, in small letters and digits. */
  readonly name: string;
  /** Records that say something there. */
  readonly count: number;
  /** Its different values, the first of them; flags and numbers as text. */
  readonly values: readonly string[];
  readonly different: number;
  readonly many: boolean;
}

const MOST_PATHS = 300;
const MOST_DEPTH = 8;
const MOST_VALUES = 200;
const VALUE_LENGTH = 500;

/** The paths of some records, in the order in which they are met. */
export function pathsOf(records: readonly unknown[]): readonly FoundPath[] {
  const found = new Map<string, { name: string; count: number; last: number; values: Set<string>; many: boolean }>();
  const add = (value: unknown, path: string, name: string, record: number, depth: number, many: boolean): void => {
    if (value === null || value === undefined || value === '' || depth > MOST_DEPTH) return;
    if (Array.isArray(value)) return value.slice(0, 20).forEach((item: unknown) => { add(item, `${path}[*]`, name, record, depth + 1, true); });
    if (typeof value === 'object') {
      for (const [key, inner] of Object.entries(value).slice(0, MOST_PATHS)) add(inner, path === '' ? stepOf(key) : `${path}.${stepOf(key)}`, plain(key), record, depth + 1, many);
      return;
    }
    if (path === '') return;
    let known = found.get(path);
    if (known === undefined) {
      if (found.size >= MOST_PATHS) return;
      found.set(path, (known = { name, count: 0, last: -1, values: new Set(), many }));
    }
    if (known.last !== record) known.count += 1;
    known.last = record;
    if (known.values.size < MOST_VALUES) known.values.add(String(value).slice(0, VALUE_LENGTH));
  };
  records.forEach((record, i) => { add(record, '', '', i, 0, false); });
  return [...found].map(([path, { name, count, values, many }]) => ({ path, name, count, values: [...values], different: values.size, many }));
}

/** A name as a step of a path: in quotes where it has signs of the path language. */
function stepOf(key: string): string {
  return key !== '' && !/[.["\]]/.test(key) && !/^[$^]/.test(key) && key === key.trim() ? key : `"${key.replaceAll(/["\\]/g, '\\$&')}"`;
}

const plain = (key: string): string => key.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
