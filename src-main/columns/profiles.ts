import { Fault, isoOf as isoAt, type FieldName, type Profile } from '../contract/index.ts';
import type { Columns, RowSet } from './columns.ts';
import { rowsWith } from './rows-with.ts';
import { groupRows } from './group-rows.ts';

const parts = ['source.as.number', 'source.geo.country_iso_code', 'user_agent.template'] as const satisfies readonly FieldName[];

/**
 * The session profiles of a user, by any of its names: network, country and agent template with how often, first and last. Rarest first, then earliest. All events
 * of the user count, those without address or agent as a profile of nulls, so the counts add up. Throws `case/no-such-user`.
 */
export function profile(columns: Columns, user: string): Profile {
  const id = columns.idOf('actor.name', user);
  if (id === 0) throw new Fault('case/no-such-user', { user });
  const rows = rowsWith(columns.ids('actor.name'), id);
  const groups = groupRows(columns, parts, { rows, nulls: 'keep' });
  const textOf = (field: FieldName, value: number): string | null => (value === 0 ? null : columns.text(field, value));
  const startTime = (group: number): number => columns.time[groups.rows[groups.starts[group]!]!]!;
  const size = (group: number): number => groups.starts[group + 1]! - groups.starts[group]!;
  // Groups come in the order of their keys and the sort is stable: that settles what count and first leave open.
  const order = [...Array(groups.count).keys()].sort((a, b) => size(a) - size(b) || startTime(a) - startTime(b));
  const profiles = order.map((group) => {
    const own = groups.rows.subarray(groups.starts[group]!, groups.starts[group + 1]!);
    const asn = groups.key(group, 0);
    return {
      asn: asn === 0 ? null : columns.number(parts[0], asn), organization: organizationOf(columns, own), country: textOf(parts[1], groups.key(group, 1)),
      userAgentTemplate: textOf(parts[2], groups.key(group, 2)), count: own.length,
      first: isoOf(columns, own[0]!), last: isoOf(columns, own.at(-1)!), share: own.length / rows.length,
    };
  });
  return { user: columns.text('actor.name', id), profiles };
}

/** Profiles of all users, one per entry, users in the order of their names: ids of the columns, times in UTC ms. `share` is among the user's events. */
export interface ProfileTable {
  readonly count: number;
  readonly user: Uint32Array;
  readonly asn: Uint32Array;
  readonly country: Uint32Array;
  readonly template: Uint32Array;
  readonly events: Uint32Array;
  readonly first: Float64Array;
  readonly last: Float64Array;
  readonly share: Float64Array;
}

export function profileTable(columns: Columns, rows?: RowSet): ProfileTable {
  const users = groupRows(columns, ['user.name'], { rows, nulls: 'drop' });
  const named = users.dropped.length === 0 ? rows : columns.keep(`rows of ${users.name}`, (kept) => kept.byteLength, () => users.rows.slice().sort());
  const groups = groupRows(columns, ['user.name', ...parts], { rows: named, nulls: 'keep' });
  const { count, starts } = groups;
  const column = (i: number): Uint32Array => new Uint32Array(count).map((_, group) => groups.key(group, i));
  const user = column(0);
  const events = new Uint32Array(count).map((_, group) => starts[group + 1]! - starts[group]!);
  const total = new Float64Array(columns.size('user.name'));
  for (let group = 0; group < count; group += 1) total[user[group]!]! += events[group]!;
  const timeAt = (place: number): number => columns.time[groups.rows[place]!]!;
  return {
    count, user, asn: column(1), country: column(2), template: column(3), events,
    first: new Float64Array(count).map((_, group) => timeAt(starts[group]!)),
    last: new Float64Array(count).map((_, group) => timeAt(starts[group + 1]! - 1)),
    share: new Float64Array(count).map((_, group) => events[group]! / total[user[group]!]!),
  };
}

/** The organisation of the earliest event that has one. */
function organizationOf(columns: Columns, rows: Uint32Array): string | null {
  const ids = columns.ids('source.as.organization.name');
  const row = rows.find((candidate) => ids[candidate] !== 0);
  return row === undefined ? null : columns.text('source.as.organization.name', ids[row]!);
}

function isoOf(columns: Columns, row: number): string {
  return isoAt(columns.time[row]!);
}
