import type { AddressType } from '../contract/index.ts';
import type { AsnClasses, AsnKind } from './asn-classes.ts';
import type { AnonymousFlag } from './tables.ts';

export const egressClasses = ['residential', 'hosting', 'cloud', 'vpn', 'tor', 'relay', 'mobile', 'internal', 'unknown'] as const;
export type EgressClass = (typeof egressClasses)[number];

/** A class, and the rule that gave it: `table:vpn`, `asn:9009 vpn`, `name:hosting`, `type:private`, `none`. */
export interface Egress {
  readonly egress: EgressClass;
  readonly rule: string;
}

export interface EgressQuestion {
  readonly type: AddressType;
  readonly asn: number | null;
  readonly organization: string | null;
  /** From a table of anonymous networks, where the analyst has one. */
  readonly flags?: readonly AnonymousFlag[];
}

/**
 * Satellite counts as mobile: its place says little about the person's. A corporate proxy (Zscaler) counts as relay: it forwards people who are
 * elsewhere. An access network counts as residential, which also covers offices on the same lines.
 */
const classOfKind: Readonly<Record<AsnKind, EgressClass>> = {
  access: 'residential', mobile: 'mobile', satellite: 'mobile', cloud: 'cloud', hosting: 'hosting', vpn: 'vpn', tor: 'tor', relay: 'relay', corporate: 'relay',
};

/** The most telling flag first. */
const flagOrder: readonly (readonly [AnonymousFlag, EgressClass])[] = [
  ['tor', 'tor'], ['relay', 'relay'], ['vpn', 'vpn'], ['proxy', 'vpn'], ['residential-proxy', 'vpn'], ['hosting', 'hosting'],
];

/**
 * What kind of network an address came out of. First the type (private and internal addresses, and services of the provider itself, are internal;
 * special and invalid ones unknown), then the analyst's table, then our ASN table, then words of the organisation's name (`name:hosting` is a guess
 * and says so). A public network that nobody knows is unknown: residential is only said of access networks in the table.
 */
export function egressOf({ type, asn, organization, flags = [] }: EgressQuestion, classes: AsnClasses): Egress {
  if (type === 'private' || type === 'internal' || type === 'service') return { egress: 'internal', rule: `type:${type}` };
  if (type !== 'public') return { egress: 'unknown', rule: `type:${type}` };
  const flagged = flagOrder.find(([flag]) => flags.includes(flag));
  if (flagged !== undefined) return { egress: flagged[1], rule: `table:${flagged[0]}` };
  const entry = asn === null ? undefined : classes.entries.get(asn);
  if (entry !== undefined) return { egress: classOfKind[entry.kind], rule: `asn:${entry.asn} ${entry.kind}` };
  return organization !== null && soundsLikeHosting(organization) ? { egress: 'hosting', rule: 'name:hosting' } : { egress: 'unknown', rule: 'none' };
}

const hostingWords = /\b(?:hosting|hosted|hoster|webhost\w*|host|vps|datacent(?:er|re)s?|data cent(?:er|re)s?|dedicated servers?|servers?|cloud|colo|colocation|colo\w*ing)\b/i;

/** Whether the name of an organisation sounds like hosting. Finds about a third of the hosting networks, hence only a guess. */
export function soundsLikeHosting(organization: string): boolean {
  return hostingWords.test(organization.slice(0, 200));
}
