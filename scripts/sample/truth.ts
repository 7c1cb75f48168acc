import { accounts, HIJACKED, STOLEN, type Person } from './company.ts';
import { longTermKey, personArn, sessionId, userName } from './identity.ts';
import { timeText } from './call.ts';
import type { Told } from './story.ts';

/** A finding that a sound corrected rule gives. `start` and `end` are its first and last event. */
export interface Planted {
  readonly family: 's1' | 's3' | 's4' | 's5' | 's6' | 's7' | 's8' | 's9' | 's10' | 's12' | 's15' | 's16' | 's17' | 'stores';
  /** Id of the shipped rule that looks for it. */
  readonly rule: string;
  readonly variant: 'published' | 'corrected';
  readonly incident: 'stolen-key' | 'hijacked-session' | 'replayed-session' | 'stolen-session';
  readonly entity: Readonly<Record<string, string>>;
  readonly start: string;
  readonly end: string;
  readonly why: string;
  /** Vendor event ids (eventID, the id of a sign-in, uuid of Okta), by time. */
  readonly events: readonly string[];
}

/** Groups of sliding windows (t − size, t] in which more than one network (and, where asked, more than one client) is seen; overlapping ones are one. */
function slidingGroups(events: readonly Told[], size: number, differs: (window: readonly Told[]) => boolean): Told[][] {
  const sorted = events.toSorted((a, b) => a.ms - b.ms);
  const groups: { from: number; events: Told[] }[] = [];
  for (const last of sorted) {
    const window = sorted.filter((one) => one.ms > last.ms - size && one.ms <= last.ms);
    if (!differs(window)) continue;
    const open = groups.at(-1);
    const before = open?.events.at(-1);
    if (open && before && last.ms - size < before.ms) open.events.push(...window.filter((one) => !open.events.includes(one)));
    else groups.push({ from: last.ms - size, events: [...window] });
  }
  return groups.map((group) => group.events.toSorted((a, b) => a.ms - b.ms));
}

const distinct = <T>(list: readonly Told[], of: (one: Told) => T) => new Set(list.map(of)).size;
const client = (one: Told) => one.agent.replace(/command#\S+/, '');

export function plantedFindings(owner: Person, victim: Person, stolen: readonly Told[], hijacked: readonly Told[], created: number): Planted[] {
  const sixteen = slidingGroups(stolen, 600_000, (window) => distinct(window, client) > 1 && distinct(window, (one) => one.network.asn) > 1);
  const one = slidingGroups(hijacked, 300_000, (window) => distinct(window, (event) => event.ip) > 1);
  return [
    ...sixteen.map((events) => planted('s16', 'stolen-key', { 'credential.id': longTermKey(owner.name), 'user.name': owner.name, 'cloud.account.id': owner.account }, events,
      'One access key, two clients and two networks within ten minutes.')),
    planted('s7', 'stolen-key', { 'user.name': owner.name, 'source.as.number': '62240', 'cloud.account.id': owner.account }, stolen.filter((event) => event.wrong && !event.refused), 'A network that this user was never seen in, from the first call that succeeded.'),
    planted('s17', 'stolen-key', { 'user.name': owner.name, 'source.as.number': '62240', 'source.geo.country_iso_code': 'NL', 'cloud.account.id': owner.account }, stolen.filter((event) => event.wrong), 'A profile on one day, with many calls.'),
    ...one.map((events) => planted('s1', 'hijacked-session', { 'session.id': sessionId(victim, created), 'user.id': personArn(victim), 'cloud.account.id': victim.account }, events,
      'One console session from two addresses within five minutes, first over the edge of a five-minute bin.')),
    planted('s7', 'hijacked-session', { 'user.name': userName(victim), 'source.as.number': '60068', 'cloud.account.id': victim.account }, hijacked.filter((event) => event.wrong), 'A network that this user was never seen in.'),
    planted('s17', 'hijacked-session', { 'user.name': userName(victim), 'source.as.number': '60068', 'source.geo.country_iso_code': 'DE', 'cloud.account.id': victim.account }, hijacked.filter((event) => event.wrong), 'A profile on one day.'),
  ];
}

const rules = { s1: 'aws-console-concurrent-sessions', s7: 'aws-new-network-for-user', s16: 'aws-key-in-two-places', s17: 'aws-rare-session-profile' } as const;

function planted(family: keyof typeof rules, incident: Planted['incident'], entity: Planted['entity'], events: readonly Told[], why: string): Planted {
  return { family, rule: rules[family], variant: 'corrected', incident, entity, start: timeText(events[0]!.ms), end: timeText(events.at(-1)!.ms), why, events: events.map((event) => event.id) };
}

/** What looks odd and is not, who does it, and which rule it tempts. None of it makes a sound corrected rule fire. */
export function benign(all: readonly Person[]): readonly object[] {
  const names = (filter: (person: Person) => boolean) => all.filter(filter).map((person) => person.name).slice(0, 40);
  const noise = (id: string, what: string, actors: readonly string[], tempts: readonly string[], harmless: string) => ({ id, what, actors, tempts, harmless });
  return [
    noise('phone-and-laptop', 'A console on the phone while the one on the laptop is open.', names((p) => p.phone), ['s1/published'], 'Two sign-in sessions, one address each.'),
    noise('one-role-many-people', 'Several people work in one role of Identity Center; the role is their user name.', ['PowerUser', 'Developer', 'DataEngineer', 'ReadOnly', 'PlatformAdmin'], ['s1/published', 's16/published'], 'Sessions, keys and ARNs differ.'),
    noise('aws-internal', 'The console asks AWS Health from "AWS Internal" in the session of the person.', names((p) => p.tools.includes('browser')), ['s1/published', 's16/published'], 'It is a service, not an address.'),
    noise('dual-stack', 'IPv4, half an hour later IPv6, in one console session.', names((p) => p.dual), ['s1/published', 's16/published'], 'More than five minutes apart, and one network.'),
    noise('vpn-pool', 'Another exit of the VPN in the second half of a session.', names((p) => p.vpn), ['s1/published', 's7/published'], 'More than five minutes apart, and one network.'),
    noise('cloudformation', 'CloudFormation acts with the key of the person who started it.', names((p) => p.deploys), ['s16/published'], 'invokedBy says so.'),
    noise('tethering', 'Leaves the office and goes on through the phone within ten minutes.', names((p) => p.tether), ['s16/published'], 'One client, whose commands alone differ; the phone\'s network is known from the first week.'),
    noise('endpoint-and-nat', 'An instance reaches S3 through a VPC endpoint and the rest through NAT, with one client whose commands alone differ.', ['freight-app'], ['s16/published'], 'One client template in one version.'),
    noise('many-clients-one-endpoint', 'Three clients on one instance key, through one VPC endpoint from two subnets.', ['freight-batch'], ['s16/published'], 'The endpoint is the network.'),
    noise('many-clients-one-network', 'Command line, scripts and Terraform on one key at one desk.', names((p) => p.tools.length > 2), ['s16/published'], 'One network.'),
    noise('ci-runners', 'Build runners: another cloud address each run, three clients on one key.', ['ci-deploy'], ['s7/published', 's16/published'], 'One address and one network a run.'),
    noise('traveller', 'A trip to Rotterdam in the first week and another in the fourth.', names((p) => p.hotel !== null), ['s7/published', 's17/corrected'], 'The hotel\'s network is known from the first week and used on six days.'),
    noise('new-hire', 'Begins in the third week.', names((p) => p.firstDay > 0), ['s7/published'], 'No history to be new against; the colleagues\' networks.'),
    noise('leaver', 'Leaves in the third week.', names((p) => p.lastDay < 100), [], 'Nothing new.'),
    noise('new-lease', 'Another address of the same provider every nine days.', names((p) => p.office !== null), ['s7/published'], 'The network stays.'),
    noise('key-rotation', 'The build server gets a new key; both work for two days.', ['svc-terraform'], ['s7/published'], 'Same network, same client.'),
    noise('client-updates', 'Browsers, aws-cli and SDKs are updated in the month.', names((p) => p.bumpDay < 30), ['s16/published', 's17/published'], 'The template masks versions.'),
    noise('weekend-work', 'On call at the weekend.', names((p) => p.weekend), ['s17/corrected'], 'Known network and client.'),
    noise('service-events', 'Calls of AWS itself, some without any user.', ['config.amazonaws.com', 'autoscaling.amazonaws.com', 'ec2.amazonaws.com'], ['s1/published'], 'No person and no address.'),
  ];
}

export const incidents = (all: readonly Person[]) => ({
  'stolen-key': { actor: all[STOLEN]!.name, credential: longTermKey(all[STOLEN]!.name), from: 'Clouvider, Amsterdam (AS62240)', account: accounts.prod },
  'hijacked-session': { actor: all[HIJACKED]!.name, role: userName(all[HIJACKED]!), from: 'Datacamp, Frankfurt (AS60068)', account: accounts.prod },
});
