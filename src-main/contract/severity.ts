/** How grave a finding is, from nothing to everything. Apart from the shapes, so that the screens know it without their checks. */
export const severities = ['info', 'low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof severities)[number];
