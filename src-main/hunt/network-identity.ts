import type { Columns } from '../columns/index.ts';
import type { IdColumn } from './lens.ts';
import { siblingOperator } from './sibling-networks.ts';

/**
 * One network however it is written (practice B9): the VPC endpoint where the call came through one, else the operator behind the ASN (sibling
 * ASNs, one organisation name and both IP versions are one), else the address as it stands. 0 where there is neither.
 */
export function networkIdentity(columns: Columns): IdColumn {
  return columns.keep('hunt network.identity', () => columns.count * 4, () => make(columns));
}

function make(columns: Columns): IdColumn {
  const endpoint = columns.ids('network.endpoint');
  const asn = columns.ids('source.as.number');
  const organization = columns.ids('source.as.organization.name');
  const ip = columns.ids('source.ip');
  const texts: string[] = [''];
  const known = new Map<string, number>();
  const codeOf = (text: string): number => {
    const code = known.get(text) ?? texts.push(text) - 1;
    known.set(text, code);
    return code;
  };
  const ofEndpoint = new Uint32Array(columns.size('network.endpoint'));
  const ofAsn = new Uint32Array(columns.size('source.as.number'));
  const ofOrganization = new Uint32Array(columns.size('source.as.organization.name'));
  const ofIp = new Uint32Array(columns.size('source.ip'));
  const ids = new Uint32Array(columns.count);
  for (let row = 0; row < ids.length; row += 1) {
    const e = endpoint[row]!;
    const a = asn[row]!;
    const o = organization[row]!;
    const i = ip[row]!;
    if (e !== 0) ids[row] = ofEndpoint[e] ||= codeOf(columns.text('network.endpoint', e));
    else if (a !== 0) ids[row] = ofAsn[a] ||= codeOf(operator(columns, a, o));
    else if (o !== 0) ids[row] = ofOrganization[o] ||= codeOf(columns.text('source.as.organization.name', o));
    else if (i !== 0) ids[row] = ofIp[i] ||= codeOf(columns.text('source.ip', i));
  }
  return { name: 'network.identity', key: 'network.identity', ids, size: texts.length, text: (id) => texts[id]! };
}

function operator(columns: Columns, asn: number, organization: number): string {
  const number = columns.text('source.as.number', asn);
  return siblingOperator(number) ?? (organization === 0 ? `AS${number}` : columns.text('source.as.organization.name', organization));
}
