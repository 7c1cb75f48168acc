import { groupsOf } from '../groups.ts';
import type { MatchRule } from '../rule.ts';
import type { Hit, Run } from '../run.ts';

/** Every event that the filter lets through; those of one group that lie within `together` of the one before are one hit. */
export function* runMatch(rule: MatchRule, run: Run): Generator<Hit> {
  const { by, together } = rule.match;
  const { groups, entity } = groupsOf(rule, run, by);
  const { time } = run.columns;
  for (let group = 0; group < groups.count; group += 1) {
    run.checkStop();
    const end = groups.starts[group + 1]!;
    let from = groups.starts[group]!;
    for (let at = from + 1; at <= end; at += 1) {
      const near = at < end && together > 0 && time[groups.rows[at]!]! - time[groups.rows[at - 1]!]! <= together;
      if (near) continue;
      const rows = groups.rows.subarray(from, at);
      const key = entity(group);
      yield {
        rows, group: key, start: time[rows[0]!]!, end: time[rows.at(-1)!]!, windows: [], limits: [], baseline: {}, severity: rule.severity,
        cells: { ...key, events: rows.length }, words: {},
      };
      from = at;
    }
  }
}
