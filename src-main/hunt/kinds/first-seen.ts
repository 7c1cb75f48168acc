import { silenceWithin, timesInOrder } from '../../columns/index.ts';
import { isoOf } from '../../contract/index.ts';
import { baselineOf, learnedFrom, type Baseline } from '../context/baseline.ts';
import { groupsOf } from '../groups.ts';
import { durationText } from '../grammar/duration.ts';
import { idsInOrder, type IdColumn } from '../id-column.ts';
import { lensOf } from '../lens.ts';
import { rowsWith, type Hit, type Run } from '../run.ts';
import type { FirstSeenRule } from '../rule.ts';
import { listed } from '../values.ts';
import { maskOf } from '../where.ts';
import { NewValues, type NewValue } from './first-seen-look.ts';

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
  const baseline = baselineOf(run);
  const { state, trusted } = baseline;
  const look = new NewValues(rule, {
    rows: groups.rows, ids: idsInOrder(column, groups.rows), times: timesInOrder(run.columns, groups), size: column.size, state, trusts: trusted !== null, only, need: (since) => learningOf(rule, run, since),
  });
  for (let group = 0; group < groups.count; group += 1) {
    if (group % 1024 === 0) run.checkStop();
    const { found, since, need, quiet } = look.look(groups.starts[group]!, groups.starts[group + 1]!);
    for (const [reason, count] of [[learningReason, quiet.learned], [trustedReason, quiet.trusted], [strangerReason, quiet.strangers], [onlyReason, quiet.others]] as const) if (count > 0) run.drop(reason, count);
    if (found.length === 0) continue;
    const history: History = { since: Number.isNaN(since) ? run.columns.time[groups.rows[groups.starts[group]!]!]! : since, need, group: entity(group) };
    for (const one of found) yield hitOf({ rule, run, column, baseline }, one, history);
  }
}

/** What is the same for all hits of a rule. */
interface Context { readonly rule: FirstSeenRule; readonly run: Run; readonly column: IdColumn; readonly baseline: Baseline }
/** Of a group: when its history begins (UTC ms), how long it must be known before its new values count (ms), and its fields. */
interface History { readonly since: number; readonly need: number; readonly group: Readonly<Record<string, string>> }

/** How long an entity must be known before its new values count, in ms. */
function learningOf(rule: FirstSeenRule, run: Run, since: number): number {
  const { learning, cold_start: mode, relative_share: share } = rule.first_seen;
  if (mode !== 'relative') return learning;
  const range = (run.columns.time.at(-1) ?? since) - since;
  return Math.min(learning, Math.max(LEAST_RELATIVE, Math.round(range * share)));
}

function hitOf({ rule, run, column, baseline }: Context, found: NewValue, { since, need, group }: History): Hit {
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
    words: { value: text, known: listed(found.known.map(column.text)), learned: learned.says, ...(cold === '' ? {} : { cold }), ...(silent === 0 ? {} : { silent: `The log was silent for ${(silent / 3_600_000).toFixed(1)} h of that time: what happened then could not be learned.` }) },
  };
}
