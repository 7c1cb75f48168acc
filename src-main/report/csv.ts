import { rm } from 'node:fs/promises';
import { csvLine } from '../kit/csv.ts';
import { offsetWords, scopeWords } from './intake-words.ts';
import { conditionsText } from './chapters/expected.ts';
import { digestedFile } from './chapters/digests.ts';
import { checkCommand } from './check-command.ts';
import type { ReportModel, Written, WrittenFile } from './model.ts';
import { openSink } from './sink.ts';
import type { Pace } from './write-report.ts';

type Cells = readonly (string | number | null)[];
interface Sheet { readonly suffix: string; readonly head: Cells; readonly rows: (model: ReportModel) => Iterable<Cells>; readonly settles: 'record' | 'paragraph'; readonly only?: (model: ReportModel) => boolean }

const exhibitHead = [
  'exhibit', 'file', 'path', 'bytes', 'sha256', 'modified_utc', 'state', 'fault', 'hash_check', 'imported_utc', 'imported_by', 'acquired_by', 'acquired_at', 'tenant', 'tool', 'tool_version', 'query', 'range_asked',
  'range_delivered', 'medium', 'expected_sha256', 'notes', 'scope', 'zone', 'source_by_analyst', 'clock_offsets', 'member', 'member_bytes', 'member_sha256', 'dataset', 'shape', 'records', 'events', 'duplicates', 'skipped', 'folded', 'out_of_scope', 'first_utc', 'last_utc', 'member_fault', 'digest',
] as const;

/** The files of a CSV report: findings under the name that was given, the others beside it. */
const exhibitSheet: Sheet = { suffix: '-exhibits', settles: 'paragraph', rows: exhibitRows, head: exhibitHead };
const sheets: readonly Sheet[] = [
  {
    suffix: '-events', settles: 'paragraph', rows: eventRows,
    head: ['finding', 'record', 'time_utc', 'ip', 'network', 'asn', 'country', 'egress', 'service', 'action', 'outcome', 'error', 'region', 'user', 'agent', 'event_id'],
  },
  {
    suffix: '-users', settles: 'paragraph', rows: userRows,
    head: ['user', 'profile', 'network', 'asn', 'country', 'egress', 'agent_template', 'events', 'share', 'sessions', 'days', 'first_utc', 'last_utc', 'stands_out'],
  },
  {
    suffix: '-records', settles: 'record', rows: recordRows,
    head: ['record', 'findings', 'exhibit', 'file', 'member', 'ordinal', 'path', 'offset', 'length', 'sha256', 'time_utc', 'time_as_written', 'precision', 'zone_assumed', 'check'],
  },
  exhibitSheet,
  {
    suffix: '-digests', settles: 'paragraph', rows: digestRows, only: ({ evidence }) => evidence.digests !== null,
    head: ['kind', 'state', 'object', 'exhibit', 'file', 'sha256', 'expected_sha256', 'digest', 'digest_before', 'chain', 'from_utc', 'to_utc'],
  },
  {
    suffix: '-expected', settles: 'paragraph', rows: expectedRows, only: ({ expected: { exceptions, filters, periods } }) => exceptions.length + filters.length + periods.length > 0,
    head: ['kind', 'decision', 'what', 'rule', 'from_utc', 'to_utc', 'reason', 'said_by', 'said_at_utc', 'caught', 'findings'],
  },
  {
    suffix: '', settles: 'paragraph', rows: findingRows,
    head: ['number', 'id', 'told', 'severity', 'title', 'rule', 'variant', 'user', 'start_utc', 'end_utc', 'events', 'networks', 'verdict', 'verdict_by', 'verdict_at_utc', 'verdict_reason', 'reviewed', 'tags', 'explanation'],
  },
];

/** `report-events.csv` for `report.csv`. */
export function csvName(out: string, suffix: string): string {
  return /\.csv$/i.test(out) ? `${out.slice(0, -4)}${suffix}${out.slice(-4)}` : `${out}${suffix}`;
}

/** Writes the findings to `out` and exhibits, events, users, records and, where there are any, what is expected and digests beside it: UTF-8 with a byte order mark, RFC 4180, times UTC, formulas made inert. The findings come last. */
export async function writeCsv(model: ReportModel, out: string, pace: Pace): Promise<Written> {
  const files: WrittenFile[] = [];
  try {
    for (const sheet of sheets.filter(({ only }) => only?.(model) ?? true)) files.push(await writeSheet(model, csvName(out, sheet.suffix), sheet, pace));
  } catch (error) {
    await Promise.all(files.map(({ path }) => rm(path, { force: true })));
    throw error;
  }
  const main = files.at(-1)!;
  return { pages: 0, files: [main, ...files.slice(0, -1)], sha256: main.sha256, bytes: main.bytes };
}

/** Writes the list of all exhibits beside a report of another format, a line for each member: `report-exhibits.csv` for `report.pdf`. */
export function writeExhibits(model: ReportModel, out: string, pace: Pace): Promise<WrittenFile> {
  const [stem] = /^(.*?)(\.[a-z]+)?$/is.exec(out)!.slice(1);
  return writeSheet(model, `${stem}-exhibits.csv`, exhibitSheet, pace);
}

async function writeSheet(model: ReportModel, path: string, { head, rows, settles }: Sheet, { settle }: Pace): Promise<WrittenFile> {
  const sink = openSink(path);
  try {
    sink.write(`\uFEFF${csvLine(head)}`);
    for (const cells of rows(model)) {
      sink.write(csvLine(cells));
      await settle({ kind: settles });
    }
    await sink.ready();
    return { path, ...(await sink.close()) };
  } catch (error) {
    await sink.drop();
    throw error;
  }
}

function* exhibitRows({ evidence }: ReportModel): Generator<Cells> {
  for (const card of evidence.all) {
    const { exhibit, name, path, bytes, sha256, modified, state, fault, hashCheck, imported, importedBy, acquisition: a, intake, members, ledger: l } = card;
    const file = [
      exhibit, name, path, bytes, sha256, modified, state, fault?.code ?? null, hashCheck, imported, importedBy, a.acquiredBy, a.acquiredAt, a.tenant, a.tool, a.toolVersion, a.query, a.rangeAsked,
      a.rangeDelivered, a.medium, a.expectedSha256, a.notes,
      intake.scope === null ? null : scopeWords(intake.scope), intake.zone, intake.dataset, offsetWords(intake) || null,
    ];
    if (members.length === 0) yield [...file, null, null, null, null, null, l.records, l.events, l.duplicates, l.skips, l.folded, l.outOfScope, null, null, null, null];
    for (const { ledger: m, ...one } of members) {
      yield [...file, one.path, one.bytes, one.sha256, one.dataset, one.shape, m.records, m.events, m.duplicates, m.skips, m.folded, m.outOfScope, one.first, one.last, one.fault?.code ?? null, evidence.digests?.logOf(exhibit, digestedFile(card, one), one.sha256)?.state ?? null];
    }
  }
}

/** Logs by the digests, the digests themselves, and the gaps between them; `state` of a digest is that of its signature. */
function* digestRows({ evidence: { digests } }: ReportModel): Generator<Cells> {
  if (digests === null) return;
  const { logs, digests: files, gaps, unreadable } = digests.check;
  for (const one of logs) yield ['log', one.state, one.object, one.exhibit, one.file, one.sha256, one.expected, one.digest, null, null, null, null];
  for (const one of files) yield ['digest', one.signature, one.object, one.exhibit, one.file, one.sha256, null, null, one.previous, null, one.start, one.end];
  for (const one of unreadable) yield ['digest', 'unreadable', null, one.exhibit, one.file, null, null, null, null, null, null, null];
  for (const one of gaps) yield ['gap', null, one.object, null, null, null, null, null, null, one.chain, one.from, one.to];
}

function* findingRows(model: ReportModel): Generator<Cells> {
  for (const { row: f, decisions, tell } of model.findings) {
    const verdict = decisions.findLast((d) => d.kind === 'verdict' && !d.undone);
    yield [
      f.number, f.id, 'yes', f.severity, f.title, f.rule, f.variant, f.actor, f.start, f.end, f.eventCount, f.networks.map((n) => n.label).join('; '), f.verdict,
      verdict?.analyst ?? null, verdict?.at ?? null, verdict?.reason ?? null, f.reviewed ? 'yes' : 'no', f.tags.join('; '), tell().detail.explanation.text,
    ];
  }
  for (const f of model.others) yield [f.number, f.id, 'no', f.severity, f.title, f.rule, f.variant, f.actor, f.start, null, f.eventCount, null, f.verdict, f.decision?.analyst ?? null, f.decision?.at ?? null, f.decision?.reason ?? null, null, null, null];
  const { exceptions, findings } = model.expected;
  for (const f of findings) {
    const by = exceptions.find(({ seq }) => seq === f.filteredBy);
    yield [f.number, f.id, 'expected', f.severity, f.title, f.rule, f.variant, f.actor, f.start, null, f.eventCount, null, f.verdict, by?.analyst ?? null, by?.at ?? null, by?.reason ?? null, null, null, null];
  }
}

/** Exceptions, filters of rules and periods; `caught` counts findings, of a filter what the last run dropped. */
function* expectedRows({ expected: { exceptions, filters, periods } }: ReportModel): Generator<Cells> {
  for (const e of exceptions) yield ['exception', e.seq, conditionsText(e), e.rule ?? 'all', e.from, e.until, e.reason, e.analyst, e.at, e.caught.length, e.caught.join('; ')];
  for (const f of filters) yield ['filter', f.seq, f.text, f.rule, null, null, f.reason, f.analyst, f.at, f.dropped, null];
  for (const p of periods) yield ['period', p.seq, p.kind, null, p.from, p.to, p.reason, p.analyst, p.at, null, null];
}

function* eventRows(model: ReportModel): Generator<Cells> {
  for (const { row: f, tell } of model.findings) {
    for (const { row: e, record } of tell().events) yield [f.number, record, e.time, e.ip, e.network, e.asn, e.country, e.egress, e.service, e.action, e.outcome, e.error, e.region, e.user, e.agent, e.id];
  }
}

function* userRows(model: ReportModel): Generator<Cells> {
  for (const { detail } of model.users) {
    for (const p of detail.profiles) yield [detail.user, p.key, p.network, p.asn, p.country, p.egress, p.template, p.count, p.share, p.sessions, p.perDay.filter((n) => n > 0).length, p.first, p.last, p.flags.join('; ')];
  }
}

function* recordRows(model: ReportModel): Generator<Cells> {
  for (const r of model.records) {
    yield [
      r.number, r.findings.join('; '), r.exhibit, r.file, r.member, r.ordinal, r.path, r.offset, r.length, r.sha256, r.time?.utc ?? null, r.time?.text ?? null, r.time?.precision ?? null,
      r.time === null ? null : r.time.zoneAssumed ? 'yes' : 'no', checkCommand(r),
    ];
  }
}
