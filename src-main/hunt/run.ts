import type { FindingDraft, HuntContext, Severity } from '../contract/index.ts';
import { saidOfCodes, type Columns, type Narrow, type RowSet } from '../columns/index.ts';
import type { IdColumn } from './id-column.ts';
import type { Lens } from './lens.ts';
import type { NumberTest, Rule } from './rule.ts';
import type { Cut } from './strongest.ts';
import { blankTexts } from './text-tables.ts';
import { vendorModes } from './vendor.ts';

/** A finding, and what rules over findings ask of the rule that gave it. Its values and reasons are not among it: twenty thousand of them are a gigabyte, and nobody asks for them here. */
export interface InputFinding {
  readonly rule: Pick<Rule, 'id' | 'variant' | 'attack' | 'hypotheses'>;
  readonly draft: Pick<FindingDraft, 'rule' | 'variant' | 'severity' | 'score' | 'filteredBy' | 'entity' | 'start' | 'end' | 'events'>;
}

export function inputFinding(rule: Rule, { rule: id, variant, severity, score, filteredBy, entity, start, end, events }: FindingDraft): InputFinding {
  return { rule: { id: rule.id, variant: rule.variant, attack: rule.attack, hypotheses: rule.hypotheses }, draft: { rule: id, variant, severity, score, filteredBy, entity, start, end, events } };
}

/** What a kind works on: the rows that the rule's filter left, ascending, and where to say what was left out. */
export interface Run {
  readonly columns: Columns;
  readonly lens: Lens;
  readonly rows: RowSet;
  /** What the case knows beyond its events. */
  readonly context: HuntContext;
  /** What other rules found, for kind meta; empty for all others. */
  readonly findings: readonly InputFinding[];
  /** IANA zone of the case. */
  readonly zone: string;
  /** Hits that the rule may have in this run. A kind that can tell cheaply which ones are strongest makes no others; what is still over is cut afterwards. */
  readonly most: number;
  /**
   * Whether the case says nothing of what was found on some rows: neither the filter of the rule lets it go nor is it expected. Null where that is so of all. A kind that cuts by itself asks it,
   * so that what is expected does not take the place of what is not. `measured` is what a filter may ask.
   */
  readonly surprising: ((rows: () => RowSet, measured: (name: string) => number) => boolean) | null;
  /** Counts hits that were not made, since they were over the most. */
  leaveOut(hits: Cut): void;
  drop(reason: string, count: number): void;
  /** Throws Fault `job/stopped` once stopping was asked for. Called between groups. */
  checkStop(): void;
}

export interface HitWindow {
  /** UTC ms; end exclusive. */
  readonly start: number;
  readonly end: number;
  readonly measured: Readonly<Record<string, number>>;
  readonly fired: boolean;
}
export interface HitLimit {
  readonly name: string;
  readonly measured: number;
  readonly test: NumberTest;
  readonly limit: number;
}

/** What a kind found, before it is worded. */
export interface Hit {
  /** Ascending. */
  readonly rows: RowSet;
  /** The group, field by field. */
  readonly group: Readonly<Record<string, string>>;
  /** UTC ms. */
  readonly start: number;
  readonly end: number;
  readonly windows: readonly HitWindow[];
  readonly limits: readonly HitLimit[];
  readonly baseline: Readonly<Record<string, string | number | null>>;
  readonly severity: Severity;
  /** The cells of a view's row, by column. */
  readonly cells: Readonly<Record<string, string | number | null>>;
  /** What the wording needs besides. */
  readonly words: Readonly<Record<string, string>>;
}

/** 1 for each id that stands for nothing in the rule's vendor mode; id 0, the absent value, always does. Kept, so that it is the same array again. */
export function blankIds(rule: Pick<Rule, 'vendor'>, columns: Columns, column: IdColumn): Uint8Array {
  const { blank } = vendorModes[rule.vendor];
  return columns.keep(`hunt blank ${rule.vendor} ${column.key}`, (made) => made.byteLength, () => blankTexts((text) => text === null || blank(text), column, columns));
}

/** The rows that have something in each of the fields; the others are counted under the first field that is empty. */
export function rowsWith(rule: Rule, run: Run, names: readonly string[], rows: RowSet): RowSet {
  const columns = names.map(run.lens.column);
  const name = `hunt rows ${rule.vendor} ${columns.map((column) => column.key).join(' ')} of ${serialOf(rows)}`;
  const blanks = columns.map((column) => blankIds(rule, run.columns, column));
  const { kept, missing } = run.columns.keep(name, (made) => (made.kept === rows ? 0 : made.kept.byteLength), () => split(columns, blanks, rows));
  names.forEach((field, f) => {
    if (missing[f]! > 0) run.drop(emptyReason(field), missing[f]!);
  });
  return kept;
}

function split(columns: readonly IdColumn[], blanks: readonly Uint8Array[], rows: RowSet): { readonly kept: RowSet; readonly missing: readonly number[] } {
  let kept = rows;
  const missing = columns.map((column, f) => {
    const before = kept.length;
    kept = unmarked(column.codes, saidOfCodes(column, blanks[f]!), kept);
    return before - kept.length;
  });
  return { kept, missing };
}

/** Those rows whose code is not marked; the same array where none is. */
export function unmarked(codes: Narrow, marks: Uint8Array, rows: RowSet): RowSet {
  let first = 0;
  while (first < rows.length && marks[codes[rows[first]!]!] === 0) first += 1;
  if (first === rows.length) return rows;
  const kept = rows.slice();
  let count = first;
  for (let at = first; at < rows.length; at += 1) {
    const row = rows[at]!;
    kept[count] = row;
    count += 1 - marks[codes[row]!]!;
  }
  return kept.slice(0, count);
}

const serials = new WeakMap<RowSet, number>();
let lastSerial = 0;
/** A number for an array, so that what is kept of it is never taken for another's. */
export function serialOf(rows: RowSet): number {
  const serial = serials.get(rows) ?? (lastSerial += 1);
  serials.set(rows, serial);
  return serial;
}

export const emptyReason = (field: string): string => `${field} was empty`;
