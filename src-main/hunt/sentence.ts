import type { SentencePart } from '../contract/index.ts';
import { problemsOf } from './grammar/problem.ts';
import { yamlTree, type Tree } from './grammar/yaml-tree.ts';
import { lastStage, type Rule } from './rule.ts';
import { joinPieces } from './sentence-join.ts';
import { metaPieces } from './sentence-meta.ts';
import { pairPieces } from './sentence-pair.ts';
import { sequencePieces } from './sentence-sequence.ts';
import { articleOf, fieldWord, list, measureWords, momentWords, plural, testWords, whereWords } from './sentence-words.ts';

/** A piece of the sentence while it is put together: words, or a value of the file that may be a parameter. */
type Piece = string | Tree;

/**
 * What a rule does, in English, with its parameters in their places: the file says where they stand, the parsed rule no longer does. A parameter that
 * no sentence has a place for is named at the end, so that every one can be reached.
 */
export function ruleSentence(rule: Rule): readonly SentencePart[] {
  const tree = yamlTree(rule.text, problemsOf(rule.file));
  const pieces = [...(rule.kind === 'meta' ? [] : takes(rule, tree)), ...does[rule.kind](rule, entry(tree, rule.kind))];
  const placed = joined(pieces, rule);
  const named = new Set(placed.flatMap((part) => (part.kind === 'parameter' ? [part.name] : [])));
  const rest = Object.entries(rule.parameters).filter(([name]) => !named.has(name));
  return merged([...placed, ...rest.flatMap(([name, { label }]): SentencePart[] => [{ kind: 'text', text: ` ${label}: ` }, { kind: 'parameter', name }, { kind: 'text', text: '.' }])]);
}

const entry = (tree: Tree | null | undefined, name: string): Tree | undefined => (tree?.kind === 'map' ? tree.entries.get(name)?.value : undefined);
const texts = (tree: Tree | undefined): readonly string[] => (tree?.kind === 'list' ? tree.items.flatMap((item) => (item.kind === 'scalar' ? [String(item.value)] : [])) : []);

/** Which events the rule looks at, and which it leaves out. */
function takes(rule: Rule, tree: Tree | null): readonly Piece[] {
  const conditions = wherePieces(entry(tree, 'where'), false);
  const out = rule.except.map(({ reason }) => reason);
  return ['Takes events', ...(conditions.length === 0 ? [] : [' where ', ...conditions]), out.length === 0 ? '.' : `; leaves out what is ${list(out, 'or')}.`];
}

function wherePieces(tree: Tree | undefined, inside: boolean): readonly Piece[] {
  if (tree === undefined || tree.kind === 'scalar') return [];
  if (tree.kind === 'list') return spread(tree, ' and ', inside);
  for (const [word, between] of [['all', ' and '], ['any', ' or ']] as const) {
    const of = entry(tree, word);
    if (of !== undefined) return spread(of, between, inside);
  }
  const not = entry(tree, 'not');
  if (not !== undefined) return ['not (', ...wherePieces(not, false), ')'];
  const field = entry(tree, 'field');
  const test = Object.keys(whereWords).find((name) => entry(tree, name) !== undefined);
  if (field?.kind !== 'scalar' || test === undefined) return [];
  return conditionPieces(fieldWord(String(field.value)), test, entry(tree, test)!);
}

function conditionPieces(field: string, test: string, operand: Tree): readonly Piece[] {
  if (test === 'exists' || test === 'blank') {
    const there = operand.kind === 'scalar' && operand.value === (test === 'exists');
    return [`there is ${there ? articleOf(field) : 'no'} ${field}`];
  }
  const values = operand.kind === 'list' ? operand.items : [operand];
  return [`${field} ${whereWords[test]} `, ...values.flatMap((value, at): Piece[] => (at === 0 ? [value] : [at === values.length - 1 ? ' or ' : ', ', value]))];
}

function spread(tree: Tree, between: string, inside: boolean): readonly Piece[] {
  const all = (tree.kind === 'list' ? tree.items : [tree]).map((item) => wherePieces(item, true)).filter((one) => one.length > 0);
  const pieces = all.flatMap((one, at): Piece[] => (at === 0 ? [...one] : [between, ...one]));
  return inside && all.length > 1 ? ['(', ...pieces, ')'] : pieces;
}

const each = (by: readonly string[]): string => `each ${by.length > 1 ? 'combination of ' : ''}${list(by, 'and')}`;

/** What each kind does with the events. */
const does: { readonly [K in Rule['kind']]: (rule: Rule, own: Tree | undefined) => readonly Piece[] } = {
  match: (_, own) => {
    const together = entry(own, 'together');
    if (together === undefined) return [' Each of them is a finding.'];
    const by = texts(entry(own, 'by')).map(fieldWord);
    return [` Those ${by.length === 0 ? '' : `of one ${list(by, 'and')} `}that lie within `, together, ' of each other are one finding.'];
  },
  aggregate: (rule, own) => {
    const by = rule.kind === 'aggregate' ? rule.aggregate.by.map(fieldWord) : [];
    return [` Groups them${by.length === 0 ? '' : ` by ${list(by, 'and')}`}`, ...windowPieces(entry(own, 'window')), '.', ...stagePieces(rule, own), ...sortPieces(rule)];
  },
  first_seen: (_, own) => {
    const by = texts(entry(own, 'by')).map(fieldWord);
    const value = list(texts(entry(own, 'value')).map(fieldWord), 'and');
    return [
      ' Learns for ', entry(own, 'learning') ?? '', ` which ${value} ${by.length === 0 ? 'there is' : `${each(by)} has`}, and fires at one that was not there before`, ...onlyPieces(own), '; forgets after ', entry(own, 'retention') ?? '', '.',
      ...coldPieces(own),
    ];
  },
  compare: (rule, own) => {
    if (rule.kind !== 'compare') return [];
    const { by, times, combine } = rule.compare;
    const together = { avg: 'mean', min: 'least', max: 'highest' }[combine];
    return [
      ` Groups them${by.length === 0 ? '' : ` by ${list(by.map(fieldWord), 'and')}`}`, ...windowPieces(entry(own, 'window')), ', and sets each beside the same time ', entry(own, 'shift') ?? '', ' before',
      ...(times === 1 ? [] : [', ', entry(own, 'times') ?? '', ` times, taking the ${together}`]), '.', ...outcomePieces(rule, entry(own, 'when')), ...sortPieces(rule),
    ];
  },
  outlier: (rule, own) => {
    if (rule.kind !== 'outlier') return [];
    const { by, measure, direction, floor, learning, consecutive } = rule.outlier;
    const slice = entry(own, 'slice') ?? '';
    const counted = measure.kind === 'count' ? 'events' : measure.kind === 'count_distinct' ? `different ${plural(fieldWord(measure.field ?? ''))}` : `${measure.kind} of ${fieldWord(measure.field ?? '')}`;
    const side = { up: 'above', down: 'below', both: 'above or below' }[direction];
    return [
      ` Measures ${counted}${by.length === 0 ? '' : ` of ${each(by.map(fieldWord))}`} in slices of `, slice, `. Fires where it is ${side} the mean of `, ...heldAgainst(rule.outlier.baseline, own),
      ' by more than ', entry(own, 'sigma') ?? '', ' σ', ...(floor > 0 ? [direction === 'down' ? ', from a mean of at least ' : ', and at least ', entry(own, 'floor') ?? '1'] : []),
      ...(consecutive > 1 ? [', ', entry(own, 'consecutive') ?? '', ' times in a row'] : []), '.',
      ...(entry(own, 'min_points') === undefined ? [] : [' Says nothing of fewer than ', entry(own, 'min_points')!, ' slices.']),
      ...(learning === 0 ? [] : [' Learns for ', entry(own, 'learning') ?? '', '.', ...coldPieces(own)]),
    ];
  },
  rarity: (rule, own) => {
    const by = texts(entry(own, 'by')).map(fieldWord);
    return [` Makes a profile of ${list(texts(entry(own, 'signature')).map(fieldWord), 'and')}${by.length === 0 ? '' : ` for ${each(by)}`}.`, ...outcomePieces(rule, entry(own, 'when'))];
  },
  join: (rule, own) => (rule.kind === 'join' ? joinPieces(rule, own, tools) : []),
  pair: (rule, own) => (rule.kind === 'pair' ? pairPieces(rule, own, tools) : []),
  sequence: (rule, own) => (rule.kind === 'sequence' ? sequencePieces(rule, own, tools) : []),
  meta: (rule, own) => (rule.kind === 'meta' ? metaPieces(rule, own, tools, wherePieces(entry(yamlTree(rule.text, problemsOf(rule.file)), 'where'), false)) : []),
};

const tools = {
  entry,
  where: (tree: Tree | undefined) => wherePieces(tree, false),
  when: (tree: Tree, word: (name: string) => string) => whenPieces(word, tree, false),
};

/** Which new values fire, where not all do. */
function onlyPieces(own: Tree | undefined): readonly Piece[] {
  const only = wherePieces(entry(own, 'only'), false);
  return only.length === 0 ? [] : [', where ', ...only];
}

function coldPieces(own: Tree | undefined): readonly Piece[] {
  const cold = entry(own, 'cold_start');
  return cold?.kind === 'scalar' && cold.value === 'relative' ? [' Of a case shorter than that it learns the first part: ', entry(own, 'relative_share') ?? '0.5', ' of its time.'] : [];
}

/** What a slice of an outlier is held against. */
function heldAgainst(baseline: string, own: Tree | undefined): readonly Piece[] {
  if (baseline === 'own') return ['its own slices of the last ', entry(own, 'retention') ?? ''];
  if (baseline === 'trailing') return ['the last ', entry(own, 'points') ?? '', ' slices'];
  return [baseline === 'across' ? 'the others in the same slice' : 'all its slices before'];
}

function windowPieces(tree: Tree | undefined): readonly Piece[] {
  const type = entry(tree, 'type');
  const size = entry(tree, 'size') ?? '';
  const cap = entry(tree, 'cap');
  if (type?.kind !== 'scalar' || type.value === 'whole') return [' over the whole case'];
  if (type.value === 'calendar') return [' by calendar ', entry(tree, 'unit') ?? ''];
  if (type.value === 'tumbling') return [' in windows of ', size];
  return [' in a sliding window of ', size, ...(cap === undefined ? [] : [', hits that overlap together up to ', cap])];
}

function outcomePieces(rule: Rule, when: Tree | undefined): readonly Piece[] {
  const lists = rule.output === 'view' ? ' Lists' : ' Fires for';
  if (when === undefined) return [`${lists} all of them${rule.kind === 'rarity' ? ', rarest first' : ''}.`];
  return [`${lists} those with `, ...whenPieces((name) => measureWord(rule, name), when, false), '.'];
}

/** What makes a finding: conditions on the windows, or on windows of those windows. */
function stagePieces(rule: Rule, own: Tree | undefined): readonly Piece[] {
  const then = entry(own, 'then');
  if (rule.kind !== 'aggregate' || rule.aggregate.then === null || then === undefined) return [...outcomePieces(rule, entry(own, 'when')), ...tierPieces(rule, entry(own, 'tiers'))];
  const when = entry(own, 'when');
  return [
    ' Takes ', ...(when === undefined ? ['all of these windows'] : ['those windows with ', ...whenPieces((name) => measureWord(rule, name), when, false)]),
    `, and groups them${rule.aggregate.then.by.length === 0 ? '' : ` by ${list(rule.aggregate.then.by.map(fieldWord), 'and')}`}`, ...windowPieces(entry(then, 'window')), '.',
    ...outcomePieces(rule, entry(then, 'when')), ...tierPieces(rule, entry(then, 'tiers')),
  ];
}

function tierPieces(rule: Rule, tiers: Tree | undefined): readonly Piece[] {
  if (rule.kind !== 'aggregate' || tiers?.kind !== 'list') return [];
  return tiers.items.flatMap((tier, at): Piece[] => [` ${at === 0 ? 'It is' : 'Else it is'} ${lastStage(rule).tiers[at]!.severity} with `, ...whenPieces((name) => measureWord(rule, name), entry(tier, 'when')!, false), '.']);
}

function sortPieces(rule: Rule): readonly Piece[] {
  const sort = rule.kind === 'aggregate' ? rule.aggregate.sort : rule.kind === 'compare' ? rule.compare.sort : null;
  return sort === null ? [] : [` Those with the most ${measureWord(rule, sort)} come first.`];
}

function whenPieces(word: (name: string) => string, tree: Tree, inside: boolean): readonly Piece[] {
  for (const [joint, between] of [['all', ' and '], ['any', ' or ']] as const) {
    const of = entry(tree, joint);
    if (of?.kind !== 'list') continue;
    const pieces = of.items.flatMap((item, at): Piece[] => [...(at === 0 ? [] : [between]), ...whenPieces(word, item, true)]);
    return inside && of.items.length > 1 ? ['(', ...pieces, ')'] : pieces;
  }
  const measure = entry(tree, 'measure');
  const test = Object.keys(testWords).find((name) => entry(tree, name) !== undefined);
  if (measure?.kind !== 'scalar' || test === undefined) return [];
  return [`${testWords[test]} `, entry(tree, test)!, ` ${word(String(measure.value))}`];
}

function measureWord(rule: Rule, name: string): string {
  if (rule.kind === 'compare' && name.includes('.')) {
    const [base, what] = name.split('.') as [string, string];
    const after = { before: 'before', change: 'more than before', ratio: 'for each one before' }[what] ?? what;
    return `${measureWord(rule, base)} ${after}`;
  }
  const measures = rule.kind === 'aggregate' ? rule.aggregate.measures : rule.kind === 'compare' ? rule.compare.measures : {};
  const measure = Object.hasOwn(measures, name) ? measures[name] : undefined;
  if (measure?.kind === 'count_distinct' && measure.where === null) return `different ${plural(fieldWord(measure.field ?? name))}`;
  return measureWords[name] ?? name.replaceAll('_', ' ');
}

/** Pieces as parts: a value that is `$name` of a parameter is its place, all else is words. */
function joined(pieces: readonly Piece[], rule: Rule): readonly SentencePart[] {
  return merged(pieces.map((piece): SentencePart => {
    if (typeof piece === 'string') return { kind: 'text', text: piece };
    const value = piece.kind === 'scalar' ? String(piece.value ?? '') : '';
    const name = value.startsWith('$') ? value.slice(1) : null;
    if (name !== null && Object.hasOwn(rule.parameters, name)) return { kind: 'parameter', name };
    return { kind: 'text', text: momentWords(value) ?? value };
  }));
}

/** Neighbouring words in one part. */
function merged(parts: readonly SentencePart[]): readonly SentencePart[] {
  const made: SentencePart[] = [];
  for (const part of parts) {
    const last = made.at(-1);
    if (part.kind === 'text' && last?.kind === 'text') made[made.length - 1] = { kind: 'text', text: last.text + part.text };
    else made.push(part);
  }
  return made.filter((part) => part.kind === 'parameter' || part.text !== '');
}
