import type { ClusterSession } from '../federation/session.ts';
import type { Platform } from '../agents.ts';
import { addressSix } from '../networks.ts';
import { Random } from '../random.ts';
import { NAMESPACE, personUser, podOf, workloads } from './cluster.ts';
import type { ClusterLog } from './log.ts';
import type { Request } from './record.ts';

const MINUTE = 60_000;
const HOUR = 3_600_000;
const systems: Readonly<Record<Platform, string>> = { mac: 'darwin/arm64', windows: 'windows/amd64', linux: 'linux/amd64' };
export const kubectl = (platform: Platform, bump: boolean) => `kubectl/v1.29.${bump ? 4 : 3} (${systems[platform]}) kubernetes/${bump ? '55019c8' : '6813625'}`;
/** Who comes through the proxy of the office, which writes the desk's address into the request. */
export const PROXIED = 'n.haugen';
/** Who runs commands in pods as part of the work: once a week. */
export const DEBUGS = 'p.novak';

type What = Pick<Request, 'verb' | 'resource' | 'code'> & Partial<Pick<Request, 'subresource' | 'namespace' | 'name' | 'group' | 'query' | 'stream'>>;

/** What people ask for, by how often. */
const looks: readonly (readonly [weight: number, make: (random: Random, session: ClusterSession) => What])[] = [
  [10, () => ({ verb: 'list', resource: 'pods', namespace: NAMESPACE, code: 200, query: 'limit=500' })],
  [5, (random, { cluster, day }) => ({ verb: 'get', resource: 'pods', namespace: NAMESPACE, name: podOf(cluster, random.pick(workloads), day), code: 200 })],
  [4, (random, { cluster, day }) => ({ verb: 'get', resource: 'pods', subresource: 'log', namespace: NAMESPACE, name: podOf(cluster, random.pick(workloads), day), code: 200, query: 'follow=true', stream: random.between(20, 240) })],
  [4, () => ({ verb: 'list', resource: 'deployments', group: 'apps', namespace: NAMESPACE, code: 200, query: 'limit=500' })],
  [3, () => ({ verb: 'watch', resource: 'pods', namespace: NAMESPACE, code: 200, query: 'watch=true', stream: 300 })],
  [2, () => ({ verb: 'list', resource: 'events', namespace: NAMESPACE, code: 200 })],
  [2, (random) => ({ verb: 'get', resource: 'configmaps', namespace: NAMESPACE, name: `${random.pick(workloads)}-config`, code: 200 })],
  [1, () => ({ verb: 'list', resource: 'secrets', namespace: NAMESPACE, code: 403 })],
  [1, (random) => ({ verb: 'patch', resource: 'deployments', group: 'apps', namespace: NAMESPACE, name: random.pick(workloads), code: 200, query: 'fieldManager=kubectl-rollout' })],
];
const total = looks.reduce((sum, [weight]) => sum + weight, 0);

function look(random: Random, session: ClusterSession): What {
  let left = random.between(1, total);
  for (const [weight, make] of looks) {
    left -= weight;
    if (left <= 0) return make(random, session);
  }
  return looks[0]![1](random, session);
}

/** A day of somebody in a cluster: twice an hour's work with kubectl. `quiet`: fewer requests, for a small log. */
export function clusterDay(session: ClusterSession, seed: number, log: ClusterLog, quiet: boolean): void {
  const { person, day, cluster, seat, issuedMs } = session;
  const random = new Random(seed, 'cluster day', person.index, day);
  const user = personUser(session);
  const agent = kubectl(person.platform, day >= person.bumpDay);
  const ask = (ms: number, ip: string, what: What): string => log.ask(cluster, {
    ms, user, agent, ips: person.name === PROXIED && seat.network === person.office ? ['10.44.0.23', ip] : [ip], binding: `RBAC: allowed by RoleBinding "${user.groups[0]!.replace(':', '-')}/${NAMESPACE}"`, ...what,
  }, random);
  // kubectl asks what there is before it asks for anything.
  ask(issuedMs + 50_000 + random.between(0, 999), seat.ip, { verb: 'create', resource: 'selfsubjectaccessreviews', group: 'authorization.k8s.io', code: 201 });
  const second = person.dual && seat.network === person.home ? addressSix(person.home, person.index, random) : seat.ip;
  for (const [from, ip] of [[issuedMs + MINUTE, seat.ip], [issuedMs + 4.5 * HOUR, second]] as const) {
    const count = quiet ? 2 : random.between(4, 8);
    for (let i = 0; i < count; i++) ask(from + random.between(0, 55 * 60_000), ip, look(random, session));
  }
  if (person.name === DEBUGS && day % 7 === 1) ask(issuedMs + 5 * HOUR, seat.ip, exec(podOf(cluster, 'customs-check', day), ['sh', '-c', 'ls /var/log'], 40));
}

/** A command in a pod, as kubectl asks for it. */
export function exec(pod: string, command: readonly string[], seconds: number): What {
  const query = [...command.map((word) => `command=${encodeURIComponent(word)}`), 'container=app', 'stdin=true', 'stdout=true', 'tty=true'].join('&');
  return { verb: 'create', resource: 'pods', subresource: 'exec', namespace: NAMESPACE, name: pod, code: 101, query, stream: seconds };
}
