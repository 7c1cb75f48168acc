/** What is measured of a signature; docs/rules.md defines each. */
export const rarityMeasures = [
  'events', 'sessions', 'days', 'event_share', 'session_share', 'day_share',
  'group_events', 'group_sessions', 'group_days', 'other_sessions', 'other_days',
  'tenant_groups', 'tenant_events', 'tenant_sessions', 'tenant_days',
] as const;
export type RarityMeasure = (typeof rarityMeasures)[number];
