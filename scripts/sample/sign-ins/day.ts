import { seatOf, type Seat } from '../activity.ts';
import { STOLEN, type Person } from '../company.ts';
import { address, addressSix, networks } from '../networks.ts';
import { Random } from '../random.ts';
import { fileTouched, loggedIn, mailRead, type Acting } from './audit-record.ts';
import { browsersOfTester, chrome, desktopApps, fox, nameless, noClient, oktaVerify, phoneMail, type Client } from './clients.ts';
import type { OktaEvent } from './okta-record.ts';
import type { SignInLog } from './log.ts';
import { accountOf, appsOf, cloudApps, oktaSession, OFFICE, TEST_APP, type Account, type CloudApp } from './tenant.ts';

const MINUTE = 60_000;
const HOUR = 3_600_000;

/** One day of one person before Okta and Microsoft 365. */
export interface Day {
  readonly person: Person;
  readonly day: number;
  readonly dayMs: number;
  readonly random: Random;
  readonly log: SignInLog;
  /** Where the person sits, when the story says so. */
  readonly seat?: Seat;
}

/** What a day leaves behind: the browser session in both places, which is what a thief of cookies takes. */
export interface Kept {
  readonly account: Account;
  readonly seat: Seat;
  readonly laptop: Client;
  /** Okta's root session, Entra's SID, the id of the sign-in that began it. */
  readonly root: string;
  readonly sid: string;
  readonly signIn: string;
}

export const hasPhone = (person: Person) => person.phone || person.index === STOLEN;
/** Services of Microsoft that act for a person from their own addresses are seen in the logs of these. */
export const BACKGROUND: readonly string[] = ['k.osei', 's.berg', 'l.meyer'];
export const TESTER = 'x.morales';
/** The interactive sign-ins of the first week were fetched from Graph: the diagnostic settings came a week later. */
const GRAPH_DAYS = 7;

/** Signs in to Okta, opens applications, works in Microsoft 365 with browser, desktop apps and phone. */
export function signInDay(given: Day): Kept {
  const { person, day, dayMs, random, log } = given;
  const account = accountOf(person.name);
  const bump = day >= person.bumpDay;
  const laptop = person.agent === 'firefox' ? fox(bump) : chrome(person.platform, bump);
  const seat = given.seat ?? seatOf({ person, day, random }, 0);
  const later = given.seat ?? afternoon(given, seat);
  const start = dayMs + (8.1 - person.zone) * HOUR + random.between(0, 20) * MINUTE + random.between(0, 59_999);
  const root = oktaLogin(given, start, seat, laptop);
  const sso = (ms: number, app: string, where: Seat, client = laptop) => log.okta({
    ms, type: 'user.authentication.sso', account, ...where, client, session: root, root, attempt: random.hex(32), deviceToken: account.deviceToken, app,
    managed: client === laptop,
  }, random);
  sso(start + 60_000, OFFICE, seat);
  const web = webSignIn(given, start + 63_000, seat, laptop);
  const [, ...apps] = appsOf(person);
  sso(start + 12 * MINUTE, apps[day % apps.length]!, seat);
  sso(start + 27 * MINUTE, apps[(day + 1) % apps.length]!, seat);
  sso(start + 5 * HOUR, apps[(day + 2) % apps.length]!, later, random.chance(0.04) ? nameless : laptop);
  background(given, start, seat, later);
  if (person.name === TESTER && day % 7 === 3) tests(given, start + 2 * HOUR, seat, root);
  const acting: Acting = { account, ip: seat.ip, agent: laptop.agent, session: web.sid, signIn: web.id };
  for (const minutes of [9, 150]) log.audit(
    'Audit.Exchange', start + minutes * MINUTE, mailRead(start + minutes * MINUTE, random.uuid(), acting, random.between(1, 6)),
  );
  const read = start + random.between(40, 90) * MINUTE;
  log.audit('Audit.SharePoint', read, fileTouched(read, random.uuid(), acting, 'FileAccessed', `manifest-${random.hex(4)}.xlsx`));
  return { account, seat, laptop, root, sid: web.sid, signIn: web.id };
}

/** After lunch: the VPN is on, IPv6 instead of IPv4, or all as before. */
function afternoon({ person, random }: Day, seat: Seat): Seat {
  if (person.vpn) return { network: networks.vpnPool, ip: address(networks.vpnPool, person.index + 3, random.between(0, 40)) };
  return person.dual && seat.network === person.home ? { network: person.home, ip: addressSix(person.home, person.index, random) } : seat;
}

/** Policy, second factor (a push to the phone where there is one), session. Before the session is there, events bear another session id and no root. */
function oktaLogin({ person, day, random, log }: Day, start: number, seat: Seat, laptop: Client): string {
  const account = accountOf(person.name);
  const root = oktaSession(random);
  const during: Omit<OktaEvent, 'ms' | 'type'> = {
    account, ...seat, client: laptop, session: oktaSession(random), root: null, attempt: random.hex(32), deviceToken: account.deviceToken,
  };
  const onPhone = hasPhone(person) ? { network: networks.tmobile, ip: address(networks.tmobile, person.index, day), client: oktaVerify } : { client: oktaVerify };
  log.okta({ ...during, ms: start, type: 'policy.evaluate_sign_on' }, random);
  log.okta({ ...during, ms: start + 9000, type: 'user.authentication.auth_via_mfa', factor: 'Password' }, random);
  log.okta({ ...during, ...onPhone, ms: start + 21_000, type: 'user.authentication.auth_via_mfa', factor: 'Get a push notification' }, random);
  log.okta({ ...during, ms: start + 21_400, type: 'user.session.start', session: root, root, managed: true }, random);
  return root;
}

/** The sign-in that Okta's assertion brings to Entra, sometimes after an interim step, and what the audit log says of it. */
function webSignIn({ person, day, random, log }: Day, ms: number, seat: Seat, client: Client): { readonly id: string; readonly sid: string } {
  const account = accountOf(person.name);
  const correlation = random.uuid();
  const sid = random.uuid();
  const graph = day < GRAPH_DAYS;
  const signIn = { account, interactive: true, app: cloudApps.home, ...seat, client, managed: true, session: sid, correlation, factor: 'fresh' } as const;
  if (random.chance(0.35)) log.signIn({ ...signIn, ms: ms - 1200, code: random.pick([50_074, 50_140]) }, random, { graph });
  const id = log.signIn({ ...signIn, ms, code: 0 }, random, { graph });
  log.audit(
    'Audit.AzureActiveDirectory', ms,
    loggedIn(ms, random.uuid(), { account, ip: seat.ip, agent: client.agent, session: sid, signIn: id }, correlation, cloudApps.home.id, client),
  );
  return { id, sid };
}

/** Sign-ins with nobody at the keyboard: desktop apps, the browser where there are none, the phone, services of Microsoft. */
function background({ person, day, random, log }: Day, start: number, seat: Seat, later: Seat): void {
  const account = accountOf(person.name);
  const silent = (ms: number, app: CloudApp, client: Client, where: Seat, managed: boolean, device: string) => log.signIn({
    ms, account, interactive: false, app, ...where, client, managed, session: new Random(0, 'device session', person.name, device).uuid(),
    correlation: random.uuid(), code: 0, factor: 'cookie',
  }, random);
  const bump = day >= person.bumpDay;
  const apps = desktopApps(person.platform);
  for (const [app, client] of apps) silent(start + random.between(5, 50) * MINUTE, cloudApps[app], client, seat, true, 'laptop');
  if (apps.length === 0) silent(
    start + 40 * MINUTE, cloudApps.webMail, person.agent === 'firefox' ? fox(bump) : chrome(person.platform, bump), seat, true, 'browser',
  );
  else silent(start + random.between(300, 420) * MINUTE, cloudApps.office, apps[1]![1], later, true, 'laptop');
  if (hasPhone(person)) for (const hours of [0.3, 6]) silent(
    start + hours * HOUR, cloudApps.phoneMail, phoneMail(bump), { network: networks.tmobile, ip: address(networks.tmobile, person.index, day) }, false, 'phone',
  );
  if (BACKGROUND.includes(person.name)) silent(
    start + 30 * MINUTE, cloudApps.teams, noClient, { network: networks.azureRunners, ip: address(networks.azureRunners, person.index, day) }, false, 'service',
  );
}

/** A page of the company's own, opened in every browser that customers have. */
function tests({ person, day, random, log }: Day, start: number, seat: Seat, root: string): void {
  const account = accountOf(person.name);
  const sid = random.uuid();
  browsersOfTester.forEach((client, i) => {
    const ms = start + i * 5 * MINUTE;
    log.okta({
      ms, type: 'user.authentication.sso', account, ...seat, client, session: root, root, attempt: random.hex(32), deviceToken: random.hex(64), app: TEST_APP,
    }, random);
    log.signIn({
      ms: ms + 4000, account, interactive: true, app: cloudApps.test, ...seat, client, managed: false, session: sid, correlation: random.uuid(), code: 0,
      factor: 'fresh',
    }, random, { graph: day < GRAPH_DAYS });
  });
}
