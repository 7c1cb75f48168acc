import { z } from 'zod';
import { findingShape } from './finding.ts';

/**
 * What reference data tells. `assignment`: a user had an address (VPN, DHCP, ZTNA). `travel`: a user was in a country. `address`: an address belongs to something of ours.
 * `instance`: a machine in a cloud. `account`: a user as a directory knows it. `key`: an access key of a user. `device`: a device and whose it is.
 */
export const referenceKinds = ['assignment', 'travel', 'address', 'instance', 'account', 'key', 'device'] as const;
export type ReferenceKind = (typeof referenceKinds)[number];

/** Exports that reference data is read from. */
export const referenceSources = ['aws.credential_report', 'aws.ec2', 'entra.directory', 'okta.directory', 'assignments', 'travel'] as const;
export type ReferenceSourceId = (typeof referenceSources)[number];

/** Something that was so for a while; not an event. Absent: not said. */
export interface ReferenceFact {
  readonly kind: ReferenceKind;
  /** UTC ms; null leaves that side open. `toMs` exclusive. */
  readonly fromMs: number | null;
  readonly toMs: number | null;
  /** As `user.name` is written: lower-cased where the source does not depend on case. */
  readonly user?: string | undefined;
  /** An address or a network in CIDR notation. */
  readonly ip?: string | undefined;
  /** ISO 3166-1 alpha-2, upper case. */
  readonly country?: string | undefined;
  readonly device?: string | undefined;
  readonly host?: string | undefined;
  readonly instance?: string | undefined;
  /** Account, tenant or organisation. */
  readonly organization?: string | undefined;
  /** What it is called, for people. */
  readonly label: string;
  /** What else it says, by name. */
  readonly detail: Readonly<Record<string, string>>;
}

export const referenceRow = z.object({
  id: z.number(), kind: z.enum(referenceKinds), source: z.enum(referenceSources), from: z.string().nullable(), to: z.string().nullable(), user: z.string().nullable(), ip: z.string().nullable(),
  country: z.string().nullable(), device: z.string().nullable(), host: z.string().nullable(), instance: z.string().nullable(), organization: z.string().nullable(), label: z.string(), detail: z.record(z.string(), z.string()),
  /** Where it was read: exhibit, member path, n-th record. */
  exhibit: z.string(), member: z.string(), record: z.number(),
});
export type ReferenceRow = z.infer<typeof referenceRow>;

/**
 * What reference data says of a finding. `explains`: speaks for a harmless reason. `contradicts`: speaks against one (the address was somebody else's). `context`: worth knowing.
 * `events` of the finding it is about, of `of`.
 */
export const explainedBy = z.object({ stance: z.enum(['explains', 'contradicts', 'context']), text: z.string(), events: z.number(), of: z.number(), fact: referenceRow });
export type ExplainedBy = z.infer<typeof explainedBy>;

/** A finding as `findings --json` prints it: with what reference data says of it. */
export const citedFinding = findingShape.extend({ explained: z.array(explainedBy) });
export type CitedFinding = z.infer<typeof citedFinding>;
