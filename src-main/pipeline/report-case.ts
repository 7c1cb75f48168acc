import { isoOf } from '../contract/index.ts';
import { basename } from 'node:path';
import type { Analyst, EvidenceCard, FieldName, PlaceRow, Severity } from '../contract/index.ts';
import {
  auditPage, caseSummary, eventDetail, eventRows, evidenceCards, findingRows, findingStored, lastRuns, ruleOfFinding, skipCounts, libraryVersion, storedRules, type ReadCase,
} from '../case/index.ts';
import type { Columns } from '../columns/index.ts';
import { parseRule, ruleKey } from '../hunt/index.ts';
import { writeReport, type CitedRecord, type ReportFinding, type ReportModel, type ReportRule } from '../report/index.ts';
import { findingDetail } from './finding-detail.ts';

export interface ReportOrder {
  readonly out: string;
  readonly version: string;
  readonly analyst: Analyst;
}
export interface ReportRun {
  readonly stop: () => boolean;
  readonly now: () => number;
  readonly progress: (step: string, done: number, total: number) => void;
}

/** Events of a finding that are cited, by its severity; how many there are in all is said beside them, and the case file holds every one. */
const CITED_EVENTS: Readonly<Record<Severity, number>> = { critical: 50, high: 50, medium: 12, low: 3, info: 3 };
const AUDIT_ROWS = 40;

/** Writes the report of a case as PDF. Throws Fault job/stopped, file/not-writable, file/no-space. */
export async function reportCase(file: ReadCase, columns: Columns, order: ReportOrder, run: ReportRun): Promise<{ pages: number; sha256: string }> {
  run.progress('gather', 0, 1);
  const model = reportModel(file, columns, order, run.now());
  const { pages, sha256 } = await writeReport(model, order.out, { stopAsked: run.stop, onProgress: (done, total) => run.progress('draw', done, total) });
  return { pages, sha256 };
}

/** What a report of the case says, as plain data. The records of the annex are read one at a time, while they are drawn. */
export function reportModel(file: ReadCase, columns: Columns, { version, analyst }: ReportOrder, nowMs: number): ReportModel {
  const summary = caseSummary(file, 0);
  const evidence = evidenceCards(file);
  const cited = new Map<number, { readonly number: number; readonly findings: number[] }>();
  const standing = findingRows(file).filter((row) => row.state !== 'gone');
  // What a rule gives as published repeats, more loosely, what its corrected form gives: it is counted with its rule, and printed once somebody judged it.
  const printed = standing.filter((row) => row.variant === 'corrected' || row.verdict !== 'open');
  const findings = printed.map((row) => findingOf(file, row.id, columns, cited));
  return {
    case: { id: summary.id, title: summary.title, number: summary.number, file: basename(file.path), created: summary.created, schema: summary.schema, state: summary.state },
    tlp: null,
    analyst,
    generatedAt: isoOf(nowMs),
    zone: 'UTC',
    madeWith: { version, platform: `${process.platform}-${process.arch}`, node: process.versions.node, sqlite: libraryVersion(), tzdata: process.versions.tz ?? '' },
    span: { first: summary.first, last: summary.last },
    actors: summary.actors,
    evidence,
    ledger: summary.ledger,
    skips: skipCounts(file),
    findings,
    records: recordsOf(file, evidence, cited),
    recordCount: cited.size,
    rules: rulesThatRan(file),
    parameterChanges: [],
    tables: summary.enrichment?.tables ?? [],
    audit: { ...summary.audit, rows: [...auditPage(file, { after: Math.max(0, summary.audit.seq - AUDIT_ROWS), limit: AUDIT_ROWS }).rows] },
    limitations: limitationsOf(evidence, summary.enrichment !== null, standing.length - printed.length),
  };
}

function findingOf(file: ReadCase, id: string, columns: Columns, cited: Map<number, { number: number; findings: number[] }>): ReportFinding {
  const detail = findingDetail(file, id, columns);
  const { version, hash } = ruleOfFinding(file, id);
  const rows = eventRows(file, findingStored(file, id).rows.slice(0, CITED_EVENTS[detail.severity]));
  const events = rows.map((row) => {
    let record = cited.get(row.event);
    if (!record) {
      record = { number: cited.size + 1, findings: [] };
      cited.set(row.event, record);
    }
    record.findings.push(detail.number);
    return { row, record: record.number };
  });
  return { detail, ruleVersion: version, ruleHash: hash, events };
}

function* recordsOf(file: ReadCase, evidence: readonly EvidenceCard[], cited: ReadonlyMap<number, { readonly number: number; readonly findings: readonly number[] }>): Generator<CitedRecord> {
  const byExhibit = new Map(evidence.map((card) => [card.exhibit, card]));
  for (const [event, { number, findings }] of cited) {
    const detail = eventDetail(file, event);
    const place = detail.places[0]!;
    yield {
      number,
      findings,
      exhibit: place.exhibit,
      file: place.file,
      container: containerOf(place, byExhibit.get(place.exhibit)),
      member: place.member,
      ordinal: place.record,
      path: place.path,
      offset: place.offset,
      length: place.length,
      sha256: detail.rawSha256,
      time: timeOf(detail.fields.find((field) => field.field === ('@timestamp' satisfies FieldName))?.value),
      raw: detail.raw,
    };
  }
}

/** How the bytes of a member are reached with standard tools. */
function containerOf(place: PlaceRow, card: EvidenceCard | undefined): CitedRecord['container'] {
  if (place.member === '') return place.fileSha256 === place.memberSha256 ? 'plain' : 'gzip';
  const name = (card?.name ?? place.file).toLowerCase();
  if (/\.(tar\.gz|tgz)$/.test(name)) return 'tar-gzip';
  return name.endsWith('.tar') ? 'tar' : 'zip';
}

function timeOf(text: string | undefined): CitedRecord['time'] {
  if (text === undefined) return null;
  const fraction = /\.(\d+)Z$/.exec(text)?.[1]?.length ?? 0;
  return { text, precision: fraction === 0 ? 'second' : fraction <= 3 ? 'millisecond' : 'finer', zoneAssumed: false };
}

function rulesThatRan(file: ReadCase): readonly ReportRule[] {
  const runs = lastRuns(file);
  return storedRules(file).flatMap((stored): readonly ReportRule[] => {
    const { rule } = parseRule(stored.body, stored.rule);
    const run = runs.get(ruleKey({ id: stored.rule, variant: stored.variant }));
    if (!rule || !run) return [];
    const outcome = run.status === 'done' ? (run.findings + run.rows > 0 ? 'findings' : 'nothing') : 'could-not-run';
    return [
      {
        id: stored.rule,
        variant: stored.variant,
        version: stored.version,
        title: stored.title,
        hash: stored.hash,
        outcome,
        findings: run.findings,
        rows: run.rows,
        dropped: run.dropped,
        reason: stored.reason,
        parameters: Object.entries(rule.parameters).map(([name, parameter]) => ({ name, value: String(stored.parameters[name] ?? parameter.default), default: String(parameter.default) })),
        source: `${rule.source.name} ${rule.source.version}`.trim(),
        licence: rule.source.licence,
      },
    ];
  });
}

function limitationsOf(evidence: readonly EvidenceCard[], enriched: boolean, unprinted: number): readonly string[] {
  const unfinished = evidence.filter((card) => card.state !== 'done');
  return [
    ...(unfinished.length > 0 ? [`${unfinished.length} of ${evidence.length} exhibits were not read to their end: ${unfinished.map((card) => `${card.exhibit} (${card.state})`).join(', ')}.`] : []),
    ...(unprinted > 0 ? [`${unprinted.toLocaleString('en-US')} findings of rules in their published form are not printed one by one: nobody has judged them yet, and the corrected form of each rule is. The table of rules counts them, and the case file holds every one.`] : []),
    ...(enriched ? [] : ['Networks and countries were not added to this case; rules that need them could not run.']),
  ];
}
