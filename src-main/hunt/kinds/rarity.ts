import { isoOf } from '../../contract/index.ts';
import type { RowSet } from '../../columns/index.ts';
import { baselineOf, learnedFrom } from '../context/baseline.ts';
import type { Found } from '../found.ts';
import type { IdColumn } from '../id-column.ts';
import { rarityMeasures, type RarityMeasure } from '../rarity-measures.ts';
import { holds, distinctLimitsOf, type RarityRule } from '../rule.ts';
import { type Hit, type Run } from '../run.ts';
import { measureOf, signaturesOf, type Counts, type Signatures } from './rarity-count.ts';

/**
 * Signatures (tuples of fields, exact: variable parts are masked in the fields themselves) by how often each occurs in its group, its tenant, in
 * events, sessions and days of the case's zone. Fields that are blank are a blank part of the signature.
 */
export function* runRarity(rule: RarityRule, run: Run): Generator<Hit> {
  const all = signaturesOf(rule, run);
  const hitOf = hits(rule, run, all);
  for (const [at, pair] of rareOf(rule, all).entries()) {
    if (at % 1024 === 0) run.checkStop();
    yield hitOf(pair);
  }
}

/** What the rule finds, before hits are made of it: counting a threshold needs nothing else. */
export function foundRarity(rule: RarityRule, run: Run): Found {
  const all = signaturesOf(rule, run);
  const rare = rareOf(rule, all);
  const { time } = run.columns;
  const { rows, starts } = all.pairs;
  const hitOf = hits(rule, run, all);
  const whom = whomOf(rule, run, all);
  return {
    count: rare.length, grouping: all, group: (at) => rare[at]!, entity: (at) => whom(rare[at]!).group, start: (at) => time[rows[starts[rare[at]!]!]!]!, end: (at) => time[rows[starts[rare[at]! + 1]! - 1]!]! + 1,
    severity: () => rule.severity, rows: (at) => rowsOf(all, rare[at]!), hit: (at) => hitOf(rare[at]!),
  };
}

const rowsOf = ({ pairs: { rows, starts } }: Signatures, pair: number): RowSet => rows.subarray(starts[pair]!, starts[pair + 1]!);

/** The pairs that fulfil the condition, ascending: those of one group are neighbours. */
function rareOf(rule: RarityRule, all: Signatures): Uint32Array {
  const rare = new Uint32Array(all.pairs.count);
  let found = 0;
  for (let pair = 0; pair < rare.length; pair += 1) if (judgedBy(rule, all, pair) !== null) rare[found++] = pair;
  return rare.slice(0, found);
}

/**
 * The counts by which a pair fulfils the condition, null where it does not: those of what may say what is usual; of a pair that has bad events else those of all, so that confirming a finding does not make it go.
 * A list of all profiles judges none, and counts everything.
 */
function judgedBy({ rarity: { when } }: RarityRule, all: Signatures, pair: number): Counts | null {
  if (when === null) return all.all;
  const fulfils = (counts: Counts): boolean => holds(when, (name) => measureOf(name as RarityMeasure, all, counts, pair));
  if (fulfils(all.usual)) return all.usual;
  return all.bad !== null && all.bad[pair]! > 0 && fulfils(all.all) ? all.all : null;
}

interface Whom {
  readonly own: Readonly<Record<string, string>>;
  /** The parts of the signature that the group does not have. */
  readonly parts: Readonly<Record<string, string | null>>;
  readonly group: Readonly<Record<string, string>>;
}

/** Tells whom a pair is about. Pairs of one group are mostly asked for one after the other. */
export function whomOf(rule: RarityRule, run: Run, { entities, pairs: { groups, rows, starts } }: Signatures): (pair: number) => Whom {
  let last = -1;
  let own: Readonly<Record<string, string>> = {};
  return (pair) => {
    const group = groups[pair]!;
    if (group !== last) own = entities.entity(group);
    last = group;
    const parts: Record<string, string | null> = {};
    const whole: Record<string, string> = { ...own };
    for (const name of rule.rarity.signature) {
      if (Object.hasOwn(own, name)) continue;
      parts[name] = cellOf(run.lens.column(name), rows[starts[pair]!]!);
      whole[name] = parts[name] ?? '';
    }
    return { own, parts, group: whole };
  };
}

/** Makes the hit of a pair. */
function hits(rule: RarityRule, run: Run, all: Signatures): (pair: number) => Hit {
  const { when } = rule.rarity;
  const { time } = run.columns;
  const limits = when === null ? [] : distinctLimitsOf(when);
  const whom = whomOf(rule, run, all);
  return (pair) => {
    const rows = rowsOf(all, pair);
    const { own, parts, group } = whom(pair);
    const counts = judgedBy(rule, all, pair) ?? all.all;
    const measured: Record<string, number> = {};
    for (const name of rarityMeasures) measured[name] = measureOf(name, all, counts, pair);
    const learned = when === null ? null : learnedOf(run, all, pair, counts);
    const [start, end] = [time[rows[0]!]!, time[rows.at(-1)!]!];
    return {
      rows, group, start, end, windows: [],
      limits: limits.map(({ measure, test, value }) => ({ name: measure, measured: measured[measure]!, test, limit: value })),
      baseline: { ...measured, ...learned?.facts }, severity: rule.severity,
      cells: { ...own, ...parts, first: isoOf(start), last: isoOf(end), ...measured },
      words: { signature: all.own.text(all.own.idAt(rows[0]!)), ...(learned === null ? {} : { learned: learned.says }), ...(counts === all.all ? {} : { usual: 'yes' }) },
    };
  };
}

/** Whether somebody else could lie in what the group of a pair does usually, and how many bad events of the group were left out of it. */
function learnedOf(run: Run, { pairs: { groups }, bad, usual }: Signatures, pair: number, counts: Counts): ReturnType<typeof learnedFrom> {
  const baseline = baselineOf(run);
  let [left, low, high] = [0, pair, pair];
  while (low > 0 && groups[low - 1] === groups[pair]) low -= 1;
  while (high + 1 < groups.length && groups[high + 1] === groups[pair]) high += 1;
  for (let at = low; bad !== null && at <= high; at += 1) left += bad[at]!;
  if (counts === usual || left === 0) return learnedFrom(baseline, left, 'what is usual');
  return { facts: {}, says: `${left === 1 ? '1 event' : `${left.toLocaleString('en')} events`} of confirmed findings or of known-bad periods ${left === 1 ? 'is' : 'are'} counted here: without ${left === 1 ? 'it' : 'them'} it would not be rare. It has such events itself, so it stays a finding.` };
}

const cellOf = (column: IdColumn, row: number): string | null => (column.idAt(row) === 0 ? null : column.text(column.idAt(row)));
