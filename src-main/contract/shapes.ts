import { z } from 'zod';
import { personBrief } from './identity.ts';
import { exceptionDraft } from './hunt-context.ts';
import { explanation, findingStates, severities, valueCount, variants, verdicts } from './finding.ts';
import { faultShape } from './fault.ts';
import { intake } from './import-options.ts';
import { exposedBys } from './lineage.ts';
import { explainedBy } from './reference.ts';

/** Shapes that calls answer with. All times are ISO 8601 UTC text unless the name ends in `Ms`. */

export const ledgerShape = z.object({
  records: z.number(), events: z.number(), duplicates: z.number(), skips: z.number(), folded: z.number(), outOfScope: z.number(),
});
export const byteLedgerShape = z.object({ total: z.number(), records: z.number(), skips: z.number(), separators: z.number() });

export const analystShape = z.object({ id: z.string(), name: z.string(), organisation: z.string(), role: z.string() });
export type Analyst = z.infer<typeof analystShape>;

export const geoTable = z.object({
  role: z.enum(['city', 'asn', 'country', 'anonymous']),
  name: z.string(), vendor: z.string(), buildDate: z.string(), sha256: z.string(), origin: z.enum(['embedded', 'imported']), licence: z.string(), attribution: z.string(),
});
export type GeoTable = z.infer<typeof geoTable>;

export const appInfo = z.object({
  version: z.string(), platform: z.string(), node: z.string(), sqlite: z.string(), casesFolder: z.string(),
  host: z.enum(['electron', 'loopback', 'test']),
  analyst: analystShape.nullable(),
  geo: z.array(geoTable),
  /** The settings could not be read when the host started, and where they were put; null where they were sound. */
  damage: faultShape.nullable(),
});
export type AppInfo = z.infer<typeof appInfo>;

export const caseCard = z.object({
  path: z.string(), id: z.string(), title: z.string(), number: z.string(),
  created: z.string(), lastOpened: z.string().nullable(), events: z.number(), findings: z.number(), bytes: z.number(), schema: z.number(),
  /** Its file may be read and not written. */
  readOnly: z.boolean(),
  /** Exhibits, those with a hash of all their bytes, and those whose hash is not the one that came with them. */
  evidence: z.object({ exhibits: z.number(), hashed: z.number(), mismatched: z.number() }),
  /** What keeps it from being opened, if anything. */
  fault: faultShape.nullable(),
});
export type CaseCard = z.infer<typeof caseCard>;

export const caseSummary = z.object({
  path: z.string(), id: z.string(), title: z.string(), number: z.string(), created: z.string(), bytes: z.number(), schema: z.number(),
  /** Raised by every change; answers that carry an older one are stale. */
  state: z.number(),
  ledger: ledgerShape,
  /** `actors` are users by name. `findings` are all that hold; `openFindings` those of them that count where findings are summed up (the corrected form of a rule, or its only one) and have no verdict. */
  evidence: z.number(), events: z.number(), actors: z.number(), findings: z.number(), openFindings: z.number(),
  first: z.string().nullable(), last: z.string().nullable(),
  enrichment: z.object({ ips: z.number(), agents: z.number(), tables: z.array(geoTable) }).nullable(),
  audit: z.object({ seq: z.number(), head: z.string() }),
  /** Events per equal slice of first to last, for the mini histogram; empty where counting would keep a large case waiting: `event.histogram` has it. */
  histogram: z.array(z.number()),
});
export type CaseSummary = z.infer<typeof caseSummary>;

const line = z.string().max(4000);
export const acquisition = z.object({
  exhibit: line, acquiredBy: line, acquiredAt: line, tenant: line, tool: line, toolVersion: line, query: z.string().max(20_000),
  rangeAsked: line, rangeDelivered: line, medium: line, expectedSha256: line, notes: z.string().max(20_000),
});
export type Acquisition = z.infer<typeof acquisition>;

export const memberCard = z.object({
  id: z.number(), path: z.string(), bytes: z.number(), sha256: z.string().nullable(),
  dataset: z.string().nullable(), shape: z.string().nullable(), confidence: z.number().nullable(), reason: z.string().nullable(),
  mapper: z.string().nullable(), first: z.string().nullable(), last: z.string().nullable(),
  ledger: ledgerShape, byteLedger: byteLedgerShape, fault: faultShape.nullable(),
  /** Its source is the analyst's word. */
  byOverride: z.boolean(),
  /** Events whose time names no zone; and those of them whose local time came twice or never, when clocks were changed. */
  zoneAssumed: z.number(), zoneUnsure: z.number(),
});
export type MemberCard = z.infer<typeof memberCard>;

export const evidenceStates = ['importing', 'done', 'stopped', 'interrupted', 'failed'] as const;
export const evidenceCard = z.object({
  /** From 1 without a gap, in the order in which they came. */
  id: z.number(), exhibit: z.string(), name: z.string(), path: z.string(), bytes: z.number(), sha256: z.string().nullable(), modified: z.string().nullable(),
  state: z.enum(evidenceStates), imported: z.string(), importedBy: z.string(),
  hashCheck: z.enum(['matched', 'mismatched', 'not-supplied']),
  acquisition, intake,
  /** Of all members together. */
  ledger: ledgerShape, byteLedger: byteLedgerShape,
  /** Sources that its members were recognised as, each once. */
  datasets: z.array(z.string()),
  /** The first 50; `moreMembers` counts the others. */
  members: z.array(memberCard), moreMembers: z.number(),
  fault: faultShape.nullable(),
});
export type EvidenceCard = z.infer<typeof evidenceCard>;

/** All exhibits of a case together, whatever a page of them leaves out. */
export const evidenceTotals = z.object({
  exhibits: z.number(), bytes: z.number(), ledger: ledgerShape, byteLedger: byteLedgerShape,
  byState: z.object({ importing: z.number(), done: z.number(), stopped: z.number(), interrupted: z.number(), failed: z.number() }),
  /** Exhibits with a hash of all their bytes, those with the hash that came with them, and those with another one. */
  hashed: z.number(), matched: z.number(), mismatched: z.number(),
});
export type EvidenceTotals = z.infer<typeof evidenceTotals>;

export const skipRow = z.object({
  id: z.number(), member: z.number(), record: z.number(), offset: z.number(), length: z.number(), path: z.string().nullable(), reason: z.string(), detail: z.string(),
  /** First bytes of the span as text, at most 2,000 characters. */
  excerpt: z.string(),
});
export type SkipRow = z.infer<typeof skipRow>;

export const findingRow = z.object({
  id: z.string(), number: z.number(), rule: z.string(), ruleTitle: z.string(), variant: z.enum(variants), title: z.string(), severity: z.enum(severities),
  actor: z.string().nullable(), entity: z.record(z.string(), z.string()), start: z.string(), end: z.string(), windows: z.number(), windowMs: z.number().nullable(), eventCount: z.number(),
  verdict: z.enum(verdicts), state: z.enum(findingStates),
  /** Networks among its events, most first. */
  networks: z.array(z.object({ label: z.string(), country: z.string().nullable(), slot: z.number(), count: z.number() })),
  tags: z.array(z.string()), reviewed: z.boolean(), inReport: z.boolean(),
  /** Number of the exception that it is expected by: it counts nowhere, and normal lists leave it out. */
  filteredBy: z.number().nullable(),
});
export type FindingRow = z.infer<typeof findingRow>;

/** Lanes of the why-it-fired chart: one per distinct network and agent, a tick per event. Times in UTC ms. */
export const whyLane = z.object({ network: z.string(), country: z.string().nullable(), asn: z.number().nullable(), detail: z.string(), slot: z.number(), ticksMs: z.array(z.number()) });
export const whyChart = z.object({
  fromMs: z.number(), toMs: z.number(),
  lanes: z.array(whyLane),
  windows: z.array(z.object({ startMs: z.number(), endMs: z.number(), measured: z.record(z.string(), z.number()), fired: z.boolean() })),
  limits: z.array(z.object({ name: z.string(), label: z.string(), limit: z.number(), operator: z.string() })),
  /** Spans in which its user was in two places, by the one definition (docs/two-places.md). */
  overlaps: z.array(z.object({ startMs: z.number(), endMs: z.number() })),
});
export type WhyChart = z.infer<typeof whyChart>;

/** Who said something that changes what rules say, when and why. */
export const saidBy = z.object({ seq: z.number(), analyst: z.string(), at: z.string(), reason: z.string() });
export const huntException = exceptionDraft.extend(saidBy.shape);
/** `caught`: findings of the last hunts that are expected by it. */
export const exceptionRow = huntException.extend({ caught: z.number() });
export type ExceptionRow = z.infer<typeof exceptionRow>;

/** `target` is the identity of a finding, view row or event in hex, or a name. */
export const decisionRow = z.object({ seq: z.number(), at: z.string(), analyst: z.string(), targetKind: z.string(), target: z.string(), kind: z.string(), value: z.string(), reason: z.string(), undone: z.boolean() });
export type DecisionRow = z.infer<typeof decisionRow>;

/**
 * What may have been read by the programs of a finding that touched a store of credentials: what their users, the address of the host or its role had used in the thirty days before. Those that were used elsewhere later come
 * first, by that time, then those that were not (`elsewhere` null), the one used last coming first. At most 40; `more` counts the rest, `moved` all that were used elsewhere. No process log shows a key: that none moved is no proof.
 */
const exposedList = z.object({
  keys: z.array(z.object({
    id: z.string(), field: z.enum(['credential.id', 'session.id', 'session.root_id']),
    /** The program that is the nearest witness: its event, when it ran, on which host, by whom, and the store that it touched. */
    process: z.number(), read: z.string(), host: z.string(), user: z.string(), store: z.string(),
    /** Who had used it, and why that is the one who read. */
    actor: z.string(), by: z.enum(exposedBys),
    uses: z.number(), lastUse: z.string(),
    /** The first later use from a network or with an agent that was new to it, and what was new in the thirty days after; at most five of each. */
    elsewhere: z.object({ event: z.number(), at: z.string(), networks: z.array(z.string()), agents: z.array(z.string()) }).nullable(),
  })),
  more: z.number(), moved: z.number(),
});
export type ExposedList = z.infer<typeof exposedList>;

export const findingDetail = findingRow.extend({
  explanation, values: z.record(z.string(), z.array(valueCount)), chart: whyChart,
  why: z.string(), falsePositives: z.array(z.string()), nextSteps: z.array(z.string()), attack: z.array(z.string()), decisions: z.array(decisionRow), explained: z.array(explainedBy),
  /** Who its user is; null where it has none, or the case has no event of it. */
  person: personBrief.nullable(),
  /** The version of its rule that said so last; null where an analyst made it. */
  saidByRule: z.object({ version: z.number(), hash: z.string() }).nullable(),
  /** By what it is expected; null where it is not. */
  expected: huntException.nullable(),
  /** Keys that may be exposed; null where no program of the finding touched a store of credentials. */
  exposed: exposedList.nullable(),
});
export type FindingDetail = z.infer<typeof findingDetail>;

export const eventRow = z.object({
  event: z.number(), id: z.string(), time: z.string(), ip: z.string().nullable(), outcome: z.string().nullable(), region: z.string().nullable(), record: z.number(),
  network: z.string().nullable(), country: z.string().nullable(), asn: z.number().nullable(), egress: z.string().nullable(), slot: z.number(),
  action: z.string().nullable(), service: z.string().nullable(), user: z.string().nullable(), agent: z.string().nullable(), agentTemplate: z.string().nullable(), error: z.string().nullable(),
});
export type EventRow = z.infer<typeof eventRow>;

export const placeRow = z.object({
  exhibit: z.string(), file: z.string(), fileSha256: z.string().nullable(), member: z.string(), memberSha256: z.string().nullable(), record: z.number(), offset: z.number(), length: z.number(), path: z.string().nullable(),
});
export type PlaceRow = z.infer<typeof placeRow>;

/** How a source wrote a time, and what was done to it. */
export const writtenTime = z.object({
  precision: z.enum(['second', 'millisecond', 'finer']),
  /** In which it was read, where the text names none; null where it does. */
  zone: z.string().nullable(),
  /** A local time that came twice or never, when clocks were changed. */
  unsure: z.boolean(),
  /** Added, since the clock of the source was off. */
  offsetSeconds: z.number(),
});
export type WrittenTime = z.infer<typeof writtenTime>;

export const eventDetail = z.object({
  event: z.number(), id: z.string(), time: writtenTime,
  /** Mapped fields in dictionary order. */
  fields: z.array(z.object({ field: z.string(), label: z.string(), value: z.string() })),
  /** What Bilocate added from its tables. */
  added: z.array(z.object({ field: z.string(), label: z.string(), value: z.string(), table: z.string() })),
  places: z.array(placeRow),
  /** The record as it lies in the evidence: verbatim bytes as UTF-8 text, cut at 256 KiB; and its SHA-256. */
  raw: z.string(), rawBytes: z.number(), rawSha256: z.string(), rawCut: z.boolean(),
  /** The other records of its file that are this event with it (their places are among `places`), in their order; the first 100 of them, and of those what fits into 256 KiB. */
  others: z.array(z.object({ record: z.number(), raw: z.string() })),
  conflicts: z.array(z.number()),
});
export type EventDetail = z.infer<typeof eventDetail>;

/** What became of the findings of a rule that its last hunt found: how many have each verdict, and how many are expected, whatever was said of those. */
export const ruleTally = z.object({ verdicts: z.record(z.enum(verdicts), z.number()), expected: z.number() });
export type RuleTally = z.infer<typeof ruleTally>;

export const ruleRow = z.object({
  id: z.string(), variant: z.enum(variants), version: z.number(), name: z.string(), title: z.string(), kind: z.string(), output: z.enum(['finding', 'view']), severity: z.enum(severities),
  seed: z.string().nullable(), attack: z.array(z.string()), hypotheses: z.array(z.string()), datasets: z.array(z.string()), origin: z.enum(['shipped', 'own']), hash: z.string(),
  /** Of the last hunt, where there was one. */
  lastRun: z.object({ at: z.string(), status: z.string(), findings: z.number(), rows: z.number(), dropped: z.number() }).nullable(),
  /** Null where it has no finding. */
  tally: ruleTally.nullable(),
});
export type RuleRow = z.infer<typeof ruleRow>;

/** Something in a file beside the case that keeps it from being a rule: where, and what now. Line and column count from 1. */
export const ruleProblem = z.object({ file: z.string(), line: z.number(), column: z.number(), message: z.string() });
export type RuleProblem = z.infer<typeof ruleProblem>;

/** One row of a hunt table (rules with `output: view`). `id` is the id of the finding that it becomes when it is promoted. */
export const viewRow = z.object({
  id: z.string(), cells: z.array(z.union([z.string(), z.number(), z.null()])), entity: z.record(z.string(), z.string()),
  start: z.string(), end: z.string(), eventCount: z.number().int(), promoted: z.boolean(),
});
export type ViewRowCard = z.infer<typeof viewRow>;

export const jobKinds = ['import', 'enrich', 'hunt', 'report', 'verify', 'export'] as const;
export const jobStates = ['queued', 'running', 'stopping', 'done', 'stopped', 'failed'] as const;
export const jobCard = z.object({
  id: z.string(), kind: z.enum(jobKinds), title: z.string(), state: z.enum(jobStates), started: z.string(), ended: z.string().nullable(),
  /** The named step that is running: hash, parse, enrich, index; columns, rule; draw, write; … */
  step: z.string(),
  done: z.number(), total: z.number(), unit: z.enum(['bytes', 'rules', 'events', 'rows', 'steps']),
  ratePerSecond: z.number(), secondsLeft: z.number().nullable(),
  ledger: ledgerShape.nullable(), fault: faultShape.nullable(),
  /** What came out of it, for a job that is done: counts or a path. */
  result: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
});
export type JobCard = z.infer<typeof jobCard>;

export const auditRow = z.object({ seq: z.number(), at: z.string(), analyst: z.string(), action: z.string(), object: z.string(), payload: z.string(), hash: z.string() });
export type AuditRow = z.infer<typeof auditRow>;

export const verifyResult = z.object({
  ok: z.boolean(),
  checks: z.array(z.object({ name: z.string(), ok: z.boolean(), checked: z.number(), detail: z.string() })),
});
export type VerifyResult = z.infer<typeof verifyResult>;
