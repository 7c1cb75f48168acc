import type { Analyst, AuditRow, EvidenceCard, EventRow, FindingDetail, GeoTable, Ledger, Variant } from '../contract/index.ts';

/** Everything that a report says, as plain data: filled from a case, drawn as PDF, later written as HTML, JSON and CSV. All times ISO 8601 UTC. */
export interface ReportModel {
  readonly case: { readonly id: string; readonly title: string; readonly number: string; readonly file: string; readonly created: string; readonly schema: number; readonly state: number };
  /** Handling mark such as `TLP:AMBER`; null prints none. */
  readonly tlp: string | null;
  readonly analyst: Analyst;
  readonly generatedAt: string;
  /** The zone of every time in the report. */
  readonly zone: string;
  readonly madeWith: MadeWith;
  /** First and last event of the case. */
  readonly span: { readonly first: string | null; readonly last: string | null };
  readonly actors: number;
  readonly evidence: readonly EvidenceCard[];
  /** The sum of the ledgers of all exhibits. */
  readonly ledger: Ledger;
  readonly skips: readonly { readonly exhibit: string; readonly reason: string; readonly count: number }[];
  readonly findings: readonly ReportFinding[];
  /** In the order of their numbers. May be a generator: it is walked once, so that a long annex is never in memory at once. */
  readonly records: Iterable<CitedRecord>;
  readonly recordCount: number;
  readonly rules: readonly ReportRule[];
  readonly parameterChanges: readonly ParameterChange[];
  readonly tables: readonly GeoTable[];
  readonly audit: { readonly seq: number; readonly head: string; /** The last rows of the case log, oldest first. */ readonly rows: readonly AuditRow[] };
  /** Sentences that the case makes necessary, beside those that every report carries. */
  readonly limitations: readonly string[];
}

export interface MadeWith { readonly version: string; readonly platform: string; readonly node: string; readonly sqlite: string; readonly tzdata: string }

/** A finding with the events that are listed with it and the number of the annex record of each. */
export interface ReportFinding {
  readonly detail: FindingDetail;
  readonly ruleVersion: number;
  readonly ruleHash: string;
  /** Events of the finding by time, at best all that are cited; a dozen is listed, some of every network and agent. `detail.eventCount` says how many there are. */
  readonly events: readonly ReportEvent[];
}
export interface ReportEvent {
  readonly row: EventRow;
  /** Number in the annex; null where the record is not printed. */
  readonly record: number | null;
}

/** One record as it lies in the evidence. `offset` and `length` are bytes of the unpacked member. */
export interface CitedRecord {
  readonly number: number;
  /** Numbers of the findings that cite it. */
  readonly findings: readonly number[];
  readonly exhibit: string;
  readonly file: string;
  /** How the member is reached; decides which tools check it. */
  readonly container: 'plain' | 'gzip' | 'zip' | 'tar' | 'tar-gzip';
  /** Path inside the archive; '' for a plain file and a `.gz`. */
  readonly member: string;
  readonly ordinal: number;
  readonly path: string | null;
  readonly offset: number;
  readonly length: number;
  readonly sha256: string;
  /** Time as the source wrote it, how finely, and whether its zone was assumed. */
  readonly time: { readonly text: string; readonly precision: string; readonly zoneAssumed: boolean } | null;
  /** The bytes as UTF-8 text; may be cut by who fills the model, `length` says how many there are. */
  readonly raw: string;
}

export type RuleOutcome = 'findings' | 'nothing' | 'could-not-run' | 'not-run';
export interface ReportRule {
  readonly id: string;
  readonly variant: Variant;
  readonly version: number;
  readonly title: string;
  readonly hash: string;
  readonly outcome: RuleOutcome;
  readonly findings: number;
  readonly rows: number;
  readonly dropped: number;
  /** Why it could not run, or was not run. */
  readonly reason: string | null;
  readonly parameters: readonly { readonly name: string; readonly value: string; readonly default: string }[];
  readonly source: string;
  readonly licence: string;
}

export interface ParameterChange {
  readonly at: string;
  readonly analyst: string;
  readonly rule: string;
  readonly name: string;
  readonly before: string;
  readonly after: string;
  readonly reason: string;
}

/** What was written. `sha256` is that of the whole file. */
export interface Written { readonly pages: number; readonly sha256: string; readonly bytes: number }
