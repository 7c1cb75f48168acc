import { createHash } from 'node:crypto';
import { windowsFired, type FaultShape, type FindingDraft, type Variant, type ViewDraft } from '../contract/index.ts';
import { writeAudit } from './audit.ts';
import { canonicalJson } from './canonical-json.ts';
import { undoneSql } from './decisions.ts';
import { currentEnrichment } from './enrichment.ts';
import { raiseFindingVersion } from './finding-version.ts';
import { findingIdentity, freeze, frozenEvents } from './frozen.ts';
import { prepared, writerOf, type WriteCase } from './handle.ts';
import { assignSlots, networkLookup, networksAmong, type Networks } from './slots.ts';
import { transaction } from './transaction.ts';

/** What became of a rule in a hunt. */
export interface HuntedRule {
  readonly rule: string;
  readonly variant: Variant;
  readonly version: number;
  readonly hash: string;
  readonly status: 'done' | 'failed' | 'not-run' | 'stopped';
  /** The values it ran with. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly dropped: readonly { readonly reason: string; readonly count: number }[];
  readonly fault: FaultShape | null;
  readonly findings: readonly FindingDraft[];
  readonly view: ViewDraft | null;
}
export interface FindingChanges {
  readonly new: number;
  readonly unchanged: number;
  readonly changed: number;
  readonly gone: number;
}

/** Begins a hunt and gives its number. */
export function beginHunt(file: WriteCase): number {
  const { session } = writerOf(file);
  return transaction(file, () => {
    const events = prepared<{ n: number }>(file, 'SELECT coalesce(max(id), 0) AS n FROM event').get()!.n;
    const enrichment = currentEnrichment(file);
    const run = Number(prepared(file, `INSERT INTO hunt_run (started, state, session, enrichment_run, events) VALUES (?, 'running', ?, nullif(?, 0), ?)`)
      .run(new Date(session.now()).toISOString(), session.id, enrichment, events).lastInsertRowid);
    writeAudit(file, { action: 'hunt.begin', kind: 'hunt', id: String(run), payload: { events, enrichment } });
    return run;
  });
}

/** Ends a hunt. What its rules found until then is kept. */
export function endHunt(file: WriteCase, run: number, state: 'done' | 'stopped' | 'failed'): void {
  transaction(file, () => {
    prepared(file, 'UPDATE hunt_run SET state = ?, ended = ? WHERE id = ?').run(state, new Date(writerOf(file).session.now()).toISOString(), run);
    writeAudit(file, { action: 'hunt.end', kind: 'hunt', id: String(run), payload: { state } });
  });
}

/**
 * Stores what rules of a hunt found, and compares it with the hunt before that ran them: new, unchanged, changed, gone. A rule that did not run to
 * its end says nothing about what is gone. May be called once per rule or once per hunt.
 */
export function storeFindings(file: WriteCase, run: number, hunted: readonly HuntedRule[]): FindingChanges {
  return transaction(file, () => {
    const total = { new: 0, unchanged: 0, changed: 0, gone: 0 };
    const network = networkLookup(file);
    const named: Networks[] = [];
    for (const one of hunted) {
      const rule = ruleRow(file, one);
      const stored = new Set(one.findings.map((draft) => {
        const networks = networksAmong(file, draft.events, network);
        named.push(networks);
        return storeFinding(file, run, rule, draft, networks, total);
      }));
      if (one.status === 'done') markGone(file, run, rule, one, stored, total);
      if (one.view !== null) storeView(file, run, rule, one.view);
      prepared(file, 'INSERT INTO hunt_rule VALUES (?, ?, ?, ?, ?, ?, ?, ?)').run(run, rule, one.status, stored.size, one.view?.rows.length ?? 0,
        canonicalJson(one.parameters), canonicalJson(one.dropped), one.fault === null ? null : JSON.stringify(one.fault));
      writeAudit(file, {
        action: 'hunt.rule', kind: 'rule', id: one.rule,
        payload: { run, variant: one.variant, version: one.version, hash: one.hash, status: one.status, findings: stored.size, rows: one.view?.rows.length ?? 0, parameters: one.parameters, dropped: one.dropped },
      });
    }
    raiseFindingVersion(file);
    // In the order of the findings, so that charts have their colours from the first look.
    assignSlots(file, 'network', named.flatMap((networks) => networks.map((one) => one.label)));
    return total;
  });
}

function ruleRow(file: WriteCase, { rule, variant, version, hash }: HuntedRule): number {
  const row = prepared<{ id: number }>(file, 'SELECT id FROM rule WHERE rule = ? AND variant = ? AND version = ? AND hash = ?').get(rule, variant, version, hash);
  if (row === undefined) throw new Error(`Rule ${rule} (${variant}, version ${version}) ran but was not stored: call storeRules first.`);
  return row.id;
}

/** Stores one finding and gives its row. Only for this room: hunts go through `storeFindings`. */
export function storeFinding(file: WriteCase, run: number, rule: number, draft: FindingDraft, networks: Networks, total: Record<keyof FindingChanges, number>): number {
  const identity = Buffer.from(findingIdentity(draft), 'hex');
  const frozen = freeze(file, draft.events);
  const content = contentOf(draft, frozen.events);
  const before = prepared<{ id: number; state: string; version: number; content: Buffer }>(file, `SELECT f.id, f.state, f.version, v.content
    FROM finding f JOIN finding_version v ON v.id = f.version WHERE f.identity = ?`).get(identity);
  const same = before?.content.equals(content) === true;
  const state = before === undefined || before.state === 'gone' ? 'new' : same || ownOf(storedSaid(file, before.version, draft.start)).equals(ownOf({ ...draft, events: frozen.events })) ? 'unchanged' : 'changed';
  const finding = before?.id ?? Number(prepared(file, 'INSERT INTO finding (identity, rule, variant, entity, start_ms, state, version) VALUES (?, ?, ?, ?, ?, ?, 0)')
    .run(identity, draft.rule, draft.variant, canonicalJson(draft.entity), draft.start, state).lastInsertRowid);
  const version = same ? before!.version : storeVersion(file, run, rule, finding, { draft, networks, frozen, content });
  prepared(file, 'UPDATE finding SET state = ?, version = ? WHERE id = ?').run(state, version, finding);
  // A row of a table may be promoted again after its hunt: then the finding stands after that hunt as it does now.
  prepared(file, 'INSERT INTO finding_history VALUES (?, ?, ?, ?, ?) ON CONFLICT (run, finding) DO UPDATE SET state = excluded.state, version = excluded.version').run(run, finding, state, version, rule);
  if (state === 'new') linkEarlier(file, run, finding, draft, frozen.events);
  total[state] += 1;
  return finding;
}

interface Said { readonly draft: FindingDraft; readonly networks: Networks; readonly frozen: ReturnType<typeof freeze>; readonly content: Buffer }
function storeVersion(file: WriteCase, run: number, rule: number, finding: number, { draft, networks, frozen, content }: Said): number {
  const [window] = draft.explanation.windows;
  return Number(prepared(file, `INSERT INTO finding_version (finding, run, rule, title, severity, score, filtered_by, actor, end_ms, event_count, windows, window_ms, networks, content, events, event_rows, value_counts, explanation)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`).run(finding, run, rule, draft.title, draft.severity, draft.score, draft.filteredBy, draft.actor, draft.end, draft.events.length,
    windowsFired(draft.explanation), window === undefined ? null : Date.parse(window.end) - Date.parse(window.start), JSON.stringify(networks), content,
    frozen.events, frozen.eventRows, JSON.stringify(draft.values), JSON.stringify(draft.explanation)).lastInsertRowid);
}

/** What a finding says, in one hash. The version of the rule is not in it: a rule that was reworded and finds the same changes nothing. */
function contentOf(draft: Omit<OwnSaid, 'events' | 'explanation'> & { readonly explanation: object }, events: Buffer): Buffer {
  const { title, severity, filteredBy, actor, start, end, values, explanation } = draft;
  return createHash('sha256').update(canonicalJson({ title, severity, filteredBy, actor, start, end, values, explanation })).update(events).digest();
}

interface OwnSaid extends Pick<FindingDraft, 'title' | 'severity' | 'filteredBy' | 'actor' | 'start' | 'end' | 'values' | 'explanation'> { readonly events: Buffer }
/** The same of what is about the finding itself. What its rule left out over the whole run is said anew with each version, and changes no finding. */
function ownOf({ events, explanation, ...said }: OwnSaid): Buffer {
  const { dropped: _, parts, text, ...own } = explanation;
  return contentOf({ ...said, explanation: { ...own, text: parts?.filter(({ of }) => of !== 'run').map((part) => part.text).join('') ?? text } }, events);
}

interface StoredSaid extends Pick<OwnSaid, 'title' | 'severity' | 'filteredBy' | 'actor' | 'end' | 'events'> { readonly values: string; readonly explanation: string }
function storedSaid(file: WriteCase, version: number, start: number): OwnSaid {
  const { values, explanation, ...said } = prepared<StoredSaid>(file, `SELECT title, severity, filtered_by AS filteredBy, actor, end_ms AS "end", events, value_counts AS "values", explanation FROM finding_version WHERE id = ?`).get(version)!;
  return { ...said, start, values: JSON.parse(values) as OwnSaid['values'], explanation: JSON.parse(explanation) as OwnSaid['explanation'] };
}

/** A window that starts elsewhere makes another finding of what is the same to an analyst: it is linked, and what was decided holds for it. */
function linkEarlier(file: WriteCase, run: number, finding: number, draft: FindingDraft, events: Buffer): void {
  const mine = new Set(frozenEvents(events));
  const earlier = prepared<{ id: number; events: Buffer }>(file, `SELECT f.id, v.events FROM finding f JOIN finding_version v ON v.id = f.version
    WHERE f.rule = ? AND f.variant = ? AND f.entity = ? AND f.id <> ?
      AND NOT EXISTS (SELECT 1 FROM finding_history h WHERE h.finding = f.id AND h.run = ? AND h.state = 'new')`);
  const link = prepared(file, 'INSERT INTO finding_link VALUES (?, ?, ?) ON CONFLICT (finding, earlier) DO NOTHING');
  for (const other of earlier.all(draft.rule, draft.variant, canonicalJson(draft.entity), finding, run)) {
    if (frozenEvents(other.events).some((one) => mine.has(one))) link.run(finding, other.id, run);
  }
}

function markGone(file: WriteCase, run: number, rule: number, { rule: id, variant }: HuntedRule, stored: ReadonlySet<number>, total: Record<keyof FindingChanges, number>): void {
  // A finding that an analyst made of a table's row is his: no hunt takes it back.
  const before = prepared<{ id: number; version: number }>(file, `SELECT id, version FROM finding WHERE rule = ? AND variant = ? AND state <> 'gone'
    AND NOT EXISTS (SELECT 1 FROM decision d WHERE d.target_kind = 'view-row' AND d.target = lower(hex(finding.identity)) AND d.kind = 'promotion' AND NOT ${undoneSql}) ORDER BY id`).all(id, variant);
  for (const one of before) {
    if (stored.has(one.id)) continue;
    prepared(file, `UPDATE finding SET state = 'gone' WHERE id = ?`).run(one.id);
    prepared(file, `INSERT INTO finding_history VALUES (?, ?, 'gone', ?, ?)`).run(run, one.id, one.version, rule);
    total.gone += 1;
  }
}

/** A hunt table is what the last hunt made of it. A row that was promoted is a finding by then, and that stays. */
function storeView(file: WriteCase, run: number, rule: number, view: ViewDraft): void {
  prepared(file, 'DELETE FROM view_row WHERE rule IN (SELECT id FROM rule WHERE rule = ? AND variant = ?)').run(view.rule, view.variant);
  const insert = prepared(file, `INSERT INTO view_row (run, rule, position, identity, columns, cells, entity, start_ms, end_ms, event_count, events, event_rows)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const columns = JSON.stringify(view.columns);
  view.rows.forEach((row, position) => {
    const frozen = freeze(file, row.events);
    const identity = findingIdentity({ rule: view.rule, variant: view.variant, entity: row.entity, start: row.start });
    insert.run(run, rule, position, Buffer.from(identity, 'hex'), columns, JSON.stringify(row.cells), canonicalJson(row.entity), row.start, row.end, row.events.length, frozen.events, frozen.eventRows);
  });
}
