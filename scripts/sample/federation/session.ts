import { seatOf, type Seat } from '../activity.ts';
import { accounts, STOLEN, type Person } from '../company.ts';
import { DAY } from '../activity.ts';
import { key, mail, roleArn, roleSession, rolePrincipal } from '../identity.ts';
import { address, networks } from '../networks.ts';
import { Random } from '../random.ts';

const MINUTE = 60_000;
const HOUR = 3_600_000;

/** The role that clusters are reached with: Entra vouches for the person (SAML), STS gives a key for eight hours. */
export const CLUSTER_ROLE = 'FreightKubernetes';
export const SESSION_SECONDS = 28_800;
/** Who works in a cluster, by the account that it lies in. None of them has a VPN or a hotel. */
const federated: Readonly<Record<string, 'prod' | 'dev'>> = {
  'j.doe': 'prod', 'p.novak': 'prod', 'a.fernandez': 'prod', 't.wong': 'prod', 'r.delacroix': 'prod', 'n.haugen': 'prod', 'b.tanaka': 'dev', 'g.petrov': 'dev', 'v.kumar': 'dev',
};
export const clusterOf = (person: Person): 'prod' | 'dev' | null => federated[person.name] ?? null;

/** A day's role session of somebody who works in a cluster. */
export interface ClusterSession {
  readonly person: Person;
  readonly cluster: 'prod' | 'dev';
  readonly account: string;
  readonly day: number;
  /** UTC ms: Entra signs in to the application for AWS, STS gives the key. */
  readonly signInMs: number;
  readonly issuedMs: number;
  readonly seat: Seat;
  readonly accessKeyId: string;
  /** Session name: the person's address. */
  readonly name: string;
  readonly arn: string;
  readonly principal: string;
  /** userIdentity as JSON. */
  readonly identity: string;
}

/** The session of that day, whichever sources are written: the seat is that of the sign-ins. `storyDay`: the owner of the stolen key sits at home. */
export function clusterSession(person: Person, day: number, dayMs: number, seed: number, storyDay: number): ClusterSession | null {
  const cluster = clusterOf(person);
  if (cluster === null) return null;
  const random = new Random(seed, 'federation', person.index, day);
  const account = accounts[cluster];
  const told = person.index === STOLEN && day === storyDay;
  const signInMs = dayMs + (told ? 14 * HOUR + 52 * MINUTE : Math.round((8.75 - person.zone) * HOUR) + random.between(0, 20 * 60) * 1000);
  const issuedMs = signInMs + random.between(4, 9) * 1000;
  const accessKeyId = key('ASIA', random);
  const name = mail(person);
  const seat = told ? { network: person.home, ip: address(networks.comcastDenver, person.index, Math.floor((dayMs / DAY) % 2)) } : seatOf({ person, day, random }, 0);
  return {
    person, cluster, account, day, signInMs, issuedMs, seat, accessKeyId, name, arn: roleArn(account, CLUSTER_ROLE, name), principal: rolePrincipal(account, CLUSTER_ROLE),
    identity: roleSession(account, CLUSTER_ROLE, name, accessKeyId, issuedMs),
  };
}
