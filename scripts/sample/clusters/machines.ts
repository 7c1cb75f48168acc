import { Random } from '../random.ts';
import { accountUser, NAMESPACE, nodesOf, nodeUser, podOf, tokenOf, workloads, type Node, type Workload } from './cluster.ts';
import type { ClusterLog, ClusterName } from './log.ts';
import type { ClusterUser, Request } from './record.ts';

const HOUR = 3_600_000;
const kubelet = 'kubelet/v1.29.1 (linux/amd64) kubernetes/bc401b9';
const controller = (name: string): ClusterUser => ({ username: `system:${name}`, groups: ['system:authenticated'] });

/** Requests that machines make at the least on a day: tokens of the workloads, and one heartbeat of each node every three hours. */
export function machineDay(cluster: ClusterName, day: number, dayMs: number, seed: number, log: ClusterLog, silent: (ms: number) => boolean): void {
  const random = new Random(seed, 'machines', cluster, day);
  const nodes = nodesOf(cluster);
  const ask = (request: Request): void => void (silent(request.ms) ? null : log.ask(cluster, request, random));
  for (const [i, workload] of workloads.entries()) {
    const node = nodes[i % nodes.length]!;
    const ms = dayMs + 20 * 60_000 + i * 7000 + random.between(0, 999);
    ask({ ms, user: nodeUser(node, day, 0), ips: [node.ip], agent: kubelet, verb: 'create', resource: 'serviceaccounts', subresource: 'token', namespace: NAMESPACE, name: workload, code: 201, issued: tokenOf(cluster, workload, day) });
    for (let hour = 2; hour < 24; hour += 8) ask(podRequest(cluster, workload, node, day, dayMs + hour * HOUR + random.between(0, 3_000_000)));
  }
  for (let hour = 0; hour < 24; hour += 3) {
    for (const node of nodes) ask(heartbeat(node, day, hour, dayMs + hour * HOUR + random.between(0, 3_000_000)));
    ask(reconcile('kube-controller-manager', 'kube-controller-manager/v1.29.1 (linux/amd64) kubernetes/bc401b9/system:serviceaccount:kube-system:generic-garbage-collector', dayMs + (hour + 1) * HOUR + random.between(0, 3_000_000)));
    ask(reconcile('kube-scheduler', 'kube-scheduler/v1.29.1 (linux/amd64) kubernetes/bc401b9/leader-election', dayMs + (hour + 2) * HOUR + random.between(0, 3_000_000)));
  }
}

/** Heartbeats of nodes and workloads, as many as the month still lacks, over the day; none in a silence. */
export function fillCluster(count: number, day: number, dayMs: number, seed: number, log: ClusterLog, silent: (ms: number) => boolean): void {
  const random = new Random(seed, 'heartbeats', day);
  const nodes = (['prod', 'prod', 'prod', 'dev'] as const).map((cluster) => ({ cluster, nodes: nodesOf(cluster) }));
  // What would fall into a silence comes after it.
  const awake = Array.from({ length: 24 * 12 }, (_, i) => dayMs + i * 300_000).filter((ms) => !silent(ms) && !silent(ms + 300_000));
  for (let i = 0; i < count; i++) {
    const ms = awake[Math.floor((i / count) * awake.length)]! + random.between(0, 299_999);
    const { cluster, nodes: own } = nodes[i % nodes.length]!;
    const node = own[i % own.length]!;
    const hour = Math.floor((ms - dayMs) / HOUR);
    // Tokens are made twenty minutes after midnight.
    log.ask(cluster, i % 3 === 0 && hour > 0 ? podRequest(cluster, workloads[i % workloads.length]!, node, day, ms) : heartbeat(node, day, hour, ms), random);
  }
}

const heartbeat = (node: Node, day: number, hour: number, ms: number): Request => ({
  ms, user: nodeUser(node, day, hour), ips: [node.ip], agent: kubelet, verb: 'update', resource: 'leases', group: 'coordination.k8s.io', namespace: 'kube-node-lease', name: node.name, code: 200,
});
const podRequest = (cluster: ClusterName, workload: Workload, node: Node, day: number, ms: number): Request => ({
  ms, user: accountUser(workload, tokenOf(cluster, workload, day), podOf(cluster, workload, day), node), ips: [node.ip.replace('.17', '.118')], agent: 'Go-http-client/2.0', verb: 'get', resource: 'configmaps', namespace: NAMESPACE,
  name: `${workload}-config`, code: 200, binding: `RBAC: allowed by RoleBinding "${workload}/${NAMESPACE}"`,
});
const reconcile = (name: string, agent: string, ms: number): Request => ({
  ms, user: controller(name), ips: ['10.40.0.5'], agent, verb: 'update', resource: 'leases', group: 'coordination.k8s.io', namespace: 'kube-system', name, code: 200,
});
