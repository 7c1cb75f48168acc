import { isoOf, riskOf } from '../../contract/index.ts';
import type { RowSet } from '../../columns/index.ts';
import { distinctLimitsOf, holds, limitsOf, type MetaRule } from '../rule.ts';
import type { Hit, Run } from '../run.ts';
import { chainAfter, type Point } from './meta-chain.ts';
import { metaInputs, type Placed } from './meta-inputs.ts';

/** Events of a finding of findings at most: more nobody reads, and each finding has its own. */
export const MOST_EVIDENCE = 10_000;
/** Findings that a hit names one by one, and windows that it lists. */
const NAMED = 12;
const WINDOWS = 200;
/** Chains that overlap are one hit, from the start of the first finding to that of the last at most so many ms: 7 d. */
const CHAINS_TOGETHER = 604_800_000;

/** A window of findings that fired, and what came after it. */
interface Fired {
  readonly from: number;
  readonly to: number;
  readonly measured: Readonly<Record<string, number>>;
  readonly steps: readonly Point[];
}

/** Findings of one entity that together fulfil the condition, and are followed by what the rule wants after them. */
export function* runMeta(rule: MetaRule, run: Run): Generator<Hit> {
  const inputs = metaInputs(rule, run);
  for (const own of inputs.groups) {
    run.checkStop();
    const fired = [...windowsOf(rule, run, own.findings)].flatMap((window) => {
      if (rule.meta.then.length === 0) return [{ ...window, steps: [] }];
      const steps = chainAfter(rule, run, own, own.findings.slice(window.from, window.to + 1));
      return steps === null ? [] : [{ ...window, steps }];
    });
    for (const together of merged(rule, own.findings, fired)) yield hitOf(rule, run, own.group, own.findings, together);
  }
}

/** Every window that fulfils the condition: of a sliding one (t - size, t] at the start of each finding, of none each finding alone. */
function* windowsOf(rule: MetaRule, run: Run, findings: readonly Placed[]): Generator<Omit<Fired, 'steps'>> {
  const { window, when } = rule.meta;
  const asksRisk = when !== null && limitsOf(when).some(({ measure }) => measure === 'risk');
  const counts = countsOf();
  let from = 0;
  for (let to = 0; to < findings.length; to += 1) {
    counts.add(findings[to]!, 1);
    const keeps = (place: number): boolean => (window === null ? place === to : window.type !== 'sliding' || findings[place]!.start > findings[to]!.start - window.size);
    for (; !keeps(from); from += 1) counts.add(findings[from]!, -1);
    if (window?.type === 'whole' && to < findings.length - 1) continue;
    run.checkStop();
    const measured = { ...counts.measured(), ...(asksRisk ? { risk: risk(findings.slice(from, to + 1)) } : {}) };
    if (when === null || holds(when, (name) => (measured as Record<string, number>)[name] ?? 0)) yield { from, to, measured };
  }
}

/** What the findings of a window come to, kept while it moves. */
function countsOf() {
  const of = { rules: new Map<string, number>(), hypotheses: new Map<string, number>(), techniques: new Map<string, number>(), datasets: new Map<string, number>() };
  let findings = 0;
  const add = (counts: Map<string, number>, values: readonly string[], by: number): void => {
    for (const value of new Set(values)) {
      const left = (counts.get(value) ?? 0) + by;
      if (left === 0) counts.delete(value);
      else counts.set(value, left);
    }
  };
  return {
    add({ rule, datasets }: Placed, by: 1 | -1): void {
      findings += by;
      add(of.rules, [rule.id], by);
      add(of.hypotheses, rule.hypotheses, by);
      add(of.techniques, rule.attack, by);
      add(of.datasets, datasets, by);
    },
    measured: () => ({ findings, rules: of.rules.size, hypotheses: of.hypotheses.size, techniques: of.techniques.size, datasets: of.datasets.size }),
  };
}

/** What findings would give to the risk of one user, had nobody judged them. */
const risk = (findings: readonly Placed[]): number =>
  riskOf(findings.map(({ rule, draft, start }) => ({ rule: `${rule.id}/${rule.variant}`, severity: draft.severity, score: draft.score, confirmed: false, startMs: start }))).risk;

/** Windows that share a finding, and chains that overlap in time, are one hit, as far as the cap goes. */
function merged({ meta: { window } }: MetaRule, findings: readonly Placed[], fired: readonly Fired[]): readonly (readonly Fired[])[] {
  const cap = window === null ? CHAINS_TOGETHER : window.type === 'sliding' ? window.cap : Infinity;
  const hits: Fired[][] = [];
  let until = -Infinity;
  for (const one of fired) {
    const open = hits.at(-1);
    const before = open?.at(-1);
    const overlaps = before !== undefined && (one.from <= before.to || (one.steps.length > 0 && findings[one.from]!.start <= until));
    const ends = Math.max(...one.steps.map(({ to }) => to), findings[one.to]!.end);
    if (overlaps && findings[one.to]!.start - findings[open![0]!.from]!.start <= cap) {
      open!.push(one);
      until = Math.max(until, ends);
    } else {
      hits.push([one]);
      until = ends;
    }
  }
  return hits;
}

function hitOf(rule: MetaRule, run: Run, group: Hit['group'], findings: readonly Placed[], fired: readonly Fired[]): Hit {
  const strength = ({ measured }: Fired): readonly number[] => [measured['risk'] ?? 0, measured['rules']!, measured['findings']!];
  const peak = fired.reduce((best, one) => (isMore(strength(one), strength(best)) ? one : best));
  const { steps } = fired[0]!;
  const all = new Set<Placed>();
  for (const { from, to } of fired) for (let place = from; place <= to; place += 1) all.add(findings[place]!);
  const after = fired.flatMap((one) => one.steps);
  for (const { finding } of after) if (finding !== null) all.add(finding);
  const told = [...all].sort((a, b) => a.start - b.start);
  const must = new Set([...after.flatMap(({ row }) => (row === null ? [] : [row])), ...told.flatMap(({ rows }) => [rows[0]!, rows.at(-1)!])]);
  const rows = evidenceOf(told, must);
  const inAll = countOf(told, must);
  const { time } = run.columns;
  return {
    rows, group, start: time[rows[0]!]!, end: time[rows.at(-1)!]!, severity: rule.severity,
    windows: fired.slice(0, WINDOWS).map(({ from, to, measured }) => ({ start: findings[from]!.start, end: findings[to]!.start + 1, measured, fired: true })),
    limits: (rule.meta.when === null ? [] : distinctLimitsOf(rule.meta.when)).map(({ measure: name, test, value }) => ({ name, measured: peak.measured[name] ?? 0, test, limit: value })),
    baseline: {
      windows_fired: fired.length, ...peak.measured, risk: risk(told), named_findings: told.length,
      ...Object.fromEntries(told.slice(0, NAMED).flatMap(({ rule: { id }, start, draft }, i) => [[`finding_${i + 1}`, id], [`finding_${i + 1}_start`, isoOf(start)], [`finding_${i + 1}_severity`, draft.severity]])),
      ...Object.fromEntries(steps.flatMap((step, i) => [[`step_${i + 1}`, rule.meta.then[i]!.name], [`step_${i + 1}_at`, isoOf(step.from)]])),
      ...(inAll > rows.length ? { events_in_all: inAll } : {}),
    },
    cells: { ...group, ...peak.measured, risk: risk(told), events: rows.length }, words: {},
  };
}

/** How many events there are in all. */
function countOf(findings: readonly Placed[], must: ReadonlySet<number>): number {
  const rows = new Set(must);
  for (const { rows: own } of findings) for (const row of own) rows.add(row);
  return rows.size;
}

/** Compares what comes first, then what comes next. */
function isMore(a: readonly number[], b: readonly number[]): boolean {
  const at = a.findIndex((value, i) => value !== b[i]);
  return at >= 0 && a[at]! > b[at]!;
}

/** Events of all findings, ascending: those that must be among them, and of each finding as many as there is room for. */
function evidenceOf(findings: readonly Placed[], must: ReadonlySet<number>): RowSet {
  const rows = new Set(must);
  const share = Math.max(0, Math.floor((MOST_EVIDENCE - must.size) / Math.max(1, findings.length)));
  for (const { rows: own } of findings) for (const row of own.subarray(0, share)) rows.add(row);
  return Uint32Array.from(rows).sort();
}
