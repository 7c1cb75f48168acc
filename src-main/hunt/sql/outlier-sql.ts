import { boundaries } from '../calendar.ts';
import { silencedReason } from '../kinds/outlier.ts';
import type { OutlierRule } from '../rule.ts';
import { windowOfSlice } from '../slices.ts';
import { measureSql, type MeasureSql } from './aggregate-sql.ts';
import { baseSteps, groupingOf, groupNumber, namesFor, type Rendered, type SqlContext, type Step } from './base.ts';
import { column, noSql } from './dialect.ts';
import type { Names } from './names.ts';
import { whereSql } from './where-sql.ts';

const DAY = 86_400_000;
/** 1970-01-05 was the first Monday. */
const MONDAY = 4 * DAY;

/**
 * Slices in which an entity is farther from a mean than so many standard deviations: each slice of an entity is a row of `points`, its baseline a window over them, and rows in a row
 * that are outside are one hit. Sums are of differences to the first point (or, across entities, to the mean of the slice), so that large numbers keep their digits.
 */
export function outlierSql(rule: OutlierRule, context: SqlContext): Rendered {
  const { by, baseline, consecutive, cold_start: mode } = rule.outlier;
  const names = namesFor(rule, context);
  const group = groupingOf(rule, by, names);
  const measured = measuredSql(rule, names);
  const slices = slicesOf(rule, context, names);
  const outside = `CASE WHEN side <> 0 AND enough = 1 AND ${mode === 'fire_low' ? '1 = 1' : 'learned = 1'} THEN side ELSE 0 END`;
  return {
    names,
    steps: [
      ...baseSteps(rule, names, rule.nulls.group === 'drop' ? by : [], [...group.columns, ...measured.columns]),
      ...slices.steps,
      { name: 'grouped', sql: `SELECT *, ${groupNumber(group.keys)} AS gid FROM cut` },
      { name: 'numbered', sql: 'SELECT *, dense_rank() OVER (ORDER BY gid, slot) AS win FROM grouped' },
      { name: 'measured', sql: `SELECT ${['win', ...group.texts.map((text) => `min(${text}) AS ${text}`), 'min(gid) AS gid', 'min(slot) AS slot', 'min(slice_start) AS slice_start', 'min(slice_end) AS slice_end', 'min(seq) AS seq', 'count(*) AS events', ...measured.measured].join(', ')}\n  FROM numbered GROUP BY win` },
      ...measured.steps,
      { name: 'active', sql: `SELECT ${['m.gid AS gid', 'm.slot AS slot', 'm.slice_start AS slice_start', 'm.slice_end AS slice_end', 'm.seq AS seq', 'm.events AS events', `${context.dialect.real(measured.cell)} AS value`, ...group.texts.map((text) => `m.${text} AS ${text}`)].join(', ')}
  FROM measured m${measured.steps.filter((step) => step.name.endsWith('_of')).map((step) => ` LEFT JOIN ${step.name} ON ${step.name}.win = m.win`).join('')}` },
      ...pointSteps(rule, slices, context),
      ...(baseline === 'across' ? crowdSteps(rule, context) : ownSteps(rule, slices, context)),
      ...judgeSteps(rule, slices, context),
      { name: 'verdicts', sql: `SELECT *, ${outside} AS outside FROM sides` },
      { name: 'beside', sql: 'SELECT *, min(outside) OVER (PARTITION BY gid ORDER BY slot ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING) AS before FROM verdicts' },
      { name: 'runs', sql: 'SELECT *, sum(CASE WHEN before = outside THEN 0 ELSE 1 END) OVER (PARTITION BY gid ORDER BY slot ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS run FROM beside' },
      { name: 'ranked', sql: 'SELECT *, row_number() OVER (PARTITION BY gid, run ORDER BY value * outside DESC, slot) AS height FROM runs WHERE outside <> 0' },
      { name: 'streaks', sql: `SELECT gid, run, min(slice_start) AS window_start, max(slice_end) AS window_end, max(CASE WHEN learned = 1 THEN 0 ELSE 1 END) AS cold,
    coalesce(min(CASE WHEN events > 0 THEN slot END), min(own_slot)) AS own_from, coalesce(max(CASE WHEN events > 0 THEN slot END), min(own_slot)) AS own_to,
    ${['value', 'mean', 'deviation', 'outside'].map((name) => `max(CASE WHEN height = 1 THEN ${name} END) AS ${name}`).join(', ')}
  FROM ranked GROUP BY gid, run HAVING count(*) >= ${consecutive}` },
      { name: 'evidence', sql: `SELECT s.gid AS gid, s.run AS run, sum(a.events) AS events, min(a.seq) AS seq${group.texts.map((text) => `, min(a.${text}) AS ${text}`).join('')}
  FROM streaks s JOIN active a ON a.gid = s.gid WHERE a.slot >= s.own_from AND a.slot <= s.own_to GROUP BY s.gid, s.run` },
    ],
    last: `SELECT ${[...group.names.map((name, i) => `e.${group.texts[i]!} AS ${column(name)}`), 's.window_start AS window_start', 's.window_end AS window_end', 's.value AS measured', 's.mean AS mean', 's.deviation AS deviation',
      `s.mean + s.outside * ${rule.outlier.sigma} * s.deviation AS ${column('limit')}`, 'e.events AS events', 's.cold AS cold'].join(', ')}
FROM streaks s JOIN evidence e ON e.gid = s.gid AND e.run = s.run
ORDER BY s.window_start, e.seq`,
    leftOut: [`SELECT ${context.dialect.literal(silencedReason)} AS reason, count(*) AS events FROM verdicts WHERE side <> 0 AND outside = 0`],
  };
}

/** The measure of a slice. Unlike those of aggregates, the least and the highest of some events only are measures too. */
function measuredSql(rule: OutlierRule, names: Names): MeasureSql {
  const { kind, field, where } = rule.outlier.measure;
  if ((kind !== 'min' && kind !== 'max') || where === null) return measureSql(rule, names, rule.outlier.measure, 0);
  return { columns: [`CASE WHEN ${whereSql(where, names)} THEN ${names.named(field!).number!} END AS x0`], measured: [`${kind}(x0) AS m0`], steps: [], cell: 'm.m0' };
}

/** How slices are numbered: by where they begin (UTC ms), or by their place among the days or weeks of a zone. `unit` is the distance of two. */
interface Slices {
  readonly steps: readonly Step[];
  readonly unit: number;
  /** A SELECT of all slices of the case: `slot`, `slice_start`, `slice_end`. */
  readonly all: string;
}

/** `cut` is `kept` with the slice of each row; `clock` has the slices in which the logs of the rule and the case end. */
function slicesOf(rule: OutlierRule, context: SqlContext, names: Names): Slices {
  const { slice } = rule.outlier;
  const { dialect } = context;
  const datasets = rule.requires.datasets.map((one) => dialect.literal(one)).join(', ');
  const ends = { name: 'ends', sql: `SELECT max(CASE WHEN ${names.named('event.dataset').text()} IN (${datasets}) THEN time_ms END) AS own_ms, min(time_ms) AS begin_ms, max(time_ms) AS case_ms FROM wide` };
  const window = windowOfSlice(slice);
  if (window.type === 'calendar' && context.zone !== 'UTC') {
    if (context.range === null) throw noSql(`Days of ${context.zone} are written out one by one: say from when to when.`);
    const lines = boundaries(context.zone, window.unit, context.range[0], context.range[1]);
    const spans = [...lines.subarray(0, -1)].map((line, i) => [line, lines[i + 1]!] as const);
    return {
      unit: 1, all: 'SELECT slot, slice_start, slice_end FROM spans',
      steps: [
        ends, { name: 'lines', sql: dialect.pairs(['slice_start', 'slice_end'], spans) },
        { name: 'spans', sql: 'SELECT slice_start, slice_end, row_number() OVER (ORDER BY slice_start) AS slot FROM lines' },
        { name: 'clock', sql: 'SELECT max(CASE WHEN slice_start <= own_ms THEN slot END) AS own_last, max(CASE WHEN slice_start <= case_ms THEN slot END) AS case_last FROM spans CROSS JOIN ends' },
        { name: 'cut', sql: 'SELECT kept.*, spans.slot AS slot, spans.slice_start AS slice_start, spans.slice_end AS slice_end FROM kept CROSS JOIN spans WHERE kept.time_ms >= spans.slice_start AND kept.time_ms < spans.slice_end' },
      ],
    };
  }
  const shift = slice === 7 * DAY ? MONDAY : 0;
  const bin = (t: string): string => `${t} - (((${t} - ${shift}) % ${slice}) + ${slice}) % ${slice}`;
  return {
    unit: slice, all: `SELECT slot, slot AS slice_start, slot + ${slice} AS slice_end FROM (${dialect.sequence('(SELECT case_first FROM clock)', '(SELECT case_last FROM clock)', slice)}) q`,
    steps: [
      ends, { name: 'clock', sql: `SELECT ${bin('own_ms')} AS own_last, ${bin('begin_ms')} AS case_first, ${bin('case_ms')} AS case_last FROM ends` },
      { name: 'placed', sql: `SELECT *, ${bin('time_ms')} AS slot FROM kept` },
      { name: 'cut', sql: `SELECT *, slot AS slice_start, slot + ${slice} AS slice_end FROM placed` },
    ],
  };
}

/** Whether the log was silent in a slice, be it for a part of it. */
const silentSql = ({ silent }: SqlContext): string => (silent.length === 0 ? '1 = 0' : `(${silent.map(([from, to]) => `(slice_start < ${to} AND slice_end > ${from})`).join(' OR ')})`);

/** The points that baselines are made of: slices with events, and with `zero_fill: all` every later one in which the log was not silent. `own_slot`: the last slice with events. */
function pointSteps({ outlier: { zero_fill: fill } }: OutlierRule, { all }: Slices, context: SqlContext): readonly Step[] {
  const cells = 'gid, slot, slice_start, slice_end, events, value';
  const own = { name: 'points', sql: `SELECT ${cells} FROM active WHERE value IS NOT NULL${fill === 'none' ? ' AND value <> 0' : ''}` };
  const filled: readonly Step[] = fill !== 'all' ? [own] : [
    { name: 'slices', sql: all },
    { name: 'begun', sql: 'SELECT gid, min(slot) AS first_slot FROM active GROUP BY gid' },
    { name: 'wanted', sql: `SELECT begun.gid AS gid, slices.slot AS slot, slices.slice_start AS slice_start, slices.slice_end AS slice_end FROM begun CROSS JOIN slices WHERE slices.slot > begun.first_slot AND NOT (${silentSql(context)})` },
    { name: 'points', sql: `SELECT ${cells} FROM active
  UNION ALL SELECT w.gid, w.slot, w.slice_start, w.slice_end, 0, ${context.dialect.real('0')} FROM wanted w LEFT JOIN active a ON a.gid = w.gid AND a.slot = w.slot WHERE a.gid IS NULL` },
  ];
  return [...filled, { name: 'placed_points', sql: `SELECT *, min(slot) OVER (PARTITION BY gid) AS first_slot,
    max(CASE WHEN events > 0 THEN slot END) OVER (PARTITION BY gid ORDER BY slot ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS own_slot FROM points` }];
}

/** The baseline of each point from points of the same entity: `n` of them, and the sums of differences to `shift`. */
function ownSteps({ outlier: { baseline, retention, slice, points, include_current: current } }: OutlierRule, { unit }: Slices, { dialect }: SqlContext): readonly Step[] {
  const end = current ? 'CURRENT ROW' : '1 PRECEDING';
  const frame = baseline === 'own' ? `RANGE BETWEEN ${Math.floor(retention / slice) * unit} PRECEDING AND ${end}` : `ROWS BETWEEN ${baseline === 'incremental' ? 'UNBOUNDED' : current ? points - 1 : points} PRECEDING AND ${end}`;
  const over = `OVER (PARTITION BY gid ORDER BY slot ${frame})`;
  return [
    { name: 'shifted', sql: 'SELECT *, first_value(value) OVER (PARTITION BY gid ORDER BY slot ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS shift FROM placed_points' },
    { name: 'summed', sql: `SELECT *, ${dialect.real(`count(*) ${over}`)} AS n, coalesce(sum(value - shift) ${over}, 0) AS s, coalesce(sum((value - shift) * (value - shift)) ${over}, 0) AS q FROM shifted` },
  ];
}

/** The baseline of each point from the points of all entities in the same slice, its own left out unless `include_current`. */
function crowdSteps({ outlier: { include_current: current } }: OutlierRule, { dialect }: SqlContext): readonly Step[] {
  const own = (sum: string, off: string): string => (current ? sum : `${sum} - ${off}`);
  const over = 'OVER (PARTITION BY slot)';
  return [
    { name: 'shifted', sql: `SELECT *, avg(value) ${over} AS shift FROM placed_points` },
    { name: 'summed', sql: `SELECT *, ${dialect.real(own(`count(*) ${over}`, '1'))} AS n, ${own(`sum(value - shift) ${over}`, '(value - shift)')} AS s, ${own(`sum((value - shift) * (value - shift)) ${over}`, '(value - shift) * (value - shift)')} AS q FROM shifted` },
  ];
}

/** `side`: above the band (1), below it (-1) or within. Rounding of sums must not make a point an outlier: kinds/outlier-judge.ts says by how much. */
function judgeSteps({ outlier }: OutlierRule, { unit }: Slices, context: SqlContext): readonly Step[] {
  const { baseline, slice, learning, direction, floor, sigma, points, min_points: least, cold_start: mode, relative_share: share } = outlier;
  const { dialect } = context;
  const part = `${dialect.whole(`(clock.case_last - first_slot) * 1.0 / ${unit} * ${share} + 0.5`)} * ${unit}`;
  const [full, day] = [Math.floor(learning / slice) * unit, Math.floor(DAY / slice) * unit];
  const need = mode !== 'relative' ? String(full) : `CASE WHEN ${part} > ${full} THEN ${full} WHEN ${part} < ${day} THEN ${Math.min(full, day)} ELSE ${part} END`;
  const learned = baseline === 'across' || baseline === 'trailing' ? '1' : `CASE WHEN slot - first_slot >= ${need} THEN 1 ELSE 0 END`;
  const up = direction === 'down' ? '1 = 0' : `value >= ${floor} AND (n = 0 OR value > mean + ${sigma} * deviation + slack)`;
  const down = direction === 'up' ? '1 = 0' : `n > 0 AND mean >= ${floor} AND value < mean - ${sigma} * deviation - slack AND slot <> clock.own_last AND NOT ${silentSql(context)}`;
  return [
    { name: 'banded', sql: 'SELECT *, CASE WHEN n = 0 THEN 0 ELSE shift + s / n END AS mean, CASE WHEN n < 2 OR n * q < s * s THEN 0 ELSE sqrt((n * q - s * s) / (n * (n - 1))) END AS deviation FROM summed' },
    { name: 'slacked', sql: 'SELECT *, 1e-9 * CASE WHEN abs(mean) >= abs(value) AND abs(mean) >= 1 THEN abs(mean) WHEN abs(value) >= 1 THEN abs(value) ELSE 1 END AS slack FROM banded' },
    { name: 'sides', sql: `SELECT slacked.*, ${learned} AS learned, CASE WHEN n >= ${baseline === 'trailing' ? points : least} THEN 1 ELSE 0 END AS enough,
    CASE ${baseline === 'trailing' ? 'WHEN slot = clock.own_last THEN 0 ' : ''}WHEN ${up} THEN 1 WHEN ${down} THEN -1 ELSE 0 END AS side
  FROM slacked CROSS JOIN clock` },
  ];
}
