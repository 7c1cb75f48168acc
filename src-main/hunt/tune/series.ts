import { isoOf, type TuneSeries } from '../../contract/index.ts';
import { outlierHistory } from '../kinds/outlier.ts';
import { measureLabel } from '../nouns.ts';
import { countedField, ruleKey, type OutlierRule } from '../rule.ts';
import type { Run } from '../run.ts';

/** Entities that can be chosen. */
const LISTED = 100;

/** The slices of one entity with what each was held against; null where there is no such entity. */
export function seriesIn(rule: OutlierRule, run: Run, wanted: Readonly<Record<string, string>> | null): TuneSeries | null {
  const history = outlierHistory(rule, run);
  const order = Uint32Array.from(history.fired.keys()).sort((a, b) => history.fired[b]! - history.fired[a]! || history.highest[b]! - history.highest[a]! || a - b);
  const group = wanted === null ? order[0] : history.find(wanted);
  if (group === undefined) return null;
  return {
    rule: ruleKey(rule), measure: measureLabel(history.measure, countedField(rule, history.measure)), entity: history.entity(group), total: order.length,
    points: history.points(group).map(({ start, end, ...point }) => ({ start: isoOf(start), end: isoOf(end), ...point })),
    entities: Array.from(order.subarray(0, LISTED), (one) => ({ entity: history.entity(one), fired: history.fired[one]!, highest: history.highest[one]! })),
  };
}
