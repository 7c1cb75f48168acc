import { DAY, workDay } from './activity.ts';
import { terraform } from './agents.ts';
import { HIJACKED, STOLEN, people, type Person } from './company.ts';
import { Delivery } from './delivery.ts';
import { longTermKey, userWithKey } from './identity.ts';
import { networks, address } from './networks.ts';
import { Random } from './random.ts';
import { fillUp, runServices } from './services.ts';
import { makeSignIns } from './sign-ins/month.ts';
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

/** `aws`: CloudTrail. `sign-ins`: Entra, Okta and Microsoft 365, which tell one story together. */
export const sampleSources = ['aws', 'sign-ins'] as const;
export type SampleSource = (typeof sampleSources)[number];
export const SIGN_INS = 12_000;

export interface Order {
  readonly out: string;
  /** Of CloudTrail. */
  readonly events: number;
  /** CloudTrail alone where nothing is said. */
  readonly sources?: readonly SampleSource[];
  /** Events of Entra, Okta and Microsoft 365 together; 12,000 where nothing is said. */
  readonly signIns?: number;
  readonly seed: number;
  readonly days: number;
}
export interface Made {
  readonly events: number;
  readonly files: number;
  readonly bytes: number;
  readonly truth: object;
}

/** Writes the month: CloudTrail, and the sign-ins where they are asked for. The story lies at its end: the key on the eighth day from the last, the session two days later. Same order, same bytes. */
export async function makeMonth(order: Order): Promise<Made> {
  const sources = order.sources ?? ['aws'];
  const trail = sources.includes('aws') ? await makeTrail(order) : null;
  if (!sources.includes('sign-ins')) return trail ?? { events: 0, files: 0, bytes: 0, truth: {} };
  const { seed, days } = order;
  const { log, truth } = makeSignIns({ out: order.out, events: order.signIns ?? SIGN_INS, seed, days, from: FIRST_DAY, storyDay: days - 8, works });
  return { events: (trail?.events ?? 0) + log.events, files: (trail?.files ?? 0) + log.files, bytes: (trail?.bytes ?? 0) + log.bytes, truth: together(trail, order, log, truth) };
}

type Trail = Made & { readonly truth: TrailTruth };
type TrailTruth = ReturnType<typeof trailTruth>;

/** What both halves of the month hold; the sign-ins alone where there is no CloudTrail. */
function together(trail: Trail | null, { seed, days }: Order, log: ReturnType<typeof makeSignIns>['log'], told: ReturnType<typeof makeSignIns>['truth']): object {
  const head = trail?.truth ?? { ...headOf(seed, days), incidents: {}, planted: [], attacker: {}, noise: [] };
  return {
    ...head, events: (trail?.events ?? 0) + log.events, files: (trail?.files ?? 0) + log.files, sources: { 'aws.cloudtrail': trail?.events ?? 0, 'entra.signin': log.counts.entra, 'okta.system': log.counts.okta, 'm365.audit': log.counts.m365 }, twice: log.twice,
    incidents: { ...head.incidents, 'replayed-session': told.incident }, planted: [...head.planted, ...told.planted], attacker: { ...head.attacker, 'replayed-session': told.attacker }, noise: [...head.noise, ...told.noise],
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
