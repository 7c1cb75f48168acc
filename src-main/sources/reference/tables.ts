import type { ReferenceFact } from '../../contract/index.ts';
import { plainName } from '../plain-names.ts';
import { textOf, type JsonObject } from '../read.ts';
import { detailOf, timeIn, type ReferenceSource } from './source.ts';

/** Names of columns in small letters and digits alone, first choice first. They are those of the tables that this page of the docs asks for, and what VPN, DHCP and ZTNA exports call the same. */
const columns = {
  user: ['user', 'username', 'account', 'login', 'email', 'userprincipalname', 'upn', 'employee', 'traveller', 'traveler'],
  ip: ['ip', 'assignedip', 'ipaddress', 'address', 'virtualip', 'tunnelip', 'poolip', 'leasedip', 'network', 'cidr', 'egressip'],
  from: ['from', 'start', 'starttime', 'started', 'connected', 'connecttime', 'assigned', 'leasestart', 'departure', 'begin', 'validfrom'],
  to: ['to', 'end', 'endtime', 'ended', 'disconnected', 'disconnecttime', 'released', 'leaseend', 'return', 'until', 'validto'],
  country: ['country', 'countrycode', 'destination', 'destinationcountry'],
  device: ['device', 'deviceid'],
  host: ['host', 'hostname', 'computer', 'machine'],
  more: ['kind', 'service', 'gateway', 'pool', 'mac', 'macaddress', 'publicip', 'clientip', 'city', 'note', 'notes', 'reason', 'purpose', 'bookedby', 'label', 'name', 'location', 'server', 'session', 'sessionid', 'duration'],
} as const;
type Column = keyof typeof columns;
const known: ReadonlyMap<string, Column> = new Map(Object.entries(columns).flatMap(([column, names]) => names.map((name) => [name, column as Column] as const)));

/** A row by column; null where it has a column that such a table does not have: a log of sign-ins has users, addresses and times too. */
function rowOf(value: JsonObject): ReadonlyMap<Column, unknown> | null {
  const names = Object.keys(value);
  if (names.length < 3 || names.length > 20) return null;
  const row = new Map<Column, unknown>();
  for (const name of names) {
    const column = known.get(plainName(name));
    if (column === undefined) return null;
    if (column !== 'more' && !row.has(column)) row.set(column, value[name]);
  }
  return row;
}

function spanOf(row: ReadonlyMap<Column, unknown>): { readonly fromMs: number | null; readonly toMs: number | null } | string {
  const [fromMs, end] = [timeIn(row.get('from')), timeIn(row.get('to'))];
  if (typeof fromMs === 'string') return `from: ${fromMs}`;
  if (typeof end === 'string') return `to: ${end}`;
  // A date names a whole day.
  const toMs = end !== null && /^\d{4}-\d\d-\d\d$/.test(textOf(row.get('to')) ?? '') ? end + 86_400_000 : end;
  return fromMs !== null && toMs !== null && toMs <= fromMs ? 'it ends before it begins' : { fromMs, toMs };
}

const moreOf = (value: JsonObject): Readonly<Record<string, string>> => detailOf(Object.fromEntries(Object.entries(value).filter(([name]) => known.get(plainName(name)) === 'more')));

/** What a row says, once it is known to be of such a table: the facts, or why it cannot be read. */
function rowFacts(value: JsonObject, make: (row: ReadonlyMap<Column, unknown>, span: { readonly fromMs: number | null; readonly toMs: number | null }) => readonly ReferenceFact[] | string): readonly ReferenceFact[] | string {
  const row = rowOf(value);
  if (row === null) return 'it has columns of something else';
  const span = spanOf(row);
  return typeof span === 'string' ? span : make(row, span);
}

/** Who had which address when: VPN, DHCP and ZTNA assignments. */
export const assignments: ReferenceSource = {
  id: 'assignments',
  version: 1,
  title: 'assignments of addresses (VPN, DHCP, ZTNA)',
  is(value) {
    const row = rowOf(value);
    return row !== null && row.has('ip') && row.has('from') && (row.has('user') || row.has('host') || row.has('device'));
  },
  facts: (value) => rowFacts(value, (row, span) => {
    const ip = textOf(row.get('ip'));
    if (ip === undefined) return 'the row names no address';
    const more = moreOf(value);
    const label = Object.entries(more).find(([name]) => ['service', 'kind', 'pool', 'gateway', 'label', 'name'].includes(plainName(name)))?.[1] ?? 'assigned address';
    return [{ kind: 'assignment', ...span, user: textOf(row.get('user'))?.toLowerCase(), ip, device: textOf(row.get('device')), host: textOf(row.get('host'))?.toLowerCase(), label, detail: more }];
  }),
};

/** Who was where: a list of travels. Countries as two letters. */
export const travel: ReferenceSource = {
  id: 'travel',
  version: 1,
  title: 'travel list',
  is(value) {
    const row = rowOf(value);
    return row !== null && row.has('user') && row.has('country') && row.has('from') && !row.has('ip');
  },
  facts: (value) => rowFacts(value, (row, span) => {
    const [user, country] = [textOf(row.get('user'))?.toLowerCase(), textOf(row.get('country'))?.toUpperCase()];
    if (user === undefined) return 'the row names no user';
    if (country === undefined || !/^[A-Z]{2}$/.test(country)) return 'country: two letters (ISO 3166-1 alpha-2) are wanted, such as NL';
    return [{ kind: 'travel', ...span, user, country, label: `travel to ${country}`, detail: moreOf(value) }];
  }),
};
