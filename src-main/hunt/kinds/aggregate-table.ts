import { isoOf } from '../../contract/index.ts';
import { extraOf } from '../extras.ts';
import { askedKinds, type AggregateRule } from '../rule.ts';
import type { Run } from '../run.ts';
import { eventsBetween, type Table, type TableEvents, type TableRow } from '../table.ts';
import { firstStage, hitsToKeep, spansOf, type Made, type Spans } from './aggregate.ts';

/**
 * What a rule finds as the rows of a table, without hits in between: a rule as published may have a million of them, and a hit is larger than its row. Rows are told one after
 * the other. Null where hits are needed: windows that slide are merged first, a second stage has rows of its own, a table may be sorted by what only its cells know.
 */
export function aggregateTable(rule: AggregateRule, run: Run): Table | null {
  const { window, then, sort, measures } = rule.aggregate;
  const asked = sort === null || askedKinds.includes(measures[sort]?.kind ?? 'values');
  const columns = columnsOf(rule);
  if (window.type === 'sliding' || then !== null || !asked || new Set(columns).size < columns.length) return null;
  const made = firstStage(rule, run, rule.aggregate.when);
  const spans = spansOf(made, hitsToKeep(made));
  const { windows: { lows, ends }, entities: { groups } } = made;
  const events = eventsBetween(groups.rows, spans.firsts.subarray(0, spans.count).map((w) => lows[w]!), spans.lasts.subarray(0, spans.count).map((w) => ends[w]!));
  return { columns, order: inOrder(made, spans), ...events, row: rowsOf(made, spans, events, columns.length) };
}

const countedNames = ({ aggregate: { measures } }: AggregateRule): readonly string[] => {
  const all = Object.entries(measures).filter(([, { kind }]) => askedKinds.includes(kind));
  // Ratios are made of the others, and stand behind them.
  return [...all.filter(([, { of }]) => of === undefined), ...all.filter(([, { of }]) => of !== undefined)].map(([name]) => name);
};

const columnsOf = (rule: AggregateRule): readonly string[] => [
  ...rule.aggregate.by, ...(rule.aggregate.window.type === 'whole' ? [] : ['window_start', 'window_end']), ...countedNames(rule),
  ...Object.entries(rule.aggregate.measures).filter(([, { kind }]) => !askedKinds.includes(kind)).map(([name]) => name),
];

/** By the measure that the rule names, highest first, then in time: rows are in the order of time, and so are windows. */
function inOrder({ rule, windows, counts, entities: { groups } }: Made, { count, firsts }: Spans): Uint32Array {
  const placed = new Float64Array(count);
  for (let at = 0; at < count; at += 1) placed[at] = groups.rows[windows.lows[firsts[at]!]!]! * count + at;
  placed.sort();
  const order = new Uint32Array(count);
  for (let at = 0; at < count; at += 1) order[at] = placed[at]! % count;
  const values = rule.aggregate.sort === null ? undefined : counts.get(rule.aggregate.sort);
  if (values === undefined) return order;
  const of = (at: number): number => (Number.isNaN(values[firsts[at]!]!) ? -Infinity : values[firsts[at]!]!);
  return order.sort((a, b) => (of(a) === of(b) ? 0 : of(b) - of(a)));
}

function rowsOf({ rule, run, entities, windows, counts }: Made, { groups, firsts }: Spans, { places, starts }: TableEvents, width: number): Table['row'] {
  const { by, measures, window } = rule.aggregate;
  const counted = countedNames(rule).map((name) => counts.get(name)!);
  const others = Object.values(measures).filter(({ kind }) => !askedKinds.includes(kind)).map((measure) => extraOf(measure, run.lens, places));
  const iso = rememberedTimes();
  let [last, entity]: [number, TableRow['entity']] = [-1, {}];
  return (at) => {
    const group = groups[at]!;
    const w = firsts[at]!;
    if (group !== last) [last, entity] = [group, entities.entity(group)];
    const [start, end] = [windows.start(w), windows.end(w)];
    const cells = new Array<string | number | null>(width);
    let cell = 0;
    for (const name of by) cells[cell++] = entity[name]!;
    if (window.type !== 'whole') {
      cells[cell++] = iso(start);
      cells[cell++] = iso(end);
    }
    for (const values of counted) cells[cell++] = Number.isNaN(values[w]!) ? null : values[w]!;
    for (const said of others) cells[cell++] = said(starts[at]!, starts[at + 1]!, start);
    return { cells, entity, start: Math.min(start, windows.times[windows.lows[w]!]!), end };
  };
}

/** Minutes whose texts are remembered: many windows of one length begin at the same moment, as a rule on the minute. */
const MOST_MINUTES = 50_000;

function rememberedTimes(): (ms: number) => string {
  const written = new Map<number, string>();
  return (ms) => {
    const minute = Math.floor(ms / 60_000);
    if (minute * 60_000 !== ms) return isoOf(ms);
    let found = written.get(minute);
    if (found === undefined) {
      found = isoOf(ms);
      if (written.size < MOST_MINUTES) written.set(minute, found);
    }
    return found;
  };
}
