import { emptyContext, Fault, fieldEntry, type FaultShape, type FieldName, type FindingDraft, type HuntContext, type ViewDraft } from '../contract/index.ts';
import { allRows, type Columns, type RowSet } from '../columns/index.ts';
import { draftFinding, draftView, type Dropped } from './draft-finding.ts';
import { heed, missingSet, missingSets, surprisingIn } from './context/heed.ts';
import { bindRule } from './grammar/parse-rule.ts';
import { hitsOf, tableBy } from './kinds/index.ts';
import { readBy } from './kinds/meta-inputs.ts';
import { lensOf, type Lens } from './lens.ts';
import { inputFinding, type Hit, type InputFinding, type Run } from './run.ts';
import { ruleKey, type Rule } from './rule.ts';
import { knownOverTheMost, mostHits, overTheMost, strongestHits, type Cut } from './strongest.ts';
import { draftTable } from './table.ts';
import { maskOf, rowsOf } from './where.ts';

export interface HuntOptions {
  /** Values of parameters by rule: by `id/variant`, or by id for both variants. Durations in ms or as `10m`. */
  readonly parameters?: Readonly<Record<string, Readonly<Record<string, string | number>>>>;
  /** Asked between groups: true ends the hunt with Fault `job/stopped`. */
  readonly stop?: () => boolean;
  /** IANA zone of calendar days; UTC without it. */
  readonly zone?: string;
  /** What the case knows beyond its events; nothing without it. */
  readonly context?: HuntContext;
  /** Rules that rules of kind meta may read besides those that run; where one of them is read, it runs silently. */
  readonly pool?: readonly Rule[];
  /** Findings that rules of kind meta read besides those of this hunt, as examples tell them. */
  readonly given?: readonly InputFinding[];
  /** Hits that each rule may have; `mostHits` without it. What is over it is counted among what was dropped. */
  readonly most?: number;
  /** A clock in ms, for the time that each rule took; without it 0 is told. */
  readonly now?: () => number;
  readonly onProgress?: (done: number, total: number, rule: Rule) => void;
}

/** What came of one rule. */
export interface RuleOutcome {
  /** With its parameters bound. */
  readonly rule: Rule;
  /** `cannot-run`: the case lacks what the rule needs, see `why`. `ran-empty`: it ran and found nothing. */
  readonly status: 'ran' | 'ran-empty' | 'cannot-run' | 'failed';
  readonly why: string | null;
  readonly fault: FaultShape | null;
  readonly findings: readonly FindingDraft[];
  readonly views: readonly ViewDraft[];
  readonly dropped: Dropped;
  readonly ms: number;
}

/**
 * Runs rules over the columns of a case, one outcome each, in the order given, rules over findings (kind meta) after all others. A rule that fails does not stop the others, save for
 * Fault `rule/bad-parameter`, which is thrown before anything runs, and Fault `job/stopped`.
 */
export function* huntRules(rules: readonly Rule[], columns: Columns, options: HuntOptions = {}): Generator<RuleOutcome> {
  const bound = rules.map((rule) => bindRule(rule, { ...own(options.parameters, rule.id), ...own(options.parameters, ruleKey(rule)) }));
  const { order, silent } = inTurn(bound, (options.pool ?? []).filter((rule) => !rules.some((one) => ruleKey(one) === ruleKey(rule))));
  const given: InputFinding[] = [...(options.given ?? [])];
  const read = new Set(order.filter((rule) => rule.kind === 'meta').flatMap((rule) => readBy(rule, order)));
  for (const [done, one] of order.entries()) {
    const rule = silent.has(one) ? bindRule(one, { ...own(options.parameters, one.id), ...own(options.parameters, ruleKey(one)) }) : one;
    options.onProgress?.(done, order.length, rule);
    if (options.stop?.()) throw new Fault('job/stopped');
    // Not held here: what a rule found would else be looked through by the collector of memory all the while the next one runs.
    if (silent.has(one)) tell(huntRule(rule, columns, { ...options, given }), read.has(one), given);
    else yield tell(huntRule(rule, columns, { ...options, given }), read.has(one), given);
  }
}

/** The same outcome; what rules over findings read of it is put among what was found. */
function tell(outcome: RuleOutcome, isRead: boolean, given: InputFinding[]): RuleOutcome {
  if (isRead) for (const draft of outcome.findings) given.push(inputFinding(outcome.rule, draft));
  return outcome;
}

/** The turn of rules: those over findings come last, and before them what they read and nobody asked for. */
function inTurn(rules: readonly Rule[], pool: readonly Rule[]): { readonly order: readonly Rule[]; readonly silent: ReadonlySet<Rule> } {
  const over = rules.filter((rule) => rule.kind === 'meta');
  const silent = new Set(over.flatMap((rule) => readBy(rule, pool)));
  return { order: [...rules.filter((rule) => rule.kind !== 'meta'), ...silent, ...over], silent };
}
const own = (all: HuntOptions['parameters'], name: string) => (all !== undefined && Object.hasOwn(all, name) ? all[name] : undefined);

/** Ends the hunt, not one rule: every later one would miss the same. */
const endsHunt: ReadonlySet<string> = new Set(['job/stopped', 'columns/damaged']);

function huntRule(rule: Rule, columns: Columns, options: HuntOptions): RuleOutcome {
  const now = options.now ?? (() => 0);
  const begun = now();
  const empty = { rule, why: null, fault: null, findings: [], views: [], dropped: [] };
  const why = whyCannotRun(rule, columns);
  if (why !== null) return { ...empty, status: 'cannot-run', why, ms: now() - begun };
  try {
    const made = draftsOf(rule, columns, options);
    const found = made.findings.length > 0 || made.views.some((view) => view.rows.length > 0);
    return { ...empty, ...made, status: found ? 'ran' : 'ran-empty', ms: now() - begun };
  } catch (error) {
    if (error instanceof Fault && !endsHunt.has(error.code)) return { ...empty, status: 'failed', why: error.message, fault: error.toShape(), ms: now() - begun };
    throw error;
  }
}

/** What the case lacks for this rule; null where it has it all. A zero from a rule that could not look would be a lie. */
export function whyCannotRun(rule: Pick<Rule, 'requires'>, columns: Columns): string | null {
  const present = rule.requires.datasets.filter((dataset) => columns.idOf('event.dataset', dataset) !== 0);
  if (present.length === 0) return `The case has no events of ${rule.requires.datasets.join(' or ')}.`;
  for (const name of rule.requires.fields) {
    if (fieldEntry(name) === undefined) continue;
    const field = name as FieldName;
    if (!columns.holds(field)) return `Columns do not hold ${field}.`;
    if (columns.size(field) > 1) continue;
    return fieldEntry(name)!.storage === 'derived' ? `No event has ${field}: the case is not enriched, or no table knew its addresses or agents.` : `No event has ${field}.`;
  }
  return null;
}

/** What is found out while a rule runs: the run itself, what was left out so far by reason, and how many hits were not made since they were over the most, by whether the case expects them. */
export interface Started {
  readonly run: Run;
  readonly lens: Lens;
  dropped(): Dropped;
  over(): Cut;
}

/** Sets out to run a rule. Nothing is filtered until the kind asks for rows. */
export function startRun(rule: Rule, columns: Columns, options: HuntOptions): Started {
  const counts = new Map<string, number>();
  const drop = (reason: string, count: number): void => void counts.set(reason, (counts.get(reason) ?? 0) + count);
  let over: Cut = { over: 0, known: 0 };
  const context = options.context ?? emptyContext;
  const lens = lensOf(columns, rule.derive, context);
  for (const name of missingSets(rule, context)) drop(missingSet(name), 0);
  const filter = filterOf(rule, lens);
  /** What exceptions took is asked for at the end alone: who only counts findings needs no filter where the windows are kept. */
  const dropped = (): Dropped => {
    const told = new Map(counts);
    rule.except.forEach(({ reason }, i) => {
      if (filter.taken()[i]! > 0) told.set(reason, (told.get(reason) ?? 0) + filter.taken()[i]!);
    });
    const reasons = new Set([...counts.keys()].filter((reason) => counts.get(reason) === 0));
    for (const { reason } of rule.except) reasons.add(reason);
    return [...new Set([...reasons, ...told.keys()])].flatMap((reason) => (told.has(reason) ? [{ reason, count: told.get(reason)! }] : []));
  };
  const run: Run = {
    columns: lens.columns, lens, context, findings: options.given ?? [], zone: options.zone ?? 'UTC', drop, most: options.most ?? mostHits[rule.output],
    surprising: surprisingIn(rule, lens),
    leaveOut: (hits) => void (over = { over: over.over + hits.over, known: over.known + hits.known }),
    get rows() {
      return filter.rows();
    },
    checkStop() {
      if (options.stop?.()) throw new Fault('job/stopped');
    },
  };
  return { run, lens, dropped, over: () => over };
}

function draftsOf(rule: Rule, columns: Columns, options: HuntOptions): Pick<RuleOutcome, 'findings' | 'views' | 'dropped'> {
  const { run, lens, ...started } = startRun(rule, columns, options);
  const table = rule.output === 'view' && heedsNothing(rule, run) ? tableBy(rule, run) : null;
  if (table !== null) return { findings: [], views: [draftTable(rule, lens, table)], dropped: [...started.dropped(), ...beyond(rule, run, started.over())] };
  const all = inTime([...hitsOf(rule, run)]);
  // Of events; what is left out from here on is findings or rows.
  const dropped = started.dropped();
  const late = new Map<string, number>();
  const dropLate = (reason: string, count: number): void => void late.set(reason, (late.get(reason) ?? 0) + count);
  const { hits: heeded, expected } = heed(rule, lens, all, dropLate);
  // What is expected does not take the place of what is not.
  const surprising = expected.size === 0 ? heeded : heeded.filter((hit) => !expected.has(hit));
  const strongest = strongestHits(surprising, run.most);
  const familiar = rule.output === 'view' ? [] : strongestHits([...expected.keys()], Math.max(0, run.most - strongest.length));
  const over = started.over().over + surprising.length - strongest.length;
  const known = started.over().known + (rule.output === 'view' ? 0 : expected.size - familiar.length);
  const most = beyond(rule, run, { over, known });
  const told = () => [...dropped, ...[...late].map(([reason, count]) => ({ reason, count })), ...most];
  if (rule.output === 'view') {
    for (const { reason } of expected.values()) dropLate(`expected: ${reason}`, 1);
    return { findings: [], views: [draftView(rule, lens, sorted(strongest, rule))], dropped: told() };
  }
  const shown = expected.size === 0 ? strongest : inTime([...strongest, ...familiar]);
  return { findings: shown.map((hit) => ({ ...draftFinding(rule, lens, hit, dropped), filteredBy: expected.get(hit)?.seq ?? null })), views: [], dropped: told() };
}

/** What is told of hits that were over the most. */
function beyond({ output }: Rule, { most }: Run, { over, known }: Cut): Dropped {
  return [...(over === 0 ? [] : [{ reason: overTheMost(output, most), count: over }]), ...(known === 0 ? [] : [{ reason: knownOverTheMost(output, most), count: known }])];
}

/** Whether the case says nothing of what the rule finds, so that no hit has to be looked at. */
const heedsNothing = (rule: Rule, { surprising, context }: Run): boolean => surprising === null && !context.filters.some((one) => one.rule === ruleKey(rule));

const inTime = (hits: readonly Hit[]): readonly Hit[] => hits.toSorted((a, b) => a.start - b.start || a.rows[0]! - b.rows[0]!);

/** By the measure that the rule names, highest first; hits with the same number stay in the order of time. */
function sorted(hits: readonly Hit[], rule: Rule): readonly Hit[] {
  const name = rule.kind === 'aggregate' ? rule.aggregate.sort : rule.kind === 'compare' ? rule.compare.sort : null;
  if (name === null) return hits;
  const of = (hit: Hit): number => Number(hit.cells[name] ?? -Infinity);
  return hits.toSorted((a, b) => (of(b) === of(a) ? 0 : of(b) - of(a)));
}

/**
 * The rows that the rule's filter leaves, and how many each exception took (the first one that holds). Both are kept apart, so that a new threshold,
 * whose windows are kept, need not filter again.
 */
function filterOf(rule: Rule, lens: Lens): { rows(): RowSet; taken(): readonly number[] } {
  const { columns } = lens;
  const name = JSON.stringify([rule.where, rule.except, rule.requires.datasets, rule.derive]);
  const made = () => columns.keep(`hunt filter ${name}`, ({ rows }) => rows.byteLength, () => filterRows(rule, lens));
  return { rows: () => made().rows, taken: () => columns.keep(`hunt exceptions ${name}`, (taken) => taken.length * 8, () => made().taken) };
}

function filterRows(rule: Rule, lens: Lens): { readonly rows: RowSet; readonly taken: readonly number[] } {
  const mask = maskOf({ kind: 'all', of: [{ kind: 'text', field: 'event.dataset', test: 'in', values: rule.requires.datasets, fold: false }, rule.where] }, lens);
  const taken = rule.except.map(({ where }) => {
    const out = maskOf(where, lens);
    let count = 0;
    for (let row = 0; row < mask.length; row += 1) {
      count += mask[row]! & out[row]!;
      mask[row]! &= ~out[row]!;
    }
    return count;
  });
  return { rows: mask.includes(0) ? rowsOf(mask) : allRows(lens.columns), taken };
}
