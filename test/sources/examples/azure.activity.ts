import { activityRecord, activityRow, diagnosticRecord } from '../azure-records.ts';

/** Records of an invented company that between them set every field of the mapping. */
export const examples: readonly unknown[] = [
  activityRecord(),
  activityRecord({ status: { value: 'Failed' }, subStatus: { value: 'Forbidden' }, properties: { statusCode: 'Forbidden', statusMessage: '{"error":{"code":"AuthorizationFailed","message":"not allowed"}}' } }),
  activityRow(),
  diagnosticRecord(),
];
