import { Fault, isoOf, type Explanation, type FindingDraft, type Variant, type ViewPage, type ViewRowCard } from '../contract/index.ts';
import { decide, undoneSql } from './decisions.ts';
import { raiseFindingVersion } from './finding-version.ts';
import { frozenRows } from './frozen.ts';
import { prepared, type ReadCase, type WriteCase } from './handle.ts';
import { storeFinding } from './hunts.ts';
import { networkLookup, networksAmong } from './slots.ts';
import { transaction } from './transaction.ts';

interface Cells {
  readonly run: number; readonly rule: number; readonly identity: Buffer; readonly columns: string; readonly cells: string; readonly entity: string;
  readonly start_ms: number; readonly end_ms: number; readonly event_count: number; readonly event_rows: Buffer; readonly promoted: 0 | 1;
}
const promoted = `EXISTS (SELECT 1 FROM decision d WHERE d.target_kind = 'view-row' AND d.target = lower(hex(v.identity)) AND d.kind = 'promotion' AND NOT ${undoneSql}) AS promoted`;

export interface ViewQuestion {
  readonly sort: { readonly column: number; readonly descending: boolean } | null;
  readonly after: number;
  readonly limit: number;
}

/** Rows of the hunt table of a rule, in the order of the hunt or sorted by a column: numbers by value, texts by UTF-8 bytes, empty cells last. */
export function viewPage(file: ReadCase, rule: string, variant: Variant, { sort, after, limit }: ViewQuestion): ViewPage {
  const stored = prepared<Cells>(file, `SELECT v.*, ${promoted} FROM view_row v JOIN rule r ON r.id = v.rule WHERE r.rule = ? AND r.variant = ? ORDER BY v.run, v.position`).all(rule, variant);
  const columns = stored.length === 0 ? [] : (JSON.parse(stored.at(-1)!.columns) as string[]);
  const cards = stored.map(cardOf);
  if (sort) cards.sort((a, b) => compared(a.cells[sort.column] ?? null, b.cells[sort.column] ?? null, sort.descending));
  const end = Math.min(cards.length, after + limit);
  return { columns, rows: cards.slice(after, end), next: end < cards.length ? end : null, total: cards.length };
}

function cardOf(row: Cells): ViewRowCard {
  return {
    id: row.identity.toString('hex'), cells: JSON.parse(row.cells) as ViewRowCard['cells'], entity: JSON.parse(row.entity) as ViewRowCard['entity'],
    start: isoOf(row.start_ms), end: isoOf(row.end_ms), eventCount: row.event_count, promoted: row.promoted === 1,
  };
}

type Cell = string | number | null;
function compared(a: Cell, b: Cell, descending: boolean): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  const order = typeof a === 'number' && typeof b === 'number' ? a - b : Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)));
  return descending ? -order : order;
}

/**
 * Makes a finding of a row of a hunt table, because an analyst says so: severity `info`, since a table adds no risk by itself. It keeps its events, and no
 * later hunt takes it back. Gives the id of the finding, which is that of the row.
 * @throws Fault case/no-such-finding where there is no such row
 */
export function promoteRow(file: WriteCase, id: string, reason: string): string {
  return transaction(file, () => {
    const row = prepared<Cells & { rule_id: string; variant: Variant; version: number; hash: string }>(file, `SELECT v.*, ${promoted}, r.rule AS rule_id, r.variant, r.version, r.hash
      FROM view_row v JOIN rule r ON r.id = v.rule WHERE v.identity = ? ORDER BY v.run DESC LIMIT 1`).get(Buffer.from(id, 'hex'));
    if (row === undefined) throw new Fault('case/no-such-finding', { finding: id });
    if (row.promoted === 1) return id;
    decide(file, { targetKind: 'view-row', target: id, kind: 'promotion', value: reason });
    const draft = draftOf(row);
    storeFinding(file, row.run, row.rule, draft, networksAmong(file, draft.events, networkLookup(file)), { new: 0, unchanged: 0, changed: 0, gone: 0 });
    raiseFindingVersion(file);
    return id;
  });
}

function draftOf(row: Cells & { readonly rule_id: string; readonly variant: Variant; readonly version: number; readonly hash: string }): FindingDraft {
  const columns = JSON.parse(row.columns) as string[];
  const cells = JSON.parse(row.cells) as Cell[];
  const entity = JSON.parse(row.entity) as Record<string, string>;
  const said = columns.map((column, at) => [column, cells[at] ?? null] as const);
  const { 'user.name': user = '', ...others } = entity;
  const shown = [user, ...Object.values(others)].filter((value) => value !== '').join(', ');
  return {
    rule: row.rule_id, variant: row.variant, ruleVersion: row.version, ruleHash: row.hash,
    title: `Row of ${row.rule_id}: ${shown}`, severity: 'info', score: 0, filteredBy: null, actor: entity['user.name'] ?? null, entity, start: row.start_ms, end: row.end_ms,
    events: Int32Array.from(frozenRows(row.event_rows)), values: {}, explanation: explained(row, said),
  };
}

function explained(row: Cells, said: readonly (readonly [string, Cell])[]): Explanation {
  return {
    template: 'view/promoted',
    text: `An analyst made a finding of this row of a hunt table: ${said.map(([column, cell]) => `${column} ${cell ?? '(empty)'}`).join(', ')}. The table by itself adds no risk.`,
    windows: [{ start: isoOf(row.start_ms), end: isoOf(row.end_ms), measured: {}, fired: true }],
    conditions: [], baseline: Object.fromEntries(said), dropped: [], wouldNotFire: ['It did not fire: the row was promoted.'],
  };
}
