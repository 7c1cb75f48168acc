import { eachOf, manyTexts, textsOf, type ReadCase } from '../case/index.ts';
import type { SsoEvent, SsoSignIn } from '../lineage/index.ts';
import type { People } from '../questions/people-agree.ts';

/** What Okta and Entra call an application of Microsoft's or Amazon's, and whose sign-ins follow. */
const providers = [{ name: 'entra.signin', says: /office ?365|microsoft|azure|entra/i }, { name: 'aws.cloudtrail', says: /\baws\b|amazon web services/i }] as const;
const toAws = providers[1].says;
const samlActions = new Set(['AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity']);

/** Single sign-ons of Okta, and of Entra to AWS, to applications whose own sign-ins the case may have. Only those that succeeded, from an address, in a session. Entra names the token that it gave for the application. */
export function ssoEvents(file: ReadCase, people: People): readonly SsoEvent[] {
  const [value, targets] = [textsOf(file, 'value'), manyTexts(file, 'target.name')];
  const found: SsoEvent[] = [];
  eachOf(file, 'okta.system', ['user.name', 'event.action', 'event.outcome', 'source.ip', 'session.root_id', 'session.id'], (event, timeMs, [user, action, outcome, ip, root, session]) => {
    if (value(action!) !== 'user.authentication.sso' || value(outcome!) !== 'success' || ip === null || (root ?? session) === null) return;
    if (user === null) return;
    for (const application of targets(event)) {
      const to = providers.find(({ says }) => says.test(application))?.name;
      if (to === undefined) continue;
      found.push({ event, timeMs, ...personOf(people, value(user!)), ip: ip!, session: (root ?? session)!, issued: 0, application, to });
      return;
    }
  });
  eachOf(file, 'entra.signin', ['user.name', 'event.outcome', 'source.ip', 'session.root_id', 'session.id', 'credential.issued_id', 'application.name'], (event, timeMs, [user, outcome, ip, root, session, issued, name]) => {
    const application = value(name!);
    if (application === null || !toAws.test(application) || value(outcome!) !== 'success' || ip === null || user === null || (root ?? session) === null) return;
    found.push({ event, timeMs, ...personOf(people, value(user!)), ip: ip!, session: (root ?? session)!, issued: issued ?? 0, application, to: 'aws.cloudtrail' });
  });
  return found;
}

/** Sign-ins that may follow a single sign-on: those that a person made, and that began a session or key. A token that was renewed in the background follows nothing. */
export function ssoSignIns(file: ReadCase, people: People): readonly SsoSignIn[] {
  const value = textsOf(file, 'value');
  const found: SsoSignIn[] = [];
  eachOf(file, 'entra.signin', ['user.name', 'event.outcome', 'source.ip', 'session.id', 'credential.issued_id', 'entra.signin.kind'], (event, timeMs, [user, outcome, ip, session, issued, kind]) => {
    const child = session ?? issued;
    if (value(outcome!) !== 'success' || ip === null || child === null || user === null || (value(kind!) ?? 'interactive') !== 'interactive') return;
    found.push({ event, timeMs, ...personOf(people, value(user!)), ip: ip!, child: child!, at: 'entra.signin' });
  });
  eachOf(file, 'aws.cloudtrail', ['user.name', 'event.action', 'event.outcome', 'source.ip', 'credential.issued_id'], (event, timeMs, [user, action, outcome, ip, issued]) => {
    if (issued === null || ip === null || user === null || value(outcome!) !== 'success' || !samlActions.has(value(action!) ?? '')) return;
    found.push({ event, timeMs, ...personOf(people, value(user!)), ip: ip!, child: issued!, at: 'aws.cloudtrail' });
  });
  return found;
}

/** One spelling of a user: names are lower-case already where a source says that they do not depend on case. */
function personOf(people: People, name: string | null): Pick<SsoEvent, 'user' | 'person'> {
  const user = (name ?? '').toLowerCase();
  return { user, person: people.keyOf(user) };
}
