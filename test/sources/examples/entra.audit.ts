import { auditAsMonitor, roleGiven, secretAdded } from '../entra-audit-records.ts';

/** Records of an invented company that between them set every field of the mapping. */
export const examples: readonly unknown[] = [auditAsMonitor(secretAdded()), roleGiven()];
