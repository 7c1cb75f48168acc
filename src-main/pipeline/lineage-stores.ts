/** What kind of credential a store has: it decides which credentials may have been in it. */
export type StoreKind = 'aws' | 'kube' | 'azure' | 'gcp' | 'browser' | 'metadata';
/** A store of credentials that a command line or a path touches; `name` is what it is called. */
export interface Store {
  readonly kind: StoreKind;
  readonly name: string;
}

/** Stores by what a command line says of them; slashes either way, and case aside. The more special first. Repetitions are bounded: logs are hostile. */
const stores: readonly (readonly [kind: StoreKind, name: string, says: RegExp])[] = [
  ['aws', '.aws/credentials', /\.aws[\\/]+credentials/i],
  ['aws', '.aws/cli/cache', /\.aws[\\/]+cli[\\/]+cache/i],
  ['aws', '.aws/sso/cache', /\.aws[\\/]+sso[\\/]+cache/i],
  ['aws', 'aws configure export-credentials', /\baws(?:\.exe|\.cmd)?["']?\s+(?:\S+\s+){0,12}?configure\s+export-credentials/i],
  ['kube', '.kube/config', /\.kube[\\/]+config/i],
  ['kube', 'kubectl config view --raw', /\bconfig\s+view\b[^|;&]{0,300}--raw\b/i],
  ['gcp', 'gcloud credentials.db', /gcloud[\\/]+(?:credentials\.db|access_tokens\.db|legacy_credentials)/i],
  ['gcp', 'application_default_credentials.json', /application_default_credentials\.json/i],
  ['gcp', 'gcloud auth print-access-token', /\bgcloud(?:\.cmd)?["']?\s+auth\s+(?:application-default\s+)?print-(?:access|identity)-token/i],
  ['azure', '.azure token cache', /\.azure[\\/]+(?:msal_token_cache|accessTokens\.json|msal_http_cache|azureProfile\.json|service_principal_entries)/i],
  ['azure', 'az account get-access-token', /\baz(?:\.cmd|\.exe)?["']?\s+account\s+get-access-token/i],
  ['browser', 'cookies of a browser', /(?:Chrome|Chromium|Edge|BraveSoftware|Opera|User Data|google-chrome|Default)[^|;&]{0,200}[\\/](?:Network[\\/])?Cookies\b|cookies\.sqlite/i],
  ['browser', 'passwords of a browser', /[\\/]Login Data\b|[\\/]logins\.json\b|[\\/]key4\.db\b/i],
  ['metadata', '169.254.169.254', /\b169\.254\.169\.254\b|\bfd00:ec2::254\b|metadata\.google\.internal/i],
];

/** One of these stands in every text that tells of a store: what has none of them need not be looked at. */
export const storeParts = ['.aws', 'export-credentials', '.kube', '--raw', 'gcloud', 'application_default_credentials', '.azure', 'get-access-token', 'cookies', 'login data', 'logins.json', 'key4.db', '169.254.169.254', 'fd00:ec2::254', 'metadata.google.internal'] as const;

/** The store that a command line or path tells of; `undefined` where it tells of none that we know. */
export function storeOf(text: string): Store | undefined {
  for (const [kind, name, says] of stores) if (says.test(text)) return { kind, name };
  return undefined;
}
