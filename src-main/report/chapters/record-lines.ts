import type { CitedRecord } from '../model.ts';
import type { Times } from '../times.ts';
import { counted, countOf, cut, findingNumber } from '../words.ts';

/** The lines that stand with a cited record, the same in every format that is read. */
export function recordHead(record: CitedRecord): string {
  const cited = record.findings.length === 0 ? 'timeline' : `finding ${record.findings.map(findingNumber).join(', ')}`;
  return `${cited}   exhibit ${record.exhibit}   record ${counted(record.ordinal)}   offset ${counted(record.offset)}   length ${counted(record.length)}`;
}

export function recordPath(record: CitedRecord): string {
  return [record.file, record.member, record.path ?? ''].filter((part) => part !== '').map((part) => cut(part, 300)).join('  ›  ');
}

/** The time as the source wrote it first; what was made of it after. */
export function timeLine(time: NonNullable<CitedRecord['time']>, times: Times): string {
  const local = times.isUtc ? '' : `, ${times.exact(time.utc)}`;
  const zone = time.zone === null ? '' : `, names no zone and is read in ${time.zone}${time.unsure ? ' (clocks were changed then: it may lie an hour off)' : ''}`;
  const offset = time.offsetSeconds === 0 ? '' : `, clock put right by ${time.offsetSeconds} s`;
  return `time ${cut(time.text, 60)}, to the ${time.precision}${zone}${offset}; ${time.utc}${local}`;
}

export function placeLine({ ip, said, tables }: NonNullable<CitedRecord['place']>): string {
  return `address ${cut(ip, 60)}: ${cut(said, 200)}; by ${cut(tables, 200)}; not proof of a person's place`;
}

/** The first `most` UTF-16 units, without half a character at the end. */
export function wholeCharacters(text: string, most: number): string {
  if (text.length <= most) return text;
  const last = text.charCodeAt(most - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? most - 1 : most);
}

/** The other records of an event, as many as fit into `most` characters together, and the line in front of them; null where it is one record. */
export function otherRecords({ others = [] }: CitedRecord, most: number): { readonly head: string; readonly text: string } | null {
  if (others.length === 0) return null;
  let room = most;
  const printed = others.filter(({ raw }) => (room -= raw.length) >= 0);
  const numbers = others.map(({ record }) => counted(record)).join(', ');
  const left = others.length - printed.length;
  return { head: `one event with ${cut(`records ${numbers}`, 200)} of the same file${left === 0 ? '' : `, of which ${counted(left)} are too long to print`}:`, text: printed.map(({ raw }) => raw).join('\n') };
}

/** How much of a record is not printed, and where it is; null where all of it is. */
export function moreBytes(record: CitedRecord, printed: string): string | null {
  const more = record.length - Buffer.byteLength(printed);
  if (more <= 0 || (printed === record.raw && printed.includes('\uFFFD'))) return null;
  const member = record.member === '' ? '' : `, ${cut(record.member, 300)}`;
  return `… ${countOf(more, 'byte')} more; full record in the case file at exhibit ${record.exhibit}${member}, offset ${counted(record.offset)}`;
}
