import { actorsWritten, lineageState, ssoNames, type IdentitySaid, type ReadCase } from '../case/index.ts';
import type { Columns } from '../columns/index.ts';
import type { AliasSuggestion, IdentityReason, Strength } from '../contract/index.ts';
import { byBytes, candidatesOf, lookUp, suggestTrait, weigh, type NameFacts, type NameLink } from '../identity/index.ts';
import type { Steps } from '../kit/steps.ts';
import { namesIn, nameShown, sharedIds, valuesBeside, type NamesIn } from './identity-names.ts';
import { togetherness } from './identity-together.ts';
import { pairCoder } from './users-coder.ts';
import { peopleOf, type People } from './users-people.ts';

/** Pairs that are looked at in time, and pairs that are listed, at most. */
const [MOST_WEIGHED, MOST_LISTED] = [2000, 200];
/** Names that a network may have to tell anything. */
const FEW = 3;

interface Weighed { readonly a: string; readonly b: string; readonly score: number; readonly strength: Strength; readonly for: readonly IdentityReason[]; readonly against: readonly IdentityReason[] }
export interface Suggested { readonly pairs: readonly Weighed[]; readonly left: number }

const made = new WeakMap<SharedArrayBuffer, { readonly state: string; readonly suggested: Suggested }>();

/** Pairs of names that may be one person, the strongest first, whatever analysts said of them. Made of names, not of persons, so it is kept while columns and lineage are the same. */
export function* suggestedIn(file: ReadCase, columns: Columns): Steps<Suggested> {
  const state = lineageState(file) ?? '';
  const known = made.get(columns.buffer);
  if (known?.state === state) return known.suggested;
  const suggested = yield* make(file, columns);
  made.set(columns.buffer, { state, suggested });
  return suggested;
}

function* make(file: ReadCase, columns: Columns): Steps<Suggested> {
  const people = peopleOf(columns);
  const names = yield* namesIn(columns);
  const facts = yield* factsOf(file, columns, names);
  yield;
  const candidates = candidatesOf(facts, yield* linksOf(file, columns, people));
  yield;
  const eventsOf = new Map(facts.map(({ name, events }) => [name, events]));
  const ranked = candidates.flatMap((one) => {
    const weighed = weigh([...one.for, ...one.against]);
    return weighed === null ? [] : [{ ...one, ...weighed, events: eventsOf.get(one.a)! + eventsOf.get(one.b)! }];
  }).sort(order);
  const together = togetherness(people);
  const pairs: (Weighed & { readonly events: number })[] = [];
  for (const one of ranked.slice(0, MOST_WEIGHED)) {
    const seen = together(one.a, one.b);
    const [against, speaksFor] = [[...one.against, ...seen.filter(({ kind }) => kind === 'two-countries')], [...one.for, ...seen.filter(({ kind }) => kind === 'same-hours' && one.for.some((had) => had.kind === 'rare-network'))]];
    pairs.push({ ...one, for: speaksFor, against, ...weigh([...speaksFor, ...against])! });
    yield;
  }
  return { pairs: pairs.sort(order), left: Math.max(0, ranked.length - MOST_WEIGHED) };
}

const order = (x: { score: number; events: number; a: string; b: string }, y: { score: number; events: number; a: string; b: string }): number =>
  y.score - x.score || y.events - x.events || byBytes(x.a, y.a) || byBytes(x.b, y.b);

/** Session of a role in an ARN. Sessions of instances, functions and services are nobody's. */
const roleSession = /^arn:aws[a-z-]*:sts::\d*:assumed-role\/[^/]+\/(.+)$/;
const MOST_KNOWN_AS = 20;

function* factsOf(file: ReadCase, columns: Columns, names: NamesIn): Steps<readonly NameFacts[]> {
  const beside = new Map<string, { types: Set<string>; organizations: Set<string>; knownAs: Set<string> }>();
  for (const { name, id, type, organization } of actorsWritten(file)) {
    const own = beside.get(name) ?? { types: new Set(), organizations: new Set(), knownAs: new Set() };
    beside.set(name, own);
    if (type !== null) own.types.add(type);
    if (organization !== null) own.organizations.add(organization);
    const session = id === null ? undefined : roleSession.exec(id)?.[1];
    if (session !== undefined && own.knownAs.size < MOST_KNOWN_AS) own.knownAs.add(session);
  }
  const domains = yield* valuesBeside(columns, 'user.domain', FEW);
  const known: ReadonlyMap<number, readonly string[]>[] = [];
  for (const field of ['k8s.audit.session_name', 'github.audit.external_identity', 'okta.system.original_principal', 'windows.process.user_upn'] as const) known.push(yield* valuesBeside(columns, field, MOST_KNOWN_AS));
  return [...beside].flatMap(([name, { types, organizations, knownAs }]): NameFacts[] => {
    const id = columns.idOf('user.name', name);
    if (id === 0) return [];
    return [{
      name, events: names.events[id]!, datasets: names.sources(id).map(({ dataset }) => dataset), organizations: [...organizations], types: [...types], domains: domains.get(id) ?? [],
      knownAs: [...knownAs, ...known.flatMap((values) => values.get(id) ?? [])],
    }];
  });
}

function* linksOf(file: ReadCase, columns: Columns, people: People): Steps<readonly NameLink[]> {
  const links: NameLink[] = ssoNames(file).map(({ a, b, sure, count }) => ({ a, b, kind: `sso-${sure}`, count }));
  for (const [field, kind] of [['credential.id', 'same-credential'], ['session.id', 'same-session'], ['device.id', 'same-device'], ['source.ip', 'same-address']] as const) {
    for (const { a, b, count } of yield* sharedIds(columns, field)) links.push({ a: columns.text('user.name', a), b: columns.text('user.name', b), kind, count });
  }
  return [...links, ...(yield* networkLinks(people))];
}

/** Names that are alone together on a network. */
function* networkLinks({ columns, where }: People): Steps<readonly NameLink[]> {
  const users = columns.ids('user.name');
  const seen = pairCoder();
  for (let row = 0; row < users.length; row += 1) {
    if (row % 1_000_000 === 999_999) yield;
    const entry = where.of[row]!;
    if (users[row] !== 0 && where.inside[entry] === 0 && where.net[entry] !== 0) seen.code(where.net[entry]!, users[row]!);
  }
  const onNet = new Map<number, number[]>();
  for (let code = 0; code < seen.size(); code += 1) {
    const own = onNet.get(seen.a(code));
    if (own === undefined) onNet.set(seen.a(code), [seen.b(code)]);
    else own.push(seen.b(code));
  }
  const counts = pairCoder();
  const sums: number[] = [];
  for (const own of onNet.values()) {
    if (own.length < 2 || own.length > FEW) continue;
    for (const [at, a] of own.entries()) for (const b of own.slice(at + 1)) {
      const code = counts.code(Math.min(a, b), Math.max(a, b));
      sums[code] = (sums[code] ?? 0) + 1;
    }
  }
  return sums.map((count, code): NameLink => ({ a: columns.text('user.name', counts.a(code)), b: columns.text('user.name', counts.b(code)), kind: 'rare-network', count }));
}

/** What is nobody's alone is not asked about. */
const notAPerson = new Set<string>(['service', 'ci', 'shared', 'break-glass']);

/** What is left to ask: pairs of two persons, once each, of which nobody said that they are different, and neither of which is a service or shared. */
export function stillAsked({ pairs, left }: Suggested, said: IdentitySaid, columns: Columns, names: NamesIn): { readonly suggestions: AliasSuggestion[]; readonly more: number } {
  const { personOf, namesOf } = lookUp(columns.persons);
  const apart = new Set(said.pairs.filter(({ value }) => value === 'different').map(({ a, b }) => keyOf(personOf(a), personOf(b))));
  const nobody = (name: string): boolean => {
    const own = namesOf(name).flatMap((one) => said.traits.get(one) ?? []).sort((a, b) => b.seq - a.seq)[0];
    if (own !== undefined) return own.value !== null && notAPerson.has(own.value);
    const value = suggestTrait([name], { types: [], people: 0, clients: {}, hours: [] })?.value;
    return value !== undefined && notAPerson.has(value);
  };
  const asked = new Set<string>();
  const open = pairs.filter(({ a, b }) => {
    const key = keyOf(personOf(a), personOf(b));
    if (personOf(a) === personOf(b) || apart.has(key) || asked.has(key) || nobody(a) || nobody(b)) return false;
    asked.add(key);
    return true;
  });
  const suggestions = open.slice(0, MOST_LISTED).map(({ a, b, strength, score, for: speaksFor, against }): AliasSuggestion => ({ a: nameShown(columns, names, a)!, b: nameShown(columns, names, b)!, strength, score, for: speaksFor, against }));
  return { suggestions, more: open.length - suggestions.length + left };
}

const keyOf = (a: string, b: string): string => JSON.stringify(byBytes(a, b) < 0 ? [a, b] : [b, a]);
