import type { EventFields, ImportScope } from '../contract/index.ts';

type Lists = 'datasets' | 'accounts' | 'users' | 'categories';
const lists: readonly Lists[] = ['datasets', 'accounts', 'users', 'categories'];

/** A scope in one spelling: lists sorted, each value once, users in lower case, times as UTC to the millisecond; null where it leaves nothing out. */
export function cleanScope(scope: ImportScope | null): ImportScope | null {
  if (scope === null) return null;
  const once = <T extends string>(list: readonly T[]): T[] => [...new Set(list)].sort();
  const made: ImportScope = {
    from: timeText(scope.from), to: timeText(scope.to), datasets: once(scope.datasets), accounts: once(scope.accounts),
    users: once(scope.users.map((user) => user.toLowerCase())), categories: once(scope.categories),
  };
  return made.from === null && made.to === null && lists.every((name) => made[name].length === 0) ? null : made;
}

function timeText(text: string | null): string | null {
  return text === null ? null : new Date(text).toISOString();
}

/** True where all that lies inside `inner` lies inside `outer`. Both as `cleanScope` makes them. */
export function containsScope(outer: ImportScope | null, inner: ImportScope | null): boolean {
  if (outer === null) return true;
  const from = inner?.from ?? null;
  const to = inner?.to ?? null;
  if (outer.from !== null && (from === null || from < outer.from)) return false;
  if (outer.to !== null && (to === null || to > outer.to)) return false;
  return lists.every((name) => {
    const wide: readonly string[] = outer[name];
    const narrow: readonly string[] = inner?.[name] ?? [];
    return wide.length === 0 || (narrow.length > 0 && narrow.every((value) => wide.includes(value)));
  });
}

/** Tells whether an event at that time (UTC ms) lies inside; null where everything does. An event that does not say what is asked for lies outside. */
export type ScopeTest = (dataset: string, timeMs: number, fields: EventFields) => boolean;

export function scopeTest(scope: ImportScope | null): ScopeTest | null {
  if (scope === null) return null;
  const from = scope.from === null ? Number.NEGATIVE_INFINITY : Date.parse(scope.from);
  const to = scope.to === null ? Number.POSITIVE_INFINITY : Date.parse(scope.to);
  const [datasets, accounts, users, categories] = lists.map((name) => (scope[name].length === 0 ? null : new Set<string>(scope[name])));
  const has = (set: ReadonlySet<string> | null | undefined, ...values: readonly (string | undefined)[]) => !set || values.some((value) => value !== undefined && set.has(value));
  return (dataset, timeMs, fields) =>
    timeMs >= from && timeMs < to && has(datasets, dataset) && has(categories, fields['event.category'])
    && has(accounts, fields['cloud.account.id'], fields['organization.id']) && has(users, fields['user.name']?.toLowerCase());
}
