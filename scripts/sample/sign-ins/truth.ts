import { STOLEN, type Person } from '../company.ts';
import type { Planted } from '../truth.ts';
import { BACKGROUND, hasPhone, TESTER } from './day.ts';
import type { Seen } from './log.ts';
import { accountOf, tenant } from './tenant.ts';
import { hoursAboveUsual } from './usual.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** A rule that counts distinct values in a sliding window, told plainly: what a sound engine must give, down to the events. */
interface Counting {
  readonly family: Planted['family'];
  readonly rule: string;
  readonly variant: Planted['variant'];
  readonly source: Seen['source'];
  readonly takes: (one: Seen) => boolean;
  readonly size: number;
  readonly fires: (window: readonly Seen[]) => boolean;
  readonly why: string;
}
const all = () => true;
/** Services of Microsoft act for users from its own network and name no client: sound rules on places leave them out. */
const notMicrosoft = (one: Seen) => one.interactive || one.agent !== '' || one.network.asn !== 8075;
const distinct = (window: readonly Seen[], of: (one: Seen) => string | number) => new Set(window.map(of).filter((one) => one !== '')).size;
const asn = (one: Seen) => one.network.asn;
const counting: readonly Counting[] = [
  {
    family: 's3', rule: 'entra-networks-and-countries', variant: 'corrected', source: 'entra', takes: notMicrosoft, size: DAY,
    fires: (w) => distinct(w, asn) > 1 && distinct(w, (one) => one.network.country) >= 2, why: 'Two countries within a day.',
  },
  {
    family: 's4', rule: 'entra-many-networks', variant: 'corrected', source: 'entra', takes: notMicrosoft, size: 30 * MINUTE,
    fires: (w) => distinct(w, asn) > 3, why: 'More than three networks within half an hour, most of them with nobody at the keyboard.',
  },
  {
    family: 's5', rule: 'entra-many-systems', variant: 'corrected', source: 'entra', takes: all, size: 30 * MINUTE,
    fires: (w) => distinct(w, (one) => one.os) > 2, why: 'Laptop and phone of the owner, and two machines of the thief.',
  },
  {
    family: 's5', rule: 'entra-many-agents', variant: 'corrected', source: 'entra', takes: all, size: 30 * MINUTE,
    fires: (w) => distinct(w, (one) => one.kind) > 6, why: 'More than six kinds of client within half an hour.',
  },
  {
    family: 's5', rule: 'entra-many-agents', variant: 'published', source: 'entra', takes: (one) => one.interactive, size: 30 * MINUTE,
    fires: (w) => distinct(w, (one) => one.agent) > 4, why: 'More than four client strings within half an hour.',
  },
  {
    family: 's10', rule: 'okta-many-agents-to-apps', variant: 'corrected', source: 'okta', takes: all, size: 30 * MINUTE,
    fires: (w) => distinct(w, (one) => one.kind) > 3, why: 'More than three kinds of client within half an hour.',
  },
  {
    family: 's10', rule: 'okta-many-agents-to-apps', variant: 'published', source: 'okta', takes: all, size: 30 * MINUTE,
    fires: (w) => distinct(w, (one) => one.agent) > 4, why: 'More than four client strings within half an hour.',
  },
];

/** Hits of windows (t − size, t] that overlap, with all the events between the first of the first and the last of the last. */
function hitsOf({ size, fires }: Counting, events: readonly Seen[]): Seen[][] {
  const hits: Seen[][] = [];
  let open: { readonly from: number; to: number } | null = null;
  let from = 0;
  for (let at = 0; at < events.length; at++) {
    while (events[from]!.ms <= events[at]!.ms - size) from += 1;
    if (open !== null && events[at]!.ms - events[open.to]!.ms >= size) {
      hits.push(events.slice(open.from, open.to + 1));
      open = null;
    }
    if (!fires(events.slice(from, at + 1))) continue;
    if (open === null) open = { from, to: at };
    else open.to = at;
  }
  return open === null ? hits : [...hits, events.slice(open.from, open.to + 1)];
}

function finding(rule: Pick<Counting, 'family' | 'rule' | 'variant' | 'why'>, user: string, events: readonly Seen[], more: Readonly<Record<string, string>> = {}): Planted {
  return {
    family: rule.family, rule: rule.rule, variant: rule.variant, incident: 'replayed-session',
    entity: { 'user.name': user, ...more, 'organization.id': tenant.id }, start: new Date(events[0]!.ms).toISOString(),
    end: new Date(events.at(-1)!.ms).toISOString(), why: rule.why,
    events: events.map((one) => one.id),
  };
}

/** What the sign-ins hold: the findings of the replayed session, what benign people make rules say, and what only tempts them. */
export function signInTruth(seen: readonly Seen[], staff: readonly Person[]) {
  const sorted = seen.toSorted((a, b) => a.ms - b.ms);
  const victim = accountOf(staff[STOLEN]!.name).upn;
  const byUser = Map.groupBy(sorted, (one) => one.user);
  const counted = counting.flatMap((rule) => [...byUser].flatMap(([user, events]) => hitsOf(
    rule, events.filter((one) => one.source === rule.source && rule.takes(one)),
  ).map((hit) => finding(rule, user, hit))));
  const busy = [...byUser].flatMap(([user, events]) => hoursAboveUsual(events.filter((one) => one.source === 'entra' && notMicrosoft(one)), sorted.at(-1)?.ms ?? 0).map((hour): Planted => ({
    ...finding({ family: 's6', rule: 'entra-networks-above-usual', variant: 'corrected', why: 'More networks within an hour than the hours before let expect.' }, user, hour.events),
    start: new Date(hour.startMs).toISOString(), end: new Date(hour.endMs).toISOString(),
  })));
  const wrong = sorted.filter((one) => one.wrong);
  const newNetworks = [...Map.groupBy(wrong.filter((one) => one.source === 'entra'), asn)].map(([number, events]) => finding({
    family: 's7', rule: 'entra-new-network-for-user', variant: 'corrected', why: 'A network that this user never signed in from.',
  }, victim, events, { 'source.as.number': String(number) }));
  const known = new Set(sorted.filter((one) => one.user === victim && one.source === 'okta' && !one.wrong).map((one) => one.app));
  const newApps = [...Map.groupBy(wrong.filter((one) => one.source === 'okta' && !known.has(one.app)), (one) => one.app)].map(([app, events]) => finding({
    family: 's12', rule: 'okta-new-app-for-user', variant: 'corrected', why: 'An application that this user never opened.',
  }, victim, events, { 'application.name': app }));
  return {
    planted: [...[...counted, ...busy].filter((one) => one.entity['user.name'] === victim), ...newNetworks, ...newApps],
    incident: { actor: victim, from: 'Clouvider, Amsterdam (AS62240) and Datacamp, Frankfurt (AS60068)', tenant: tenant.id, followsFrom: 'stolen-key' },
    attacker: wrong.map((one) => one.id),
    noise: benign(staff, [...counted, ...busy].filter((one) => one.entity['user.name'] !== victim)),
  };
}

/** What looks odd in the sign-ins and is not. `fires` has what sound rules say of it all the same: a journey is two countries in a day. */
function benign(staff: readonly Person[], fired: readonly Planted[]): readonly object[] {
  const names = (filter: (person: Person) => boolean) => staff.filter(filter).map((person) => accountOf(person.name).upn).slice(0, 40);
  const noise = (id: string, what: string, actors: readonly string[], tempts: readonly string[], harmless: string) => ({
    id, what, actors, tempts, harmless,
    fires: fired.filter((one) => tempts.includes(`${one.rule}/${one.variant}`) && actors.includes(one.entity['user.name']!)),
  });
  return [
    noise(
      'phone-beside-laptop', 'Mail on the phone signs in by itself from the mobile network while the laptop is at home.', names(hasPhone),
      ['entra-networks-per-day/published', 'entra-many-networks/corrected', 'entra-many-systems/corrected', 'two-logins-at-once/corrected'], 'Two networks and two systems.',
    ),
    noise('push-from-phone', 'The second factor is confirmed on the phone, in another network than the browser.', names(hasPhone), ['okta-session-elsewhere/corrected'], 'One country, one person; S13 will ask.'),
    noise(
      'vpn-after-lunch', 'The VPN is switched on after lunch.', names((p) => p.vpn),
      ['entra-networks-per-day/published', 'entra-new-network-for-user/published', 'two-logins-at-once/corrected'], 'Known from the first week.',
    ),
    noise('microsoft-acts', 'A service of Microsoft signs in for the user from Microsoft\'s own address.', names((p) => BACKGROUND.includes(p.name)), [
      'entra-networks-per-day/corrected', 'entra-networks-and-countries/corrected', 'entra-many-networks/corrected', 'entra-new-network-for-user/corrected',
    ], 'No client and nobody at the keyboard; every working day from the first.'),
    noise('interim-steps', 'Several records of one login: a second factor is asked for, or whether to stay signed in, then the success.', names(() => true), ['entra-networks-per-day/published'], 'Interim steps are no success; they share the correlation id.'),
    noise('journey', 'Two trips to Rotterdam: the day before, or the day after, is another country within 24 hours.', names((p) => p.hotel !== null), [
      'entra-networks-and-countries/corrected', 'entra-new-network-for-user/corrected', 'impossible-travel/corrected', 'impossible-travel-by-log/corrected',
    ], 'The calendar says so; the network is known from the first week.'),
    noise('browser-tests', 'A tester opens one page in three browsers, two of them in two versions, every Thursday.', [accountOf(TESTER).upn], [
      'entra-many-agents/published', 'okta-many-agents-to-apps/published', 'okta-agents-per-hour/published',
    ], 'Versions of one client are one client; three kinds.'),
    noise(
      'nameless-clients', 'Okta writes "unknown" where a client does not name itself.', names((p) => p.name !== TESTER), ['okta-many-agents-to-apps/published'],
      'It is no client.',
    ),
    noise(
      'new-colleague', 'Begins in the third week.', names((p) => p.firstDay > 0), ['entra-new-network-for-user/corrected', 'okta-new-app-for-user/corrected'],
      'Everything is met in the first days.',
    ),
    noise(
      'session-ids-while-logging-in', 'Okta gives the steps of a login another session id than the session that follows.', names(() => true), [],
      'The root session is one.',
    ),
    noise(
      'synchronisation', 'The directory is synchronised with the cloud all day long, without a client string.', [accountOf('sync.halden').upn],
      ['entra-many-agents/published'], 'One network, no client.',
    ),
  ];
}
