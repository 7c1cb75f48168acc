import { findingFacts, findingRowsOf, findingSaid, findingsNetworks, prepareFindingFacts, stateOf, type FindingFact, type ReadCase } from '../case/index.ts';
import { isoOf, MANY_FINDINGS, MOST_FINDING_GROUPS, severities, type FindingChoice, type FindingGroup, type FindingGrouping, type FindingLine, type FindingPage, type FindingPlace } from '../contract/index.ts';
import type { Steps } from '../kit/steps.ts';
import { chosen, prepareTexts, totalsOf } from './findings-chosen.ts';

/** Gets ready for lists of findings, in steps; no columns are needed for them. */
export function* prepareFindings(file: ReadCase): Steps<void> {
  yield* prepareFindingFacts(file);
  findingSaid(file);
  yield;
  yield* prepareTexts(findingFacts(file));
}

export interface FindingsQuestion {
  readonly choice: FindingChoice;
  readonly by: FindingGrouping;
  /** Keys of groups that are folded. */
  readonly folded: readonly string[];
}

interface Group { readonly key: string; readonly name: string | null; readonly facts: FindingFact[]; readonly weight: number[] }
/** The findings of a choice in their groups, before any is folded. */
interface Listed extends Pick<FindingPage, 'shown' | 'by' | 'states' | 'tooMany' | 'totals'> { readonly groups: readonly Group[]; readonly ids: ReadonlySet<string> }

/** A page of the list of findings. What is chosen and grouped is kept until the case changes, so that a page deep in it costs what the first one does. */
export function askFindings(file: ReadCase, { after, limit, ...question }: FindingsQuestion & { readonly after: number; readonly limit: number }): FindingPage {
  const { groups, ids: _, ...sums } = listed(file, question);
  const folded = new Set(question.folded);
  const row = findingRowsOf(file);
  const rows: FindingLine[] = [];
  let total = 0;
  for (const group of groups) {
    const [closed, headed] = [folded.has(group.key), sums.by !== 'none'];
    const first = total;
    total += (headed ? 1 : 0) + (closed ? 0 : group.facts.length);
    if (total <= after || first >= after + limit) continue;
    if (headed && first >= after) rows.push({ kind: 'group', group: groupOf(file, sums.by, group), folded: closed });
    if (closed) continue;
    const from = first + (headed ? 1 : 0);
    for (const fact of group.facts.slice(Math.max(0, after - from), after + limit - from)) rows.push({ kind: 'finding', row: row(fact) });
  }
  const end = Math.min(total, after + limit);
  return { rows, next: end < total ? end : null, total, ...sums };
}

/** Where a finding stands in the list, and what is around it. */
export function askFindingPlace(file: ReadCase, { finding, ...question }: FindingsQuestion & { readonly finding: string | null }): FindingPlace {
  const { groups, ids, by } = listed(file, question);
  const said = findingSaid(file);
  const folded = new Set(question.folded);
  const isOpen = (fact: FindingFact): boolean => fact.state !== 'gone' && said(fact).verdict === 'open';
  let [at, lines, before, previous, next, passed] = [null as number | null, 0, null as string | null, null as string | null, null as string | null, false];
  let [firstOpen, open] = [null as string | null, null as string | null];
  for (const { key, facts } of groups) {
    if (by !== 'none') lines += 1;
    const closed = folded.has(key);
    for (const fact of facts) {
      if (fact.id === finding) [at, previous, passed] = closed ? [null, null, true] : [lines, before, true];
      else {
        if (!closed && next === null && (passed || finding === null)) next = fact.id;
        if (isOpen(fact)) [firstOpen, open] = [firstOpen ?? fact.id, open ?? (passed || finding === null ? fact.id : null)];
      }
      if (closed) continue;
      before = fact.id;
      lines += 1;
    }
  }
  return { at, folded: at === null && finding !== null && ids.has(finding), previous, next, open: open ?? firstOpen };
}

/** Lists that are kept of a case: that of the screen, and one that another asks for. */
const LISTS_KEPT = 3;
const kept = new WeakMap<ReadCase, Map<string, Listed>>();

function listed(file: ReadCase, { choice, by }: FindingsQuestion): Listed {
  const lists = kept.get(file) ?? new Map<string, Listed>();
  kept.set(file, lists);
  const key = JSON.stringify([stateOf(file), choice, by]);
  const known = lists.get(key) ?? made(file, choice, by);
  // Last asked for, last to go.
  lists.delete(key);
  lists.set(key, known);
  for (const old of [...lists.keys()].slice(0, -LISTS_KEPT)) lists.delete(old);
  return known;
}

function made(file: ReadCase, choice: FindingChoice, asked: FindingGrouping): Listed {
  const [facts, said] = [findingFacts(file), findingSaid(file)];
  const shown = chosen(facts, said, choice);
  const by = asked === 'none' && shown.length > MANY_FINDINGS ? 'user' : asked;
  const all = grouped(shown, by);
  const many = shown.length > MANY_FINDINGS;
  const groups = many ? all.slice(0, MOST_FINDING_GROUPS) : all;
  const states = { new: 0, unchanged: 0, changed: 0, gone: 0 };
  // What had gone before the last hunt says nothing of that.
  for (const { state, went } of shown) if (state !== 'gone' || went === true) states[state] += 1;
  return { groups, ids: new Set(shown.map(({ id }) => id)), shown: shown.length, by, states, totals: totalsOf(facts, said), tooMany: many ? { groups: groups.length, left: all.length - groups.length, ...mostOf(shown) } : null };
}

/** The rule that gave most. */
function mostOf(facts: readonly FindingFact[]): { readonly rule: string; readonly ruleCount: number } {
  const counts = new Map<string, number>();
  for (const { rule } of facts) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  const [rule, ruleCount] = [...counts].reduce((most, one) => (one[1] > most[1] ? one : most), ['', 0] as [string, number]);
  return { rule, ruleCount };
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Findings by user or rule: the group with the gravest and most findings first; in a group they keep their order. */
function grouped(facts: readonly FindingFact[], by: FindingGrouping): readonly Group[] {
  const groups = new Map<string | null, Group>();
  for (const fact of facts) {
    const name = by === 'user' ? fact.actor : by === 'rule' ? fact.rule : null;
    let group = groups.get(name);
    if (group === undefined) groups.set(name, (group = { key: `${by}:${name ?? ''}`, name, facts: [], weight: severities.map(() => 0) }));
    group.facts.push(fact);
    group.weight[severities.indexOf(fact.severity)]! += 1;
  }
  return [...groups.values()].sort((a, b) => heavier(a.weight, b.weight) || byText(a.name ?? '\uffff', b.name ?? '\uffff'));
}

function heavier(a: readonly number[], b: readonly number[]): number {
  const at = a.findLastIndex((one, index) => one !== b[index]);
  return at < 0 ? 0 : b[at]! - a[at]!;
}

const heads = new WeakMap<Group, FindingGroup>();
function groupOf(file: ReadCase, by: FindingGrouping, group: Group): FindingGroup {
  let head = heads.get(group);
  if (head === undefined) {
    const { key, name, facts } = group;
    const [first, last] = facts.reduce(([from, to], { startMs, endMs }) => [Math.min(from, startMs), Math.max(to, endMs)] as const, [Infinity, -Infinity] as const);
    head = { key, by, name, count: facts.length, first: isoOf(first), last: isoOf(last), gravest: isoOf(facts[0]!.startMs), networks: findingsNetworks(file, facts) };
    heads.set(group, head);
  }
  return head;
}
