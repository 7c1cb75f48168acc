import { z } from 'zod';

/**
 * How a credential or session came from another one. `issued`: an event created the child. `root`: the child's session descends from a sign-in session. `session`: the child was used in that session.
 * `sso`: a single sign-on at one provider probably began a session at another. `exposed`: a program on a host (the parent) read a store of credentials, and the child was used elsewhere later.
 */
export const edgeKinds = ['issued', 'root', 'session', 'sso', 'exposed'] as const;
export type EdgeKind = (typeof edgeKinds)[number];
/** `stated`: an event names both. `inferred`: ours, from what agrees. */
export type EdgeSure = 'stated' | 'inferred';

/** What an inferred edge rests on: one person, one address, and so many ms between the single sign-on (event `sso`) and the sign-in. `others`: further sessions that would have done. */
export interface SsoReason {
  readonly apartMs: number;
  readonly user: string;
  readonly application: string;
  readonly sso: number;
  readonly others: number;
}

/** How a credential is that of who read the store: same name, an accepted alias, the name before the `@`, the address of the host, or the role of the instance. */
export const exposedBys = ['name', 'alias', 'local', 'role', 'address'] as const;
export type ExposedBy = (typeof exposedBys)[number];
/** Where and with what a credential was used: networks by their label, agents by their template; at most five of each, earliest first. */
const placesUsed = z.object({ networks: z.array(z.string()), agents: z.array(z.string()) });
const exposedReason = z.object({
  /** The event of the program; what it touched (`.aws/credentials`), and who ran it. */
  process: z.number(), store: z.string(), user: z.string(),
  /** Who had used the credential in the thirty days before, and why that is the same one; of an address or a role that. */
  actor: z.string(), by: z.enum(exposedBys),
  /** Credentials that would have done, this one among them, and those of them that were used elsewhere later. */
  candidates: z.number(), moved: z.number(),
  /** The first later use from a network or agent that was new to the credential, UTC ms. */
  use: z.number(), useMs: z.number(), before: placesUsed, after: placesUsed,
});
/** What an `exposed` edge rests on: no process log shows the credential itself. */
export type ExposedReason = z.infer<typeof exposedReason>;
export type EdgeReason = SsoReason | ExposedReason;

const network = z.object({ label: z.string(), country: z.string().nullable(), slot: z.number(), count: z.number() });

/** A credential or session, or several that are alike. Times ISO 8601 UTC, null where it was never used. */
export const lineageNode = z.object({
  /** Its id; of several the first one's. */
  id: z.string(),
  kind: z.enum(['credential', 'session', 'host']),
  /** Name of a host; null of all else. */
  name: z.string().nullable(),
  /** How it looks: kind of token, or what sort of session (`aws.cloudtrail`, `entra.signin` …) its events come from. */
  tokenType: z.string().nullable(), dataset: z.string().nullable(),
  /** Ids of all that stand here: one, or many that are alike; at most 200, `members` counts them. */
  ids: z.array(z.string()), members: z.number(),
  /** Who used it: most events first, at most five; `own` where the user of the page is among them. */
  users: z.array(z.string()), own: z.boolean(),
  /** Events that have it in `field`: the one field in which most events name it. */
  field: z.enum(['credential.id', 'session.id', 'session.root_id', 'host.id']), uses: z.number(), first: z.string().nullable(), last: z.string().nullable(),
  networks: z.array(network), ips: z.number(), agents: z.array(z.string()), countries: z.array(z.string()),
  /** In which logs it was used, earliest first: events, networks and agents there (most events first), and those of them that no earlier log has. */
  logs: z.array(z.object({ dataset: z.string(), events: z.number(), first: z.string(), last: z.string(), networks: z.array(z.string()), agents: z.array(z.string()), newNetworks: z.array(z.string()), newAgents: z.array(z.string()) })),
  /** The session that a single credential lived in, where it is no node of its own. */
  session: z.string().nullable(),
});
export type LineageNode = z.infer<typeof lineageNode>;

/** What is otherwise after a step: values of before (`before` says of when), and those of the child, and of where it was issued, that are not among them. */
const change = z.object({ from: z.array(z.string()), to: z.array(z.string()) });
export const lineageEdge = z.object({
  /** Places in `nodes`; `from` null: the event that issued it names no credential and no session. */
  from: z.number().nullable(), to: z.number(),
  kind: z.enum(edgeKinds), sure: z.enum(['stated', 'inferred']),
  /** What issued it: event.action of the first event that shows it. */
  action: z.string(), event: z.number(), at: z.string(), last: z.string(),
  /** Where that event came from. */
  ip: z.string().nullable(), network: z.string().nullable(),
  /** Edges that stand here, and events that show them. */
  edges: z.number(), shown: z.number(),
  /** What `from` of a change tells of: the event that issued the child, the first event of the session that it belongs to, or its uses before it was read. */
  before: z.enum(['issued', 'began', 'read']),
  /** A network that it changes to was new to the user after its first days. */
  fresh: z.boolean(),
  changes: z.object({ network: change.nullable(), ip: change.nullable(), agent: change.nullable() }),
  why: z.union([z.object({ apartMs: z.number(), user: z.string(), application: z.string(), sso: z.number(), others: z.number() }), exposedReason]).nullable(),
});
export type LineageEdge = z.infer<typeof lineageEdge>;

/**
 * Credentials and sessions of a user, what they came from, the hosts that they were read on, and what came of them. `more` counts those that are left out; `cut`: there are more steps than are read. `traced` is false where nothing was
 * ever traced in this case.
 */
export const userLineage = z.object({
  user: z.string(), nodes: z.array(lineageNode), edges: z.array(lineageEdge), more: z.number(), cut: z.boolean(), traced: z.boolean(),
  /** Credentials and sessions of the user that nothing is known of the origin of. */
  alone: z.number(),
  /** Sign-ins of Entra by the user: logins, each counted once, and the records that they lie in; null where there are none. */
  logins: z.object({ logins: z.number(), records: z.number() }).nullable(),
  /** What the sources of the user lack: which ids their events never carry. */
  lacks: z.array(z.enum(['credential', 'issued', 'session'])),
});
export type UserLineage = z.infer<typeof userLineage>;
