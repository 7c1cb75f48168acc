import { sharedCalls, type IdentitySaid, type ReadCase } from '../case/index.ts';
import type { Columns } from '../columns/index.ts';
import { isoOf, namedKinds, type FieldName, type NamedId, type NamedKind, type OrganizationLink } from '../contract/index.ts';
import { finish, type Steps } from '../kit/steps.ts';
import { pairCoder } from './users-coder.ts';

/** Field in which ids of each kind stand. */
export const namedFields: Readonly<Record<NamedKind, FieldName>> = { organization: 'organization.id', account: 'cloud.account.id' };
const MOST_LISTED = 500;
const USERS_SHOWN = 5;
const STEP = 2 ** 20;

/** What an analyst calls an id; an AWS account is an organisation and an account at once, and has one name. */
export function labelOf(said: IdentitySaid | undefined, kind: NamedKind, id: string): string | null {
  const other = kind === 'account' ? 'organization' : 'account';
  return said?.labels[kind].get(id)?.value ?? said?.labels[other].get(id)?.value ?? null;
}

type Counted = Omit<NamedId, 'name'>;
const known = new WeakMap<SharedArrayBuffer, { readonly ids: readonly Counted[]; readonly links: readonly Link[] }>();
interface Link { readonly kind: OrganizationLink['kind']; readonly from: string; readonly to: string; readonly events: number; readonly first: number; readonly last: number; readonly users: readonly (readonly [string, number])[] }

/** Organisations, tenants and accounts of the case, most events first, and how they are linked. */
export function* prepareOrganizations(columns: Columns): Steps<void> {
  if (known.has(columns.buffer)) return;
  const links = [...(yield* linked(columns, 'guest', 'entra.signin.home_tenant', 'entra.signin.resource_tenant')), ...(yield* linked(columns, 'cross-account', 'organization.id', 'cloud.account.id', 'aws.cloudtrail'))];
  known.set(columns.buffer, { ids: yield* namedIds(columns, null), links: links.sort((a, b) => b.events - a.events || (a.from + a.to < b.from + b.to ? -1 : 1)) });
}

export function organizationsOf(file: ReadCase, columns: Columns, said: IdentitySaid): { readonly organizations: NamedId[]; readonly links: OrganizationLink[] } {
  finish(prepareOrganizations(columns));
  const { ids, links } = known.get(columns.buffer)!;
  const seenTwice = links.some(({ kind }) => kind === 'cross-account') ? sharedCalls(file) : [];
  const nameOf = (kind: OrganizationLink['kind'], id: string): string | null => labelOf(said, kind === 'guest' ? 'organization' : 'account', id);
  return {
    organizations: ids.map((one) => ({ ...one, name: labelOf(said, one.kind, one.id) })),
    links: links.map(({ kind, from, to, events, first, last, users }) => ({
      kind, from, to, fromName: nameOf(kind, from), toName: nameOf(kind, to), events, users: users.slice(0, USERS_SHOWN).map(([user]) => user), moreUsers: Math.max(0, users.length - USERS_SHOWN),
      both: kind === 'guest' ? 0 : seenTwice.find((one) => [one.a, one.b].every((id) => id === from || id === to))?.count ?? 0, first: isoOf(columns.time[first]!), last: isoOf(columns.time[last]!),
    })),
  };
}

/** The same ids for some rows: those of one user. Null: all rows. */
export function* namedIds(columns: Columns, rows: Uint32Array | null): Steps<readonly Counted[]> {
  const found = new Map<string, Counted>();
  for (const kind of namedKinds) {
    for (const one of yield* counted(columns, kind, rows)) {
      // An AWS account is both and called an account; a tenant that is both is an organisation.
      if (!found.has(one.id) || (kind === 'account' && /^\d{12}$/.test(one.id))) found.set(one.id, one);
    }
  }
  return [...found.values()].sort((a, b) => b.events - a.events || (a.id < b.id ? -1 : 1)).slice(0, MOST_LISTED);
}

function* counted(columns: Columns, kind: NamedKind, rows: Uint32Array | null): Steps<readonly Counted[]> {
  const field = namedFields[kind];
  if (columns.size(field) <= 1) return [];
  const [ids, datasets] = rows === null ? [columns.ids(field), columns.ids('event.dataset')] : [columns.idsAt(field, rows), columns.idsAt('event.dataset', rows)];
  const coder = pairCoder();
  const [events, first, last]: [number[], number[], number[]] = [[], [], []];
  for (let at = 0; at < ids.length; at += 1) {
    if (at % STEP === STEP - 1) yield;
    if (ids[at] === 0) continue;
    const row = rows === null ? at : rows[at]!;
    const code = coder.code(ids[at]!, datasets[at]!);
    events[code] = (events[code] ?? 0) + 1;
    first[code] ??= row;
    last[code] = row;
  }
  const byId = new Map<number, number[]>();
  for (let code = 0; code < coder.size(); code += 1) byId.set(coder.a(code), [...(byId.get(coder.a(code)) ?? []), code]);
  return [...byId].map(([id, codes]) => ({
    kind, id: columns.text(field, id), events: codes.reduce((sum, code) => sum + events[code]!, 0),
    first: isoOf(columns.time[Math.min(...codes.map((code) => first[code]!))]!), last: isoOf(columns.time[Math.max(...codes.map((code) => last[code]!))]!),
    sources: codes.map((code) => ({ dataset: columns.text('event.dataset', coder.b(code)), events: events[code]! })).sort((a, b) => b.events - a.events || (a.dataset < b.dataset ? -1 : 1)),
  }));
}

/** Events in which two fields name two organisations. Only between ids of one kind: twelve digits each for accounts. */
function* linked(columns: Columns, kind: Link['kind'], from: FieldName, to: FieldName, dataset?: string): Steps<readonly Link[]> {
  if (columns.size(from) <= 1 || columns.size(to) <= 1) return [];
  const only = dataset === undefined ? 0 : columns.idOf('event.dataset', dataset);
  if (dataset !== undefined && only === 0) return [];
  const [left, right, datasets, users] = [columns.ids(from), columns.ids(to), columns.ids('event.dataset'), columns.ids('user.name')];
  const coder = pairCoder();
  const sums: { events: number; first: number; last: number; users: Map<number, number> }[] = [];
  for (let row = 0; row < left.length; row += 1) {
    if (row % STEP === STEP - 1) yield;
    if (left[row] === 0 || right[row] === 0 || (only !== 0 && datasets[row] !== only)) continue;
    const code = coder.code(left[row]!, right[row]!);
    const sum = (sums[code] ??= { events: 0, first: row, last: row, users: new Map() });
    sum.events += 1;
    sum.last = row;
    if (users[row] !== 0) sum.users.set(users[row]!, (sum.users.get(users[row]!) ?? 0) + 1);
  }
  return sums.flatMap(({ events, first, last, users: who }, code): Link[] => {
    const [a, b] = [columns.text(from, coder.a(code)), columns.text(to, coder.b(code))];
    if (a === b) return [];
    return [{ kind, from: a, to: b, events, first, last, users: [...who].sort((x, y) => y[1] - x[1] || x[0] - y[0]).map(([id, count]) => [columns.text('user.name', id), count] as const) }];
  });
}
