import { isAscii, isUtf8 } from 'node:buffer';
import type { SkipReason } from '../../contract/index.ts';

/** A record's value, or why it has none. */
export type Decoded = { readonly ok: true; readonly value: object } | { readonly ok: false; readonly reason: SkipReason; readonly detail: string };

/**
 * Reads the bytes of one value. Bytes that are not UTF-8 are never replaced silently: the record is a skip.
 * `ascii` says that the caller knows the bytes to be ASCII, which are decoded faster.
 */
export function decodeRecord(b: Buffer, start: number, end: number, ascii: boolean): Decoded {
  let text: string;
  if (ascii) text = b.toString('latin1', start, end);
  else {
    const bytes = b.subarray(start, end);
    if (isAscii(bytes)) text = bytes.toString('latin1');
    else if (isUtf8(bytes)) text = bytes.toString('utf8');
    else return { ok: false, reason: 'record/encoding', detail: 'holds bytes that are not UTF-8' };
  }
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ok: true, value };
    return { ok: false, reason: 'json/not-an-object', detail: `${nameOf(value)} where a record was expected` };
  } catch (error) {
    return { ok: false, reason: 'json/invalid', detail: wording(error, text.length) };
  }
}

function nameOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'an array' : `a ${typeof value}`;
}

/** The place out of the parser's message; its excerpt of the text is left out, since the span leads to the bytes themselves. */
function wording(error: unknown, length: number): string {
  const message = error instanceof Error ? error.message : '';
  const place = /position (\d+)/.exec(message);
  return place === null ? `not valid JSON within its ${length} characters` : `not valid JSON at character ${Number(place[1]) + 1} of ${length}`;
}
