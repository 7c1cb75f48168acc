import { partsOf } from './name-parts.ts';

const everywhere = new Set([
  'root', 'system', 'localsystem', 'local system', 'local service', 'network service', 'administrator', 'admin', 'guest', 'anonymous', 'anonymous logon', 'nobody', 'daemon', 'unknown', 'user', 'default',
  'ec2-user', 'ubuntu', 'centos', 'debian', 'azureuser', 'vagrant', 'www-data', 'nginx', 'postgres', 'mysql', 'krbtgt', 'kube-apiserver', 'kubelet', 'kubernetes-admin', 'system@okta.com',
]);
/** Kinds of actors that are no person, as sources call them. */
const noPerson = /^(aws ?service|aws ?account|root|service ?principal|managed ?identity|application|service ?account|system|systemprincipal|publicclientapp|bot|app|machine)$/i;

/** Whether a name is one that many machines have, or that of a machine or a service: it says nothing of a person, so it is never suggested as one. */
export function isNobody(name: string, types: readonly string[]): boolean {
  const { local } = partsOf(name);
  if (local === '' || everywhere.has(local) || everywhere.has(name.trim().toLowerCase()) || local.endsWith('$')) return true;
  if (/^system:/i.test(name) || /\.amazonaws\.com$|\.gserviceaccount\.com$/i.test(name) || /^awsreservedsso_|^awsservicerolefor|^aws-service-role/i.test(local) || /^i-[0-9a-f]{8,17}$/.test(local)) return true;
  if (/^\d+$/.test(local) || /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(local)) return true;
  return types.length > 0 && types.every((type) => noPerson.test(type));
}
