import type { FieldName } from './fields.ts';

/**
 * Fields by which a record of a poorer shape (a console download, a query result) is compared with a fuller record of the same vendor id. Each is one bit of
 * `event.says` in the case file, in this order: new ones go to the end.
 */
export const comparedFields = [
  'event.action', 'service.name', 'cloud.region', 'cloud.account.id', 'source.ip', 'user_agent.original', 'error.code', 'event.access', 'event.outcome', 'credential.id', 'credential.issued_id',
  'user.id', 'user.type', 'user.name', 'organization.id', 'session.id', 'session.root_id', 'session.issued_at', 'application.name', 'device.id', 'auth.token_type', 'mfa.satisfied_by', 'network.endpoint',
  'via.service',
] as const satisfies readonly FieldName[];
export type ComparedField = (typeof comparedFields)[number];

/** Set in the bits of every poorer shape. */
export const POORER = 1 << 30;

/** Set in the bits of a record that is one of several that its source writes of one event. */
export const PART = 1 << 29;

/** The bits of the fields that a shape says; 0 where it says everything. */
export function saysBits(says: readonly ComparedField[] | undefined, isPart = false): number {
  if (says === undefined) return 0;
  let bits = isPart ? PART : 0;
  for (const name of says) bits |= 1 << comparedFields.indexOf(name);
  // A shape that says none of them still is one that does not say everything.
  return bits | POORER;
}

/** The bits of a record that says all compared fields, and whose shape still is a poorer one: it has all of its source but, say, the zone of its time. */
export const SAYS_ALL_COMPARED = saysBits(comparedFields);

/** Whether a record with bits `a` says more than one with bits `b`: the more fields, the fuller; of as many, the higher bits, so that the order of import does not decide. */
export function isFuller(a: number, b: number): boolean {
  if (a === b || b === 0) return false;
  return a === 0 || bitsIn(a) > bitsIn(b) || (bitsIn(a) === bitsIn(b) && a > b);
}

function bitsIn(bits: number): number {
  let n = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) n += 1;
  return n;
}
