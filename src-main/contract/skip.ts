/** Why a record could not become an event. The detail beside it says where and what. */
export const skipReasons = [
  'json/invalid', 'json/truncated', 'json/not-an-object', 'json/too-deep', 'csv/quote', 'csv/cells', 'xml/invalid', 'record/too-long', 'record/encoding', 'record/truncated',
  'envelope/inner-invalid', 'envelope/control-message', 'envelope/empty',
  'source/unknown', 'source/no-time', 'source/invalid',
  'aws.cloudtrail/digest', 'aws.cloudtrail/insight', 'aws.cloudtrail/public-keys', 'entra.audit/provisioning', 'entra.risk/state',
  'k8s.audit/cluster-event', 'process/other-event', 'process/incomplete', 'declared/refused', 'reference/kept', 'reference/invalid',
  'member/damaged',
] as const;
export type SkipReason = (typeof skipReasons)[number];
