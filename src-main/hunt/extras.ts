import { isoOf } from '../contract/index.ts';
import type { RowSet } from '../columns/index.ts';
import type { FieldName } from '../contract/index.ts';
import { isNumberField } from './known-fields.ts';
import type { Lens } from './lens.ts';
import { askedKinds, type AggregateRule, type Measure, type Rule } from './rule.ts';
import { firstText, linesOf, valueTexts } from './values.ts';

export interface Extras {
  /** `min`, `max`, `first` and `last`, by measure. */
  readonly facts: Readonly<Record<string, string | number | null>>;
  /** The same, and `values` one a line, for a view. */
  readonly cells: Readonly<Record<string, string | number | null>>;
}

/** The measures that no condition asks, over the rows of one hit. `window.start` is the time that Splunk's bin leaves in `_time`. */
export function extrasOf(rule: { readonly output: Rule['output']; readonly aggregate: Pick<AggregateRule['aggregate'], 'measures'> }, lens: Lens, rows: RowSet, windowStart: number): Extras {
  const facts: Record<string, string | number | null> = {};
  const cells: Record<string, string | number | null> = {};
  for (const [name, measure] of Object.entries(rule.aggregate.measures)) {
    if (askedKinds.includes(measure.kind)) continue;
    // A finding lists the values of the field anyway.
    if (measure.kind === 'values' && rule.output === 'finding') continue;
    if (measure.kind === 'values') cells[name] = valueTexts(lens, measure.field!, rows).join('\n');
    else cells[name] = facts[name] = factOf(measure, lens, rows, windowStart);
  }
  return { facts, cells };
}

/** What one measure says of the rows between two places, as cells of a table. */
export function extraOf(measure: Measure, lens: Lens, rows: RowSet): (from: number, to: number, windowStart: number) => string | number | null {
  if (measure.kind === 'values') return linesOf(lens, measure.field!, rows);
  return (from, to, windowStart) => factOf(measure, lens, rows.subarray(from, to), windowStart);
}

function factOf({ kind, field }: Measure, lens: Lens, rows: RowSet, windowStart: number): string | number | null {
  if (field === 'window.start') return isoOf(windowStart);
  const early = kind === 'min' || kind === 'first';
  if (field === '@timestamp') return isoOf(lens.columns.time[early ? rows[0]! : rows.at(-1)!]!);
  if (kind === 'first' || kind === 'last') return firstText(lens, field!, early ? rows : rows.slice().reverse());
  if (isNumberField(field!)) return extreme(lens.columns.numbers(field as FieldName), rows, kind === 'min');
  const texts = valueTexts(lens, field!, rows);
  return (kind === 'min' ? texts[0] : texts.at(-1)) ?? null;
}

function extreme(numbers: Float64Array, rows: RowSet, low: boolean): number | null {
  let found = NaN;
  for (const row of rows) {
    const number = numbers[row]!;
    if (Number.isNaN(found) || (low ? number < found : number > found)) found = number;
  }
  return Number.isNaN(found) ? null : found;
}
