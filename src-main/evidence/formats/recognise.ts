import type { ShapeRecognition } from '../part.ts';
import { blocks } from './block-splitter.ts';
import { csvLayout, type CsvLayout } from './csv-layout.ts';
import { isWhite, NEWLINE, OPEN_BRACE, OPEN_BRACKET } from './bytes.ts';
import { isEmptyEnvelope, envelopeKeyOf } from './envelope.ts';
import { JsonSplitter } from './json-splitter.ts';
import { stampLength } from './stamped-splitter.ts';
import { looksLike } from './looks-like.ts';
import { textLines } from './text-lines.ts';
import { detectUtf16, Utf16Decoder } from './utf16.ts';
import { xmlEvents } from './xml-events.ts';

/** Bytes of a member that are looked at. */
export const HEAD_BYTES = 64 * 1024;
/** The look is widened in these steps and ends as soon as the answer is certain. */
const STEPS = [1024, 8192, HEAD_BYTES];

/** How a member is laid out, and how its rows are to be taken apart where it is a table. */
export interface Recognised {
  readonly recognition: ShapeRecognition;
  readonly csv: CsvLayout | null;
}

/**
 * Says how a member is laid out, by its first bytes alone (a file's name proves nothing). `whole`: there are no further bytes.
 * Shape 'unknown' says in `reason` what the bytes look like.
 */
export function recogniseShape(head: Uint8Array, whole: boolean): Recognised {
  const utf16 = detectUtf16(head);
  if (utf16 === null) return withLayout(Buffer.from(head.buffer, head.byteOffset, head.length), whole);
  const decoder = new Utf16Decoder(utf16.encoding);
  const all = whole && head.length <= HEAD_BYTES;
  const utf8 = decoder.push(Buffer.from(head.subarray(0, HEAD_BYTES)));
  const { recognition, csv } = withLayout(all ? Buffer.concat([utf8, decoder.end()]) : utf8, all);
  return { recognition: { ...recognition, reason: `${recognition.reason}; ${utf16.reason}, read as UTF-8` }, csv };
}

/** JSON first: a table is what is no JSON and has a header. */
function withLayout(head: Buffer, whole: boolean): Recognised {
  const recognition = recogniseUtf8(head, whole);
  const start = head.subarray(0, HEAD_BYTES);
  const lines = recognition.shape === 'unknown' ? stampedLines(start) ?? blocks(start) ?? xmlEvents(start) ?? textLines(start) : null;
  if (lines !== null) return { recognition: lines, csv: null };
  const table = recognition.shape === 'unknown' ? csvLayout(head.subarray(0, HEAD_BYTES), whole && head.length <= HEAD_BYTES) : null;
  if (table === null) return { recognition, csv: null };
  return { recognition: { shape: 'csv', confidence: table.confidence, reason: table.reason }, csv: table.layout };
}

function recogniseUtf8(head: Buffer, whole: boolean): ShapeRecognition {
  for (const step of STEPS) {
    const all = head.length <= step;
    const found = look(head.subarray(0, step), all && whole, all || step === HEAD_BYTES);
    if (found !== null) return found;
  }
  return unknown(head);
}

const unknown = (head: Buffer): ShapeRecognition => ({ shape: 'unknown', confidence: 0.9, reason: `looks like ${looksLike(head)}` });

/** Null where more bytes could tell more; `last`: there are none to be had. */
function look(head: Buffer, whole: boolean, last: boolean): ShapeRecognition | null {
  const at = firstByte(head);
  const first = head[at];
  if (first === undefined) return last ? { shape: 'unknown', confidence: 0.9, reason: 'nothing but white space' } : null;
  if (first === OPEN_BRACKET) return array(head, at, whole, last);
  if (first === OPEN_BRACE && /^\{\s*("|\}|$)/.test(head.toString('latin1', at, at + 256))) return objects(head, at, whole, last);
  return last ? (someLines(head, whole) ?? unknown(head)) : null;
}

/** Past the byte order mark, white space and record separators. */
function firstByte(head: Buffer): number {
  let at = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
  while (isWhite(head[at]) || head[at] === 0x1e) at++;
  return at;
}

function array(head: Buffer, at: number, whole: boolean, last: boolean): ShapeRecognition | null {
  const rest = head.toString('latin1', at + 1, at + 4096).trimStart();
  if (rest.startsWith('{')) return { shape: 'json-array', confidence: 0.99, reason: 'a list of objects' };
  if (rest.startsWith(']')) return { shape: 'json-array', confidence: whole ? 0.95 : 0.7, reason: 'an empty list' };
  if (/^(-?\d[\d.eE+-]*|true|false|null|"(?:[^"\\]|\\.)*")\s*(,|\]\s*$)|^\[/.test(rest)) return { shape: 'json-array', confidence: 0.6, reason: 'a list, not of objects' };
  if (rest === '' && last) return { shape: 'json-array', confidence: 0.3, reason: 'the beginning of a list' };
  return last ? unknown(head) : null;
}

function objects(head: Buffer, at: number, whole: boolean, last: boolean): ShapeRecognition | null {
  const splitter = new JsonSplitter({ recordBytes: HEAD_BYTES * 2, depth: 200 });
  const spans = splitter.push(head);
  const list = splitter.listName;
  if (whole) spans.push(...splitter.end().spans);
  const [one, two] = spans;
  if (one?.path != null && one.path.includes('[')) return { shape: 'json-envelope', confidence: 0.99, reason: `an object around the list "${one.path.slice(0, one.path.indexOf('['))}"` };
  if (one === undefined) {
    if (list !== null && list !== '') return { shape: 'json-envelope', confidence: 0.95, reason: `an object around the list "${list}"` };
    if (!last) return null;
    return unfinished(head, at, whole);
  }
  if (two === undefined && !whole) return last ? { ...oneOf(head, one.offset, one.length), confidence: 0.6 } : null;
  const good = spans.filter((span) => span.kind === 'record').length;
  if (two === undefined) return { shape: 'json-object', confidence: good === 1 ? 0.95 : 0.4, reason: 'a single object' };
  return { ...oneOf(head, one.offset, one.length), confidence: Math.round((0.5 + 0.49 * (good / spans.length)) * 100) / 100 };
}

/** Objects that follow each other are lines where the first is on a line of its own. */
function oneOf(head: Buffer, offset: number, length: number): Pick<ShapeRecognition, 'shape' | 'reason'> {
  const inside = head.subarray(offset, offset + length).includes(NEWLINE);
  const rest = /^[\t\r ]*(\n|$)/.test(head.toString('latin1', offset + length, offset + length + 64));
  return !inside && rest ? { shape: 'json-lines', reason: 'one object a line' } : { shape: 'json-objects', reason: inside ? 'objects over several lines each' : 'objects one after another' };
}

/** No value ends within the head: the first is long, or cut, or it was an envelope with an empty list. */
function unfinished(head: Buffer, at: number, whole: boolean): ShapeRecognition {
  const text = head.toString('utf8', at).trimEnd();
  const key = whole ? emptyListKey(text) : null;
  if (key !== null) return { shape: 'json-envelope', confidence: 0.95, reason: `an object around the empty list "${key}"` };
  if (whole) return { shape: 'json-object', confidence: 0.4, reason: 'an object without an end' };
  return head.subarray(at).includes(NEWLINE)
    ? { shape: 'json-objects', confidence: 0.5, reason: 'begins like an object over several lines' }
    : { shape: 'json-lines', confidence: 0.5, reason: 'begins like a long object on one line' };
}

function emptyListKey(text: string): string | null {
  try {
    const value: unknown = JSON.parse(text);
    const key = envelopeKeyOf(value);
    return key !== null && isEmptyEnvelope(value, key.known) ? key.name : null;
  } catch {
    return null;
  }
}

/** Text whose first line is no object, but at least half of whose lines are: a log that begins with a torn line or a comment. */
function someLines(head: Buffer, whole: boolean): ShapeRecognition | null {
  const lines = head.toString('utf8').split('\n').map((line) => line.trim()).filter((line) => line !== '');
  if (!whole && lines.length > 1) lines.pop();
  const objects = lines.filter(isObject).length;
  if (objects === 0 || objects * 2 < lines.length) return null;
  return { shape: 'json-lines', confidence: Math.round((0.9 * objects / lines.length) * 100) / 100, reason: `${objects} of the first ${lines.length} lines are objects` };
}

/** Lines that begin with a time, and of which at least half go on with an object (an export of CloudWatch Logs). The last one may be cut. */
function stampedLines(head: Buffer): ShapeRecognition | null {
  const lines = head.toString('latin1').replace(/^\u00ef\u00bb\u00bf/, '').split('\n').map((line) => line.trim()).filter((line) => line !== '');
  const stamped = lines.filter((line) => stampLength(Buffer.from(line.slice(0, 64), 'latin1')) > 0);
  const objects = stamped.filter((line) => line.slice(stampLength(Buffer.from(line.slice(0, 64), 'latin1'))).startsWith('{"'));
  if (objects.length === 0 || objects.length * 2 < lines.length) return null;
  return { shape: 'stamped-lines', confidence: Math.round((0.5 + 0.49 * (objects.length / lines.length)) * 100) / 100, reason: `a time and an object a line, on ${objects.length} of the first ${lines.length} lines` };
}

function isObject(line: string): boolean {
  if (!line.startsWith('{')) return false;
  try {
    return typeof JSON.parse(line) === 'object';
  } catch {
    return false;
  }
}
