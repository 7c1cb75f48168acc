import { BREAK_GLASS_DAY } from './federation/noise.ts';
import { RELAYED, type Joined } from './federation/sign-in.ts';
import { CLUSTER_ROLE, clusterOf, type ClusterSession } from './federation/session.ts';
import { SILENT } from './clusters/month.ts';
import type { ClusterStory } from './clusters/story.ts';
import { DEBUGS, PROXIED } from './clusters/people.ts';
import { accounts, HIJACKED, STOLEN, type Person } from './company.ts';
import { accountNumbers } from './hosts/fleet.ts';
import type { FirstLook, HostStory } from './hosts/story.ts';
import { CONTEXTS, SETS_UP } from './hosts/work.ts';
import { longTermKey, mail } from './identity.ts';
import { timeText } from './call.ts';
import type { Told } from './story.ts';
import type { Planted } from './truth.ts';

/** A step of the lineage that the page of the victim shows: ids as the logs have them. */
export interface LineageStep {
  readonly kind: 'issued' | 'root' | 'session' | 'sso' | 'exposed';
  readonly from: string;
  readonly to: string;
  readonly sure: 'stated' | 'inferred';
  readonly why: string;
  /** On whose page, where that is another one: the long-term key is that of the IAM user. */
  readonly of?: string;
}
export interface LineageThing {
  readonly id: string;
  readonly what: 'okta-session' | 'entra-session' | 'entra-token' | 'aws-key' | 'cluster-token' | 'host';
}

/** What was written beside CloudTrail and the sign-ins; null where it was not asked for. */
export interface Parts {
  readonly staff: readonly Person[];
  readonly session: ClusterSession;
  readonly joined: Joined | null;
  readonly stolen: readonly Told[];
  readonly cluster: ClusterStory | null;
  readonly hosts: HostStory | null;
  readonly looks: readonly FirstLook[];
  readonly from: number;
}

/** The findings of shipped rules that the stolen session adds: its key in CloudTrail, from a network that nobody of this role was in. */
export function joinedPlanted(parts: Parts): Planted[] {
  return [...trailPlanted(parts), ...clusterPlanted(parts)];
}

/** One key in two networks in the cluster, and the token of a service account outside of it. */
function clusterPlanted({ cluster, session }: Parts): Planted[] {
  if (cluster === null) return [];
  const made = (rule: string, credential: string, user: string, why: string): Planted => {
    const events = cluster.told.filter((one) => one.credential === credential).toSorted((a, b) => a.ms - b.ms);
    return { family: 's8', rule, variant: 'corrected', incident: 'stolen-session', entity: { 'credential.id': credential, 'user.name': user }, start: new Date(events[0]!.ms).toISOString(), end: new Date(events.at(-1)!.ms).toISOString(), why, events: events.map((one) => one.id) };
  };
  return [
    made('k8s-key-in-two-places', session.accessKeyId, session.name, 'One key, two networks and two versions of kubectl.'),
    made('k8s-machine-outside', cluster.token, 'system:serviceaccount:freight:deployer', 'The token that the thief had made, used from where he sits.'),
  ];
}

function trailPlanted({ stolen, session }: Parts): Planted[] {
  if (stolen.length === 0) return [];
  const made = (family: 's7' | 's17', rule: string, more: Readonly<Record<string, string>>, why: string): Planted => ({
    family, rule, variant: 'corrected', incident: 'stolen-session', entity: { 'user.name': CLUSTER_ROLE, 'user.id': session.arn, 'source.as.number': '62240', ...more, 'cloud.account.id': session.account },
    start: timeText(stolen[0]!.ms), end: timeText(stolen.at(-1)!.ms), why, events: stolen.map((one) => one.id),
  });
  return [
    made('s7', 'aws-new-network-for-user', {}, 'A network that this person never used the role from.'),
    made('s17', 'aws-rare-session-profile', { 'source.geo.country_iso_code': 'NL' }, 'A profile in one session on one day.'),
  ];
}

/** What read the file of the keys before the thief used the long-term one, and those uses: `stolen` is what is planted of them in CloudTrail. */
export function readPlanted({ hosts }: Parts, stolen: readonly Planted[]): Planted[] {
  const used = stolen.find((one) => one.incident === 'stolen-key' && one.family === 's17');
  if (hosts === null || used === undefined) return [];
  const reads = hosts.told.filter(({ what, ms }) => (what === 'shell' || what === 'key-file') && ms < Date.parse(used.start));
  return [{
    family: 's15', rule: 'host-aws-credentials-read', variant: 'corrected', incident: 'stolen-key', entity: { 'user.name': used.entity['user.name']!, 'cloud.account.id': used.entity['cloud.account.id']! },
    start: new Date(reads[0]!.ms).toISOString(), end: used.end, why: 'The file of the keys is read on a laptop, and the key comes from a network that it never was in.', events: [...reads.map((one) => one.id), ...used.events],
  }, ...emptied(hosts), fromImage(hosts)];
}

const EMPTIES = ['password', 'shell', 'key-file', 'kube-file', 'cookies', 'sent'];

/** Stores of the laptop that were emptied one after another, and what was sent away: twice, hours apart. */
function emptied({ host, told }: NonNullable<Parts['hosts']>): Planted[] {
  const all = told.filter(({ what }) => EMPTIES.includes(what));
  const first = all.filter(({ ms }) => ms < all[0]!.ms + 10 * 60_000);
  return [first, all.slice(first.length)].map((events) => ({
    family: 'stores', rule: 'host-stores-emptied', variant: 'corrected', incident: 'stolen-key', entity: { 'host.name': host.name.toLowerCase(), 'user.name': 'j.doe' },
    start: new Date(events[0]!.ms).toISOString(), end: new Date(events.at(-1)!.ms).toISOString(), why: 'Keys, settings of clusters and cookies are read within seconds, and sent away.', events: events.map((one) => one.id),
  }));
}

/** The viewer that was none, from the image it came in to what it left behind; what runs an hour later is of what was left, not of the image. */
function fromImage({ host, told }: NonNullable<Parts['hosts']>): Planted {
  const events = told.slice(0, told.findIndex(({ what }) => what === 'agent') + 1);
  return {
    family: 'stores', rule: 'host-program-from-image', variant: 'corrected', incident: 'stolen-key', entity: { 'host.name': host.name.toLowerCase(), 'user.name': 'j.doe' },
    start: new Date(events[0]!.ms).toISOString(), end: new Date(events.at(-1)!.ms).toISOString(), why: 'A program from a disk image asks for the password, reads stores, sends them away and stays.', events: events.map((one) => one.id),
  };
}

/** What the victim's page must show when all sources are there: from the sign-in at Okta to what was done in the cluster, and from the laptop to the keys. */
export function lineageOf({ session, joined, stolen, cluster, hosts, staff }: Parts): { readonly user: string; readonly nodes: readonly LineageThing[]; readonly edges: readonly LineageStep[] } {
  const user = mail(staff[STOLEN]!);
  const key = session.accessKeyId;
  const trail = stolen.length > 0;
  const nodes: LineageThing[] = [];
  const edges: LineageStep[] = [];
  if (joined !== null) {
    nodes.push({ id: joined.root, what: 'okta-session' }, { id: joined.sid, what: 'entra-session' }, { id: joined.token, what: 'entra-token' });
    edges.push(
      { kind: 'sso', from: joined.root, to: joined.sid, sure: 'inferred', why: 'A single sign-on of Okta to Office and a sign-in of Entra: one person, one address, seconds apart.' },
      { kind: 'issued', from: joined.sid, to: joined.token, sure: 'stated', why: 'The sign-in to the application for AWS, in the same browser session.' },
    );
    if (trail) edges.push({ kind: 'sso', from: joined.token, to: key, sure: 'inferred', why: 'AssumeRoleWithSAML: one person, one address, seconds after the sign-in to the application for AWS.' });
  }
  if (trail || cluster !== null) nodes.push({ id: key, what: 'aws-key' });
  if (cluster !== null) {
    nodes.push({ id: cluster.token, what: 'cluster-token' });
    edges.push({ kind: 'issued', from: key, to: cluster.token, sure: 'stated', why: 'The thief had a token made for a service account.' });
  }
  if (hosts === null) return { user, nodes, edges };
  const exposed = (to: string, why: string, of = user): void => void edges.push({ kind: 'exposed', from: hosts.host.id, to, sure: 'inferred', why, of });
  if (trail || cluster !== null || joined !== null) nodes.push({ id: hosts.host.id, what: 'host' });
  if (trail || cluster !== null) exposed(key, 'The file of the keys was read on the laptop of its owner; 34 minutes later the key was used from another network.');
  if (joined !== null) {
    exposed(joined.root, 'The cookies of the browser were copied on the laptop of their owner; within the hour the session was in another network.');
    exposed(joined.sid, 'The cookies of the browser were copied on the laptop of their owner; within the hour the session was in another network.');
  }
  if (trail) exposed(longTermKey(staff[STOLEN]!.name), 'The file of the keys was read on the laptop of its owner; 25 minutes later the key was used from another network.', staff[STOLEN]!.name);
  return { user, nodes, edges };
}

/** A command that is new to somebody is what the rule looks for; whether it is harmless only a person can say. */
function newCommand({ id, ms, user }: FirstLook): Planted {
  const at = new Date(ms).toISOString();
  return { family: 's9', rule: 'kubectl-new-command-for-user', variant: 'corrected', incident: 'stolen-session', entity: { 'user.name': user }, start: at, end: at, why: 'A command of kubectl that this user never ran.', events: [id] };
}

export function joinedIncident({ staff, session, hosts }: Parts): object {
  return {
    actor: mail(staff[STOLEN]!), from: 'Clouvider, Amsterdam (AS62240)', account: accounts.prod, credential: session.accessKeyId, cluster: 'freight-prod', followsFrom: 'stolen-key',
    ...(hosts === null ? {} : { host: hosts.host.name, hostId: hosts.host.id, firstRead: new Date(hosts.reads[0]!.ms).toISOString() }),
  };
}

/** What of it looks odd and is not. `tempts` are shipped rules, `later` seeds of rules that will come. Where it makes a shipped corrected rule fire, it says so. */
export function joinedNoise({ staff, from, cluster, hosts, looks, joined, stolen }: Parts): readonly object[] {
  const noise = (id: string, what: string, actors: readonly string[], tempts: readonly string[], later: readonly string[], harmless: string, fires: readonly Planted[] = []) => ({ id, what, actors, tempts, later, harmless, fires });
  const mails = (names: readonly string[]) => names.map((name) => `${name}@haldenfreight.example`);
  const inClusters = staff.filter((person) => clusterOf(person) !== null).map((person) => person.name);
  const silentFrom = new Date(from + SILENT.day * 86_400_000).toISOString();
  return [
    ...(stolen.length === 0 ? [] : [
      noise('federated-role', 'A key of eight hours for the clusters, every working day, out of an assertion of Entra; the role is the user name of all who have it.', mails(inClusters), ['aws-console-concurrent-sessions/published', 'aws-key-in-two-places/published', 'aws-new-network-for-user/published'], [], 'Sessions, keys and ARNs differ.'),
      noise('vendor', 'The tool of a supplier takes a role of ours every six hours, from its own account and from four addresses.', ['vendor-cranecost'], ['aws-new-network-for-user/published', 'aws-rare-session-profile/corrected'], [], 'One network and one client from the first day on; the contract says so.'),
      noise('shared-account', 'The dispatch desk shares one IAM user: three machines in turns, weekends too.', ['dispatch'], ['aws-console-concurrent-sessions/published', 'aws-key-in-two-places/published'], [], 'One office; five hours lie between two machines.'),
      noise('break-glass-test', `The account for emergencies is tried, announced in the calendar of day ${BREAK_GLASS_DAY + 1}.`, ['break-glass-1'], ['aws-new-network-for-user/corrected', 'aws-rare-session-profile/corrected'], ['traits'], 'Announced; one office, nothing changed. A rule on break-glass accounts will speak, and should.'),
    ]),
    ...(joined === null ? [] : [
      noise('private-relay', 'In the evening the telephone opens the Office page through iCloud Private Relay, from another address each day.', mails([RELAYED]), ['entra-networks-per-day/published', 'entra-many-networks/corrected', 'entra-new-network-for-user/corrected'], [], 'Known from the first day on; two networks, one country.'),
    ]),
    ...(cluster === null ? [] : [
      noise('cluster-dual-stack', 'kubectl comes over IPv4 in the morning and over IPv6 after lunch.', mails(staff.filter((person) => person.dual && clusterOf(person) !== null).map((person) => person.name)), ['k8s-key-in-two-places/published', 'k8s-key-in-two-places/corrected'], [], 'One network.'),
      noise('cluster-through-proxy', 'The proxy of the office writes the address of the desk before its own: the first of sourceIPs lies inside.', mails([PROXIED]), ['k8s-claimed-address/corrected'], [], 'The last of sourceIPs counts; what stands before it is claimed.'),
      noise('exec-at-work', 'Once a week a command is run in a pod.', mails([DEBUGS]), ['k8s-key-in-two-places/corrected'], [], 'The same network and client as ever; it is the work of the platform team.'),
      noise('service-accounts', 'Workloads use tokens that the kubelet has made for them, another one every day.', ['system:serviceaccount:freight:quote-engine'], ['k8s-machine-outside/corrected'], [], 'Inside addresses; each token was issued in the cluster.'),
      noise('secrets-refused', 'People try to list secrets, and may not.', mails(inClusters), ['k8s-key-in-two-places/corrected'], [], 'Forbidden, from where they always sit.'),
      noise('source-outage', `Nothing of either cluster was collected for ${SILENT.hours} hours from ${silentFrom} on.`, ['system:node:ip-10-40-1-17.ec2.internal'], [], ['baselines'], 'A gap in the log, not in the work: the coverage says so.'),
      noise('cluster-new-hire', 'Begins in the third week and enters the cluster of the developers.', mails(staff.filter((person) => person.firstDay > 0 && clusterOf(person) !== null).map((person) => person.name)), ['aws-new-network-for-user/corrected', 'kubectl-new-command-for-user/corrected'], [], 'No history to be new against.'),
    ]),
    ...(hosts === null ? [] : [
      noise('aws-configure', 'The command line of AWS is set up in the open: aws configure, and a look at the file of its settings.', Object.keys(SETS_UP), ['host-aws-credentials-read/published', 'host-aws-credentials-read/corrected'], [], 'By the person, in a shell, on an own machine or the bastion; the file of the settings, not that of the keys.'),
      noise('kubectl-get-contexts', 'Asks kubectl for its contexts for the first time, late in the month.', Object.keys(CONTEXTS), ['kubectl-new-command-for-user/published'], [], 'Uses kubectl every day.', looks.map(newCommand)),
      noise('build-host', 'A machine that starts compilers and shells day and night; its log has numbers of accounts, no names.', [String(accountNumbers['build'])], ['kubectl-new-command-for-user/published'], [], 'No person, and nothing new.'),
      noise('hijacked-colleague', 'The laptop of somebody whose console session was taken shows nothing.', [staff[HIJACKED]!.name], [], [], 'The session was taken elsewhere.'),
    ]),
  ];
}
