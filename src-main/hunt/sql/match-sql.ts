import type { MatchRule } from '../rule.ts';
import { baseSteps, groupCells, groupingOf, groupNumber, namesFor, type Rendered, type SqlContext } from './base.ts';
import { column } from './dialect.ts';

/** Events of one group that lie within `together` of the one before are one row. */
export function matchSql(rule: MatchRule, context: SqlContext): Rendered {
  const { by, together } = rule.match;
  const names = namesFor(rule, context);
  const group = groupingOf(rule, by, names);
  const base = baseSteps(rule, names, rule.nulls.group === 'drop' ? by : [], group.columns);
  const alone = together === 0 ? '1' : `CASE WHEN before IS NULL OR time_ms - before > ${together} THEN 1 ELSE 0 END`;
  return {
    names, leftOut: [],
    steps: [
      ...base,
      { name: 'grouped', sql: `SELECT *, ${groupNumber(group.keys)} AS gid FROM kept` },
      { name: 'beside', sql: 'SELECT *, min(time_ms) OVER (PARTITION BY gid ORDER BY seq ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING) AS before FROM grouped' },
      { name: 'begun', sql: `SELECT *, ${alone} AS begins FROM beside` },
      { name: 'numbered', sql: 'SELECT *, sum(begins) OVER (PARTITION BY gid ORDER BY seq ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS hit FROM begun' },
    ],
    last: `SELECT ${[...groupCells(group, column), 'min(time_ms) AS first_ms', 'max(time_ms) AS last_ms', 'count(*) AS events'].join(', ')}
FROM numbered GROUP BY gid, hit
ORDER BY min(time_ms), min(seq)`,
  };
}
