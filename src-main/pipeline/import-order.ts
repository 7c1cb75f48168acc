import type { ImportOrder } from '../contract/index.ts';
import type { ListedFile } from '../evidence/list-evidence.ts';

/** Files in the order in which they are to be read; `listed` is in the order of paths, which decides where the rest is equal. */
export function inOrder(listed: readonly ListedFile[], order: ImportOrder): readonly ListedFile[] {
  if (order === 'smallest') return listed.toSorted((a, b) => a.bytes - b.bytes);
  if (order === 'newest') {
    const dates = new Map(listed.map((one) => [one, dateOf(one)]));
    return listed.toSorted((a, b) => dates.get(b)! - dates.get(a)!);
  }
  return listed;
}

const named = /(?<!\d)((?:19|20)\d\d)[-_/.]?(0[1-9]|1[0-2])[-_/.]?(0[1-9]|[12]\d|3[01])(?:[T_-]?([01]\d|2[0-3])[-:_]?([0-5]\d)(?:[-:_]?([0-5]\d))?)?(?!\d)/g;

/** UTC ms of the last date in the name, with folders (`AWSLogs/…/2023/07/10/…_20230710T0605Z_….json.gz`); of its last change where it names none. */
export function dateOf({ name, mtimeMs }: Pick<ListedFile, 'name' | 'mtimeMs'>): number {
  const found = [...name.matchAll(named)].at(-1);
  if (!found) return mtimeMs;
  const [year, month, day, hour, minute, second] = found.slice(1).map((part) => Number(part ?? 0)) as [number, number, number, number, number, number];
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
