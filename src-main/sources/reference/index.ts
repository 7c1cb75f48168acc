import type { ReferenceFact } from '../../contract/index.ts';
import { isObject } from '../read.ts';
import { awsCredentialReport } from './aws-credential-report.ts';
import { awsEc2 } from './aws-ec2.ts';
import { entraDirectory, oktaDirectory } from './directories.ts';
import type { ReferenceSource } from './source.ts';
import { assignments, travel } from './tables.ts';

export type { ReferenceSource } from './source.ts';

/** Every export of reference data that is read. */
export const referenceSourceList: readonly ReferenceSource[] = [awsCredentialReport, awsEc2, entraDirectory, oktaDirectory, assignments, travel];

/** The reference data in a record that no source of events takes; `undefined` where it is none. `problem` says why a row of such a table cannot be read. */
export function referenceIn(value: unknown): { readonly source: ReferenceSource; readonly facts: readonly ReferenceFact[]; readonly problem: string | null } | undefined {
  if (!isObject(value)) return undefined;
  const source = referenceSourceList.find((one) => one.is(value));
  if (source === undefined) return undefined;
  const facts = source.facts(value);
  return typeof facts === 'string' ? { source, facts: [], problem: facts } : { source, facts, problem: null };
}
