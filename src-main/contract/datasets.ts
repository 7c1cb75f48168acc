/** Logs of sign-ins and of calls to a cloud. */
const identityDatasets = ['aws.cloudtrail', 'entra.signin', 'entra.audit', 'entra.risk', 'graph.activity', 'azure.activity', 'm365.audit', 'okta.system'] as const;
/** Programs that were started on hosts, whatever wrote it down. */
export const processDatasets = ['windows.process', 'linux.process', 'macos.process'] as const;
/** Other systems that people sign in to or act in. */
const providerDatasets = ['gcp.audit', 'google_workspace.login', 'github.audit', 'duo.auth', 'onelogin', 'ping_one', 'auth0', '1password'] as const;

/** The logs that Bilocate can map. `custom`: what an analyst wrote a mapping for. */
export const datasets = [...identityDatasets, 'k8s.audit', ...processDatasets, ...providerDatasets, 'custom'] as const;
export type Dataset = (typeof datasets)[number];
