/** How sources and short words of ids are written; all others are small letters. */
const written: Readonly<Record<string, string>> = {
  aws: 'AWS', entra: 'Entra', okta: 'Okta', k8s: 'Kubernetes', m365: 'Microsoft 365', mfa: 'MFA', ci: 'CI', ip: 'IP', asn: 'ASN', iam: 'IAM', sso: 'SSO', dns: 'DNS', vpn: 'VPN', api: 'API', eks: 'EKS',
};

/** What a rule is called: its name, or its id in words: `aws-key-in-two-places` is "AWS key in two places". */
export function ruleName({ id, name }: { readonly id: string; readonly name: string | null }): string {
  if (name !== null) return name;
  const words = id.split('-').map((word) => written[word] ?? word).join(' ');
  return `${words[0]!.toUpperCase()}${words.slice(1)}`;
}
