import { z } from 'zod';

/** What may be said of who stands behind a name in the logs. */
export const traits = ['person', 'shared', 'service', 'ci', 'break-glass', 'vendor', 'test'] as const;
export type Trait = (typeof traits)[number];

/** What can have a name of the analyst: an organisation or tenant (`organization.id`), an account (`cloud.account.id`). */
export const namedKinds = ['organization', 'account'] as const;
export type NamedKind = (typeof namedKinds)[number];

export const strengths = ['strong', 'likely', 'weak'] as const;
export type Strength = (typeof strengths)[number];

/** What speaks for two names being one person; worded in `identity-words.ts`. */
export const reasonsFor = [
  'same-but-case', 'same-local', 'similar-local', 'domain-agrees', 'known-as', 'same-credential', 'same-session', 'sso-stated', 'sso-inferred', 'same-device', 'same-address', 'rare-network', 'same-hours',
] as const;
/** What speaks against it. */
export const reasonsAgainst = ['two-countries', 'same-source', 'other-organization', 'several-match', 'short-name'] as const;
export type ReasonKind = (typeof reasonsFor)[number] | (typeof reasonsAgainst)[number];
/** `at` is ISO 8601 UTC. `of`: how often it could have been so. */
export interface IdentityReason { readonly kind: ReasonKind; readonly text?: string; readonly count?: number; readonly of?: number; readonly at?: string }

/** What a trait is taken from; worded in `identity-words.ts`. */
export const traitReasons = ['name', 'type', 'people-behind', 'sdk-only', 'round-the-clock', 'browsers', 'working-hours', 'guest'] as const;
export const traitReason = z.object({ kind: z.enum(traitReasons), text: z.string().exactOptional(), count: z.number().exactOptional() });
export type TraitReason = z.infer<typeof traitReason>;

/** Who stands behind a user: what an analyst said, else what is suggested. */
export const userTrait = z.object({ value: z.enum(traits), said: z.object({ seq: z.number(), analyst: z.string(), at: z.string(), reason: z.string() }).nullable(), why: z.array(traitReason) });
export type UserTrait = z.infer<typeof userTrait>;

/** A name of a user in one short form: how many events of which sources. Times ISO 8601 UTC. */
const sources = z.array(z.object({ dataset: z.string(), events: z.number() }));
export const userName = z.object({ name: z.string(), events: z.number(), first: z.string(), last: z.string(), sources });
export type UserName = z.infer<typeof userName>;

/** The person that a user name belongs to: by which names, and who it is. */
export const personBrief = z.object({ user: z.string(), names: z.array(z.string()), trait: userTrait.nullable() });
export type PersonBrief = z.infer<typeof personBrief>;

/** Two names that may be one person. `score` orders; what speaks for and against it is told. */
export interface AliasSuggestion { readonly a: UserName; readonly b: UserName; readonly strength: Strength; readonly score: number; readonly for: readonly IdentityReason[]; readonly against: readonly IdentityReason[] }

/** What an analyst said of two names. `held`: accepted, but joined to nobody, since it would join the two names that were refused. */
export interface AliasSaidRow { readonly seq: number; readonly a: string; readonly b: string; readonly value: 'same' | 'different'; readonly at: string; readonly analyst: string; readonly reason: string; readonly held: readonly [string, string] | null }

/** A person of several names. */
export interface PersonRow { readonly user: string; readonly names: readonly UserName[] }

/** An organisation, tenant or account of the case. `name` is what an analyst calls it. An id that is both stands once: twelve digits as an account, else as an organisation. */
export const namedId = z.object({ kind: z.enum(namedKinds), id: z.string(), name: z.string().nullable(), events: z.number(), first: z.string(), last: z.string(), sources });
export type NamedId = z.infer<typeof namedId>;

/**
 * Organisations that are linked, not merged: guests who came from their home tenant to another (`guest`), actors of one account in another (`cross-account`). `from` and `to` are ids. `both`: calls
 * that both accounts logged (`aws.cloudtrail.shared_event_id`), where the case has both.
 */
export interface OrganizationLink {
  readonly kind: 'guest' | 'cross-account'; readonly from: string; readonly to: string; readonly fromName: string | null; readonly toName: string | null;
  readonly events: number; readonly both: number; readonly users: readonly string[]; readonly moreUsers: number; readonly first: string; readonly last: string;
}

/** Who is who in a case. */
export interface Identity {
  readonly persons: readonly PersonRow[];
  readonly suggestions: readonly AliasSuggestion[];
  /** Suggestions beyond those that are listed. */
  readonly moreSuggestions: number;
  readonly said: readonly AliasSaidRow[];
  readonly organizations: readonly NamedId[];
  readonly links: readonly OrganizationLink[];
}
