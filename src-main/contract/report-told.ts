import type { FindingState } from './finding.ts';

/** Users that a report tells of where nobody chose: those of the first findings. */
const USERS_PROPOSED = 12;

/** The findings that a report tells one by one, in its order: those that were chosen, or where nobody chose (null) those that are marked for it. What the last hunt did not find again is not told. */
export function findingsTold<Row extends { readonly id: string; readonly state: FindingState; readonly inReport: boolean }>(rows: readonly Row[], chosen: readonly string[] | null): readonly Row[] {
  const there = rows.filter((one) => one.state !== 'gone');
  if (chosen === null) return there.filter((one) => one.inReport);
  const byId = new Map(there.map((one) => [one.id, one]));
  return [...new Set(chosen)].flatMap((id) => byId.get(id) ?? []);
}

/** The users that a report proposes: those of the first of the findings that it tells. */
export function usersProposed(told: readonly { readonly actor: string | null }[]): readonly string[] {
  return [...new Set(told.flatMap((one) => one.actor ?? []))].slice(0, USERS_PROPOSED);
}
