import type { IpNumber } from '../ip-number.ts';
import type { Container, Numbers, Sections } from './container.ts';

/**
 * Which record holds for which address: sorted starts, each valid until the next one; record 0 = nothing known, n = the n-th record.
 * IPv6 is kept by its upper 64 bits; where a /64 is divided further, its record is FINE and the whole addresses stand in `fine`.
 */
export interface Ranges<C extends Numbers = Uint32Array> {
  readonly v4: readonly [C];
  readonly v4Record: C;
  readonly v6: readonly [C, C];
  readonly v6Record: C;
  readonly fine: readonly [C, C, C, C];
  readonly fineRecord: C;
}
export const FINE = 0xffff_ffff;

export interface Hit {
  readonly record: number;
  /** Length of the longest block around the address in which the table says the same. */
  readonly prefix: number;
}

export function rangeSections(ranges: Ranges): Sections {
  return {
    v4: ranges.v4[0], v4Record: ranges.v4Record,
    v6a: ranges.v6[0], v6b: ranges.v6[1], v6Record: ranges.v6Record,
    fineA: ranges.fine[0], fineB: ranges.fine[1], fineC: ranges.fine[2], fineD: ranges.fine[3], fineRecord: ranges.fineRecord,
  };
}

export function rangesOf(from: Container): Ranges<Numbers> {
  const u32 = (section: string) => from.u32(section);
  return {
    v4: [u32('v4')], v4Record: u32('v4Record'),
    v6: [u32('v6a'), u32('v6b')], v6Record: u32('v6Record'),
    fine: [u32('fineA'), u32('fineB'), u32('fineC'), u32('fineD')], fineRecord: u32('fineRecord'),
  };
}

/** True where every column of a family is as long as the others. */
export function rangesFit(ranges: Ranges<Numbers>): boolean {
  const same = (columns: readonly Numbers[], records: Numbers) => columns.every((column) => column.length === records.length);
  return same(ranges.v4, ranges.v4Record) && same(ranges.v6, ranges.v6Record) && same(ranges.fine, ranges.fineRecord);
}

/** The record that holds for an address, by binary search; null where the table knows nothing. */
export function findRecord(ranges: Ranges<Numbers>, ip: IpNumber): Hit | null {
  if (ip.version === 4) return hitAt(ranges.v4, ranges.v4Record, ip.words);
  const coarse = hitAt(ranges.v6, ranges.v6Record, ip.words);
  return coarse?.record === FINE ? hitAt(ranges.fine, ranges.fineRecord, ip.words) : coarse;
}

function hitAt(starts: readonly Numbers[], records: Numbers, words: readonly number[]): Hit | null {
  const at = lastNotAfter(starts, words);
  const record = at < 0 ? 0 : records.at(at)!;
  if (record === 0) return null;
  const last = at + 1 < records.length ? commonBits(starts, at + 1, words) : -1;
  return { record, prefix: Math.max(bitsOutside(starts, at, words), last) + 1 };
}

/** Index of the last start that is not after the words; -1 where all are. */
function lastNotAfter(starts: readonly Numbers[], words: readonly number[]): number {
  let low = 0;
  let high = starts[0]!.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isAfter(starts, middle, words)) high = middle;
    else low = middle + 1;
  }
  return low - 1;
}

function isAfter(starts: readonly Numbers[], at: number, words: readonly number[]): boolean {
  for (let i = 0; i < starts.length; i += 1) {
    const start = starts[i]!.at(at)!;
    if (start !== words[i]!) return start > words[i]!;
  }
  return false;
}

/** How many leading bits the words share with the start at `at`: a block must be longer than that to leave the start out. */
function commonBits(starts: readonly Numbers[], at: number, words: readonly number[]): number {
  for (let i = 0; i < starts.length; i += 1) {
    const different = (starts[i]!.at(at)! ^ words[i]!) >>> 0;
    if (different !== 0) return i * 32 + Math.clz32(different);
  }
  return starts.length * 32;
}

/** The same for the last address before the start at `at`; -1 where the start is the first address of all. */
function bitsOutside(starts: readonly Numbers[], at: number, words: readonly number[]): number {
  // One less than the start: words of zero at its end become all ones, the word before them loses one.
  let lowest = starts.length - 1;
  while (lowest >= 0 && starts[lowest]!.at(at) === 0) lowest -= 1;
  if (lowest < 0) return -1;
  for (let i = 0; i < starts.length; i += 1) {
    const before = i < lowest ? starts[i]!.at(at)! : i === lowest ? starts[i]!.at(at)! - 1 : 0xffff_ffff;
    const different = (before ^ words[i]!) >>> 0;
    if (different !== 0) return i * 32 + Math.clz32(different);
  }
  return starts.length * 32;
}
