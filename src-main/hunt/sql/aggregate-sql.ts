import { boundaries } from '../calendar.ts';
import { entryOf } from '../known-fields.ts';
import type { AggregateRule, Measure, Rule, When } from '../rule.ts';
import { baseSteps, groupCells, groupingOf, namesFor, type Rendered, type SqlContext, type Step } from './base.ts';
import { column, noSql } from './dialect.ts';
import type { Names } from './names.ts';
import { blankSql, limitSql, whereSql } from './where-sql.ts';

const DAY = 86_400_000;
/** 1970-01-05 was the first Monday. */
const MONDAY = 4 * DAY;

/** Windows that do not overlap: one row for each that fulfils the condition. */
export function aggregateSql(rule: AggregateRule, context: SqlContext): Rendered {
  const { by, when, sort, then } = rule.aggregate;
  if (then !== null) throw noSql('Two stages have no SQL form here.');
  const names = namesFor(rule, context);
  const group = groupingOf(rule, by, names);
  const measures = Object.values(rule.aggregate.measures).map((measure, i) => measureSql(rule, names, measure, i));
  const base = baseSteps(rule, names, rule.nulls.group === 'drop' ? by : [], [...group.columns, ...measures.flatMap((one) => one.columns)]);
  const windows = windowSteps(rule, context);
  const order = [...group.keys, 'window_start'].join(', ');
  const labels = Object.keys(rule.aggregate.measures);
  const at = (name: string): string => {
    const { of } = rule.aggregate.measures[name]!;
    if (of === undefined) return measures[labels.indexOf(name)]!.cell;
    const [above, below] = of.map(at);
    return `CASE WHEN ${below!} = 0 THEN NULL ELSE ${above!} * 1.0 / ${below!} END`;
  };
  const cells = [...group.names.map(column), 'window_start', 'window_end', ...(labels.includes('events') ? [] : ['m.events']), ...labels.map((name) => `${at(name)} AS ${column(name)}`)];
  return {
    names, leftOut: [],
    steps: [
      ...base, ...windows.steps,
      { name: 'numbered', sql: `SELECT *, dense_rank() OVER (ORDER BY ${order}) AS win FROM cut` },
      { name: 'measured', sql: `SELECT ${['win', ...groupCells(group, column), `${windows.start} AS window_start`, `${windows.end} AS window_end`, 'min(seq) AS seq', 'count(*) AS events', ...measures.flatMap((one) => one.measured)].join(',\n    ')}\n  FROM numbered GROUP BY win` },
      ...measures.flatMap((one) => one.steps),
    ],
    last: `SELECT ${cells.join(',\n  ')}
FROM measured m${measures.flatMap((one) => one.steps).filter((step) => step.name.endsWith('_of')).map((step) => ` LEFT JOIN ${step.name} ON ${step.name}.win = m.win`).join('')}
${when === null ? '' : `WHERE ${whenSql(when, at)}\n`}ORDER BY ${sort === null ? '' : `coalesce(${at(sort)}, 0) DESC, `}window_start, m.seq`,
  };
}

function whenSql(when: When, at: (name: string) => string): string {
  if (when.kind === 'limit') return limitSql(at(when.measure), when.test, when.value);
  if (when.of.length === 0) return when.kind === 'all' ? '1 = 1' : '1 = 0';
  return `(${when.of.map((one) => whenSql(one, at)).join(when.kind === 'all' ? ' AND ' : ' OR ')})`;
}

/** `cut` is `kept` with the window of each row; `start` and `end` are aggregates over the rows of one. */
function windowSteps({ aggregate: { window } }: AggregateRule, context: SqlContext): { readonly steps: readonly Step[]; readonly start: string; readonly end: string } {
  if (window.type === 'sliding') throw noSql('Sliding windows have no SQL form here.');
  if (window.type === 'whole') return { steps: [{ name: 'cut', sql: 'SELECT *, 0 AS window_start FROM kept' }], start: 'min(time_ms)', end: 'max(time_ms) + 1' };
  const zone = window.type === 'calendar' ? window.zone ?? context.zone : 'UTC';
  const cut = (size: number, shift: number): ReturnType<typeof windowSteps> => {
    const t = shift === 0 ? 'time_ms' : `(time_ms - ${shift})`;
    return { steps: [{ name: 'cut', sql: `SELECT *, time_ms - ((${t} % ${size}) + ${size}) % ${size} AS window_start FROM kept` }], start: 'min(window_start)', end: `min(window_start) + ${size}` };
  };
  if (window.type === 'tumbling') return cut(window.size, 0);
  if (zone === 'UTC') return window.unit === 'day' ? cut(DAY, 0) : cut(7 * DAY, MONDAY);
  if (context.range === null) throw noSql(`Days of ${zone} are written out one by one: say from when to when.`);
  const lines = boundaries(zone, window.unit, context.range[0], context.range[1]);
  const days = [...lines.subarray(0, -1)].map((line, i) => [line, lines[i + 1]!] as const);
  return {
    steps: [
      { name: 'spans', sql: context.dialect.pairs(['window_start', 'window_end'], days) },
      { name: 'cut', sql: 'SELECT kept.*, spans.window_start AS window_start, spans.window_end AS window_end FROM kept CROSS JOIN spans WHERE kept.time_ms >= spans.window_start AND kept.time_ms < spans.window_end' },
    ],
    start: 'min(window_start)', end: 'min(window_end)',
  };
}

/** A measure: columns of `judged`, columns of `measured`, steps of its own, and the cell that has its number or text. A ratio is made of the cells of others. */
export interface MeasureSql {
  readonly columns: readonly string[];
  readonly measured: readonly string[];
  readonly steps: readonly Step[];
  readonly cell: string;
}

export function measureSql(rule: Rule, names: Names, measure: Measure, i: number): MeasureSql {
  const { kind, field, where } = measure;
  const [x, m] = [`x${i}`, `m${i}`];
  const condition = where === null ? null : whereSql(where, names);
  const simple = (made: string, columns: readonly string[] = []): MeasureSql => ({ columns, measured: [`${made} AS ${m}`], steps: [], cell: `m.${m}` });
  if (kind === 'count') return condition === null ? simple('count(*)') : simple(`sum(${x})`, [`CASE WHEN ${condition} THEN 1 ELSE 0 END AS ${x}`]);
  if (kind === 'ratio') return { columns: [], measured: [], steps: [], cell: 'NULL' };
  if (field === 'window.start') return { columns: [], measured: [], steps: [], cell: 'window_start' };
  if (field === '@timestamp' && kind !== 'count_distinct' && kind !== 'values') return simple(kind === 'min' || kind === 'first' ? 'min(time_ms)' : 'max(time_ms)');
  const named = names.named(field!);
  if (named.many) return manyMeasure(rule, names, measure, i);
  if (kind === 'count_distinct') {
    const blank = blankSql(rule.vendor, named, names.dialect);
    const asked = condition === null ? '' : `${condition} AND `;
    const columns = [`CASE WHEN ${asked}NOT (${blank}) THEN ${named.key()} ELSE NULL END AS ${x}`];
    if (rule.nulls.distinct === 'ignore') return simple(`count(DISTINCT ${x})`, columns);
    return simple(`count(DISTINCT ${x}) + max(b${i})`, [...columns, `CASE WHEN ${asked}${blank} THEN 1 ELSE 0 END AS b${i}`]);
  }
  if (kind === 'sum' || kind === 'avg') {
    const column = [`CASE WHEN ${condition ?? '1 = 1'} THEN ${named.number!} ELSE NULL END AS ${x}`];
    return simple(kind === 'sum' ? `coalesce(sum(${x}), 0)` : `sum(${x}) * 1.0 / count(${x})`, column);
  }
  const columns = [`${named.number !== null && kind !== 'values' && kind !== 'first' && kind !== 'last' ? named.number : named.text()} AS ${x}`];
  if (kind === 'min' || kind === 'max') return simple(`${kind}(${x})`, columns);
  return { ...listed(kind, i, `SELECT win, ${x} AS v, seq, 0 AS position FROM numbered WHERE ${x} IS NOT NULL`, names), columns };
}

/** `values`, `first` and `last` need steps of their own. */
function listed(kind: Measure['kind'], i: number, from: string, { dialect }: Names): MeasureSql {
  if (kind === 'values') {
    return {
      columns: [], measured: [], cell: `coalesce(l${i}_of.v, '')`,
      steps: [{ name: `l${i}`, sql: `SELECT DISTINCT win, v FROM (${from}) f` }, { name: `l${i}_of`, sql: dialect.lines(`l${i}`) }],
    };
  }
  const order = kind === 'first' ? 'seq, position' : 'seq DESC, position';
  return {
    columns: [], measured: [], cell: `l${i}_of.v`,
    steps: [{ name: `l${i}`, sql: `SELECT win, v, row_number() OVER (PARTITION BY win ORDER BY ${order}) AS n FROM (${from}) f` }, { name: `l${i}_of`, sql: `SELECT win, v FROM l${i} WHERE n = 1` }],
  };
}

/** A field with several values: each of them counts; an event that has none but blank ones is blank. */
function manyMeasure(rule: Rule, names: Names, { kind, field }: Measure, i: number): MeasureSql {
  const { dialect } = names;
  const from = `SELECT numbered.win, value AS v, seq, position FROM numbered JOIN event_values ON event_values.event = numbered.event AND event_values.field = ${dialect.literal(field!)}`;
  if (kind === 'values' || kind === 'first' || kind === 'last') return listed(kind, i, from, names);
  if (kind !== 'count_distinct') return { columns: [], measured: [], steps: [{ name: `l${i}_of`, sql: `SELECT win, ${kind}(v) AS v FROM (${from}) f GROUP BY win` }], cell: `l${i}_of.v` };
  const value = { name: field!, many: false, number: entryOf(field!)?.storage === 'int' ? 'v' : null, text: () => 'v', key: () => 'v' };
  const filled = `NOT (${blankSql(rule.vendor, value, dialect)})`;
  const distinct = { name: `l${i}_of`, sql: `SELECT win, count(DISTINCT v) AS v FROM (${from}) f WHERE ${filled} GROUP BY win` };
  if (rule.nulls.distinct === 'ignore') return { columns: [], measured: [], steps: [distinct], cell: `coalesce(l${i}_of.v, 0)` };
  const blank = { name: `b${i}_of`, sql: `SELECT DISTINCT win, 1 AS v FROM numbered WHERE event NOT IN (SELECT event FROM (SELECT event, value AS v FROM event_values WHERE field = ${dialect.literal(field!)}) f WHERE ${filled})` };
  return { columns: [], measured: [], steps: [distinct, blank], cell: `(coalesce(l${i}_of.v, 0) + coalesce(b${i}_of.v, 0))` };
}
