import { DAY, workDay } from './activity.ts';
import { terraform } from './agents.ts';
import { HIJACKED, STOLEN, people, type Person } from './company.ts';
import { Delivery } from './delivery.ts';
import { longTermKey, userWithKey } from './identity.ts';
import { networks, address } from './networks.ts';
import { Random } from './random.ts';
import { fillUp, runServices } from './services.ts';
import { makeSignIns, type Signed } from './sign-ins/month.ts';
import { makeClusters, SILENT } from './clusters/month.ts';
import { clusterSession } from './federation/session.ts';
import { awsSignIn, relayedEvening, type Joined } from './federation/sign-in.ts';
import { makeJoins } from './federation/trail.ts';
import { makeHosts } from './hosts/month.ts';
import { joinedIncident, joinedNoise, joinedPlanted, lineageOf, readPlanted, type Parts } from './joined-truth.ts';
import { hijackedMorning, stolenKeyDay, type Told } from './story.ts';
import { benign, incidents, plantedFindings } from './truth.ts';

/** A Monday. */
export const FIRST_DAY = Date.UTC(2026, 3, 20);
/** Measured over a month, a little high, so that something is left to fill up: what services and the quietest days make, what busy days add, one more person. */
const QUIET_EVENTS = 15_200;
const BUSY_EVENTS = 23_400;
const PERSON_EVENTS = 1300;
/** What the named people and the services need on a day, at their quietest. */
export const FEWEST_EVENTS_A_DAY = 1100;
export const FEWEST_DAYS = 24;

/** `aws`: CloudTrail. `sign-ins`: Entra, Okta and Microsoft 365, which tell one story together. `clusters`: two clusters of EKS, and what joins them with the others. `hosts`: laptops and servers. */
export const sampleSources = ['aws', 'sign-ins', 'clusters', 'hosts'] as const;
export type SampleSource = (typeof sampleSources)[number];
export const SIGN_INS = 12_000;
export const CLUSTERS = 8000;
export const HOSTS = 6000;

export interface Order {
  readonly out: string;
  /** Of CloudTrail. */
  readonly events: number;
  /** CloudTrail alone where nothing is said. */
  readonly sources?: readonly SampleSource[];
  /** Events of Entra, Okta and Microsoft 365 together; 12,000 where nothing is said. */
  readonly signIns?: number;
  /** Requests to the clusters; 8,000 where nothing is said. */
  readonly clusters?: number;
  /** Programs that were started on hosts; 6,000 where nothing is said. */
  readonly hosts?: number;
  readonly seed: number;
  readonly days: number;
}
export interface Made {
  readonly events: number;
  readonly files: number;
  readonly bytes: number;
  readonly truth: object;
}

/** Writes the month, as much of it as is asked for. The story lies at its end: the key on the eighth day from the last, the session two days later. Same order, same bytes. */
export async function makeMonth(order: Order): Promise<Made> {
  const sources = order.sources ?? ['aws'];
  const trail = sources.includes('aws') ? await makeTrail(order) : null;
  if (sources.every((source) => source === 'aws')) return trail ?? { events: 0, files: 0, bytes: 0, truth: {} };
  return addAll(trail, await makeRest(order, sources));
}

/** What is written beside CloudTrail. */
async function makeRest(order: Order, sources: readonly SampleSource[]) {
  const { seed, days, out } = order;
  const plan = { out, seed, days, from: FIRST_DAY, storyDay: days - 8, works };
  const joins = sources.includes('clusters') && sources.includes('aws') ? await makeJoins(plan) : null;
  let joined: Joined | null = null;
  const after = (signed: Signed): void => {
    const ids = awsSignIn(signed, seed, plan.storyDay);
    relayedEvening(signed, seed);
    if (signed.person.index === STOLEN && signed.day === plan.storyDay) joined = ids;
  };
  const signIns = sources.includes('sign-ins') ? makeSignIns({ ...plan, events: order.signIns ?? SIGN_INS, ...(sources.includes('clusters') ? { after } : {}) }) : null;
  const clusters = sources.includes('clusters') ? makeClusters({ ...plan, events: order.clusters ?? CLUSTERS }) : null;
  const hosts = sources.includes('hosts') ? makeHosts({ ...plan, events: order.hosts ?? HOSTS }) : null;
  const staff = people(0);
  const parts: Parts = {
    staff, from: FIRST_DAY, session: clusterSession(staff[STOLEN]!, plan.storyDay, FIRST_DAY + plan.storyDay * DAY, seed, plan.storyDay)!, joined, stolen: joins?.stolen ?? [],
    cluster: clusters?.story ?? null, hosts: hosts?.story ?? null, looks: hosts?.looks ?? [],
  };
  return { order, joins: joins?.delivery ?? null, signIns, clusters: clusters?.log ?? null, hosts: hosts?.log ?? null, parts };
}

type Trail = Made & { readonly truth: TrailTruth };
type TrailTruth = ReturnType<typeof trailTruth>;

/** What all parts of the month hold. */
function addAll(trail: Trail | null, { order, joins, signIns, clusters, hosts, parts }: Awaited<ReturnType<typeof makeRest>>): Made {
  const logs = [trail, joins, signIns?.log, clusters, hosts].filter((one) => one !== null && one !== undefined);
  const sum = (of: 'events' | 'files' | 'bytes') => logs.reduce((total, one) => total + one[of], 0);
  const head = trail?.truth ?? { ...headOf(order.seed, order.days), incidents: {}, planted: [], attacker: {}, noise: [] };
  const told = signIns?.truth;
  const more = clusters !== null || hosts !== null ? joinedTruth({ clusters, hosts, parts }) : null;
  return { events: sum('events'), files: sum('files'), bytes: sum('bytes'), truth: {
    ...head, events: sum('events'), files: sum('files'),
    sources: {
      'aws.cloudtrail': (trail?.events ?? 0) + (joins?.events ?? 0), ...(signIns === null ? {} : { 'entra.signin': signIns.log.counts.entra, 'okta.system': signIns.log.counts.okta, 'm365.audit': signIns.log.counts.m365 }),
      ...(clusters === null ? {} : { 'k8s.audit': clusters.events }), ...hosts?.counts,
    },
    ...(signIns === null ? {} : { twice: signIns.log.twice }), ...more?.rest,
    incidents: { ...head.incidents, ...(told === undefined ? {} : { 'replayed-session': told.incident }), ...(more === null ? {} : { 'stolen-session': more.incident }) },
    planted: [...head.planted, ...(told?.planted ?? []), ...(more?.planted ?? []), ...readPlanted(parts, head.planted)],
    attacker: { ...head.attacker, ...(told === undefined ? {} : { 'replayed-session': told.attacker }), ...more?.attacker },
    noise: [...head.noise, ...(told?.noise ?? []), ...(more?.noise ?? [])],
  } };
}

/** What clusters and hosts add to the truth. */
function joinedTruth({ clusters, hosts, parts }: Pick<Awaited<ReturnType<typeof makeRest>>, 'clusters' | 'hosts' | 'parts'>) {
  const silentFrom = FIRST_DAY + SILENT.day * DAY;
  return {
    rest: {
      folded: { ...(clusters === null ? {} : { 'k8s.audit': clusters.folded }), ...(hosts === null ? {} : { 'linux.process': hosts.folded }) },
      silent: clusters === null ? [] : [{ dataset: 'k8s.audit', from: new Date(silentFrom).toISOString(), to: new Date(silentFrom + SILENT.hours * 3_600_000).toISOString() }],
      lineage: lineageOf(parts),
    },
    incident: joinedIncident(parts), planted: joinedPlanted(parts), noise: joinedNoise(parts),
    attacker: {
      'stolen-session': [...parts.stolen.map((one) => one.id), ...(parts.cluster?.told.filter((one) => one.wrong).map((one) => one.id) ?? [])],
      ...(parts.hosts === null ? {} : { stealer: parts.hosts.told.filter((one) => one.what !== 'owner').map((one) => one.id) }),
    },
  };
}

const headOf = (seed: number, days: number) => ({ format: 1, company: 'Halden Freight (invented)', seed, days, from: new Date(FIRST_DAY).toISOString(), to: new Date(FIRST_DAY + days * DAY).toISOString() });

async function makeTrail(order: Order): Promise<Trail> {
  const { events, seed, days } = order;
  const aMonth = (events * 0.96 * 30) / days;
  const staff = people(Math.max(0, Math.floor((aMonth - QUIET_EVENTS - BUSY_EVENTS) / PERSON_EVENTS)));
  const perFile = events / days / 8;
  const out = new Delivery(order.out, seed, perFile > 40_000 ? 5 : perFile > 3000 ? 60 : perFile > 600 ? 360 : 1440, events > 100_000 ? 2 : 6);
  const storyDay = days - 8;
  const scale = Math.min(1, Math.max(0.2, (aMonth - QUIET_EVENTS) / BUSY_EVENTS));
  const stolen: Told[] = [];
  const hijack: { told: Told[]; created: number } = { told: [], created: 0 };
  for (let day = 0; day < days; day++) {
    const dayMs = FIRST_DAY + day * DAY;
    if (day === storyDay) stolen.push(...stolenKeyDay(staff[STOLEN]!, dayMs, seed, out));
    if (day === storyDay + 2) Object.assign(hijack, hijackedMorning(staff[HIJACKED]!, dayMs, seed, out));
    if (day === storyDay + 1) answerToTheft(staff[STOLEN]!, dayMs, seed, out);
    for (const person of staff) {
      const told = (person.index === STOLEN && day === storyDay) || (person.index === HIJACKED && day === storyDay + 2);
      if (!told && works(person, day)) workDay({ person, day, dayMs, scale: scale * (0.8 + (person.index % 5) * 0.1), generation: person.index === STOLEN && day > storyDay ? 1 : 0, out, random: new Random(seed, 'person', person.index, day) });
      await out.rest();
    }
    const round = { day, dayMs, seed, out };
    runServices(round);
    fillUp(round, Math.max(0, dueBy(day, days, events) - out.events));
    await out.flush();
  }
  return { events: out.events, files: out.files, bytes: out.bytes, truth: trailTruth(order, out, staff, stolen, hijack) };
}

function trailTruth({ seed, days }: Order, out: Delivery, staff: readonly Person[], stolen: readonly Told[], hijack: { readonly told: readonly Told[]; readonly created: number }) {
  return {
    ...headOf(seed, days), events: out.events, files: out.files,
    people: staff.length, incidents: incidents(staff), planted: plantedFindings(staff[STOLEN]!, staff[HIJACKED]!, stolen, hijack.told, hijack.created),
    attacker: { 'stolen-key': idsOf(stolen), 'hijacked-session': idsOf(hijack.told) }, noise: benign(staff),
  };
}

const idsOf = (told: readonly Told[]) => told.filter((one) => one.wrong).map((one) => one.id);

function works(person: Person, day: number): boolean {
  return day >= person.firstDay && day <= person.lastDay && (day % 7 < 5 || person.weekend);
}

/** Events that the month should have after this day; weekends count half. All but the last day stay a little behind, since what is over cannot be taken back. */
function dueBy(day: number, days: number, events: number): number {
  if (day === days - 1) return events;
  const weight = (last: number) => Array.from({ length: last + 1 }, (_, i) => (i % 7 < 5 ? 2 : 1)).reduce((sum: number, one) => sum + one, 0);
  return Math.floor((0.97 * events * weight(day)) / weight(days - 1));
}

/** The morning after: the build server's administrator replaces the stolen key. */
function answerToTheft(owner: Person, dayMs: number, seed: number, out: Delivery): void {
  const random = new Random(seed, 'story', 'answer');
  const identity = userWithKey('svc-terraform', owner.account, longTermKey('svc-terraform', 1));
  const old = longTermKey(owner.name, 0);
  const base = { account: owner.account, region: 'us-east-1', service: 'iam.amazonaws.com', read: false, identity, ip: address(networks.officeDenver, 30), agent: terraform('iam') } as const;
  out.add({ ...base, ms: dayMs + 9 * 3_600_000, action: 'UpdateAccessKey', request: JSON.stringify({ userName: owner.name, accessKeyId: old, status: 'Inactive' }), response: 'null' }, random);
  out.add({ ...base, ms: dayMs + 9 * 3_600_000 + 40_000, action: 'CreateAccessKey', request: JSON.stringify({ userName: owner.name }), response: JSON.stringify({ accessKey: { userName: owner.name, accessKeyId: longTermKey(owner.name, 1), status: 'Active' } }) }, random);
}
