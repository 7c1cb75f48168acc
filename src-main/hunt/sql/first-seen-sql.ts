import { LEAST_RELATIVE, learningReason, onlyReason } from '../kinds/first-seen.ts';
import type { FirstSeenRule } from '../rule.ts';
import { baseSteps, groupingOf, groupNumber, namesFor, type Rendered, type SqlContext } from './base.ts';
import { column } from './dialect.ts';
import { whereSql } from './where-sql.ts';

const VALUE = ' value';

/**
 * Values that the baseline of their entity does not hold. `lag` over the events of an entity and a value says when it was there before; an episode is a value from the event
 * on that makes it new again.
 */
export function firstSeenSql(rule: FirstSeenRule, context: SqlContext): Rendered {
  const { by, value, retention, follow, cold_start: mode, only } = rule.first_seen;
  const names = namesFor(rule, context, { [VALUE]: { kind: 'tuple', of: value, separator: ' · ' } });
  const group = groupingOf(rule, by, names);
  const made = names.named(value.length === 1 ? value[0]! : VALUE);
  const filled = [...value, ...(rule.nulls.group === 'drop' ? by : [])];
  const base = baseSteps(rule, names, filled, [...group.columns, `${made.key()} AS v`, `${made.text()} AS value_text`, ...(only === null ? [] : [`CASE WHEN ${whereSql(only, names)} THEN 1 ELSE 0 END AS wanted`])]);
  const known = mode === 'fire_low' ? 'fresh = 1' : 'fresh = 1 AND cold = 0';
  const fires = only === null ? known : `${known} AND wanted = 1`;
  const literal = context.dialect.literal;
  return {
    names,
    steps: [
      ...base,
      { name: 'grouped', sql: `SELECT *, ${groupNumber(group.keys)} AS gid FROM kept` },
      { name: 'known', sql: `SELECT *,
    min(time_ms) OVER (PARTITION BY gid, v ORDER BY seq ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING) AS before,
    min(time_ms) OVER (PARTITION BY gid) AS since
  FROM grouped` },
      { name: 'fresh', sql: `SELECT *,
    CASE WHEN before IS NULL OR before < time_ms - ${retention} THEN 1 ELSE 0 END AS fresh,
    CASE WHEN time_ms - since < ${learningSql(rule, context)} THEN 1 ELSE 0 END AS cold
  FROM known` },
      { name: 'episodes', sql: 'SELECT *, sum(fresh) OVER (PARTITION BY gid, v ORDER BY seq ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS episode FROM fresh' },
      { name: 'hits', sql: `SELECT ${['gid', 'v', 'episode', 'seq', 'time_ms', 'cold', 'value_text', ...group.texts].join(', ')} FROM episodes WHERE ${fires}` },
      { name: 'evidence', sql: `SELECT h.seq AS seq, count(*) AS events, max(e.time_ms) AS last_ms FROM hits h JOIN episodes e ON e.gid = h.gid AND e.v = h.v AND e.episode = h.episode
  WHERE e.time_ms - h.time_ms <= ${follow} GROUP BY h.gid, h.seq` },
      { name: 'others', sql: `SELECT h.seq AS seq, count(DISTINCT e.v) AS known_values FROM hits h JOIN episodes e ON e.gid = h.gid
  WHERE e.seq < h.seq AND e.time_ms >= h.time_ms - ${retention} AND e.v <> h.v GROUP BY h.gid, h.seq` },
    ],
    last: `SELECT ${[...group.names.map((name, i) => `${group.texts[i]!} AS ${column(name)}`), 'value_text AS "value"', 'h.time_ms AS first_ms', 'evidence.last_ms AS last_ms', 'evidence.events AS events', 'coalesce(others.known_values, 0) AS known_values', 'h.cold AS cold'].join(', ')}
FROM hits h JOIN evidence ON evidence.seq = h.seq LEFT JOIN others ON others.seq = h.seq
ORDER BY h.time_ms, h.seq`,
    leftOut: [
      ...(mode === 'fire_low' ? [] : [`SELECT ${literal(learningReason)} AS reason, count(*) AS events FROM fresh WHERE fresh = 1 AND cold = 1`]),
      ...(only === null ? [] : [`SELECT ${literal(onlyReason)} AS reason, count(*) AS events FROM fresh WHERE ${known} AND wanted = 0`]),
    ],
  };
}

/** How long an entity must be known before its new values count, in ms. */
function learningSql({ first_seen: { learning, cold_start: mode, relative_share: share } }: FirstSeenRule, { dialect }: SqlContext): string {
  if (mode !== 'relative') return String(learning);
  const part = dialect.whole(`((SELECT max(time_ms) FROM events) - since) * ${share} + 0.5`);
  return `CASE WHEN ${part} < ${LEAST_RELATIVE} THEN ${Math.min(LEAST_RELATIVE, learning)} WHEN ${part} > ${learning} THEN ${learning} ELSE ${part} END`;
}
