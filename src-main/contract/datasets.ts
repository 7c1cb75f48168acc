/** The logs that Bilocate can map. */
export const datasets = ['aws.cloudtrail', 'entra.signin', 'entra.audit', 'entra.risk', 'graph.activity', 'azure.activity', 'm365.audit', 'okta.system'] as const;
export type Dataset = (typeof datasets)[number];
