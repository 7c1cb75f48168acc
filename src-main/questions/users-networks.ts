import { networkLabel } from '../case/index.ts';
import type { Columns } from '../columns/index.ts';
import type { FieldName } from '../contract/index.ts';
import type { Steps } from '../kit/steps.ts';
import { networkIdentity } from '../hunt/network-identity.ts';

/** A network as hunts tell them apart (`hunt/network-identity.ts`), with the name that screens give it. */
export interface Net {
  readonly label: string;
  /** A private way into the service, such as a VPC endpoint. */
  readonly endpoint: boolean;
}

/**
 * From where events came: one entry per network with its ASN, country, egress class and kind of address. Entry 0 is nowhere: neither address nor
 * endpoint. Ids are those of the columns.
 */
export interface Whereabouts {
  /** The entry of each row. */
  readonly of: Uint32Array;
  readonly count: number;
  /** Network of each entry: a place in `nets`, 0 for none. */
  readonly net: Uint32Array;
  readonly asn: Uint32Array;
  readonly organization: Uint32Array;
  readonly country: Uint32Array;
  readonly egress: Uint32Array;
  /** 1 where it is no place: an address of a service or of the inside, such as 10.0.0.1 or cloudformation.amazonaws.com. */
  readonly inside: Uint8Array;
  /** Address type of each entry as text; `public` where nobody says. */
  readonly type: readonly string[];
  readonly nets: readonly Net[];
}

const facts = ['source.as.number', 'source.as.organization.name', 'source.geo.country_iso_code', 'source.egress', 'source.ip_type'] as const satisfies readonly FieldName[];
const [ASN, ORGANIZATION, COUNTRY, EGRESS, TYPE] = [1, 2, 3, 4, 5] as const;
const INSIDE = new Set(['private', 'special', 'service', 'internal', 'invalid']);

/** Rows between two steps. */
const STEP = 2 ** 20;

/** Goes through the rows once; what is asked of an address is looked up once per address. */
export function* whereabouts(columns: Columns): Steps<Whereabouts> {
  const identity = networkIdentity(columns);
  yield;
  const ip = columns.ids('source.ip');
  const endpoint = columns.ids('network.endpoint');
  const known: Uint32Array[] = [];
  for (const field of facts) {
    known.push(columns.ids(field));
    yield;
  }
  const entries: (readonly number[])[] = [[0, 0, 0, 0, 0, 0]];
  const endpointNets = new Set<number>();
  const byKey = new Map<string, number>([['0 0 0 0 0 0', 0]]);
  const entryAt = (row: number): number => {
    if (endpoint[row] !== 0) endpointNets.add(identity.idAt(row));
    const entry = [identity.idAt(row), ...known.map((ids) => ids[row]!)];
    const key = entry.join(' ');
    let code = byKey.get(key);
    if (code === undefined) byKey.set(key, (code = entries.push(entry) - 1));
    return code;
  };
  // 0 is "not yet looked up"; the entry is one below.
  const ofIp = new Uint32Array(columns.size('source.ip'));
  const throughEndpoint = new Map<number, number>();
  const of = new Uint32Array(columns.count);
  for (let row = 0; row < of.length; row += 1) {
    if (row % STEP === STEP - 1) yield;
    if (endpoint[row] === 0) of[row] = (ofIp[ip[row]!] ||= entryAt(row) + 1) - 1;
    else {
      const key = endpoint[row]! * ofIp.length + ip[row]!;
      let code = throughEndpoint.get(key);
      if (code === undefined) throughEndpoint.set(key, (code = entryAt(row)));
      of[row] = code;
    }
  }
  return named(columns, of, entries, { text: identity.text, endpoints: endpointNets });
}

function named(columns: Columns, of: Uint32Array, entries: readonly (readonly number[])[], identity: { text(id: number): string; readonly endpoints: ReadonlySet<number> }): Whereabouts {
  const counts = new Uint32Array(entries.length);
  for (let row = 0; row < of.length; row += 1) counts[of[row]!]! += 1;
  const type = entries.map((entry) => (entry[TYPE] === 0 ? 'public' : columns.text('source.ip_type', entry[TYPE]!)));
  const column = (at: number): Uint32Array => Uint32Array.from(entries, (entry) => entry[at]!);
  // Addresses of the inside that no table knows are one network per kind: `private`, not one for each address.
  const keys = entries.map((entry, at) => {
    const bare = entry[ASN] === 0 && entry[ORGANIZATION] === 0 && !identity.endpoints.has(entry[0]!);
    return bare && INSIDE.has(type[at]!) && type[at] !== 'service' ? `type ${type[at]}` : entry[0] === 0 ? '' : `net ${entry[0]}`;
  });
  const nets: Net[] = [{ label: '', endpoint: false }];
  const codes = new Map<string, number>([['', 0]]);
  const net = new Uint32Array(entries.length);
  // The entry with most events names its network.
  for (const at of [...entries.keys()].sort((a, b) => counts[b]! - counts[a]! || a - b)) {
    const entry = entries[at]!;
    let code = codes.get(keys[at]!);
    if (code === undefined) {
      const endpoint = identity.endpoints.has(entry[0]!);
      codes.set(keys[at]!, (code = nets.push({ endpoint, label: endpoint ? identity.text(entry[0]!) : labelOf(columns, entry, type[at]!, identity.text(entry[0]!)) }) - 1));
    }
    net[at] = code;
  }
  const inside = Uint8Array.from(entries, (entry, at) => (net[at] === 0 || (INSIDE.has(type[at]!) && !identity.endpoints.has(entry[0]!)) ? 1 : 0));
  return { of, count: entries.length, net, asn: column(ASN), organization: column(ORGANIZATION), country: column(COUNTRY), egress: column(EGRESS), inside, type, nets };
}

function labelOf(columns: Columns, entry: readonly number[], type: string, text: string): string {
  const organization = entry[ORGANIZATION] === 0 ? null : columns.text('source.as.organization.name', entry[ORGANIZATION]!);
  const asn = entry[ASN] === 0 ? null : columns.number('source.as.number', entry[ASN]!);
  // An address that no table knows is called by itself, so that two of them are told apart.
  return organization === null && asn === null && type === 'public' ? text : networkLabel({ organization, asn, type, text });
}
