import { isAscii, isUtf8 } from 'node:buffer';
import type { ShapeRecognition } from '../part.ts';
import type { LineKind } from './line-splitter.ts';

/** What a syslog daemon puts before a message: a priority, a version, a time, a host and a tag. No quote and no brace stands in it: cells of a table and JSON are none. */
const syslog = String.raw`(?:<\d{1,3}>[^"{}]{0,200}?|[A-Z][a-z]{2} {1,2}\d{1,2} (?:\d{4} )?\d\d:\d\d:\d\d [^"{}]{0,160}?|\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[^"{}]{0,160}?|\[ *\d+\.\d+\] (?:audit: )?)`;

/** Kinds of lines that are records one by one, by how they begin. A new kind: a noun phrase in the plural, and a test that no other text passes. */
export const textLineKinds: readonly { readonly name: string; readonly is: RegExp }[] = [
  { name: 'records of the Linux audit system', is: new RegExp(String.raw`^(?:${syslog})?(?:node=\S+ )?type=[\w[\]]+ (?:msg=)?audit\(\d+\.\d+:\d+\)`) },
  { name: 'audit events of Laurel in syslog', is: new RegExp(String.raw`^${syslog}\{"ID":"\d+\.\d+:\d+"`) },
  { name: 'Windows events in syslog', is: new RegExp(String.raw`^(?:${syslog})?[^"{}]{0,200}?MSWinEventLog[\t ]`) },
  { name: 'events as XML in syslog', is: new RegExp(String.raw`^${syslog}<Event[ >]`) },
];

/** Characters of a line that are looked at. */
const HEAD = 600;
/** One line in so many must be of a kind that we know: those around it may be comments, or what else the same daemon wrote. */
const MOST_OTHERS = 10;

/** Lines of text of which each is a record, by the kinds above; null where there are none. The last line may be cut. */
export function textLines(head: Buffer): ShapeRecognition | null {
  const lines = head.toString('latin1').replace(/^\u00ef\u00bb\u00bf/, '').split('\n').map((line) => line.slice(0, HEAD).trim()).filter((line) => line.replaceAll('\0', '') !== '');
  const counts = textLineKinds.map(({ name, is }) => ({ name, lines: lines.filter((line) => is.test(line)).length })).filter((one) => one.lines > 0);
  const known = counts.reduce((sum, one) => sum + one.lines, 0);
  if (known === 0 || known * MOST_OTHERS < lines.length) return null;
  const names = counts.toSorted((a, b) => b.lines - a.lines).map((one) => one.name).join(' and ');
  return { shape: 'text-lines', confidence: Math.round((0.6 + 0.39 * (known / lines.length)) * 100) / 100, reason: `${names}, on ${known} of the first ${lines.length} lines` };
}

/** A line is its text. Bytes that are not UTF-8 are never replaced silently: the line is a skip; as is the beginning of one that was cut. */
export const textLine: LineKind = {
  mostLead: 0,
  lead: () => 0,
  read(b, from, to, last, cut) {
    if (last && cut) return { ok: false, reason: 'record/truncated', detail: 'the file was not read to the end of this line' };
    const bytes = b.subarray(from, to);
    if (isAscii(bytes)) return { ok: true, value: bytes.toString('latin1') };
    if (isUtf8(bytes)) return { ok: true, value: bytes.toString('utf8') };
    return { ok: false, reason: 'record/encoding', detail: 'holds bytes that are not UTF-8' };
  },
};
