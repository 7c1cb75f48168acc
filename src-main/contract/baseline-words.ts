import { fieldEntry } from './fields.ts';
import type { Explanation } from './finding.ts';

/** One figure of a baseline, to be worded where it is shown: durations in ms, shares from 0 to 1, times ISO 8601 UTC. */
export interface BaselineItem { readonly label: string; readonly as: 'text' | 'number' | 'duration' | 'share' | 'time'; readonly value: string | number }

/** Figures that need another name than their own words. `{n}` is what they count in their name. */
const names: Readonly<Record<string, string>> = {
  windows_fired: 'windows that fired', span_ms: 'first to last', maxspan_ms: 'at most apart', within_ms: 'at most apart', between_ms: 'time between', slice_ms: 'length of a slice', shift_ms: 'time before',
  first_at: 'first event', second_at: 'second event', first_place: 'first place', second_place: 'second place', first_radius_km: 'accuracy of the first place (km)', second_radius_km: 'accuracy of the second place (km)',
  first_said_by: 'first place is from', second_said_by: 'second place is from', centres_km: 'between the centres (km)', distance_km: 'at least apart (km)', speed_kmh: 'speed at least (km/h)',
  last_step: 'last step', new_value: 'new value', new_to: 'new to', known_before: 'known before', known_values: 'values known before', named_findings: 'findings named', mode: 'cold start', learning_days: 'learning (days)',
  retention_days: 'kept for (days)', baseline_start: 'learned from', baseline_end: 'learned until', insufficient_history: 'too little history', zero_fill: 'slices without events', peak_start: 'peak', deviation: 'deviation (σ)', sigma: 'times σ',
  points: 'slices compared', floor: 'never less than', before_start: 'time before from', before_end: 'time before to', own_cloud_host: 'own host in', baseline: 'compared with', firstTime: 'first time', lastTime: 'last time',
  other_sessions: 'sessions of others', other_days: 'days of others', limit_with_bad: 'limit with bad events', limit_without_bad: 'limit without bad events', left_out_as_bad: 'bad events left out', tenant_groups: 'groups of the tenant', tenant_events: 'events of the tenant', tenant_sessions: 'sessions of the tenant', tenant_days: 'days of the tenant',
  group_events: 'events of the group', group_sessions: 'sessions of the group', group_days: 'days of the group', event_share: 'share of events', session_share: 'share of sessions', day_share: 'share of days',
};

/** The figures of a baseline with what they are called; those without a value, and those that another says better, are left out. */
export function baselineItems(baseline: Explanation['baseline']): readonly BaselineItem[] {
  return Object.entries(baseline).flatMap(([name, value]): readonly BaselineItem[] => {
    if (value === null || value === '' || (name === 'learning_ms' && 'learning_days' in baseline)) return [];
    return [{ label: labelOf(name), as: kindOf(name, value), value }];
  });
}

function kindOf(name: string, value: string | number): BaselineItem['as'] {
  if (typeof value === 'string') return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? 'time' : 'text';
  return name.endsWith('_ms') ? 'duration' : name.endsWith('_share') ? 'share' : 'number';
}

/** `first.source.ip` → "first IP"; `step_2_events` → "step 2, events"; what has no name of its own is its own words. */
function labelOf(name: string): string {
  const known = names[name];
  if (known !== undefined) return known;
  const side = /^(first|second)\.(.+)$/.exec(name);
  if (side !== null) return `${side[1]} ${fieldEntry(side[2]!)?.label ?? wordsOf(side[2]!)}`;
  const counted = /^(step|finding)_(\d+)(?:_(.+))?$/.exec(name);
  if (counted !== null) return `${counted[1]} ${counted[2]}${counted[3] === undefined ? '' : `, ${wordsOf(counted[3])}`}`;
  return fieldEntry(name)?.label ?? wordsOf(name);
}
const wordsOf = (name: string): string => name.replace(/_(ms|km|kmh)$/, '').replaceAll(/[_.]/g, ' ');
