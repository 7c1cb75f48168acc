import { narrowArray, type Coded, type Columns, type Narrow } from '../columns/index.ts';
import type { FieldName } from '../contract/index.ts';
import { bytesOfColumn, idColumn, type IdColumn } from './id-column.ts';
import { siblingOperator } from './sibling-networks.ts';

/**
 * One network however it is written (practice B9): the VPC endpoint where the call came through one, else the operator behind the ASN (sibling
 * ASNs, one organisation name and both IP versions are one), else the address as it stands. 0 where there is neither.
 */
export function networkIdentity(columns: Columns): IdColumn {
  return columns.keep('hunt network.identity', bytesOfColumn, () => make(columns));
}

function make(columns: Columns): IdColumn {
  const texts: string[] = [''];
  const known = new Map<string, number>();
  const idOf = (text: string): number => {
    const id = known.get(text) ?? texts.push(text) - 1;
    known.set(text, id);
    return id;
  };
  const address = columns.coded('source.ip');
  const endpoint = columns.coded('network.endpoint').codes;
  const [asn, organization] = [byAddress(columns, address, 'source.as.number'), byAddress(columns, address, 'source.as.organization.name')];
  // All but the endpoint hangs on the address alone, and is said once for each. Where tables name an ASN in several ways, its first event decides.
  const ofAsn = new Map<number, number>();
  const ofAddress = new Uint32Array(columns.size('source.ip'));
  for (const ip of inOrderOfAppearance(columns, address.codes, endpoint)) {
    const [a, o] = [asn(ip), organization(ip)];
    if (a !== 0) {
      if (!ofAsn.has(a)) ofAsn.set(a, idOf(operator(columns, a, o)));
      ofAddress[ip] = ofAsn.get(a)!;
    } else ofAddress[ip] = idOf(o !== 0 ? columns.text('source.as.organization.name', o) : columns.text('source.ip', ip));
  }
  const ofEndpoint = Uint32Array.from({ length: columns.size('network.endpoint') }, (_, id) => (id === 0 ? 0 : idOf(columns.text('network.endpoint', id))));
  const coded = ofEndpoint.length <= 1 ? { codes: address.codes, table: ofAddress } : { codes: endpointFirst(endpoint, address.codes, ofEndpoint, ofAddress, texts.length), table: null };
  return idColumn('network.identity', 'network.identity', coded, texts.length, (id) => texts[id]!);
}

/** Of the address with an id, the id in a field that tables know of it. */
function byAddress(columns: Columns, address: Coded, field: FieldName): (ip: number) => number {
  const { codes, table } = columns.coded(field);
  return codes === address.codes && table !== null ? (ip) => table[ip]! : () => 0;
}

/** Addresses by their first event without an endpoint. */
function inOrderOfAppearance({ size }: Columns, codes: Narrow, endpoint: Narrow): readonly number[] {
  const seen = new Uint8Array(size('source.ip'));
  // No address is none.
  seen[0] = 1;
  const order: number[] = [];
  for (let row = 0; row < codes.length; row += 1) {
    const ip = codes[row]!;
    if (seen[ip] === 1 || endpoint[row] !== 0) continue;
    seen[ip] = 1;
    order.push(ip);
  }
  return order;
}

function endpointFirst(endpoint: Narrow, address: Narrow, ofEndpoint: Uint32Array, ofAddress: Uint32Array, size: number): Narrow {
  const codes = narrowArray(size, address.length);
  for (let row = 0; row < codes.length; row += 1) codes[row] = ofEndpoint[endpoint[row]!]! || ofAddress[address[row]!]!;
  return codes;
}

function operator(columns: Columns, asn: number, organization: number): string {
  const number = columns.text('source.as.number', asn);
  return siblingOperator(number) ?? (organization === 0 ? `AS${number}` : columns.text('source.as.organization.name', organization));
}
