import { riskDetection } from '../entra-audit-records.ts';

/** Records of an invented company that between them set every field of the mapping. */
export const examples: readonly unknown[] = [riskDetection(), riskDetection({ userId: null, userPrincipalName: null, servicePrincipalId: '9a8b7c6d-5e4f-4a3b-8c2d-1e0f9a8b7c6d', keyIds: ['d0c1b2a3-9485-4766-8574-63524130f1e2'] })];
