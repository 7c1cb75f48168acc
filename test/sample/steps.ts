/** An event of the thief, as far as a step is told by it. */
export interface Deed {
  readonly incident: string;
  readonly dataset: string;
  readonly action: string;
  readonly outcome: string;
  readonly text: string;
  readonly time: string;
}

/** A step of the story: which deeds it is made of. */
export interface Step {
  readonly name: string;
  readonly is: (deed: Deed) => boolean;
}

const MORNING = '2026-05-12T14:00:00Z';
const EVENING = '2026-05-12T21:00:00Z';
const program = (name: string, text: RegExp, again: boolean | null = null): Step => ({
  name, is: (deed) => deed.incident === 'stealer' && text.test(deed.text) && (again === null || again === deed.time > MORNING),
});
const call = (incident: string, name: string, dataset: string, is: (deed: Deed) => boolean): Step => ({ name, is: (deed) => deed.incident === incident && deed.dataset === dataset && is(deed) });
const looks = /^(Get|List|Describe)/;
const taking = (deed: Deed) => deed.action === 'GetObject';

/** The whole story, in its order. */
export const steps: readonly Step[] = [
  program('a disk image is opened', /^\/usr\/bin\/hdiutil attach/),
  program('a program that nobody signed is started', /^"\/Volumes\//),
  program('it asks for the password', /^osascript/),
  program('the keys of AWS are read', /aws\/credentials/, false),
  program('the settings of kubectl are read', /^cat .*\.kube\/config/),
  program('the cookies of the browser are copied', /Cookies/, false),
  program('what was taken is packed', /^zip/),
  program('and sent away', /^curl/, false),
  program('a program is left behind that starts by itself', /^launchctl/),
  program('keys are read again', /aws\/credentials/, true),
  program('cookies are copied again', /Cookies/, true),
  program('and sent away again', /^curl/, true),
  call('stolen-key', 'the key looks round', 'aws.cloudtrail', (deed) => looks.test(deed.action) && !taking(deed) && deed.outcome === 'success'),
  call('stolen-key', 'the key asks for what it may not have', 'aws.cloudtrail', (deed) => deed.outcome !== 'success'),
  call('stolen-key', 'the key takes files while its owner works', 'aws.cloudtrail', (deed) => taking(deed) && deed.time < EVENING),
  call('stolen-key', 'the key takes files alone at night', 'aws.cloudtrail', (deed) => taking(deed) && deed.time > EVENING),
  call('stolen-session', 'the key of the day finds the cluster', 'aws.cloudtrail', () => true),
  call('stolen-session', 'it looks round in the cluster, and is refused', 'k8s.audit', ({ text }) => /^(selfsubjectrulesreviews|namespaces|pods|secrets|clusterrolebindings) j\.doe/.test(text)),
  call('stolen-session', 'it goes into a pod', 'k8s.audit', ({ text }) => text.startsWith('pods/exec')),
  call('stolen-session', 'it has a token made', 'k8s.audit', ({ text }) => text.startsWith('serviceaccounts/token')),
  call('stolen-session', 'the token reads secrets', 'k8s.audit', ({ text }) => text.startsWith('secrets system:')),
  call('stolen-session', 'the token makes a pod', 'k8s.audit', ({ text }) => text.startsWith('pods system:')),
  call('replayed-session', 'the session of Okta opens applications', 'okta.system', () => true),
  call('replayed-session', 'the cookie of Entra is replayed', 'entra.signin', ({ text }) => text === 'OfficeHome'),
  call('replayed-session', 'tokens are asked for from a second host', 'entra.signin', ({ text }) => text !== 'OfficeHome'),
  call('replayed-session', 'the audit log sees the sign-in', 'm365.audit', ({ action }) => action === 'UserLoggedIn'),
  call('replayed-session', 'mail is read', 'm365.audit', ({ action }) => action === 'MailItemsAccessed'),
  call('replayed-session', 'a rule hides the answers', 'm365.audit', ({ action }) => action === 'New-InboxRule'),
  call('replayed-session', 'files are taken', 'm365.audit', ({ action }) => action === 'FileDownloaded'),
  call('hijacked-session', 'the console is used beside its owner', 'aws.cloudtrail', () => true),
];
