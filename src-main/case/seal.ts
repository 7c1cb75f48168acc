import { createHash } from 'node:crypto';
import { datasets } from '../contract/index.ts';
import { chainOf, writeAudit } from './audit.ts';
import { hexOrText } from './compact.ts';
import { dbOf, prepared, preparedRaw, writerOf, type ReadCase, type Seal, type TableSeal, type WriteCase } from './handle.ts';
import { datasetTable } from './schema-fields.ts';
import { transaction } from './transaction.ts';

/** Tables that every seal covers: what analysts, hunts and tables said, and the texts that ids lead to. */
const always = [
  'field', 'analyst', 'evidence', 'mapping', 'member', 'skip', 'value', 'identifier', 'ip', 'user_agent', 'actor', 'path', 'event_fuller', 'event_conflict', 'geo_table', 'enrichment_run', 'enrichment_table', 'ip_enrichment',
  'agent_enrichment', 'lineage', 'login', 'login_record', 'reference', 'rule', 'rule_parameter', 'hunt_run', 'hunt_rule', 'finding', 'finding_version', 'finding_history', 'finding_link', 'view_row', 'decision', 'named_set', 'category_slot',
] as const;

/** Tables with a row and more per event. */
const perEvent: readonly string[] = ['event', 'place', 'event_value', ...datasets.map(datasetTable)];

/** Up to so many events, closing a case seals them too: that takes about a second. */
const quickEvents = 100_000;
/** Characters that are hashed at once: rows of findings may be a hundred kilobytes each, and a text has an end. */
const charactersPerUpdate = 1_000_000;

/**
 * What the last seal says of the tables that were not written to since. It is said again instead of being made anew: of a large case that takes long (the findings of 10 million events: 16 s),
 * and what was changed while the case was closed would pass for what was sealed.
 */
export function sealThatHolds(file: WriteCase): Seal {
  const { sealed } = writerOf(file);
  if (sealed === null) return {};
  return sealed.changes === changesOf(file) ? sealed.seal : unwritten(file, sealed.seal);
}

/** Takes up the seal that the case was closed with, for a connection that has done nothing but open it. */
export function takeUpSeal(file: WriteCase): void {
  writerOf(file).sealed = { seal: unwritten(file, lastSeal(file) ?? {}), changes: changesOf(file) };
}

/** What a seal says of the tables that this connection has not written to. */
function unwritten(file: WriteCase, seal: Seal): Seal {
  const { written } = writerOf(file);
  return Object.fromEntries(Object.entries(seal).filter(([table]) => !written.has(table)));
}

/** How many rows this connection has changed since it was made. */
function changesOf(file: ReadCase): number {
  return prepared<{ n: number }>(file, 'SELECT total_changes() AS n').get()!.n;
}

/** The seal in the last row of the log but openings; undefined where that row has none. */
function lastSeal(file: ReadCase): Seal | undefined {
  const last = prepared<{ payload: string | null }>(file, `SELECT payload FROM audit WHERE chain = ? AND action <> 'case.open' ORDER BY seq DESC LIMIT 1`).get(chainOf(dbOf(file)));
  return last?.payload == null ? undefined : (JSON.parse(last.payload) as { seal?: Seal }).seal;
}

/** Digests of the tables, for a row of the log. `quick` leaves out the tables of many events. `holds`: digests that are known. */
export function sealOf(file: ReadCase, depth: 'quick' | 'whole', holds: Seal = {}): { readonly seal: Seal } {
  const events = prepared<{ n: number }>(file, 'SELECT coalesce(max(id), 0) AS n FROM event').get()!.n;
  const tables = [...always, ...perEvent.filter((table) => depth === 'whole' || events <= quickEvents || holds[table] !== undefined)];
  return { seal: Object.fromEntries(tables.map((table) => [table, holds[table] ?? tableSeal(file, table)])) };
}

/**
 * Writes the digest of every table into the log, events included, whatever their number. The log's head, printed in a report, then pins down the
 * whole content. About 10 s for a million events; tables that the last seal still holds for are not read again.
 */
export function sealCase(file: WriteCase): void {
  const made = transaction(file, () => {
    const payload = sealOf(file, 'whole', sealThatHolds(file));
    writeAudit(file, { action: 'case.seal', kind: 'case', id: file.id, payload });
    return payload;
  });
  writerOf(file).sealed = { ...made, changes: changesOf(file) };
}

/** Compares the tables with the last seal, where nothing but an opening came after it. Where something did, there is nothing to compare with. */
export function checkSeals(file: ReadCase): { readonly rows: number; readonly problems: readonly string[]; readonly detail: string } {
  const seal = lastSeal(file);
  if (seal === undefined) return { rows: 0, problems: [], detail: 'Changed since the last seal: nothing to compare with.' };
  const problems: string[] = [];
  let rows = 0;
  for (const [table, { rows: sealed, sha256 }] of Object.entries(seal)) {
    if (!(always as readonly string[]).includes(table) && !perEvent.includes(table)) continue;
    const now = tableSeal(file, table);
    rows += now.rows;
    if (now.rows !== sealed) problems.push(`${table} has ${now.rows} rows, sealed were ${sealed}`);
    else if (now.sha256 !== sha256) problems.push(`${table} was changed`);
  }
  const left = perEvent.filter((table) => seal[table] === undefined);
  return { rows, problems, detail: left.length === 0 ? '' : `Not sealed: ${left.join(', ')}.` };
}

/** SHA-256 over the rows of a table in the order of its primary key: each as JSON array of its cells in table order, blobs in hex, and a newline. */
function tableSeal(file: ReadCase, table: string): TableSeal {
  const columns = prepared<{ name: string; type: string; pk: number }>(file, `SELECT name, type, pk FROM pragma_table_info('${table}') ORDER BY cid`).all();
  const key = columns.filter((one) => one.pk > 0).sort((a, b) => a.pk - b.pk).map((one) => `"${one.name}"`).join(', ');
  const cells = columns.map(({ name, type }) => (type === 'BLOB' || type === 'ANY' ? hexOrText(`"${name}"`) : `"${name}"`)).join(', ');
  const hash = createHash('sha256');
  let rows = 0;
  let lines = '';
  for (const row of preparedRaw<readonly unknown[]>(file, `SELECT ${cells} FROM ${table} ORDER BY ${key}`).iterate()) {
    lines += `${JSON.stringify(row)}\n`;
    rows += 1;
    if (lines.length > charactersPerUpdate) {
      hash.update(lines);
      lines = '';
    }
  }
  return { rows, sha256: hash.update(lines).digest('hex') };
}
