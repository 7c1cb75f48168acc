import { eachMatch, joinedTexts, type Columns, type Fit } from '../columns/index.ts';
import type { FieldName, FindingRow, Hit, RuleRow } from '../contract/index.ts';
import { ruleName } from '../hunt/index.ts';
import type { Steps } from '../kit/steps.ts';

/** Where values are looked for, in the order in which they are shown. */
const kinds = [
  { kind: 'user', field: 'actor.name' },
  { kind: 'network', field: 'source.as.organization.name' },
  { kind: 'ip', field: 'source.ip' },
  { kind: 'credential', field: 'credential.id' },
  { kind: 'agent', field: 'user_agent.original' },
] as const satisfies readonly { readonly kind: Hit['kind']; readonly field: FieldName }[];

/** How well a value fits: whole, its beginning, somewhere; 0 not at all. */
function fit(value: string, wanted: string): number {
  const text = value.toLowerCase();
  if (text === wanted) return 3;
  if (text.startsWith(wanted)) return 2;
  return text.includes(wanted) ? 1 : 0;
}

/** Users, networks, addresses, keys, agents, findings and rules that contain the text, whatever its case: the best `limit` of each kind, then by events. */
export function find(columns: Columns, findings: readonly Pick<FindingRow, 'id' | 'number' | 'title' | 'eventCount'>[], rules: readonly { readonly id: string; readonly variant: RuleRow['variant']; readonly name: string | null; readonly title: string }[], text: string, limit: number): readonly Hit[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return [];
  const values = kinds.flatMap(({ kind, field }) => valuesLike(columns, kind, field, wanted, limit));
  const found = best(findings, limit, (row) => Math.max(fit(row.title, wanted), fit(String(row.number), wanted) === 3 ? 3 : 0), (row) => row.eventCount)
    .map((row): Hit => ({ kind: 'finding', id: row.id, label: row.title, detail: String(row.number), count: row.eventCount }));
  const named = best(rules, limit, (row) => Math.max(fit(ruleName(row), wanted), fit(row.title, wanted), fit(row.id, wanted)), () => 0)
    .map((row): Hit => ({ kind: 'rule', id: `${row.id}/${row.variant}`, label: ruleName(row), detail: row.variant, count: null }));
  return [...values, ...found, ...named];
}

/** `as`: the name that was found, where the hit goes by another. */
interface Match { readonly id: number; readonly as: number; readonly fits: Fit; readonly count: number }

function valuesLike(columns: Columns, kind: Hit['kind'], field: FieldName, wanted: string, limit: number): readonly Hit[] {
  const counts = countsOf(columns, field);
  const top: Match[] = [];
  const owners = ownersOf(columns, field);
  eachMatch(columns, field, wanted, true, (as, fits) => {
    const id = owners.get(as) ?? as;
    const count = counts[id]!;
    const had = owners.size === 0 ? -1 : top.findIndex((one) => one.id === id);
    if (had >= 0 && (top[had]!.fits > fits || (top[had]!.fits === fits && as !== id))) return;
    if (had >= 0) top.splice(had, 1);
    const last = top.at(-1);
    // Ids ascend with their texts: that settles what fit and count leave open.
    if (count === 0 || (top.length === limit && !(fits > last!.fits || (fits === last!.fits && count > last!.count)))) return;
    const place = top.findIndex((one) => fits > one.fits || (fits === one.fits && count > one.count));
    top.splice(place < 0 ? top.length : place, 0, { id, as, fits, count });
    if (top.length > limit) top.pop();
  });
  return top.map(({ id, as, count }) => ({ kind, id: columns.text(field, id), label: columns.text(field, id), detail: as === id ? field : columns.text(field, as), count }));
}

/** By id of a further name of a person, that of the main one. */
function ownersOf(columns: Columns, field: FieldName): ReadonlyMap<number, number> {
  if (field !== 'actor.name') return new Map();
  return new Map(columns.persons.flatMap(([main, ...others]) => others.map((name) => [columns.idOf('user.name', name), columns.idOf('user.name', main!)] as const)));
}

/** Gets ready for `find`, in steps. */
export function* prepareFind(columns: Columns): Steps<void> {
  for (const { field } of kinds) {
    countsOf(columns, field);
    yield;
    for (const _ of joinedTexts(columns, field, true)) yield;
  }
}

/** How many events have each value. */
function countsOf(columns: Columns, field: FieldName): Uint32Array {
  return columns.keep(`counts of ${field}`, (made) => made.byteLength, () => {
    const counts = new Uint32Array(columns.size(field));
    const ids = columns.ids(field);
    for (let row = 0; row < ids.length; row += 1) counts[ids[row]!]! += 1;
    return counts;
  });
}

function best<T>(all: readonly T[], limit: number, fits: (one: T) => number, weight: (one: T) => number): readonly T[] {
  return all.map((one) => ({ one, fits: fits(one) })).filter((hit) => hit.fits > 0).sort((a, b) => b.fits - a.fits || weight(b.one) - weight(a.one)).slice(0, limit).map((hit) => hit.one);
}
