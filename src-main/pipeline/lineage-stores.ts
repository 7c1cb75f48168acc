/** What kind of credential a store has: it decides which credentials may have been in it. */
export type StoreKind = 'aws' | 'kube' | 'azure' | 'gcp' | 'browser' | 'metadata';
/** A store of credentials that a command line or a path touches; `name` is what it is called. */
export interface Store {
  readonly kind: StoreKind;
  readonly name: string;
}

/** Stores by what a command line says of them; slashes either way, and case aside. The more special first. */
const stores: readonly (readonly [kind: StoreKind, name: string, says: RegExp])[] = [
  ['aws', '.aws/credentials', /\.aws[\\/]+credentials/i],
  ['aws', '.aws/cli/cache', /\.aws[\\/]+cli[\\/]+cache/i],
  ['aws', '.aws/sso/cache', /\.aws[\\/]+sso[\\/]+cache/i],
  ['aws', 'aws configure export-credentials', /\baws(?:\.exe|\.cmd)?["']?\s+(?:\S+\s+)*?configure\s+export-credentials/i],
  ['kube', '.kube/config', /\.kube[\\/]+config/i],
  ['kube', 'kubectl config view --raw', /\bkubectl(?:\.exe)?["']?\s.*\bconfig\s+view\b.*--raw/i],
  ['gcp', 'gcloud credentials.db', /gcloud[\\/]+(?:credentials\.db|access_tokens\.db|legacy_credentials)/i],
  ['gcp', 'application_default_credentials.json', /application_default_credentials\.json/i],
  ['gcp', 'gcloud auth print-access-token', /\bgcloud(?:\.cmd)?["']?\s+auth\s+(?:application-default\s+)?print-(?:access|identity)-token/i],
  ['azure', '.azure token cache', /\.azure[\\/]+(?:msal_token_cache|accessTokens\.json|msal_http_cache|azureProfile\.json|service_principal_entries)/i],
  ['azure', 'az account get-access-token', /\baz(?:\.cmd|\.exe)?["']?\s+account\s+get-access-token/i],
  ['browser', 'cookies of a browser', /(?:Chrome|Chromium|Edge|BraveSoftware|Opera|User Data|google-chrome|Default)[^|;&]*[\\/]+(?:Network[\\/]+)?Cookies\b|cookies\.sqlite/i],
  ['browser', 'passwords of a browser', /[\\/]Login Data\b|[\\/]logins\.json\b|[\\/]key4\.db\b/i],
  ['metadata', '169.254.169.254', /\b169\.254\.169\.254\b|\bfd00:ec2::254\b|metadata\.google\.internal/i],
];

/** The store that a program touches, by its command line, else by its path; `undefined` where it touches none that we know. */
export function storeOf(commandLine: string | null, executable: string | null): Store | undefined {
  for (const text of [commandLine, executable]) {
    if (text === null) continue;
    for (const [kind, name, says] of stores) if (says.test(text)) return { kind, name };
  }
  return undefined;
}
