import type { FindingHead, IpPlace } from '../case/index.ts';
import { isoOf, severities, type FieldName, type UserDetail } from '../contract/index.ts';
import { finish, type Steps } from '../kit/steps.ts';
import { firstSeenOfUser } from './first-seen.ts';
import { namesIn, nameShown } from './identity-names.ts';
import { labelOf, namedIds } from './identity-organizations.ts';
import { traitOf } from './identity-traits.ts';
import { lengthOf, type Span } from './overlaps.ts';
import { placesOf } from './places.ts';
import { daysOf, profilesShown } from './profiles.ts';
import { riskShown } from './risk.ts';
import { credentialsOf } from './user-credentials.ts';
import { usualHours } from './user-hours.ts';
import { follow, type Followed, type People } from './users-people.ts';
import { spanShown, type CaseSays } from './users.ts';
import { entriesOf, networksOf, type Slots } from './users-sums.ts';
import { DAY, sessionGapMs } from './users-track.ts';

/** Spans that are listed at most: the longest, by time. `overlapMs` is of all. */
const SPANS_SHOWN = 1000;
/** Ids, accounts and the like that are listed at most. */
const NAMES_SHOWN = 50;
const HOUR = DAY / 24;

/**
 * Everything about one user. All but findings is kept beside the track of the user while the colours stay.
 * @throws Fault case/no-such-user
 */
export function userDetail(people: People, says: CaseSays, located: ReadonlyMap<string, IpPlace>, user: string): UserDetail {
  const detail = finish(detailOf(people, says, located, user));
  const { person } = follow(people, user);
  const organizations = detail.organizations.map((one) => ({ ...one, name: labelOf(says.identity, one.kind, one.id) }));
  return { ...detail, organizations, trait: traitOf(people, person, says.identity), findings: findingsShown(says.heads, detail.user), risk: riskShown(says.heads.filter(({ actor }) => actor === detail.user)) };
}

/** Gets ready for the users with very many events, whose figures take a while, in steps. */
export function* prepareHeavy(people: People, says: CaseSays, located: ReadonlyMap<string, IpPlace>): Steps<void> {
  for (const user of people.heavy.keys()) yield* detailOf(people, says, located, user);
}

function* detailOf(people: People, says: CaseSays, located: ReadonlyMap<string, IpPlace>, user: string): Steps<Made['detail']> {
  const followed = follow(people, user);
  const colours = JSON.stringify([...says.slots]);
  const known = made.get(followed);
  if (known?.colours === colours && known.located === located) return known.detail;
  const detail = yield* make(people, followed, located, says.slots);
  made.set(followed, { colours, located, detail });
  return detail;
}

interface Made { readonly colours: string; readonly located: ReadonlyMap<string, IpPlace>; readonly detail: Omit<UserDetail, 'findings' | 'risk' | 'trait'> }
const made = new WeakMap<Followed, Made>();

function* make(people: People, followed: Followed, located: ReadonlyMap<string, IpPlace>, slots: Slots): Steps<Made['detail']> {
  const { columns } = people;
  const { person, track, spans } = followed;
  const [firstMs, lastMs] = [columns.time[person.first]!, columns.time[person.last]!];
  const days = daysOf(firstMs, lastMs);
  const { profiles, more } = profilesShown(people, followed, slots);
  yield;
  const { credentials, more: moreCredentials } = yield* credentialsOf(people, followed, slots);
  yield;
  const { hours, ...named } = yield* factsOf(people, followed);
  yield;
  const firstSeen = yield* firstSeenOfUser(people, followed);
  yield;
  const places = yield* placesOf(people, followed, located, slots);
  yield;
  return {
    user: person.user, ...named, events: person.events, first: isoOf(firstMs), last: isoOf(lastMs), hours, usualHours: usualHours(hours), networks: networksOf(people, entriesOf(track.strands), slots),
    overlapMs: lengthOf(spans), overlaps: longest(spans).map((span) => spanShown(people, span)),
    days: { first: isoOf(days.firstDay * DAY).slice(0, 10), count: days.count }, profiles, moreProfiles: more, credentials, moreCredentials,
    ...places, firstSeen, sessionGapMs,
  };
}

const longest = (spans: readonly Span[]): readonly Span[] =>
  spans.length <= SPANS_SHOWN ? spans : spans.toSorted((a, b) => b.end - b.start - (a.end - a.start)).slice(0, SPANS_SHOWN).sort((a, b) => a.start - b.start);

/** Gravest first, then by start. */
function findingsShown(heads: readonly FindingHead[], user: string): UserDetail['findings'] {
  return heads.filter(({ actor }) => actor === user).toSorted((a, b) => severities.indexOf(b.severity) - severities.indexOf(a.severity) || a.startMs - b.startMs || a.number - b.number)
    .map(({ id, number, title, severity, startMs, endMs, verdict, eventCount }) => ({ id, number, title, severity, start: isoOf(startMs), end: isoOf(endMs), verdict, eventCount }));
}

type Facts = Pick<UserDetail, 'names' | 'organizations' | 'ids' | 'types' | 'accounts' | 'datasets'> & { readonly hours: number[] };

/** Events of a user that are looked at in one step. */
const STEP_ROWS = 200_000;

function* factsOf({ columns }: People, { person, track: { rows } }: Followed): Steps<Facts> {
  const values = function* (field: FieldName): Steps<string[]> {
    const counts = new Uint32Array(columns.size(field));
    for (let from = 0; from < rows.length; from += STEP_ROWS) {
      for (const id of columns.idsAt(field, rows.subarray(from, from + STEP_ROWS))) counts[id]! += 1;
      yield;
    }
    const met = [...counts.keys()].filter((id) => id !== 0 && counts[id]! > 0);
    return met.sort((x, y) => counts[y]! - counts[x]! || x - y).slice(0, NAMES_SHOWN).map((id) => columns.text(field, id));
  };
  const hours = new Array<number>(24).fill(0);
  for (const row of rows) hours[(((Math.floor(columns.time[row]! / HOUR) % 24) + 24) % 24)]! += 1;
  const known = yield* namesIn(columns);
  const names = person.names.flatMap((name) => nameShown(columns, known, name) ?? []);
  const organizations = (yield* namedIds(columns, rows)).map((one) => ({ ...one, name: null }));
  return { names, organizations, ids: yield* values('user.id'), types: yield* values('user.type'), accounts: yield* values('cloud.account.id'), datasets: yield* values('event.dataset'), hours };
}
