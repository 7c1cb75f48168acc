import { join } from 'node:path';
import { existsSync } from 'node:fs';
import { Fault, severities, type HuntContext, type Variant } from '../contract/index.ts';
import type { HuntedRule, RuleFile } from '../case/index.ts';
import { countBy, type Columns } from '../columns/index.ts';
import { bindRule, huntRules, loadRules, parameterValues, pickRules, ruleKey, type Rule, type RuleOutcome } from '../hunt/index.ts';
import type { HuntOutcome } from './store-hunt.ts';

/** Which rules to run, and their parameters: `RULE.NAME` for one rule (id or id/variant), `NAME` for all that have it. */
export interface HuntOrder {
  readonly rules: readonly string[];
  readonly parameters: Readonly<Record<string, string>>;
}
/** A value that the case has for a parameter of a rule. */
export interface ParameterOverride {
  readonly rule: string;
  readonly variant: Variant;
  readonly name: string;
  readonly value: string | number | null;
}
/** Where rules lie: the shipped ones, and the analyst's own beside the case. */
export interface RulePlaces {
  readonly resources: string;
  readonly own: string | null;
}
export interface PlacedRule {
  readonly rule: Rule;
  readonly origin: 'shipped' | 'own';
}

/** The rules that an order means. Throws Fault rule/not-found, rule/unreadable, hunt/no-rules. */
export function rulesOf(places: RulePlaces, names: readonly string[]): readonly PlacedRule[] {
  const shipped = loadRules(join(places.resources, 'rules')).rules;
  const own = places.own !== null && existsSync(places.own) ? loadRules(places.own).rules : [];
  const origins = new Map<Rule, PlacedRule['origin']>([...shipped.map((rule) => [rule, 'shipped'] as const), ...own.map((rule) => [rule, 'own'] as const)]);
  const picked = pickRules([...origins.keys()], names);
  if (picked.length === 0) throw new Fault('hunt/no-rules');
  return picked.map((rule) => ({ rule, origin: origins.get(rule)! }));
}

/** Rules whose findings rules of kind meta may read although nobody asked for them; nothing where no such rule is among those that run. */
function poolOf(picked: readonly Rule[], places: RulePlaces | undefined): readonly Rule[] {
  if (places === undefined || !picked.some(({ kind }) => kind === 'meta')) return [];
  return rulesOf(places, []).map(({ rule }) => rule);
}

export interface HuntRun {
  /** What the case knows beyond its events; nothing without it. */
  readonly context?: HuntContext;
  /** Where rules lie that rules of kind meta read; without it they read what runs with them. */
  readonly places?: RulePlaces;
  readonly stop: () => boolean;
  readonly now: () => number;
  readonly progress: (done: number, total: number, rule: string) => void;
}

type FullOrder = HuntOrder & { readonly overrides?: readonly ParameterOverride[] };

/** Runs rules over columns. A stop ends it after what was found so far; the outcome says so. */
export function huntColumns(columns: Columns, placed: readonly PlacedRule[], order: FullOrder, run: HuntRun): HuntOutcome {
  const hunted: HuntedRule[] = [];
  const outcome = huntRuleByRule(columns, placed, order, run, (one) => hunted.push(one));
  return { ...outcome, hunted: byGravity(hunted) };
}

/**
 * The same, each rule handed on as soon as it ran: findings that stay in the memory of who hunts are looked through again and again while columns are widened
 * (a hunt of 10 M events took twice the processor for it).
 */
export function huntRuleByRule(columns: Columns, placed: readonly PlacedRule[], order: FullOrder, run: HuntRun, hunted: (one: HuntedRule) => void): Omit<HuntOutcome, 'hunted'> {
  const rules = placed.map(({ rule }) => rule);
  const asked = new Set(rules.map(ruleKey));
  const pool = poolOf(rules, run.places).filter((rule) => !asked.has(ruleKey(rule)));
  const parameters = { ...Object.fromEntries(pool.map((rule) => [ruleKey(rule), fittingOverrides(rule, order.overrides ?? [])])), ...parametersFor(rules, order.overrides ?? [], order.parameters) };
  const weights = new Map<string, number>();
  let ran = 0;
  let stopped = false;
  try {
    const options = {
      parameters, pool,
      ...(run.context === undefined ? {} : { context: run.context }),
      stop: run.stop,
      now: run.now,
      onProgress: (done: number, total: number, rule: Rule) => run.progress(done, total, rule.title),
    };
    const outcomes = huntRules(rules, columns, options);
    // A loop would hold what the rule before found while the next one runs.
    const next = (): boolean => {
      const { done, value: outcome } = outcomes.next();
      if (done === true) return false;
      const one = huntedOf(outcome, parameters[ruleKey(outcome.rule)] ?? {});
      weigh(weights, one);
      ran += 1;
      hunted(one);
      return true;
    };
    while (next());
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'job/stopped') throw error;
    stopped = true;
  }
  run.progress(ran, rules.length, '');
  return { rules: placed.map(fileOf), networks: networksOf(columns, weights), stopped };
}

/** Findings get their numbers in the order in which they are stored: those that matter most come first. */
export const byGravity = (hunted: readonly HuntedRule[]): readonly HuntedRule[] => hunted.toSorted((a, b) => gravity(b) - gravity(a));

function gravity({ variant, findings }: HuntedRule): number {
  const gravest = Math.max(-1, ...findings.map(({ severity }) => severities.indexOf(severity)));
  return gravest + (variant === 'corrected' ? severities.length : 0);
}

/** Overrides of the case that the rule as it is today takes; one that no longer fits its bounds does not keep a hunt from running. */
export function fittingOverrides(rule: Rule, overrides: readonly ParameterOverride[]): Readonly<Record<string, string | number>> {
  const own = overrides.flatMap(({ rule: id, variant, name, value }) => (id === rule.id && variant === rule.variant && value !== null ? [[name, value] as const] : []));
  return Object.fromEntries(own.filter(([name, value]) => fits(rule, name, value)));
}

function fits(rule: Rule, name: string, value: string | number): boolean {
  try {
    bindRule(rule, { [name]: value });
    return true;
  } catch (error) {
    if (error instanceof Fault && error.code === 'rule/bad-parameter') return false;
    throw error;
  }
}

/** Parameters by `id/variant`: those of the case, and over them those that were asked for with this hunt. */
function parametersFor(rules: readonly Rule[], overrides: readonly ParameterOverride[], given: Readonly<Record<string, string>>): Readonly<Record<string, Record<string, string | number>>> {
  const byRule = Object.fromEntries(rules.map((rule) => [ruleKey(rule), { ...fittingOverrides(rule, overrides) }]));
  for (const [name, value] of Object.entries(given)) {
    const dot = name.lastIndexOf('.');
    const parameter = name.slice(dot + 1);
    const meant = dot < 0 ? rules : rules.filter((rule) => [rule.id, ruleKey(rule), rule.seed].includes(name.slice(0, dot)));
    const having = meant.filter((rule) => Object.hasOwn(rule.parameters, parameter));
    if (having.length === 0) throw new Fault('rule/bad-parameter', { parameter: name, why: meant.length === 0 ? 'This hunt runs no such rule.' : 'No rule of this hunt has it.' });
    for (const rule of having) byRule[ruleKey(rule)]![parameter] = value;
  }
  return byRule;
}

const STATUS = { ran: 'done', 'ran-empty': 'done', 'cannot-run': 'not-run', failed: 'failed' } as const;

function huntedOf({ rule, status, why, fault, findings, views, dropped }: RuleOutcome, parameters: Readonly<Record<string, string | number>>): HuntedRule {
  return {
    rule: rule.id,
    variant: rule.variant,
    version: rule.version,
    hash: rule.hash,
    status: STATUS[status],
    parameters: parameterValues(rule, parameters),
    dropped,
    fault: fault ?? (why === null ? null : { code: 'hunt/failed', params: { why }, retryable: false }),
    findings,
    view: views[0] ?? null,
  };
}

function fileOf({ rule, origin }: PlacedRule): RuleFile {
  return { rule: rule.id, variant: rule.variant, version: rule.version, hash: rule.hash, title: rule.title, body: rule.text, origin };
}

/**
 * Who gets a colour: networks named in a finding first, those of corrected and grave findings before others, because attackers are rare and must not be
 * grey; then by events.
 */
function networksOf(columns: Columns, weights: ReadonlyMap<string, number>): readonly string[] {
  const byEvents = countBy(columns, 'source.as.organization.name', { limit: columns.size('source.as.organization.name') }).top.map(({ text }) => text);
  // Of equal weight the rarer one goes first: a network that is everywhere is nobody's surprise.
  const rank = new Map(byEvents.map((network, at) => [network, at]));
  const inFindings = [...weights].sort((a, b) => b[1] - a[1] || (rank.get(b[0]) ?? 0) - (rank.get(a[0]) ?? 0)).map(([network]) => network);
  return [...new Set([...inFindings, ...byEvents])].filter((network) => network !== '');
}

/** How much each network matters that the findings of a rule name. */
function weigh(weights: Map<string, number>, { variant, findings }: HuntedRule): void {
  for (const { severity, values } of findings) {
    const weight = severities.indexOf(severity) + (variant === 'corrected' ? severities.length : 0);
    for (const { value } of values['source.as.organization.name'] ?? []) weights.set(value, Math.max(weight, weights.get(value) ?? 0));
  }
}
