import type { Rule } from '../../src-main/hunt/index.ts';
import { ruleOf } from './rule-text.ts';

/** One rule of each kind, its limits as parameters. */
const n = (least: number, most: number, normal: number) => `{ type: int, label: n, default: ${normal}, min: ${least}, max: ${most} }`;
const span = (normal: string) => `{ type: duration, label: d, default: ${normal}, min: 1m, max: 10d }`;
export const parametric: Readonly<Record<string, () => Rule>> = {
  'aggregate, tumbling': () => ruleOf(`parameters: { limit: ${n(0, 6, 2)}, size: ${span('1h')} }\nkind: aggregate\nwhere: []\naggregate: { by: [window, user.name], window: { type: tumbling, size: $size }, measures: { ips: { count_distinct: source.ip } }, when: { measure: ips, at_least: $limit } }\n`),
  'aggregate, sliding': () => ruleOf(`parameters: { limit: ${n(0, 6, 2)}, size: ${span('1h')}, cap: ${span('1d')} }\nkind: aggregate\nwhere: []\naggregate: { by: [window, user.name], window: { type: sliding, size: $size, cap: $cap }, measures: { ips: { count_distinct: source.ip }, events: { count: events } }, when: { any: [{ measure: ips, greater: $limit }, { measure: events, less: 1 }] } }\n`),
  'aggregate of aggregates': () => ruleOf(`parameters: { limit: ${n(0, 4, 1)}, hours: ${n(0, 4, 1)} }\nkind: aggregate\nwhere: []\naggregate:\n  by: [window, user.name]\n  window: { type: tumbling, size: 1h }\n  measures: { ips: { count_distinct: source.ip } }\n  when: { measure: ips, at_least: $limit }\n  then: { by: [user.name], window: { type: whole }, measures: { hours: { count: windows } }, when: { measure: hours, at_least: $hours } }\n`),
  first_seen: () => ruleOf(`parameters: { learning: ${span('1h')} }\nkind: first_seen\nwhere: []\nfirst_seen: { by: [user.name], value: [source.ip], learning: $learning, retention: 40d, cold_start: suppress, follow: 1h }\n`),
  outlier: () => ruleOf(`parameters: { sigma: { type: number, label: s, default: 1, min: 0, max: 4, step: 0.25 }, floor: ${n(0, 5, 1)}, points: ${n(1, 5, 2)}, row: ${n(1, 3, 1)} }\nkind: outlier\nwhere: []\noutlier: { by: [user.name], slice: 1h, measure: { count_distinct: source.ip }, baseline: own, learning: 2h, retention: 20d, sigma: $sigma, floor: $floor, min_points: $points, consecutive: $row, direction: both }\n`),
  rarity: () => ruleOf(`parameters: { few: ${n(0, 5, 1)} }\nkind: rarity\nwhere: []\nrarity: { by: [user.name], signature: [event.action, source.ip], session: session.id, when: { all: [{ measure: events, at_most: $few }] } }\n`),
  compare: () => ruleOf(`parameters: { more: ${n(-3, 5, 1)} }\nkind: compare\nwhere: []\ncompare: { by: [window, user.name], window: { type: tumbling, size: 1h }, measures: { ips: { count_distinct: source.ip } }, shift: 1h, when: { measure: ips.change, at_least: $more } }\n`),
  'compare, sliding': () => ruleOf(`parameters: { more: ${n(-3, 5, 1)}, size: ${span('1h')} }\nkind: compare\nwhere: []\ncompare: { by: [window, user.name], window: { type: sliding, size: $size }, measures: { ips: { count_distinct: source.ip } }, shift: 10d, when: { measure: ips, at_least: $more } }\n`),
  pair: () => ruleOf(`parameters: { minutes: ${n(0, 3000, 60)}, within: ${span('1d')}, together: ${span('1h')} }\nkind: pair\nwhere: []\npair: { by: [user.name], within: $within, change: [source.ip], when: { measure: minutes, at_most: $minutes }, together: $together }\n`),
  match: () => ruleOf(`parameters: { together: ${span('1h')} }\nkind: match\nwhere: []\nmatch: { by: [user.name], together: $together }\n`),
};
