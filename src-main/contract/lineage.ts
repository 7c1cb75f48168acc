import { z } from 'zod';

/**
 * How a credential or session came from another one. `issued`: an event created the child. `root`: the child's session descends from a sign-in session. `session`: the child was used in that session.
 * `sso`: a single sign-on at one provider probably began a session at another.
 */
export const edgeKinds = ['issued', 'root', 'session', 'sso'] as const;
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

const network = z.object({ label: z.string(), country: z.string().nullable(), slot: z.number(), count: z.number() });

/** A credential or session, or several that are alike. Times ISO 8601 UTC, null where it was never used. */
export const lineageNode = z.object({
  /** Its id; of several the first one's. */
  id: z.string(),
  kind: z.enum(['credential', 'session']),
  /** How it looks: kind of token, or what sort of session (`aws.cloudtrail`, `entra.signin` …) its events come from. */
  tokenType: z.string().nullable(), dataset: z.string().nullable(),
  /** Ids of all that stand here: one, or many that are alike; at most 200, `members` counts them. */
  ids: z.array(z.string()), members: z.number(),
  /** Who used it: most events first, at most five; `own` where the user of the page is among them. */
  users: z.array(z.string()), own: z.boolean(),
  /** Events that have it in `field`: the one field in which most events name it. */
  field: z.enum(['credential.id', 'session.id', 'session.root_id']), uses: z.number(), first: z.string().nullable(), last: z.string().nullable(),
  networks: z.array(network), ips: z.number(), agents: z.array(z.string()), countries: z.array(z.string()),
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
  /** What `from` of a change tells of: the event that issued the child, or the first event of the session that it belongs to. */
  before: z.enum(['issued', 'began']),
  /** A network that it changes to was new to the user after its first days. */
  fresh: z.boolean(),
  changes: z.object({ network: change.nullable(), ip: change.nullable(), agent: change.nullable() }),
  why: z.object({ apartMs: z.number(), user: z.string(), application: z.string(), sso: z.number(), others: z.number() }).nullable(),
});
export type LineageEdge = z.infer<typeof lineageEdge>;

/**
 * Credentials and sessions of a user, what they came from, and what came of them. `more` counts those that are left out; `cut`: there are more steps than are read. `traced` is false where nothing was
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
