import type { Analyst, AuditRow, CasePeriod, CheckedDigest, CheckedLog, DecisionRow, DigestCheck, EvidenceCard, EvidenceTotals, EventRow, FindingDetail, FindingRow, GapSpan, GeoTable, HuntException, Intake, Ledger, OverlapSpan, ReportPart, RuleFilter, SelfTest, UserDetail, UserLanes, UserLineage, Variant, WrittenTime } from '../contract/index.ts';

/** Everything that a report says, as plain data: filled from a case, drawn as PDF and HTML, written as JSON and CSV. All times ISO 8601 UTC. */
export interface ReportModel {
  readonly case: { readonly id: string; readonly title: string; readonly number: string; readonly file: string; readonly created: string; readonly schema: number; readonly state: number };
  readonly title: string;
  /** Handling mark such as `TLP:AMBER`; null prints none. */
  readonly tlp: string | null;
  /** Who writes it, when, and with what. */
  readonly analyst: Analyst;
  readonly generatedAt: string;
  readonly madeWith: MadeWith;
  /** IANA name: the zone of every time that is printed for reading. */
  readonly zone: string;
  /** In the order of print. */
  readonly parts: readonly ReportPart[];
  /** The analyst's own words, Markdown. */
  readonly text: { readonly mandate: string; readonly summary: string; readonly conclusion: string; readonly limits: string };
  /** When and by whom the choice of this report was saved; null where nobody chose. */
  readonly saved: { readonly at: string; readonly analyst: string } | null;
  /** Final where every finding in it has a verdict other than open. */
  readonly status: 'draft' | 'final';
  readonly examination: Examination;
  /** First and last event of the case. */
  readonly span: { readonly first: string | null; readonly last: string | null };
  readonly actors: number;
  readonly evidence: ReportEvidence;
  /** The sum of the ledgers of all exhibits. */
  readonly ledger: Ledger;
  readonly skips: readonly { readonly exhibit: string; readonly reason: string; readonly count: number }[];
  readonly gaps: readonly GapSpan[];
  readonly findings: readonly ReportFinding[];
  /** Findings that hold, are not expected and not told one by one, gravest first. */
  readonly others: readonly OtherFinding[];
  readonly expected: ReportExpected;
  readonly users: readonly ReportUser[];
  /** Users that were on two networks at once, longest first; `usersInTwoPlaces` counts all. */
  readonly twoPlaces: readonly TwoPlaces[];
  readonly usersInTwoPlaces: number;
  readonly timeline: readonly TimelineRow[];
  /** In the order of their numbers. May be a generator: it is walked once, so that a long annex is never in memory at once. */
  readonly records: Iterable<CitedRecord>;
  readonly recordCount: number;
  readonly rules: readonly ReportRule[];
  readonly parameterChanges: readonly ParameterChange[];
  readonly tables: readonly GeoTable[];
  readonly audit: { readonly seq: number; readonly head: string; /** The last rows of the case log, oldest first. */ readonly rows: readonly AuditRow[] };
  /** What this machine last said of its own parsers and rules; null where it was never asked. */
  readonly selfTest: SelfTest | null;
  /** Sentences that the case makes necessary, beside those that every report carries. */
  readonly limitations: readonly string[];
}

/** The exhibits: a delivery has more of them than fit into memory, so they are walked, anew each time, in the order in which they came. */
export interface ReportEvidence {
  readonly totals: EvidenceTotals;
  /** Each with all its members. */
  readonly all: Iterable<EvidenceCard>;
  /** Those of which more is to be said than of their neighbours: not read to the end, a fault, a hash or an acquisition given, an archive. */
  readonly special: Iterable<EvidenceCard>;
  readonly specialCount: number;
  readonly alike: Iterable<EvidenceCard>;
  /** How exhibits were taken in, where that was not as they lie or times name no zone. */
  readonly intakes: readonly ReportIntake[];
  /** The first of those that were not read to their end, and of those whose hash is another one than was given; `totals` counts all. */
  readonly unread: readonly EvidenceCard[];
  readonly mismatched: readonly EvidenceCard[];
  /** What the CloudTrail digests of the case say of its logs; null where it has none. */
  readonly digests: ReportDigests | null;
  /** The case has logs of CloudTrail, and no digest. */
  readonly noDigests: boolean;
  /** The list of all exhibits beside the report, where it has been written. */
  readonly list: WrittenFile | null;
}

/** The check of the digests, and what it comes to for one file, named as in `CheckedLog`. */
export interface ReportDigests {
  readonly check: DigestCheck;
  /** Null where it is neither named by a digest nor a log of CloudTrail. */
  readonly logOf: (exhibit: string, file: string, sha256: string | null) => CheckedLog | null;
  readonly digestsIn: (exhibit: string, file: string) => readonly CheckedDigest[];
}

/** Exhibits that were taken in alike: how many, the numbers of the first, and records outside the scope, events without a zone, those of them at a change of clocks. */
export interface ReportIntake {
  readonly intake: Intake;
  readonly exhibits: number;
  readonly first: readonly string[];
  readonly outOfScope: number;
  readonly zoneAssumed: number;
  readonly zoneUnsure: number;
}

export interface MadeWith { readonly version: string; readonly platform: string; readonly node: string; readonly sqlite: string; readonly tzdata: string }

/** Who gave the verdicts of the printed findings, and how many of those a second person looked at. */
export interface Examination { readonly examiners: readonly string[]; readonly judged: number; readonly reviewed: number; readonly reviewers: readonly string[] }

/** A finding of the report. What is long of it is asked for when it is written, so that findings are not all in memory at once. */
export interface ReportFinding {
  readonly row: FindingRow;
  /** What was decided of it, oldest first. */
  readonly decisions: readonly DecisionRow[];
  readonly ruleVersion: number;
  readonly ruleHash: string;
  /** Markdown of the analyst. */
  readonly remark: string;
  readonly tell: () => ToldFinding;
}
/** `events` are those of the finding by time, at best all that are cited; a dozen is listed, some of every network and agent. `detail.eventCount` says how many there are. */
export interface ToldFinding { readonly detail: FindingDetail; readonly events: readonly ReportEvent[] }
export interface ReportEvent {
  readonly row: EventRow;
  /** Number in the annex; null where the record is not printed. */
  readonly record: number | null;
}

/** A finding that is only listed, with the decision that says why. */
export interface OtherFinding extends Pick<FindingRow, 'id' | 'number' | 'rule' | 'variant' | 'title' | 'severity' | 'actor' | 'start' | 'eventCount' | 'verdict'> {
  readonly decision: Pick<DecisionRow, 'at' | 'analyst' | 'reason'> | null;
}

/** What analysts said that changes what rules say, oldest first; findings that are expected, gravest first. */
export interface ReportExpected {
  /** `caught`: numbers of the findings that are expected by it. */
  readonly exceptions: readonly (HuntException & { readonly caught: readonly number[] })[];
  /** `dropped`: what the last run of the rule dropped by it. */
  readonly filters: readonly (RuleFilter & { readonly dropped: number })[];
  readonly periods: readonly CasePeriod[];
  /** `filteredBy`: number of the exception. */
  readonly findings: readonly (Omit<OtherFinding, 'decision'> & { readonly filteredBy: number })[];
}

export interface ReportUser { readonly detail: UserDetail; /** The time around the longest stay in two places. */ readonly lanes: UserLanes | null; /** What keys and sessions came from; null where the report is made without. */ readonly lineage: UserLineage | null }
export interface TwoPlaces { readonly user: string; readonly overlapMs: number; readonly longest: OverlapSpan }

/** A moment of the case and the record that shows it. */
export interface TimelineRow {
  readonly at: string;
  readonly kind: 'finding' | 'first-seen' | 'credential' | 'verdict';
  readonly user: string | null;
  readonly text: string;
  readonly findings: readonly number[];
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
  readonly container: 'plain' | 'gzip' | 'zstd' | 'zip' | 'tar' | 'tar-gzip' | 'tar-zstd';
  /** Path inside the archive; '' for a plain file and a `.gz`. */
  readonly member: string;
  readonly ordinal: number;
  readonly path: string | null;
  readonly offset: number;
  readonly length: number;
  readonly sha256: string;
  /** UTC, and the time as the source wrote it, how finely, and whether its zone was assumed. */
  readonly time: (WrittenTime & { readonly utc: string; readonly text: string; readonly zoneAssumed: boolean }) | null;
  /** What the tables say of its address, and what the vendor itself said, where it did. */
  readonly place: { readonly ip: string; readonly said: string; readonly tables: string } | null;
  /** The bytes as UTF-8 text; may be cut by who fills the model, `length` says how many there are. */
  readonly raw: string;
  /** The other records of the member that are this event with it, in their order. */
  readonly others?: readonly { readonly record: number; readonly raw: string }[];
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

/** What was written. `sha256` is that of the whole file; a CSV report has more than one. */
export interface Written { readonly pages: number; readonly files: readonly WrittenFile[]; readonly sha256: string; readonly bytes: number }
export interface WrittenFile { readonly path: string; readonly sha256: string; readonly bytes: number }
