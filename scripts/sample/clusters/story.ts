import { desk } from '../federation/trail.ts';
import type { ClusterSession } from '../federation/session.ts';
import { Random } from '../random.ts';
import { accountUser, NAMESPACE, nodesOf, personUser, podOf } from './cluster.ts';
import type { ClusterLog } from './log.ts';
import { exec, kubectl } from './people.ts';
import type { Request } from './record.ts';

const MINUTE = 60_000;
export const thiefKubectl = 'kubectl/v1.25.4 (linux/amd64) kubernetes/872a965';

/** A request of the story, for the ground truth. */
export interface ClusterTold {
  readonly id: string;
  readonly ms: number;
  readonly wrong: boolean;
  readonly ip: string;
  /** Key or token that it was asked with. */
  readonly credential: string;
}

/** What the thief did in the cluster, and the token that the cluster made for him. */
export interface ClusterStory {
  readonly told: readonly ClusterTold[];
  /** Id of the token, as the cluster says it; used by the thief alone. */
  readonly token: string;
}

/**
 * The owner works with the key of the day, at home. From 15:48 UTC on the thief has it too: he looks round, lists the secrets, goes into a pod, has a token made for a service account that may do more, and goes on with that
 * one; the owner asks for pods all the while.
 */
export function clusterStory(session: ClusterSession, dayMs: number, seed: number, log: ClusterLog): ClusterStory {
  const random = new Random(seed, 'story', 'cluster');
  const told: ClusterTold[] = [];
  const token = `JTI=${random.uuid()}`;
  const user = personUser(session);
  const deployer = accountUser('deployer', token, null, nodesOf('prod')[0]!);
  const pod = podOf('prod', 'quote-engine', session.day);
  const ask = (minutes: number, wrong: boolean, what: Omit<Request, 'ms' | 'user' | 'ips' | 'agent'>, as = user): void => {
    const ms = dayMs + 15 * 60 * MINUTE + Math.round(minutes * MINUTE) + random.between(0, 900);
    const ip = wrong ? desk.ip : session.seat.ip;
    told.push({ id: log.ask('prod', { ms, user: as, ips: [ip], agent: wrong ? thiefKubectl : kubectl(session.person.platform, true), ...what }, random), ms, wrong, ip, credential: as === user ? session.accessKeyId : token });
  };
  const list = (resource: string, code = 200, namespace: string | undefined = NAMESPACE) => ({ verb: 'list', resource, code, query: 'limit=500', ...(namespace === undefined ? {} : { namespace }) });
  const everywhere = (resource: string, code: number) => ({ verb: 'list', resource, code, query: 'limit=500' });

  for (const minutes of [-4, 46, 49.5, 52, 55, 63, 75]) ask(minutes, false, list('pods'));
  ask(48, true, { verb: 'create', resource: 'selfsubjectrulesreviews', group: 'authorization.k8s.io', code: 201 });
  ask(48.6, true, everywhere('namespaces', 403));
  ask(49.1, true, list('pods'));
  ask(50.4, true, list('secrets', 403));
  ask(51.2, true, exec(pod, ['sh', '-c', 'id; env'], 35));
  ask(53.5, true, exec(pod, ['cat', '/var/run/secrets/kubernetes.io/serviceaccount/token'], 3));
  ask(55.8, true, { verb: 'create', resource: 'clusterrolebindings', group: 'rbac.authorization.k8s.io', code: 403 });
  ask(57.3, true, { verb: 'create', resource: 'serviceaccounts', subresource: 'token', namespace: NAMESPACE, name: 'deployer', code: 201, issued: token });
  ask(58.9, true, list('secrets'), deployer);
  for (const [i, name] of ['freight-db', 'customs-api', 'okta-scim'].entries()) ask(59.5 + i * 0.8, true, { verb: 'get', resource: 'secrets', namespace: NAMESPACE, name, code: 200 }, deployer);
  ask(68, true, exec(podOf('prod', 'eta-forecast', session.day), ['sh'], 280));
  ask(71.5, true, { verb: 'create', resource: 'pods', namespace: NAMESPACE, name: 'metrics-agent-2', code: 201 }, deployer);
  return { told, token };
}
