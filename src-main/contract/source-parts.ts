import type { Dataset } from './datasets.ts';
import type { FieldName } from './fields.ts';

/** A part of a log that is collected, or switched off, by itself; and what cannot be seen without it. */
export interface SourcePart {
  readonly value: string;
  readonly label: string;
  readonly without: string;
}
/** The parts of a log, told apart by the values of one field. */
export interface SourceParts {
  readonly field: FieldName;
  readonly parts: readonly SourcePart[];
}

const part = (value: string, label: string, without: string): SourcePart => ({ value, label, without });

/** Logs that are collected in parts. That a part is missing is a fact; that nothing of the kind happened is possible too. */
export const sourceParts: Readonly<Partial<Record<Dataset, SourceParts>>> = {
  'aws.cloudtrail': {
    field: 'aws.cloudtrail.event_category',
    parts: [part('Management', 'management events', 'who changed and listed what'), part('Data', 'data events', 'which objects of buckets, tables and functions were read or written')],
  },
  'entra.signin': {
    field: 'entra.signin.kind',
    parts: [
      part('interactive', 'interactive sign-ins', 'who typed a password or confirmed a factor'), part('non-interactive', 'non-interactive sign-ins', 'tokens that were renewed or replayed with nobody at the keyboard'),
      part('service-principal', 'sign-ins of service principals', 'secrets and certificates of applications in use'), part('managed-identity', 'sign-ins of managed identities', 'tokens that Azure gave to its own machines'),
    ],
  },
  'm365.audit': {
    field: 'service.name',
    parts: [
      part('AzureActiveDirectory', 'directory and sign-ins', 'sign-ins as Microsoft 365 repeats them'), part('Exchange', 'Exchange', 'which mail was read, and rules that forward it'),
      part('SharePoint', 'SharePoint', 'which files of sites were taken'), part('OneDrive', 'OneDrive', 'which files of people were taken'),
    ],
  },
  'okta.system': {
    field: 'event.category',
    parts: [
      part('session', 'sessions', 'where sessions began and ended'), part('authentication', 'sign-ins', 'who opened which application'),
      part('mfa', 'factors', 'which push was confirmed from where'), part('configuration', 'changes', 'factors that were reset and rights that were given'),
    ],
  },
  'k8s.audit': {
    field: 'event.access',
    parts: [part('read', 'reading requests', 'who listed and read secrets'), part('write', 'writing requests', 'who created, changed and entered what')],
  },
  'gcp.audit': {
    field: 'gcp.audit.log',
    parts: [part('activity', 'admin activity', 'who changed what'), part('data_access', 'data access', 'who read what, and which keys were used for it')],
  },
};
