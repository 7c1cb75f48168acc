import { Random } from '../random.ts';
import { address, networks } from '../networks.ts';
import { phoneSafari } from '../sign-ins/clients.ts';
import type { Signed } from '../sign-ins/month.ts';
import { cloudApps, OFFICE, tokenIdOf } from '../sign-ins/tenant.ts';
import { clusterSession } from './session.ts';

const MINUTE = 60_000;
/** Graph answers for the first week, as for the other interactive sign-ins. */
const GRAPH_DAYS = 7;
/** Whose telephone hides its address. */
export const RELAYED = 'o.baker';

/** Ids of one day that join the logs, for the ground truth. */
export interface Joined {
  readonly root: string;
  readonly sid: string;
  readonly token: string;
}

/** In the browser session of the day: the sign-in to the application for AWS. Gives the ids that it joins; null where the person needs no cluster. */
export function awsSignIn({ person, day, dayMs, kept, log }: Signed, seed: number, storyDay: number): Joined | null {
  const session = clusterSession(person, day, dayMs, seed, storyDay);
  if (session === null) return null;
  const random = new Random(seed, 'aws sign-in', person.index, day);
  const id = log.signIn({
    ms: session.signInMs, account: kept.account, interactive: true, app: cloudApps.aws, ...kept.seat, client: kept.laptop, managed: true, session: kept.sid, correlation: random.uuid(), code: 0, factor: 'cookie',
  }, random, { graph: day < GRAPH_DAYS });
  return { root: kept.root, sid: kept.sid, token: tokenIdOf(id) };
}

/** Private Relay: in the evening the browser of the telephone opens Okta's page and the Office page from an address of the relay, another one each day. */
export function relayedEvening({ person, day, dayMs, kept: { account }, log }: Signed, seed: number): void {
  if (person.name !== RELAYED) return;
  const random = new Random(seed, 'relay', day);
  const ms = dayMs + (19 - person.zone) * 60 * MINUTE + random.between(0, 30 * 60) * 1000;
  const seat = { network: networks.privateRelay, ip: address(networks.privateRelay, random.between(0, 90), day) };
  const device = new Random(0, 'relay device', person.name);
  const root = `idx${device.hex(16)}${String(day).padStart(6, '0')}`;
  log.okta({ ms, type: 'user.authentication.sso', account, ...seat, client: phoneSafari, session: root, root, attempt: random.hex(32), deviceToken: device.hex(64), app: OFFICE }, random);
  log.signIn({
    ms: ms + 4000, account, interactive: true, app: cloudApps.home, ...seat, client: phoneSafari, managed: false, session: random.uuid(), correlation: random.uuid(), code: 0, factor: 'cookie',
  }, random, { graph: day < GRAPH_DAYS });
}
