const dayMs = 86_400_000;
/** Networks change hands: from this age on a table is worth a warning. */
export const oldAfterDays = 90;

/** How many whole days a table was built before a time; negative where it was built after it. Both ISO 8601; null where either is no time. */
export function daysBefore(buildDate: string, time: string): number | null {
  const [built, at] = [Date.parse(buildDate.slice(0, 10)), Date.parse(time.slice(0, 10))];
  return Number.isNaN(built) || Number.isNaN(at) ? null : Math.round((at - built) / dayMs);
}

export interface TableAge { readonly against: 'case' | 'today'; readonly days: number; readonly old: boolean }
/** The age of a table beside the last event of the case, where there is one, and beside today. Years between a table and the events count either way: both sides of it changed. */
export function tableAges(buildDate: string, lastEvent: string | null, today: string): readonly TableAge[] {
  const ages: TableAge[] = [];
  for (const [against, time] of [['case', lastEvent], ['today', today]] as const) {
    const days = time === null ? null : daysBefore(buildDate, time);
    if (days !== null) ages.push({ against, days, old: against === 'case' ? Math.abs(days) > oldAfterDays : days > oldAfterDays });
  }
  return ages;
}
