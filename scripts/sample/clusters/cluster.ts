import { accounts } from '../company.ts';
import { rolePrincipal, roleArn, key } from '../identity.ts';
import { Random } from '../random.ts';
import { CLUSTER_ROLE, type ClusterSession } from '../federation/session.ts';
import type { ClusterName } from './log.ts';
import type { ClusterUser } from './record.ts';

const NAMESPACE = 'freight';
export const workloads = ['quote-engine', 'customs-check', 'label-printer', 'eta-forecast', 'dispatch-web'] as const;
export type Workload = (typeof workloads)[number];

/** A pod of a workload; it is made anew every week. */
export function podOf(cluster: ClusterName, workload: Workload, day: number): string {
  const random = new Random(0, 'pod', cluster, workload, Math.floor(day / 7));
  return `${workload}-${random.hex(10)}-${random.hex(5)}`;
}

/** Machines of a cluster: three of the one, one of the other. Addresses lie inside. */
export interface Node {
  readonly name: string;
  readonly ip: string;
  readonly instance: string;
  readonly account: string;
}
export function nodesOf(cluster: ClusterName): readonly Node[] {
  return Array.from({ length: cluster === 'prod' ? 3 : 1 }, (_, i) => {
    const ip = `10.${cluster === 'prod' ? 40 : 50}.${i + 1}.17`;
    return { name: `ip-${ip.replaceAll('.', '-')}.ec2.internal`, ip, instance: `i-0${new Random(0, 'node', cluster, i).hex(16)}`, account: accounts[cluster] };
  });
}

/** A node uses the keys of its instance's role, which change every six hours. */
export function nodeUser(node: Node, day: number, hour: number): ClusterUser {
  const accessKeyId = key('ASIA', new Random(0, 'node key', node.instance, day, Math.floor(hour / 6)));
  return {
    username: `system:node:${node.name}`, uid: `aws-iam-authenticator:${node.account}:${rolePrincipal(node.account, 'freight-nodes')}`, groups: ['system:bootstrappers', 'system:nodes', 'system:authenticated'],
    extra: { accessKeyId: [accessKeyId], arn: [roleArn(node.account, 'freight-nodes', node.instance)], canonicalArn: [`arn:aws:iam::${node.account}:role/freight-nodes`], principalId: [rolePrincipal(node.account, 'freight-nodes')], sessionName: [node.instance] },
  };
}

/** A person in a cluster: aws-auth maps the role to the name of the session, and says its group. */
export function personUser({ account, accessKeyId, arn, principal, name, person }: Pick<ClusterSession, 'account' | 'accessKeyId' | 'arn' | 'principal' | 'name' | 'person'>): ClusterUser {
  return {
    username: name, uid: `aws-iam-authenticator:${account}:${principal}`, groups: [person.role === 'PlatformAdmin' ? 'freight:platform' : 'freight:developers', 'system:authenticated'],
    extra: { accessKeyId: [accessKeyId], arn: [arn], canonicalArn: [`arn:aws:iam::${account}:role/${CLUSTER_ROLE}`], principalId: [principal], sessionName: [name] },
  };
}

/** Id of the token of a service account's pod: the kubelet asks for another one every day. */
export const tokenOf = (cluster: ClusterName, workload: Workload, day: number): string => `JTI=${new Random(0, 'pod token', cluster, workload, day).uuid()}`;

export function accountUser(name: string, token: string, pod: string | null, node: Node): ClusterUser {
  const random = new Random(0, 'service account', name);
  return {
    username: `system:serviceaccount:${NAMESPACE}:${name}`, uid: random.uuid(), groups: ['system:serviceaccounts', `system:serviceaccounts:${NAMESPACE}`, 'system:authenticated'],
    extra: {
      'authentication.kubernetes.io/credential-id': [token],
      ...(pod === null ? {} : { 'authentication.kubernetes.io/node-name': [node.name], 'authentication.kubernetes.io/pod-name': [pod], 'authentication.kubernetes.io/pod-uid': [new Random(0, 'pod uid', pod).uuid()] }),
    },
  };
}

export { NAMESPACE };
