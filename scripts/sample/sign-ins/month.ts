import { DAY } from '../activity.ts';
import { STOLEN, people, type Person } from '../company.ts';
import { address, networks } from '../networks.ts';
import { Random } from '../random.ts';
import { noClient } from './clients.ts';
import { signInDay, type Kept } from './day.ts';
import { SignInLog } from './log.ts';
import { replayDay } from './replay.ts';
import { accountOf, cloudApps } from './tenant.ts';
import { signInTruth } from './truth.ts';

/** Measured over a month, a little high: what the named people make, and one more person. */
const NAMED_EVENTS = 10_800;
const PERSON_EVENTS = 450;
/** What the named people need on a day, on average. */
export const FEWEST_SIGN_INS_A_DAY = 400;

export interface SignInOrder {
  readonly out: string;
  /** Events of Entra, Okta and Microsoft 365 together. */
  readonly events: number;
  readonly seed: number;
  readonly days: number;
  /** Midnight UTC of the first day, a Monday. */
  readonly from: number;
  /** Days from the end, as in the story of the key. */
  readonly storyDay: number;
  works(person: Person, day: number): boolean;
  /** What else a day of a person brings, once it is known what it left behind; counted like all the rest. */
  after?(day: Signed): void;
}

/** A day of a person that was written. */
export interface Signed {
  readonly person: Person;
  readonly day: number;
  readonly dayMs: number;
  readonly kept: Kept;
  readonly log: SignInLog;
}

/** Writes the same company's month in Entra, Okta and Microsoft 365. Same order, same bytes. */
export function makeSignIns(order: SignInOrder): { readonly log: SignInLog; readonly truth: ReturnType<typeof signInTruth> } {
  const { events, seed, days, from, storyDay } = order;
  const staff = people(Math.max(0, Math.floor(((events * 0.97 * 30) / days - NAMED_EVENTS) / PERSON_EVENTS)));
  const log = new SignInLog(order.out);
  for (let day = 0; day < days; day++) {
    const dayMs = from + day * DAY;
    const done = (person: Person, kept: Kept): void => order.after?.({ person, day, dayMs, kept, log });
    if (day === storyDay) done(staff[STOLEN]!, replayDay(staff[STOLEN]!, day, dayMs, seed, log));
    for (const person of staff) {
      if ((person.index === STOLEN && day === storyDay) || !order.works(person, day)) continue;
      done(person, signInDay({ person, day, dayMs, random: new Random(seed, 'sign-ins', person.index, day), log }));
    }
    const due = day === days - 1 ? events : Math.floor((0.995 * events * weightTo(day)) / weightTo(days - 1));
    synchronise(log, dayMs, due - log.events, seed, day);
    if (day % 7 === 6 || day === days - 1) log.flush(from + Math.floor(day / 7) * 7 * DAY);
  }
  if (log.events !== events) throw new Error(`${log.events} sign-ins instead of ${events}: the named people need more`);
  return { log, truth: signInTruth(log.seen, staff) };
}

/** People make most of it, and they work on weekdays. */
function weightTo(day: number): number {
  return Array.from({ length: day + 1 }, (_, i) => (i % 7 < 5 ? 7 : 1)).reduce((sum: number, one) => sum + one, 0);
}

/** The directory in Halden is synchronised with the cloud all day long: as many sign-ins as the month still lacks. */
function synchronise(log: SignInLog, dayMs: number, count: number, seed: number, day: number): void {
  const random = new Random(seed, 'synchronisation', day);
  const account = accountOf('sync.halden');
  for (let i = 0; i < count; i++) {
    log.signIn({
      ms: dayMs + Math.floor((i / count) * 86_400) * 1000, account, interactive: false, app: cloudApps.sync, network: networks.officeHalden,
      ip: address(networks.officeHalden, 20), client: noClient, managed: false,
      session: random.uuid(), correlation: random.uuid(), code: 0, factor: 'cookie',
    }, random, { machine: true });
  }
}
