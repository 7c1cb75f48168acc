import type { Kind } from './rule.ts';

/** What a log has to count: a field, how its values are called, and four of them. */
export interface Words {
  readonly thing: string;
  readonly things: string;
  readonly values: readonly [string, string, string, string];
}
interface Part {
  readonly title: string;
  readonly parameters: readonly string[];
  readonly where?: string;
  readonly section: string;
  readonly examples: readonly { readonly says: string; readonly finds: number; readonly events: readonly string[] }[];
}

const at = (time: string, { thing }: Words, value: string, more = ''): string => `at: ${time}, ${thing}: ${value}${more}`;
const span = (name: string, label: string, first: string, min: string, max: string): string => `${name}: { type: duration, label: ${label}, default: ${first}, min: ${min}, max: ${max}, step: ${min} }`;
const whole = (name: string, label: string, first: number, min: number, max: number): string => `${name}: { type: int, label: ${label}, default: ${first}, min: ${min}, max: ${max}, step: 1 }`;
const slide = [span('window', 'Window', '10m', '1m', '1d'), span('cap', 'Longest merged finding', '1d', '1d', '7d')];

/** What is particular to each kind; a new kind does not compile until it has a template. */
export const kindParts: { readonly [K in Kind]: (words: Words) => Part } = {
  match: (w) => ({
    title: 'Trail was deleted by $user.name$',
    parameters: [span('together', 'One finding within', '1h', '1m', '1d')],
    where: '{ field: event.action, in: [DeleteTrail, StopLogging] }',
    section: `# Every event that is let through; those of one entity that lie near each other are one finding.
match:
  by: [organization.id, user.name]
  together: $together
`,
    examples: [
      { says: 'two events within the hour are one finding', finds: 1, events: [at('0m', w, w.values[0], ', event.action: StopLogging'), at('20m', w, w.values[0], ', event.action: DeleteTrail')] },
      { says: 'something else', finds: 0, events: [at('0m', w, w.values[0], ', event.action: StartLogging')] },
    ],
  }),
  aggregate: (w) => ({
    title: `$seen$ ${w.things} within the window: $user.name$`,
    parameters: [...slide, whole('seen', `More ${w.things} than`, 1, 1, 20)],
    section: `# Counts over windows of each group. A sliding window hides no pair behind an edge; tumbling, calendar and whole are the others.
aggregate:
  by: [window, organization.id, user.name]
  window: { type: sliding, size: $window, cap: $cap }
  measures:
    seen: { count_distinct: ${w.thing} }
    events: { count: events }
  when: { measure: seen, greater: $seen }
  tiers: [{ severity: medium, when: { measure: seen, greater: 3 } }]    # the first that holds says how grave it is
`,
    examples: [
      { says: `two ${w.things} within ten minutes`, finds: 1, events: [at('0m', w, w.values[0]), at('9m', w, w.values[1])] },
      { says: 'the second comes later', finds: 0, events: [at('0m', w, w.values[0]), at('10m', w, w.values[1])] },
    ],
  }),
  first_seen: (w) => ({
    title: `$${w.thing}$ first seen for $user.name$`,
    parameters: [span('learning', 'Learning', '30d', '1d', '89d'), span('retention', 'Retention', '90d', '1d', '365d')],
    section: `# Values that the memory of their entity does not hold. by: [] is one memory for all.
first_seen:
  by: [organization.id, user.name]
  value: [${w.thing}]
  learning: $learning
  retention: $retention
  cold_start: relative         # a case shorter than learning: its first half is learned. suppress: silence; fire_low: info
`,
    examples: [
      { says: 'a new value in the second half of a month', finds: 1, events: [`${at('0s', w, w.values[0])}, repeat: 28, every: 1d`, at('20d', w, w.values[1])] },
      { says: 'a new value in the first half is learned', finds: 0, events: [`${at('0s', w, w.values[0])}, repeat: 28, every: 1d`, at('10d', w, w.values[1])] },
    ],
  }),
  outlier: (w) => ({
    title: '$events$ events of $user.name$ within the hour',
    parameters: ['sigma: { type: number, label: Standard deviations, default: 3, min: 1, max: 6, step: 0.5 }', whole('floor', 'At least', 10, 1, 1000)],
    section: `# A number per entity and slice, and the slices that are far from its mean.
outlier:
  by: [organization.id, user.name]
  slice: 1h
  measure: { count: events }
  baseline: own                # what the entity did before; across, trailing and incremental are the others
  learning: 3d
  retention: 20d
  sigma: $sigma
  floor: $floor                # where all slices are alike there is no deviation: then the floor decides
  min_points: 15
`,
    examples: [
      { says: 'an hour with twenty events, where one is usual', finds: 1, events: [`${at('0h', w, w.values[0])}, repeat: 200, every: 1h`, `${at('150h', w, w.values[0])}, repeat: 19, every: 1m`] },
      { says: 'an hour with six', finds: 0, events: [`${at('0h', w, w.values[0])}, repeat: 200, every: 1h`, `${at('150h', w, w.values[0])}, repeat: 5, every: 1m`] },
    ],
  }),
  rarity: (w) => ({
    title: `Rare: $${w.thing}$ ($user.name$)`,
    parameters: [whole('days', 'Seen on fewer days than', 3, 1, 30)],
    section: `# Signatures of one or several fields, rare ones first.
rarity:
  by: [organization.id, user.name]
  signature: [${w.thing}]
  when: { all: [{ measure: days, less: $days }, { measure: other_days, at_least: 3 }] }
`,
    examples: [
      { says: 'seen on one day, where others are usual', finds: 1, events: [`${at('0s', w, w.values[0])}, repeat: 9, every: 1d`, at('5d', w, w.values[1])] },
      { says: 'nothing is usual yet', finds: 0, events: [at('0s', w, w.values[0]), at('1d', w, w.values[1])] },
    ],
  }),
  compare: (w) => ({
    title: `$seen$ ${w.things} of $user.name$ within the hour, more than a week before`,
    parameters: [span('window', 'Window', '1h', '5m', '1d'), span('cap', 'Longest merged finding', '1d', '1d', '7d'), span('shift', 'Compared with', '1w', '1d', '28d'), whole('seen', `More ${w.things} than`, 2, 0, 20)],
    section: `# Counts over windows, beside the same counts some time before.
compare:
  by: [window, organization.id, user.name]
  window: { type: sliding, size: $window, cap: $cap }
  measures:
    seen: { count_distinct: ${w.thing} }
    events: { count: events }
  shift: $shift
  when: { all: [{ measure: seen, greater: $seen }, { measure: seen.change, at_least: 2 }] }    # NAME.before, NAME.change, NAME.ratio
`,
    examples: [
      { says: 'three, and one a week before', finds: 1, events: [at('0m', w, w.values[0]), ...w.values.slice(0, 3).map((value, i) => at(`${10_080 + i}m`, w, value))] },
      { says: 'three both times', finds: 0, events: [...w.values.slice(0, 3).map((value, i) => at(`${i}m`, w, value)), ...w.values.slice(0, 3).map((value, i) => at(`${10_080 + i}m`, w, value))] },
    ],
  }),
  join: (w) => ({
    title: `A push to $user.name$ and its sign-in have no ${w.things} in common`,
    parameters: [span('within', 'Within', '5m', '1m', '1d')],
    section: `# Events of one sort that belong to events of another.
join:
  by: [organization.id, user.name]
  left: { name: sign-in, where: { field: event.action, is: sign-in } }
  right: { name: push, where: { field: event.action, is: push } }
  on: [{ left: user.name, right: user.name }]      # tried in turn; credential.issued_id and credential.id join a key with its issue
  within: $within
  measures:
    apart: { apart: ${w.thing} }       # values of the right side, where both sides have none in common
  when: { measure: apart, at_least: 1 }
`,
    examples: [
      { says: 'here and there', finds: 1, events: [at('0m', w, w.values[0], ', event.action: sign-in'), at('1m', w, w.values[1], ', event.action: push')] },
      { says: 'both here', finds: 0, events: [at('0m', w, w.values[0], ', event.action: sign-in'), at('1m', w, w.values[0], ', event.action: push')] },
    ],
  }),
  pair: (w) => ({
    title: `$${w.thing}$ changed within minutes: $user.name$`,
    parameters: [span('within', 'Events within', '1h', '1m', '1d'), whole('minutes', 'Minutes at most', 10, 1, 600), span('cap', 'Longest merged finding', '1d', '1d', '7d')],
    section: `# Events of one entity that follow each other. Conditions may ask minutes, distance and speed too.
pair:
  by: [organization.id, user.name]
  within: $within
  change: [${w.thing}]
  when: { measure: minutes, at_most: $minutes }
  together: 1h
  cap: $cap
`,
    examples: [
      { says: 'another one after five minutes', finds: 1, events: [at('0m', w, w.values[0]), at('5m', w, w.values[1])] },
      { says: 'another one after half an hour', finds: 0, events: [at('0m', w, w.values[0]), at('30m', w, w.values[1])] },
    ],
  }),
  sequence: (w) => ({
    title: 'Refused three times, then let in: $user.name$',
    parameters: [span('maxspan', 'Within', '10m', '1m', '1d'), whole('runs', 'Refused at least', 3, 1, 50)],
    section: `# Events of one entity, one step after the other.
sequence:
  by: [organization.id, user.name]
  steps:
    - { name: refused, where: { field: event.outcome, is: failure }, runs: $runs }
    - { name: let in, where: { field: event.outcome, is: success } }
  maxspan: $maxspan
`,
    examples: [
      { says: 'three times, then a success', finds: 1, events: [`${at('0m', w, w.values[0], ', event.outcome: failure')}, repeat: 3, every: 1m`, at('5m', w, w.values[0], ', event.outcome: success')] },
      { says: 'twice', finds: 0, events: [`${at('0m', w, w.values[0], ', event.outcome: failure')}, repeat: 2, every: 1m`, at('5m', w, w.values[0], ', event.outcome: success')] },
    ],
  }),
  meta: (w) => ({
    title: 'Several findings about $user.name$ within a day',
    parameters: [span('window', 'Window', '1d', '1h', '7d'), span('cap', 'Longest merged finding', '7d', '7d', '30d'), whole('rules', 'Rules at least', 2, 2, 20)],
    where: '[]                     # a finding is read where one of its events fulfils this',
    section: `# Findings of other rules that together say more than each alone.
meta:
  by: [actor.name]
  of: { severity: low }        # also rules, not, attack, tactics, variant
  window: { type: sliding, size: $window, cap: $cap }
  when: { measure: rules, at_least: $rules }
`,
    examples: [
      { says: 'findings of two rules within a day', finds: 1, events: [at('0h', w, w.values[0], ', found: { rule: one-rule, severity: medium }'), at('3h', w, w.values[1], ', found: { rule: another-rule, severity: low }')] },
      { says: 'two findings of one rule', finds: 0, events: [at('0h', w, w.values[0], ', found: { rule: one-rule, severity: medium }'), at('3h', w, w.values[1], ', found: { rule: one-rule, severity: medium }')] },
    ],
  }),
};
