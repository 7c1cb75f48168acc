import { severities } from '../../contract/index.ts';
import type { Columns, RowSet } from '../../columns/index.ts';
import type { IdColumn } from '../id-column.ts';
import type { FindingsOf } from '../meta-parts.ts';
import type { MetaRule, Rule } from '../rule.ts';
import { blankIds, emptyReason, type InputFinding, type Run } from '../run.ts';
import { serves } from '../tactics.ts';

/** A finding with its rows. Times UTC ms. */
export interface Placed extends InputFinding {
  /** Ascending. */
  readonly rows: RowSet;
  readonly start: number;
  readonly end: number;
  readonly datasets: readonly string[];
}
/** Findings of one entity. */
export interface EntityFindings {
  /** Its fields as ids of the columns, in their order in the rule. */
  readonly ids: readonly number[];
  readonly group: Readonly<Record<string, string>>;
  /** Those that the rule counts, by start. */
  readonly findings: readonly Placed[];
  /** Those that its steps may ask for, by start; empty where no step asks for findings. */
  readonly others: readonly Placed[];
}

/** Whether a rule gives findings that `of` reads. Rules of kind meta are read by none: what counts what it counts itself never ends. */
export function readsRule(of: FindingsOf, rule: Pick<Rule, 'id' | 'variant' | 'kind' | 'output' | 'attack'>): boolean {
  if (rule.kind === 'meta' || rule.output !== 'finding' || of.not.includes(rule.id)) return false;
  return (of.variant === 'any' || of.variant === rule.variant) && readsFacts(of, rule);
}

function readsFacts(of: FindingsOf, { id, attack }: Pick<Rule, 'id' | 'attack'>): boolean {
  return (of.rules.length === 0 || of.rules.includes(id))
    && (of.attack.length === 0 || attack.some((one) => of.attack.includes(one) || of.attack.includes(one.slice(0, 5))))
    && (of.tactics.length === 0 || of.tactics.some((tactic) => attack.some((one) => serves(one, tactic))));
}

/** Whether `of` reads a finding. */
export function reads(of: FindingsOf, { rule, draft }: InputFinding): boolean {
  return !of.not.includes(rule.id) && (of.variant === 'any' || of.variant === rule.variant) && readsFacts(of, rule) && severities.indexOf(draft.severity) >= severities.indexOf(of.severity);
}

/** All rules whose findings a rule of kind meta asks for. */
export const readBy = ({ meta }: MetaRule, rules: readonly Rule[]): readonly Rule[] =>
  rules.filter((rule) => [meta.of, ...meta.then.flatMap(({ of }) => (of === null ? [] : [of]))].some((of) => readsRule(of, rule)));

/** The findings that a rule reads, by entity. What does not count is told: what is expected, what was cleared, what is about nobody or about several. */
export function metaInputs(rule: MetaRule, run: Run): { readonly groups: readonly EntityFindings[] } {
  const { of, then, by } = rule.meta;
  const steps = then.flatMap((step) => (step.of === null ? [] : [step.of]));
  const asked = run.findings.filter((one) => [of, ...steps].some((choice) => reads(choice, one)));
  const cleared = new Set(run.context.cleared.map((one) => keyOf(one)));
  const standing = asked.filter(({ draft }) => {
    if (draft.filteredBy !== null) run.drop('expected, by an exception or filter', 1);
    else if (cleared.has(keyOf(draft))) run.drop('cleared by an analyst', 1);
    else return true;
    return false;
  });
  const columns = by.map(run.lens.column);
  const blanks = columns.map((column) => blankIds(rule, run.columns, column));
  const passing = passes(run);
  const groups = new Map<string, { ids: readonly number[]; findings: Placed[]; others: Placed[] }>();
  for (const placed of placedOf(standing, run.columns)) {
    if (passing !== null && !placed.rows.some((row) => passing[row] === 1)) {
      run.drop('with no event that the rule looks at', 1);
      continue;
    }
    const ids = columns.map((column, i) => idAmong(column, placed.rows, blanks[i]!));
    const open = ids.findIndex((id) => id === null || id < 0);
    if (open >= 0) {
      run.drop(ids[open] === null ? emptyReason(by[open]!) : `about several (${by[open]})`, 1);
      continue;
    }
    const key = ids.join(' ');
    const own = groups.get(key) ?? { ids: ids as readonly number[], findings: [], others: [] };
    groups.set(key, own);
    if (reads(of, placed)) own.findings.push(placed);
    if (steps.some((choice) => reads(choice, placed))) own.others.push(placed);
  }
  const named = ({ ids, findings, others }: { ids: readonly number[]; findings: Placed[]; others: Placed[] }): EntityFindings => ({
    ids, group: Object.fromEntries(by.map((name, i) => [name, columns[i]!.text(ids[i]!)])), findings: findings.sort(inOrder), others: others.sort(inOrder),
  });
  return { groups: [...groups.values()].filter(({ findings }) => findings.length > 0).map(named) };
}

/** One finding, whoever tells of it. */
function keyOf({ rule, variant, entity, start }: { readonly rule: string; readonly variant: string; readonly entity: Readonly<Record<string, string>>; readonly start: number }): string {
  return JSON.stringify([rule, variant, start, Object.entries(entity).sort(([a], [b]) => (a < b ? -1 : 1))]);
}

const inOrder = (a: Placed, b: Placed): number => a.start - b.start || (a.rule.id < b.rule.id ? -1 : a.rule.id > b.rule.id ? 1 : 0) || (a.rule.variant < b.rule.variant ? -1 : 1);

/** 1 for each row that the rule's filter leaves; null where it leaves all. */
function passes({ rows, columns }: Run): Uint8Array | null {
  if (rows.length === columns.count) return null;
  const passing = new Uint8Array(columns.count);
  for (const row of rows) passing[row] = 1;
  return passing;
}

/** The one id among the rows; null where there is none, -1 where there are several. */
function idAmong({ idAt }: IdColumn, rows: RowSet, blanks: Uint8Array): number | null {
  let found: number | null = null;
  for (const row of rows) {
    const id = idAt(row);
    if (blanks[id] === 1 || id === found) continue;
    if (found !== null) return -1;
    found = id;
  }
  return found;
}

/** Findings name their events as the case does; here are their rows. */
function placedOf(findings: readonly InputFinding[], columns: Columns): readonly Placed[] {
  if (findings.length === 0) return [];
  const highest = findings.reduce((most, { draft }) => draft.events.reduce((high, event) => Math.max(high, event), most), 0);
  const places = new Uint32Array(highest + 1);
  for (const { draft } of findings) for (const event of draft.events) places[event] = 1;
  for (let row = 0; row < columns.count; row += 1) {
    const event = columns.event[row]!;
    if (event <= highest && places[event] === 1) places[event] = row + 2;
  }
  const dataset = columns.coded('event.dataset').codes;
  return findings.map(({ rule, draft }) => {
    const rows = Uint32Array.from(draft.events, (event) => places[event]! - 2).sort();
    const ids = new Set<number>();
    for (const row of rows) ids.add(dataset[row]!);
    return { rule, draft, rows, start: draft.start, end: draft.end, datasets: [...ids].map((id) => columns.text('event.dataset', id)) };
  });
}
