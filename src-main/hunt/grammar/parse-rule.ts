import { createHash } from 'node:crypto';
import { Fault, isTextType, typedText, type FaultParams } from '../../contract/index.ts';
import { kinds, ruleKey, vendors, type Kind, type Parameter, type Rule } from '../rule.ts';
import type { Draft, Section } from './draft.ts';
import { vendorModes } from '../vendor.ts';
import { checkRule } from './check-rule.ts';
import { durationOf } from './duration.ts';
import { problemsOf, sortedProblems, type Problem, type Problems } from './problem.ts';
import { draftOf, type Reading } from './read.ts';
import { parameters as readParameters, ruleKeys } from './rule-keys.ts';
import { shapeOfSection } from './sections.ts';
import { textProblem } from './text-problem.ts';
import { yamlTree, type Tree } from './yaml-tree.ts';

export interface Parsed {
  /** Null where there is any problem. */
  readonly rule: Rule | null;
  /** In the order of the file. */
  readonly problems: readonly Problem[];
}

/**
 * A rule from the text of its file. All problems of shape and of meaning are told at once, each with its line and column.
 * `overrides` stand for defaults of parameters, durations in ms; one out of bounds is a Fault `rule/bad-parameter`.
 */
export function parseRule(text: string, file: string, overrides: Readonly<Record<string, string | number>> = {}): Parsed {
  const problems = problemsOf(file);
  const tree = yamlTree(text, problems);
  if (tree === null) return { rule: null, problems: sortedProblems(problems.found) };
  const reading = readingOf(tree, problems, overrides);
  const draft = draftOf('a rule', ruleKeys, tree, reading);
  if (draft === undefined) return { rule: null, problems: sortedProblems(problems.found) };
  const section = draft.kind === undefined ? undefined : sectionOf(draft.kind, tree, draft, reading);
  checkRule(draft, section, tree, reading);
  if (problems.found.length > 0 || section?.value === undefined) return { rule: null, problems: sortedProblems(problems.found) };
  return { rule: ruleOf(draft as Complete, section, text, file), problems: [] };
}

/** The rule with other values of its parameters. Throws Fault `rule/bad-parameter` where one is unknown or out of bounds. */
export function bindRule(rule: Rule, overrides: Readonly<Record<string, string | number>>): Rule {
  if (Object.keys(overrides).length === 0) return rule;
  const { rule: bound, problems } = parseRule(rule.text, rule.file, overrides);
  if (bound === null) throw new Fault('rule/bad-parameter', { rule: ruleKey(rule), parameter: Object.keys(overrides).join(', '), why: problems[0]?.message ?? '' });
  return bound;
}

/** Every parameter of the rule with the value that it would run with, durations in ms. Throws Fault `rule/bad-parameter` where an override is unknown or out of bounds. */
export function parameterValues(rule: Rule, overrides: Readonly<Record<string, string | number>>): Readonly<Record<string, string | number>> {
  const defaults = Object.entries(rule.parameters).map(([name, parameter]) => [name, parameter.default] as const);
  return Object.fromEntries([...defaults, ...Object.entries(overrides).map(([name, value]) => [name, overrideOf(name, value, rule.parameters)] as const)]);
}

type Complete = { readonly [N in keyof Draft]: Exclude<Draft[N], undefined> };

function readingOf(tree: Tree, problems: Problems, overrides: Readonly<Record<string, string | number>>): Reading {
  const entry = (name: string) => (tree.kind === 'map' ? tree.entries.get(name)?.value : undefined);
  const bare: Reading = { problems: problemsOf(problems.file), parameters: new Map(), used: new Set(), places: new WeakMap(), fold: false };
  const given = entry('parameters');
  const known = given === undefined ? {} : (readParameters(given, bare) ?? {});
  const values = new Map(Object.entries(known).map(([name, one]) => [name, one.default]));
  for (const [name, value] of Object.entries(overrides)) values.set(name, overrideOf(name, value, known));
  const vendor = vendors.find((one) => scalarOf(entry('vendor')) === one);
  const written = scalarOf(entry('case'));
  const fold = written === null ? vendor !== undefined && vendorModes[vendor].fold : written === 'insensitive';
  return { problems, parameters: values, used: new Set(), places: new WeakMap(), fold };
}
const scalarOf = (tree: Tree | undefined): unknown => (tree?.kind === 'scalar' ? tree.value : null);

function overrideOf(name: string, value: string | number, known: Readonly<Record<string, Parameter>>): string | number {
  const bad = (why: string, more: FaultParams = {}) => new Fault('rule/bad-parameter', { parameter: name, why, ...more });
  const parameter = Object.hasOwn(known, name) ? known[name] : undefined;
  if (parameter === undefined) throw bad(`There is no such parameter. Known: ${Object.keys(known).join(', ') || 'none'}.`);
  if (isTextType(parameter.type)) {
    const typed = typedText(parameter.type, String(value));
    if (!typed.ok) throw bad(textProblem[typed.problem]);
    return typed.value;
  }
  const amount = typeof value === 'number' ? value : parameter.type === 'duration' ? durationOf(value) : /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : null;
  if (amount === null || !Number.isFinite(amount)) throw bad(parameter.type === 'duration' ? 'A duration is wanted, such as 10m.' : 'A number is wanted.');
  if (parameter.type !== 'number' && !Number.isInteger(amount)) throw bad('A whole number is wanted.');
  if ((parameter.min !== null && amount < parameter.min) || (parameter.max !== null && amount > parameter.max)) {
    throw bad('Out of bounds.', { value: amount, min: parameter.min, max: parameter.max });
  }
  return amount;
}

function sectionOf(kind: Kind, tree: Tree, draft: { readonly [K in Kind]: Tree | null | undefined }, reading: Reading): Section | undefined {
  for (const other of kinds) {
    if (other !== kind && draft[other]) reading.problems.add(draft[other].at, `A rule of kind ${kind} has no section "${other}".`);
  }
  const own = draft[kind];
  if (!own) {
    reading.problems.add(tree.at, `"${kind}" is missing: a rule of kind ${kind} says in it what it does.`);
    return undefined;
  }
  return { kind, value: shapeOfSection(kind)(own, reading) } as Section;
}

function ruleOf(draft: Complete, section: Section, text: string, file: string): Rule {
  const { case: _, nulls, ...rest } = draft;
  const head = Object.fromEntries(Object.entries(rest).filter(([name]) => !(kinds as readonly string[]).includes(name)));
  const mode = vendorModes[draft.vendor];
  const hash = createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex');
  const plain = (by: readonly string[]): readonly string[] => by.filter((name) => name !== 'window');
  const by = section.kind === 'aggregate' ? { ...section.value, by: plain(section.value!.by), then: section.value!.then && { ...section.value!.then, by: plain(section.value!.then.by) } } : section.kind === 'compare' ? { ...section.value, by: section.value!.by.filter((name) => name !== 'window') } : section.value;
  return {
    ...head, nulls: { group: nulls.group ?? mode.nulls.group, distinct: nulls.distinct ?? mode.nulls.distinct },
    kind: section.kind, [section.kind]: by, file, hash, text,
  } as unknown as Rule;
}
