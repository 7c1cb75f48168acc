import { z } from 'zod';
import { severities, verdicts } from './finding.ts';
import { gapSpan, sourceCoverage } from './coverage.ts';
import { namedId, userName, userTrait } from './identity.ts';
import { userRisk } from './risk.ts';

/** What is shown of users. Times ISO 8601 UTC, or UTC ms where the name ends in `Ms`. `slot` is the colour slot of a network, 0 for none. */

const network = z.object({ label: z.string(), asn: z.number().nullable(), country: z.string().nullable(), egress: z.string().nullable(), slot: z.number(), count: z.number() });
/** A span in which a user was active on two networks or more; `networks` are their labels. */
export const overlapSpan = z.object({ startMs: z.number(), endMs: z.number(), networks: z.array(z.string()) });
export type OverlapSpan = z.infer<typeof overlapSpan>;

export const userRow = z.object({
  user: z.string(), type: z.string().nullable(), events: z.number(), first: z.string(), last: z.string(),
  /** Other names of the same person, as analysts told them; sources of all names, most events first; who stands behind them. */
  names: z.array(z.string()), sources: z.array(z.string()), trait: userTrait.nullable(),
  /** The twelve with most events; `moreNetworks` counts the others. */
  networks: z.array(network), moreNetworks: z.number(), countries: z.array(z.string()), profiles: z.number(),
  /** In two places: how long in all, and the longest span. */
  overlapMs: z.number(), longest: overlapSpan.nullable(),
  findings: z.number(), openFindings: z.number(), severity: z.enum(severities).nullable(), verdict: z.enum(verdicts).nullable(),
  /** What its findings add up to: docs/risk.md. */
  risk: z.number(),
});
export type UserRow = z.infer<typeof userRow>;
export { userSorts, type UserSort } from './user-sorts.ts';

/** A session profile: network, country and agent template. `key` is its letter (A … Z, AA …), the same on every screen and in the report. */
export const userProfile = z.object({
  key: z.string(), network: z.string(), asn: z.number().nullable(), country: z.string().nullable(), egress: z.string().nullable(), slot: z.number(),
  template: z.string().nullable(), client: z.string().nullable(),
  count: z.number(), share: z.number(), sessions: z.number(), first: z.string(), last: z.string(),
  /** One per day of `days`: events of that day. */
  perDay: z.array(z.number()),
  /** What stands out: first seen after the learning time, in two places, one of the rare. */
  flags: z.array(z.enum(['first-seen', 'in-two-places', 'rare'])),
  /** Agent strings behind the template, most first, at most 20; `variants` is how many there are. */
  agents: z.array(z.object({ text: z.string(), count: z.number() })), variants: z.number(),
});
export type UserProfile = z.infer<typeof userProfile>;

/** A key or token that the user used or that was issued to it. */
export const userCredential = z.object({
  id: z.string(), tokenType: z.string().nullable(), count: z.number(), first: z.string(), last: z.string(), networks: z.array(network), agents: z.number(),
  /** The event that created it, where the case has it. */
  issued: z.object({ event: z.number(), at: z.string(), by: z.string().nullable(), ip: z.string().nullable() }).nullable(),
  sessions: z.number(), failures: z.number(),
});
export type UserCredential = z.infer<typeof userCredential>;

/** A place by address: what the city table says. Accuracy in km where the table has it. Indicative, never proof of where a person was. */
export const userPlace = z.object({
  city: z.string().nullable(), country: z.string().nullable(), latitude: z.number(), longitude: z.number(), accuracyKm: z.number().nullable(),
  networks: z.array(z.object({ label: z.string(), slot: z.number() })), count: z.number(), first: z.string(), last: z.string(), firstSeen: z.boolean(),
});
export type UserPlace = z.infer<typeof userPlace>;
/** Two places that one user was at nearest in time: index into `places`, km along the great circle, ms apart. */
export const userLeap = z.object({ from: z.number(), to: z.number(), km: z.number(), apartMs: z.number(), at: z.string() });

/** A value that a user had not had before. `event` is the first event with it. */
export const firstSeen = z.object({ at: z.string(), kind: z.enum(['network', 'country', 'agent', 'action', 'service', 'region', 'ip']), value: z.string(), user: z.string(), event: z.number() });
export type FirstSeen = z.infer<typeof firstSeen>;

export const userDetail = z.object({
  /** By its main name. `names`: all of them, the main one first. `organizations`: organisations, tenants and accounts of its events, most events first. */
  user: z.string(), names: z.array(userName), trait: userTrait.nullable(), organizations: z.array(namedId),
  ids: z.array(z.string()), types: z.array(z.string()), accounts: z.array(z.string()), datasets: z.array(z.string()),
  events: z.number(), first: z.string(), last: z.string(),
  /** Hours of the day in UTC (0 to 23), with their events. */
  hours: z.array(z.number()), usualHours: z.object({ from: z.number(), to: z.number() }).nullable(),
  networks: z.array(network),
  overlapMs: z.number(), overlaps: z.array(overlapSpan),
  findings: z.array(z.object({ id: z.string(), number: z.number(), title: z.string(), severity: z.enum(severities), start: z.string(), end: z.string(), verdict: z.enum(verdicts), eventCount: z.number() })),
  risk: userRisk,
  /** First day (ISO date) of `perDay` of the profiles, and how many days. */
  days: z.object({ first: z.string(), count: z.number() }),
  profiles: z.array(userProfile), moreProfiles: z.object({ profiles: z.number(), events: z.number() }),
  /** Those on several networks first, then the latest; at most 500, `moreCredentials` counts the others. */
  credentials: z.array(userCredential), moreCredentials: z.number(), places: z.array(userPlace), leaps: z.array(userLeap), firstSeen: z.array(firstSeen),
  sessionGapMs: z.number(),
});
export type UserDetail = z.infer<typeof userDetail>;

export const laneKinds = ['network', 'credential', 'session', 'device'] as const;
export type LaneKind = (typeof laneKinds)[number];
/**
 * A band of the user's time line. Each row is one profile (or one agent template): `bars` are sessions as [startMs, endMs, events]; `ticks` are event times where they are
 * few, else `density` holds events per equal slice of the view.
 */
export const lane = z.object({
  key: z.string(), label: z.string(), detail: z.string(), slot: z.number(), events: z.number(),
  rows: z.array(z.object({
    key: z.string(), label: z.string(), profile: z.string().nullable(), events: z.number(), firstSeenMs: z.number().nullable(),
    bars: z.array(z.tuple([z.number(), z.number(), z.number()])), ticks: z.array(z.number()).nullable(), density: z.array(z.number()).nullable(),
  })),
});
export type Lane = z.infer<typeof lane>;
export const userLanes = z.object({
  fromMs: z.number(), toMs: z.number(), by: z.enum(laneKinds), lanes: z.array(lane), moreLanes: z.number(), overlaps: z.array(overlapSpan),
  findings: z.array(z.object({ id: z.string(), number: z.number(), severity: z.enum(severities), startMs: z.number(), endMs: z.number() })), gaps: z.array(gapSpan),
});
export type UserLanes = z.infer<typeof userLanes>;

/** Where to look first. */
export const overview = z.object({
  /** The user longest in two places, or null. */
  lead: z.object({ user: z.string(), networks: z.array(network), overlapMs: z.number(), atMs: z.number(), finding: z.string().nullable() }).nullable(),
  usersInTwoPlaces: z.number(), users: z.number(), events: z.number(),
  findings: z.object({ total: z.number(), open: z.number(), bySeverity: z.record(z.enum(severities), z.number()) }),
  twoPlaces: z.array(userRow.extend({ lanes: z.array(z.object({ label: z.string(), slot: z.number(), bars: z.array(z.tuple([z.number(), z.number()])) })), dayMs: z.number() })),
  /** `found`: ids of its rules that found something. */
  hypotheses: z.array(z.object({ id: z.string(), findings: z.number(), bySeverity: z.record(z.enum(severities), z.number()), users: z.number(), rules: z.number(), ran: z.number(), found: z.array(z.string()) })),
  coverage: sourceCoverage.extend({ findings: z.array(z.object({ slice: z.number(), count: z.number(), severity: z.enum(severities) })) }),
  firstSeen: z.array(firstSeen), firstSeenTotal: z.number(), learningDays: z.number(),
});
export type Overview = z.infer<typeof overview>;
