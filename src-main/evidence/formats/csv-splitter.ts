import { isAscii, isUtf8 } from 'node:buffer';
import type { ByteLedger, SkipReason } from '../../contract/index.ts';
import type { Span } from '../part.ts';
import { NEWLINE, QUOTE } from './bytes.ts';
import { readCells } from './csv-cells.ts';
import { columnNames, isPreamble, type CsvLayout } from './csv-layout.ts';
import { Tally } from './tally.ts';

const RETURN = 0x0d;
/** A byte order mark in UTF-8. */
const MARK_BYTES = 3;
/** What may be read twice behind quotes that close nowhere: this, and four times what came before. Beyond that every line is a row of its own. */
const REREAD_BYTES = 32 * 1024 ** 2;

/** Where in a row the scan stands. */
type At = 'cell' | 'plain' | 'quoted' | 'closed';

/**
 * Cuts a CSV member into records, skips and separators. The header and rows that repeat it are separators, as are empty lines, line ends and a line above the header. A record's
 * value is an object by the names of the header; an empty cell is an empty text. Takes bytes in chunks of any size; the spans do not depend on where they end.
 * A quote that does not close, or is followed by text, costs the line that it stands on: the next line is tried as a row.
 */
export class CsvSplitter {
  readonly #recordBytes: number;
  readonly #layout: CsvLayout;
  readonly #tally = new Tally();
  readonly #headerText: string;
  /** Bytes from the start of the row at hand, and the place of the first of them in the member. */
  #b: Buffer = Buffer.alloc(0);
  #base = 0;
  #scan = 0;
  #at: At = 'cell';
  /** The row at hand is over the limit: its bytes are let go, `#lost` of them so far. */
  #lost = -1;
  #total = 0;
  #reread = 0;
  #truncated = false;
  /** The row at hand cannot be read, and its first line has not ended yet. */
  #broken = false;

  constructor(limits: { readonly recordBytes: number }, layout: CsvLayout) {
    this.#recordBytes = limits.recordBytes;
    this.#layout = layout;
    this.#headerText = layout.columns.slice(0, layout.named).join('\u0000');
  }

  /** Takes the next bytes of the member; returns the spans that they complete. Keeps no reference to `chunk`. */
  push(chunk: Buffer): Span[] {
    if (this.#total === 0) this.#passMark(chunk);
    else this.#b = this.#b.length === 0 ? chunk : Buffer.concat([this.#b, chunk]);
    this.#total += chunk.length;
    this.#rows(false);
    // What is kept is small against the chunk: a copy lets the chunk go.
    this.#b = Buffer.from(this.#b);
    return this.#tally.take();
  }

  /** No more bytes. `truncated`: the member ends inside of a row. */
  end(): { spans: Span[]; truncated: boolean; byteLedger: ByteLedger } {
    this.#rows(true);
    return { byteLedger: this.#tally.ledger(this.#total), spans: this.#tally.take(), truncated: this.#truncated };
  }

  /** A byte order mark may stand before the header. */
  #passMark(chunk: Buffer): void {
    const mark = chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf ? 3 : 0;
    this.#b = chunk.subarray(mark);
    this.#base = mark;
    this.#tally.separators(mark);
  }

  #rows(last: boolean): void {
    for (;;) {
      if (this.#lost >= 0 && !this.#letGo(last)) return;
      const end = this.#broken ? 'broken' : this.#rowEnd();
      if (end === 'broken') {
        if (!last && this.#b.length <= this.#recordBytes && this.#b.indexOf(NEWLINE) < 0) {
          this.#broken = true;
          return;
        }
        this.#damaged('csv/quote', 'text behind a closing quote');
        if (this.#b.length > 0) continue;
        return;
      }
      if (end === null) {
        if (this.#at === 'quoted' && (last || this.#b.length > this.#recordBytes)) {
          if (last && this.#b.indexOf(NEWLINE) < 0) this.#truncated = true;
          this.#damaged('csv/quote', 'a quote that does not close');
          if (this.#b.length > 0) continue;
          return;
        }
        if (this.#b.length > this.#recordBytes) {
          this.#lost = 0;
          continue;
        }
        if (last && this.#b.length > 0) this.#row(this.#b.length, this.#b.length, true);
        return;
      }
      this.#row(end, end + 1, false);
    }
  }

  /** The index of the line feed that ends the row at hand; null where it has not come yet; `broken` where a closing quote is followed by text. */
  #rowEnd(): number | 'broken' | null {
    const b = this.#b;
    const { delimiter } = this.#layout;
    const asLines = this.#reread > REREAD_BYTES + 4 * this.#total;
    let at = this.#at;
    let i = this.#scan;
    for (; i < b.length; i += 1) {
      const c = b[i]!;
      if (at === 'quoted') {
        const close = b.indexOf(QUOTE, i);
        i = close < 0 ? b.length - 1 : close;
        if (close >= 0) at = 'closed';
      } else if (c === NEWLINE) return i;
      else if (at === 'closed') {
        if (c === QUOTE) at = 'quoted';
        else if (c === delimiter) at = 'cell';
        else if (c !== RETURN && c !== 0x20) return 'broken';
      } else if (c === delimiter) at = 'cell';
      else at = at === 'cell' && c === QUOTE && !asLines ? 'quoted' : 'plain';
    }
    this.#at = at;
    this.#scan = i;
    return null;
  }

  /** The first line of what is at hand cannot be read; what follows may. */
  #damaged(reason: SkipReason, detail: string): void {
    const line = this.#b.indexOf(NEWLINE);
    const end = line < 0 ? this.#b.length : line;
    this.#reread += this.#scan;
    this.#tally.skip(this.#base, end, null, reason, detail);
    if (line >= 0) this.#tally.separators(1);
    this.#goOn(line < 0 ? end : end + 1);
  }

  /** Lets go of a row that is too long, until its line ends. True when it has ended. */
  #letGo(last: boolean): boolean {
    const line = this.#b.indexOf(NEWLINE);
    const end = line < 0 ? this.#b.length : line;
    this.#lost += end;
    if (line < 0 && !last) {
      this.#goOn(end);
      return false;
    }
    this.#tally.skip(this.#base + end - this.#lost, this.#lost, null, 'record/too-long', `${this.#lost} bytes in one row`);
    this.#lost = -1;
    if (line >= 0) this.#tally.separators(1);
    this.#goOn(line < 0 ? end : end + 1);
    return true;
  }

  #row(end: number, next: number, unended: boolean): void {
    const length = end > 0 && this.#b[end - 1] === RETURN ? end - 1 : end;
    if (length === 0) this.#tally.separators(next);
    else this.#record(length, next, unended);
    this.#goOn(next);
  }

  #record(length: number, next: number, unended: boolean): void {
    const bytes = this.#b.subarray(0, length);
    const offset = this.#base;
    const { columns, delimiter, named = columns.length } = this.#layout;
    if (offset <= MARK_BYTES && isPreamble(bytes)) return this.#tally.separators(next);
    if (!isAscii(bytes) && !isUtf8(bytes)) this.#tally.skip(offset, length, null, 'record/encoding', 'holds bytes that are not UTF-8');
    else {
      const cells = readCells(bytes.toString('utf8'), delimiter);
      if (cells.length === named && this.#isHeader(cells)) return this.#tally.separators(next);
      if (unended && cells.length < columns.length) {
        this.#truncated = true;
        this.#tally.skip(offset, length, null, 'csv/cells', `${cells.length} of ${columns.length} cells, and then the file ends`);
      } else if (cells.length > columns.length && cells.slice(columns.length).some((cell) => cell.trim() !== '')) {
        this.#tally.skip(offset, length, null, 'csv/cells', `${cells.length} cells, and the header has ${columns.length}`);
      } else this.#tally.record(offset, length, null, rowObject(columns, cells));
    }
    this.#tally.separators(next - length);
  }

  /** Exports that were put one behind another repeat their header. */
  #isHeader(cells: readonly string[]): boolean {
    if (cells[0]!.trim() !== this.#layout.columns[0] && this.#layout.columns[0] !== 'column_1') return false;
    return columnNames(cells).join('\u0000') === this.#headerText;
  }

  #goOn(from: number): void {
    this.#b = this.#b.subarray(from);
    this.#base += from;
    this.#scan = 0;
    this.#at = 'cell';
    this.#broken = false;
  }
}

function rowObject(columns: readonly string[], cells: readonly string[]): Record<string, string> {
  const value: Record<string, string> = Object.create(null) as Record<string, string>;
  const n = Math.min(columns.length, cells.length);
  for (let i = 0; i < n; i += 1) value[columns[i]!] = cells[i]!;
  return value;
}
