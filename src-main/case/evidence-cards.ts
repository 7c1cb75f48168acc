import { emptyByteLedger, emptyLedger, isoOf, type ByteLedger, type EvidenceCard, type FaultShape, type Ledger, type MemberCard, type Page, type SkipRow } from '../contract/index.ts';
import { readPlace } from './blocks.ts';
import { prepared, type ReadCase } from './handle.ts';
import { intakeOf, type IntakeCells } from './intake.ts';

export interface LedgerCells {
  readonly records: number; readonly events: number; readonly duplicates: number; readonly skips: number; readonly folded: number; readonly out_of_scope: number;
  readonly bytes_total: number; readonly bytes_records: number; readonly bytes_skips: number; readonly bytes_separators: number;
}
/** The ledgers of several members as one. */
export const accountCells = ['records', 'events', 'duplicates', 'skips', 'folded', 'out_of_scope', 'bytes_total', 'bytes_records', 'bytes_skips', 'bytes_separators']
  .map((column) => `coalesce(sum(${column}), 0) AS ${column}`).join(', ');
interface MemberCells extends LedgerCells {
  readonly id: number; readonly evidence: number; readonly path: string; readonly bytes: number; readonly sha256: Buffer | null; readonly dataset: string | null;
  readonly shape: string | null; readonly confidence: number | null; readonly reason: string | null; readonly mapper: string | null; readonly mapper_version: number | null;
  readonly first_ms: number | null; readonly last_ms: number | null; readonly fault: string | null;
  readonly by_override: 0 | 1; readonly zone_assumed: number; readonly zone_unsure: number;
}
interface EvidenceCells extends IntakeCells {
  readonly id: number; readonly exhibit: string; readonly name: string; readonly path: string; readonly bytes: number; readonly sha256: Buffer | null; readonly modified: string | null;
  readonly state: EvidenceCard['state']; readonly imported: string; readonly importer: string; readonly hash_check: EvidenceCard['hashCheck']; readonly fault: string | null;
  readonly acquired_by: string; readonly acquired_at: string; readonly tenant: string; readonly tool: string; readonly tool_version: string; readonly query: string;
  readonly range_asked: string; readonly range_delivered: string; readonly medium: string; readonly expected_sha256: string; readonly notes: string;
}

/** Members that stand with a card; the others come by pages. */
const membersWithCard = 50;

const evidenceSql = 'SELECT e.*, n.name AS importer FROM evidence e JOIN analyst n ON n.id = e.imported_by WHERE e.id BETWEEN ? AND ? ORDER BY e.id';
const accountSql = `SELECT evidence, count(*) AS members, json_group_array(DISTINCT dataset) FILTER (WHERE dataset IS NOT NULL) AS datasets, ${accountCells} FROM member WHERE evidence BETWEEN ? AND ? GROUP BY evidence`;
const firstMembersSql = 'SELECT * FROM member WHERE evidence BETWEEN ? AND ? AND position <= ? ORDER BY evidence, position';
const memberSql = 'SELECT * FROM member WHERE evidence = ? ORDER BY position LIMIT ? OFFSET ?';
type AccountCells = LedgerCells & { readonly evidence: number; readonly members: number; readonly datasets: string };

/** One evidence file with its account and its first members; null where there is none with that id. */
export function evidenceCard(file: ReadCase, evidence: number): EvidenceCard | null {
  return evidenceCards(file, evidence, evidence)[0] ?? null;
}

/** The evidence files with ids from first to last: three reads, however many they are. `most` bounds the position of the members that come with each. */
export function evidenceCards(file: ReadCase, first: number, last: number, most = membersWithCard): readonly EvidenceCard[] {
  const accounts = new Map(prepared<AccountCells>(file, accountSql).all(first, last).map((row) => [row.evidence, row]));
  const members = Map.groupBy(prepared<MemberCells>(file, firstMembersSql).all(first, last, most), (row) => row.evidence);
  return prepared<EvidenceCells>(file, evidenceSql).all(first, last).map((row) => cardOf(row, accounts.get(row.id), members.get(row.id) ?? []));
}

function cardOf(row: EvidenceCells, account: AccountCells | undefined, cells: readonly MemberCells[]): EvidenceCard {
  const members = cells.map(memberCard);
  return {
    id: row.id, exhibit: row.exhibit, name: row.name, path: row.path, bytes: row.bytes, sha256: hexOf(row.sha256), modified: row.modified,
    state: row.state, imported: row.imported, importedBy: row.importer, hashCheck: row.hash_check, fault: faultOf(row.fault),
    acquisition: {
      exhibit: row.exhibit, acquiredBy: row.acquired_by, acquiredAt: row.acquired_at, tenant: row.tenant, tool: row.tool, toolVersion: row.tool_version, query: row.query,
      rangeAsked: row.range_asked, rangeDelivered: row.range_delivered, medium: row.medium, expectedSha256: row.expected_sha256, notes: row.notes,
    },
    intake: intakeOf(row),
    ledger: account === undefined ? emptyLedger : ledgerOf(account), byteLedger: account === undefined ? emptyByteLedger : byteLedgerOf(account),
    datasets: account === undefined ? [] : (JSON.parse(account.datasets) as string[]), members, moreMembers: (account?.members ?? 0) - members.length,
  };
}

/** All members of an evidence file. */
export function memberCards(file: ReadCase, evidence: number): readonly MemberCard[] {
  return prepared<MemberCells>(file, memberSql).all(evidence, -1, 0).map(memberCard);
}

/** Members of an evidence file in the order in which they lie in it. */
export function memberPage(file: ReadCase, evidence: number, { after, limit }: { readonly after: number; readonly limit: number }): Page<MemberCard> {
  const total = prepared<{ n: number }>(file, 'SELECT count(*) AS n FROM member WHERE evidence = ?').get(evidence)!.n;
  const rows = prepared<MemberCells>(file, memberSql).all(evidence, limit, after).map(memberCard);
  return { rows, next: after + rows.length < total ? after + rows.length : null, total };
}

function memberCard(row: MemberCells): MemberCard {
  const mapper = row.mapper === null || row.mapper_version === null ? row.mapper : `${row.mapper} ${row.mapper_version}`;
  return {
    id: row.id, path: row.path, bytes: row.bytes, sha256: hexOf(row.sha256), dataset: row.dataset, shape: row.shape, confidence: row.confidence, reason: row.reason, mapper,
    first: row.first_ms === null ? null : isoOf(row.first_ms), last: row.last_ms === null ? null : isoOf(row.last_ms),
    ledger: ledgerOf(row), byteLedger: byteLedgerOf(row), fault: faultOf(row.fault),
    byOverride: row.by_override === 1, zoneAssumed: row.zone_assumed, zoneUnsure: row.zone_unsure,
  };
}

export function ledgerOf(row: LedgerCells): Ledger {
  return { records: row.records, events: row.events, duplicates: row.duplicates, skips: row.skips, folded: row.folded, outOfScope: row.out_of_scope };
}

export function byteLedgerOf(row: LedgerCells): ByteLedger {
  return { total: row.bytes_total, records: row.bytes_records, skips: row.bytes_skips, separators: row.bytes_separators };
}

/** Bytes of a skipped span that are shown with it. */
const excerptBytes = 2000;

/** Skips of an evidence file in the order of its members and records, each with its first bytes as text. */
export function skipPage(file: ReadCase, evidence: number, ask: { readonly after: number; readonly limit: number }): { readonly rows: readonly SkipRow[]; readonly next: number | null; readonly total: number } {
  const total = prepared<{ n: number }>(file, 'SELECT count(*) AS n FROM skip WHERE member IN (SELECT id FROM member WHERE evidence = ?)').get(evidence)!.n;
  const found = prepared<Omit<SkipRow, 'excerpt'>>(file, `SELECT s.id, s.member, s.ordinal AS record, s.offset, s.length, nullif(s.path, '') AS path, s.reason, s.detail
    FROM skip s JOIN member m ON m.id = s.member WHERE m.evidence = ? ORDER BY m.position, s.ordinal, s.path, s.id LIMIT ? OFFSET ?`).all(evidence, ask.limit, ask.after);
  const rows = found.map((row) => ({ ...row, excerpt: readPlace(file, row.member, row.offset, Math.min(row.length, excerptBytes)).toString('utf8') }));
  return { rows, next: ask.after + rows.length < total ? ask.after + rows.length : null, total };
}

const hexOf = (bytes: Buffer | null): string | null => bytes?.toString('hex') ?? null;
const faultOf = (json: string | null): FaultShape | null => (json === null ? null : (JSON.parse(json) as FaultShape));
