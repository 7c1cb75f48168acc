import { fieldEntry, fieldNames, type FieldEntry } from '../contract/index.ts';

/** Fields that hunts make of several columns; every rule may use them. */
export const computedFields = {
  'network.identity': 'One network however it is written: the VPC endpoint where there is one, else the organisation behind the ASN with its sibling ASNs, IPv4 and IPv6 alike, else the address.',
  'actor.trait': 'Who stands behind the user, as an analyst said in the case: person, shared, service, ci, break-glass, vendor, test. Absent where nobody said anything.',
} as const;
export type ComputedField = keyof typeof computedFields;
export const isComputed = (name: string): name is ComputedField => Object.hasOwn(computedFields, name);

/** Accounts, tenants and organisations: one of them belongs to every entity. */
export const tenantFields: readonly string[] = ['cloud.account.id', 'organization.id', 'aws.cloudtrail.recipient_account'];

/** All names that a rule with these derived fields may use. */
export function usableFields(derived: Iterable<string>): readonly string[] {
  return [...fieldNames, ...Object.keys(computedFields), ...derived];
}

export const entryOf = (name: string): FieldEntry | undefined => fieldEntry(name);
/** Fields whose values compare as numbers. */
export const isNumberField = (name: string): boolean => {
  const storage = entryOf(name)?.storage;
  return storage === 'int' || storage === 'time' || name === 'source.as.number' || name === 'source.geo.accuracy';
};
