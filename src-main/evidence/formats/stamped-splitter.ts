import { OPEN_BRACE } from './bytes.ts';
import { decodeRecord } from './decode-record.ts';
import { LineSplitter, type LineKind } from './line-splitter.ts';

/** A time of ISO 8601 in UTC and a blank, as CloudWatch Logs puts them before each event that it exports to S3. */
const stamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z[ \t]+/;
const MOST_STAMP = 48;

/** How many bytes of a line are its stamp; 0 where it has none. */
export function stampLength(line: Buffer): number {
  return stamp.exec(line.toString('latin1', 0, MOST_STAMP))?.[0].length ?? 0;
}

const stamped: LineKind = {
  mostLead: MOST_STAMP,
  lead: stampLength,
  read(b, from, to, last) {
    if (b[from] !== OPEN_BRACE) return { ok: false, reason: 'json/not-an-object', detail: 'a line of text where a record was expected' };
    const made = decodeRecord(b, from, to, false);
    return made.ok || !last ? made : { ...made, reason: 'json/truncated', truncated: true };
  },
};

/**
 * Cuts lines of `TIMESTAMP JSON` into records, skips and separators. The record is the JSON alone: the stamp is the time of delivery, and counts as a separator.
 * A line without JSON costs itself. Takes bytes in chunks of any size; the spans do not depend on where they end.
 */
export class StampedSplitter extends LineSplitter {
  constructor(limits: { readonly recordBytes: number }) {
    super(limits, stamped);
  }
}
