import { silenceWithin } from '../../columns/index.ts';
import { isoOf } from '../../contract/index.ts';
import { baselineOf, isBad, learnedFrom, usable, type Baseline } from '../context/baseline.ts';
import { groupsOf } from '../groups.ts';
import { durationText } from '../grammar/duration.ts';
import { lensOf, type IdColumn } from '../lens.ts';
import { rowsWith, type Hit, type Run } from '../run.ts';
import type { FirstSeenRule } from '../rule.ts';
import { listed } from '../values.ts';
import { maskOf } from '../where.ts';

const DAY = 86_400_000;
/** However short the case, `relative` learns at least this long: an hour of logs shows nobody's habits. */
export const LEAST_RELATIVE = DAY;
export const learningReason = 'new values within the learning period are learned, not reported';
const trustedReason = 'new values within a trusted period are learned, not reported';
const strangerReason = 'new values of whom the trusted period does not know';
export const onlyReason = 'new values that the rule does not ask for are learned, not reported';

/**
 * Values that the baseline of their entity did not hold. V(e; t) are the values of e in [t - retention, t); a value fires where it is not among
 * them and e (or, with no entity, the source) has history of `learning` before t. What fired is learned. detection.md 4.9, practice C21.
 *
 * What is bad is never learned, only told once within the retention. Where trusted periods are named, only what is in them is learned, nothing in them fires, and who was seen in them has learned; a value
 * that is known stays known while it is seen. Practice B2.
 */
export function* runFirstSeen(rule: FirstSeenRule, run: Run): Generator<Hit> {
  const { by, value } = rule.first_seen;
  const rows = rowsWith(rule, run, value, run.rows);
  const { groups, entity } = groupsOf(rule, { ...run, rows }, by);
  const column = value.length === 1 ? run.lens.column(value[0]!) : lensOf(run.columns, { ...rule.derive, ' value': { kind: 'tuple', of: value, separator: ' · ' } }, run.context).column(' value');
  const only = rule.first_seen.only === null ? null : maskOf(rule.first_seen.only, run.lens);
  const asked: Asked = { rule, run, column, baseline: baselineOf(run) };
  const memory: Memory = { last: new Float64Array(column.size), stamp: new Uint32Array(column.size), told: new Float64Array(column.size), toldStamp: new Uint32Array(column.size), open: new Uint32Array(column.size), only };
  for (let group = 0; group < groups.count; group += 1) {
    if (group % 1024 === 0) run.checkStop();
    yield* groupHits(asked, memory, groups.rows.subarray(groups.starts[group]!, groups.starts[group + 1]!), group + 1, () => entity(group));
  }
}

interface Asked { readonly rule: FirstSeenRule; readonly run: Run; readonly column: IdColumn; readonly baseline: Baseline }

/** Per id of the value: when it was last seen as something usual, when it was told or last seen since, in which group that was, and which hit (from 1) takes its events as evidence. */
interface Memory {
  readonly last: Float64Array;
  readonly stamp: Uint32Array;
  readonly told: Float64Array;
  readonly toldStamp: Uint32Array;
  readonly open: Uint32Array;
  /** Per row, whether a value that it brings may fire; null: all may. */
  readonly only: Uint8Array | null;
}
interface Found {
  readonly id: number;
  readonly time: number;
  readonly rows: number[];
  readonly known: readonly string[];
  readonly knownCount: number;
  readonly cold: boolean;
  /** Bad events of the group before it, within the retention. */
  readonly leftOut: number;
}

function* groupHits({ rule, run, column, baseline }: Asked, memory: Memory, rows: Uint32Array, stamp: number, entity: () => Readonly<Record<string, string>>): Generator<Hit> {
  const { retention, follow, cold_start: mode } = rule.first_seen;
  const { state, trusted } = baseline;
  const { time } = run.columns;
  const [seen, bad, found]: [number[], number[], Found[]] = [[], [], []];
  const quiet = { learned: 0, trusted: 0, strangers: 0, others: 0 };
  let [since, need] = [NaN, 0];
  for (const row of rows) {
    const id = column.ids[row]!;
    const at = time[row]!;
    const own = state === null ? usable.yes : state[row]!;
    const begins = trusted === null ? own !== usable.badPeriod : own === usable.yes;
    if (begins && Number.isNaN(since)) [since, need] = [at, trusted === null ? learningOf(rule, run, at) : 0];
    const known = memory.stamp[id] === stamp && memory.last[id]! >= at - retention;
    const told = memory.toldStamp[id] === stamp && memory.told[id]! >= at - retention;
    if (told) memory.told[id] = at;
    if (!known && !told) {
      const cold = Number.isNaN(since) || at - since < need;
      memory.open[id] = 0;
      if (trusted !== null && own === usable.yes) quiet.trusted += 1;
      else if (cold && mode !== 'fire_low') quiet[trusted === null ? 'learned' : 'strangers'] += 1;
      else if (memory.only !== null && memory.only[row] === 0) quiet.others += 1;
      else {
        const knownIds = seen.filter((other) => other !== id && memory.last[other]! >= at - retention);
        found.push({ id, time: at, rows: [], known: knownIds.slice(0, 20).map(column.text), knownCount: knownIds.length, cold, leftOut: bad.length - firstAtLeast(bad, at - retention) });
        memory.open[id] = found.length;
        memory.toldStamp[id] = stamp;
        memory.told[id] = at;
      }
    }
    if (isBad(state, row)) bad.push(at);
    else if (known || own === usable.yes) {
      if (memory.stamp[id] !== stamp) seen.push(id);
      memory.stamp[id] = stamp;
      memory.last[id] = at;
    }
    const taker = memory.open[id] === 0 ? undefined : found[memory.open[id]! - 1];
    if (taker !== undefined && at - taker.time <= follow) taker.rows.push(row);
  }
  for (const [reason, count] of [[learningReason, quiet.learned], [trustedReason, quiet.trusted], [strangerReason, quiet.strangers], [onlyReason, quiet.others]] as const) if (count > 0) run.drop(reason, count);
  for (const one of found) yield hitOf({ rule, run, column, baseline }, one, Number.isNaN(since) ? time[rows[0]!]! : since, need, entity());
}

/** The place of the first of ascending times that is not before a time. */
function firstAtLeast(times: readonly number[], wanted: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How long an entity must be known before its new values count, in ms. */
function learningOf(rule: FirstSeenRule, run: Run, since: number): number {
  const { learning, cold_start: mode, relative_share: share } = rule.first_seen;
  if (mode !== 'relative') return learning;
  const range = (run.columns.time.at(-1) ?? since) - since;
  return Math.min(learning, Math.max(LEAST_RELATIVE, Math.round(range * share)));
}

function hitOf({ rule, run, column, baseline }: Asked, found: Found, since: number, need: number, group: Readonly<Record<string, string>>): Hit {
  const { learning, retention, cold_start: mode } = rule.first_seen;
  const rows = Uint32Array.from(found.rows);
  const text = column.text(found.id);
  const short = need < learning && baseline.trusted === null;
  // What the log did not see cannot have been learned.
  const silent = silenceWithin(run.columns, rule.requires.datasets, since, found.time);
  const learned = learnedFrom(baseline, found.leftOut);
  const cold = found.cold && baseline.trusted !== null ? 'The trusted period has nothing of it, so that nothing can be said of what is usual. Taken as information only.' : found.cold
    ? `History is short: ${durationText(learning)} of learning are wanted, the first event is ${isoOf(since)}. Taken as information only.`
    : short ? `The case is shorter than ${durationText(learning)}: the first ${(need / DAY).toFixed(1)} d of what is known were taken as learning.` : '';
  return {
    rows, group, start: found.time, end: run.columns.time[rows.at(-1)!]!, windows: [], limits: [],
    severity: found.cold ? 'info' : rule.severity,
    baseline: {
      mode, learning_ms: need, learning_days: Math.round((need / DAY) * 10) / 10, retention_days: retention / DAY, baseline_start: isoOf(since),
      known_values: found.knownCount, insufficient_history: found.cold || short ? 'yes' : 'no', ...learned.facts,
      ...(silent === 0 ? {} : { silent_ms: silent, covered_share: Math.round((1 - silent / Math.max(1, found.time - since)) * 1000) / 1000 }),
    },
    cells: { ...group, value: text, first: isoOf(found.time), events: rows.length, known_values: found.knownCount },
    words: { value: text, known: listed(found.known), learned: learned.says, ...(cold === '' ? {} : { cold }), ...(silent === 0 ? {} : { silent: `The log was silent for ${(silent / 3_600_000).toFixed(1)} h of that time: what happened then could not be learned.` }) },
  };
}
