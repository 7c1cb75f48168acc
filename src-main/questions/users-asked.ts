import { findingHeads, identitySaid, ipPlaces, lastRuns, slotsOf, type FindingHead, type IpPlace, type ReadCase } from '../case/index.ts';
import type { Columns } from '../columns/index.ts';
import type { OverlapSpan, Overview, Page, PersonBrief, UserDetail, UserLanes, UserRisk, UserRow } from '../contract/index.ts';
import { ruleKey, type Rule } from '../hunt/index.ts';
import { lookUp } from '../identity/index.ts';
import type { Steps } from '../kit/steps.ts';
import { userLanes, type LanesQuestion } from './lanes.ts';
import { traitOf } from './identity-traits.ts';
import { overviewOf } from './overview.ts';
import { riskShown } from './risk.ts';
import { prepareHeavy, userDetail } from './user.ts';
import { follow, peopleOf } from './users-people.ts';
import { spanShown, userPage, usersInTwoPlaces, type CaseSays, type UsersQuestion } from './users.ts';

/** What calls ask of a case about its users: columns say what happened, the case file what was found and how networks are coloured. */
const saysOf = (file: ReadCase, columns: Columns): CaseSays => ({ heads: headsOfPersons(findingHeads(file), columns), slots: slotsOf(file, 'network'), identity: identitySaid(file) });

/** Findings of any name of a person are findings of the person. Rules name the user of the log. */
function headsOfPersons(heads: readonly FindingHead[], { persons }: Columns): readonly FindingHead[] {
  if (persons.length === 0) return heads;
  const { personOf } = lookUp(persons);
  return heads.map((head) => (head.actor === null || personOf(head.actor) === head.actor ? head : { ...head, actor: personOf(head.actor) }));
}

export function askUsers(file: ReadCase, columns: Columns, question: UsersQuestion): Page<UserRow> {
  return userPage(peopleOf(columns), saysOf(file, columns), question);
}

/** Users in two places, longest first, and how many there are. */
export function askTwoPlaces(file: ReadCase, columns: Columns, limit: number): ReturnType<typeof usersInTwoPlaces> {
  return usersInTwoPlaces(peopleOf(columns), saysOf(file, columns), limit);
}

/** @throws Fault case/no-such-user */
export function askUser(file: ReadCase, columns: Columns, user: string): UserDetail {
  return userDetail(peopleOf(columns), saysOf(file, columns), locatedIn(file, columns), user);
}

/** The risk of a user by any of its names, with its parts; that of nobody's findings is 0. */
export function askRisk(file: ReadCase, columns: Columns, user: string): UserRisk {
  const { personOf } = lookUp(columns.persons);
  return riskShown(headsOfPersons(findingHeads(file), columns).filter(({ actor }) => actor === personOf(user)));
}

/** Gets ready for the pages of users with very many events, in steps. */
export function* prepareUserPages(file: ReadCase, columns: Columns): Steps<void> {
  yield* prepareHeavy(peopleOf(columns), saysOf(file, columns), locatedIn(file, columns));
}

/** Who a user is, by any of its names; null for a user that the case has not. */
export function askPerson(file: ReadCase, columns: Columns, user: string): PersonBrief | null {
  if (columns.idOf('actor.name', user) === 0) return null;
  const people = peopleOf(columns);
  const { person } = follow(people, user);
  return { user: person.user, names: [...person.names], trait: traitOf(people, person, identitySaid(file)) };
}

/** When a user was in two places between two times (UTC ms, both included), cut to them: what its page says. Nothing for a user that the case has not. */
export function askSpans(columns: Columns, user: string, from: number, to: number): readonly OverlapSpan[] {
  const people = peopleOf(columns);
  if (columns.idOf('actor.name', user) === 0) return [];
  return follow(people, user).spans.filter(({ start, end }) => start <= to && end >= from)
    .map((span) => ({ ...spanShown(people, span), startMs: Math.max(span.start, from), endMs: Math.min(span.end, to) }));
}

/** @throws Fault case/no-such-user */
export function askLanes(file: ReadCase, columns: Columns, question: LanesQuestion): UserLanes {
  return userLanes(peopleOf(columns), saysOf(file, columns), question);
}

/** `rules`: all that could run on this case. */
export function askOverview(file: ReadCase, columns: Columns, rules: readonly Pick<Rule, 'id' | 'variant' | 'hypotheses'>[]): Overview {
  const runs = lastRuns(file);
  return overviewOf(peopleOf(columns), saysOf(file, columns), rules.map((rule) => ({ id: rule.id, hypotheses: rule.hypotheses, ran: runs.get(ruleKey(rule))?.status === 'done' })));
}

const places = new WeakMap<Columns, ReadonlyMap<string, IpPlace>>();
/** Columns are made again when the enrichment changes, so places stand and fall with them. */
function locatedIn(file: ReadCase, columns: Columns): ReadonlyMap<string, IpPlace> {
  let found = places.get(columns);
  if (found === undefined) places.set(columns, (found = ipPlaces(file)));
  return found;
}
