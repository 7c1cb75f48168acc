import { DAY, type Seat } from '../activity.ts';
import type { Person } from '../company.ts';
import { address, networks } from '../networks.ts';
import { Random } from '../random.ts';
import { fileTouched, inboxRule, loggedIn, mailRead, type Acting } from './audit-record.ts';
import { axios, desktopApps, edge, linuxFox, phoneMail, script, type Client } from './clients.ts';
import { signInDay, type Kept } from './day.ts';
import type { SignInLog } from './log.ts';
import { cloudApps, OFFICE, type CloudApp } from './tenant.ts';

const MINUTE = 60_000;
/** Where the thief sits, as with the stolen key, and a second host that the tokens are used from. */
const desk = { network: networks.clouviderAmsterdam, ip: '45.142.37.86' } as const;
const host = { network: networks.datacampFrankfurt, ip: '79.127.216.141' } as const;

interface Entry {
  readonly interactive: boolean;
  readonly session: string;
  readonly wrong: boolean;
  readonly risk?: string;
}

/**
 * The day of the stolen key, before Okta and Microsoft 365. What took the key took the browser's cookies too: from 16:00 UTC on the thief opens applications with the
 * owner's Okta session, replays the session cookie of Entra (same SID, another network and system), reads mail, hides answers with an inbox rule and takes files; the owner
 * works on all the while.
 */
export function replayDay(person: Person, day: number, dayMs: number, seed: number, log: SignInLog): Kept {
  const random = new Random(seed, 'story', 'replayed session');
  const home = { network: networks.comcastDenver, ip: address(networks.comcastDenver, person.index, Math.floor((dayMs / DAY) % 2)) };
  log.exportFromPurview(`Purview_${person.name}_${new Date(dayMs).toISOString().slice(0, 10)}`, `${person.name}@haldenfreight.example`, dayMs, dayMs + DAY);
  const kept = signInDay({ person, day, dayMs, random: new Random(seed, 'sign-ins', person.index, day), log, seat: home });
  const { account, root, sid } = kept;
  const at = (minutes: number) => dayMs + 16 * 60 * MINUTE + Math.round(minutes * MINUTE);
  const open = (minutes: number, app: string, client: Client, wrong: boolean) => log.okta({
    ms: at(minutes), type: 'user.authentication.sso', account, ...(wrong ? desk : home), client, session: root, root, attempt: random.hex(32),
    deviceToken: account.deviceToken, app, managed: !wrong, unusual: wrong,
  }, random, wrong);
  const enter = (minutes: number, app: CloudApp, client: Client, where: Seat, how: Entry) => log.signIn({
    ms: at(minutes), account, interactive: how.interactive, app, ...where, client, managed: !how.wrong, session: how.session, correlation: random.uuid(),
    code: 0, factor: 'cookie', ...(how.risk === undefined ? {} : { risk: how.risk }),
  }, random, { wrong: how.wrong });

  // The owner, as on any other day.
  open(-2.5, 'Slack', kept.laptop, false);
  const laptop = new Random(0, 'device session', person.name, 'laptop').uuid();
  desktopApps(person.platform).forEach(([app, client], i) => enter(
    4.2 + i * 2.5, cloudApps[app], client, home, { interactive: false, session: laptop, wrong: false },
  ));
  log.signIn({
    ms: at(8.4), account, interactive: false, app: cloudApps.phoneMail, network: networks.tmobile, ip: address(networks.tmobile, person.index, day),
    client: phoneMail(true), managed: false,
    session: new Random(0, 'device session', person.name, 'phone').uuid(), correlation: random.uuid(), code: 0, factor: 'cookie',
  }, random);
  enter(11.5, cloudApps.webMail, kept.laptop, home, { interactive: false, session: sid, wrong: false });

  // The thief, with the owner's cookies.
  open(2.1, OFFICE, edge, true);
  const replayed = enter(3.3, cloudApps.home, edge, desk, { interactive: true, session: sid, wrong: true, risk: 'anomalousToken' });
  const correlation = random.uuid();
  log.audit(
    'Audit.AzureActiveDirectory', at(3.3),
    loggedIn(at(3.3), random.uuid(), { account, ip: desk.ip, agent: edge.agent, session: sid, signIn: replayed }, correlation, cloudApps.home.id, edge),
  );
  open(5.2, 'NetSuite', script, true);
  open(9.6, 'GitHub Enterprise', linuxFox, true);
  open(12.4, OFFICE, axios, true);
  enter(13.1, cloudApps.office, script, host, { interactive: false, session: sid, wrong: true });
  enter(14.8, cloudApps.drive, linuxFox, host, { interactive: false, session: sid, wrong: true });
  enter(22.5, cloudApps.teams, script, host, { interactive: false, session: sid, wrong: true });
  const acting: Acting = { account, ip: desk.ip, agent: edge.agent, session: sid, signIn: replayed };
  for (const [minutes, count] of [[6.5, 9], [8.2, 34], [15.4, 61]] as const) log.audit(
    'Audit.Exchange', at(minutes), mailRead(at(minutes), random.uuid(), acting, count),
  );
  log.audit('Audit.Exchange', at(19.7), inboxRule(at(19.7), random.uuid(), acting, {
    Name: '.', SubjectOrBodyContainsWords: 'invoice;payment;bank', MoveToFolder: 'RSS Feeds', MarkAsRead: 'True', StopProcessingRules: 'True',
  }));
  for (const [i, file] of ['customers-2026.xlsx', 'bank-details.pdf', 'rates-q2.xlsx', 'vpn-guide.docx'].entries()) {
    log.audit(
      'Audit.SharePoint', at(24 + i * 0.4),
      fileTouched(at(24 + i * 0.4), random.uuid(), { ...acting, ip: host.ip, agent: script.agent }, 'FileDownloaded', file),
    );
  }
  return kept;
}
