import type { IdentityReason } from '../contract/index.ts';
import { domainsAgree, partsOf, type NameParts } from './name-parts.ts';
import { isNobody } from './never.ts';

/** What is known of one user name. */
export interface NameFacts {
  readonly name: string;
  readonly events: number;
  /** Datasets that it stands in. */
  readonly datasets: readonly string[];
  readonly organizations: readonly string[];
  readonly types: readonly string[];
  /** Windows domains that stood beside it. */
  readonly domains: readonly string[];
  /** Other names that events gave it: session of its role, session in the cluster, name at the identity provider. */
  readonly knownAs: readonly string[];
}
/** Something that events say of two names. */
export interface NameLink {
  readonly a: string;
  readonly b: string;
  readonly kind: 'same-credential' | 'same-session' | 'same-device' | 'same-address' | 'sso-stated' | 'sso-inferred' | 'rare-network';
  /** Distinct credentials, sessions, devices, addresses, sign-ons, networks. */
  readonly count: number;
}
export interface Candidate {
  readonly a: string;
  readonly b: string;
  readonly for: readonly IdentityReason[];
  readonly against: readonly IdentityReason[];
}

/** Other people that a name is known as, each once. */
function peopleBehind({ name, knownAs }: NameFacts): readonly string[] {
  const own = partsOf(name).loose;
  const others = new Map(knownAs.filter((one) => !isNobody(one, []) && !/^(botocore-session-|aws-sdk-|aws-cli|session)/i.test(one)).map((one) => [partsOf(one).loose, one]));
  return [...others].filter(([loose]) => loose !== own || others.size > 1).map(([, one]) => one);
}

/** Names that one key leads to at most: more than these share a word, not a person. */
const MOST_ALIKE = 8;
/** People behind a role's name, from which on it is nobody's own. */
const SEVERAL = 2;

/** Pairs of names that something speaks for, by what the names say and what events say of both. Names of machines and services, and roles that several people act as, are in none. */
export function candidatesOf(names: readonly NameFacts[], links: readonly NameLink[]): readonly Candidate[] {
  const people = names.filter((facts) => !isNobody(facts.name, facts.types) && peopleBehind(facts).length < SEVERAL);
  const of = new Map(people.map((facts) => [facts.name, { facts, parts: partsOf(facts.name), known: peopleBehind(facts).map((one) => ({ text: one, parts: partsOf(one) })) }]));
  const found = new Map<string, { a: Known; b: Known; for: IdentityReason[] }>();
  const add = (a: Known, b: Known, reason: IdentityReason): void => {
    if (a.facts.name === b.facts.name) return;
    const [one, other] = a.facts.name < b.facts.name ? [a, b] : [b, a];
    const key = `${one.facts.name}\n${other.facts.name}`;
    const pair = found.get(key) ?? { a: one, b: other, for: [] };
    found.set(key, pair);
    if (!pair.for.some((had) => had.kind === reason.kind)) pair.for.push(reason);
  };
  const all = [...of.values()];
  const locals = indexed(all, ({ parts }) => [parts.local]);
  const looses = indexed(all, ({ parts }) => (parts.loose.length < 4 ? [] : [parts.loose]));
  for (const alike of locals.values()) eachPair(alike, (a, b) => {
    if (a.facts.name.toLowerCase() === b.facts.name.toLowerCase()) add(a, b, { kind: 'same-but-case' });
    else add(a, b, { kind: 'same-local', text: a.parts.local });
  });
  for (const alike of looses.values()) eachPair(alike, (a, b) => {
    if (a.parts.local !== b.parts.local) add(a, b, { kind: 'similar-local', text: `${a.parts.local}, ${b.parts.local}` });
  });
  for (const one of all) {
    for (const { text, parts } of one.known) {
      const targets = of.get(text.toLowerCase()) === undefined ? locals.get(parts.local) ?? [] : [of.get(text.toLowerCase())!];
      if (targets.length <= MOST_ALIKE) for (const target of targets) add(one, target, { kind: 'known-as', text });
    }
  }
  for (const { a, b, kind, count } of links) {
    const [one, other] = [of.get(a), of.get(b)];
    if (one !== undefined && other !== undefined) add(one, other, { kind, count });
  }
  return [...found.values()].map((pair) => ({ a: pair.a.facts.name, b: pair.b.facts.name, for: [...pair.for, ...moreFor(pair.a, pair.b)], against: againstOf(pair.a, pair.b, locals) }));
}

interface Known { readonly facts: NameFacts; readonly parts: NameParts; readonly known: readonly { readonly text: string; readonly parts: NameParts }[] }

function indexed(all: readonly Known[], keysOf: (one: Known) => readonly string[]): ReadonlyMap<string, readonly Known[]> {
  const index = new Map<string, Known[]>();
  for (const one of all) for (const key of keysOf(one)) {
    const own = index.get(key);
    if (own === undefined) index.set(key, [one]);
    else own.push(one);
  }
  return index;
}

function eachPair(alike: readonly Known[], visit: (a: Known, b: Known) => void): void {
  if (alike.length > MOST_ALIKE) return;
  for (const [at, a] of alike.entries()) for (const b of alike.slice(at + 1)) visit(a, b);
}

const domainsOf = ({ parts, facts }: Known): readonly string[] => [...(parts.domain === null ? [] : [parts.domain]), ...facts.domains.map((domain) => domain.toLowerCase())];

function moreFor(a: Known, b: Known): readonly IdentityReason[] {
  const agreed = domainsOf(a).find((domain) => domainsOf(b).some((other) => domainsAgree(domain, other)));
  return agreed === undefined ? [] : [{ kind: 'domain-agrees', text: agreed }];
}

function againstOf(a: Known, b: Known, locals: ReadonlyMap<string, readonly Known[]>): readonly IdentityReason[] {
  const against: IdentityReason[] = [];
  const shared = a.facts.datasets.filter((dataset) => b.facts.datasets.includes(dataset));
  const meet = (x: readonly string[], y: readonly string[]): boolean => x.some((one) => y.includes(one));
  // Two accounts of one kind in one directory are two people more often than one.
  if (shared.length > 0 && (a.facts.types.length === 0 || b.facts.types.length === 0 || meet(a.facts.types, b.facts.types)) && a.facts.name.toLowerCase() !== b.facts.name.toLowerCase()) {
    if (a.facts.organizations.length === 0 || b.facts.organizations.length === 0 || meet(a.facts.organizations, b.facts.organizations)) against.push({ kind: 'same-source', text: shared.join(', ') });
    else against.push({ kind: 'other-organization', text: `${a.facts.organizations[0]}, ${b.facts.organizations[0]}` });
  }
  const [mine, theirs] = [domainsOf(a).filter((domain) => domain.includes('.')), domainsOf(b).filter((domain) => domain.includes('.'))];
  if (shared.length === 0 && mine.length > 0 && theirs.length > 0 && !mine.some((domain) => theirs.some((other) => domainsAgree(domain, other)))) against.push({ kind: 'other-organization', text: `${mine[0]}, ${theirs[0]}` });
  const alike = locals.get(a.parts.local)?.length ?? 0;
  if (a.parts.local === b.parts.local && alike > 3) against.push({ kind: 'several-match', text: a.parts.local, count: alike });
  if (a.parts.local === b.parts.local && a.parts.local.length < 3) against.push({ kind: 'short-name', text: a.parts.local });
  return against;
}
