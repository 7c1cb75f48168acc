import type { SentencePart } from '../contract/index.ts';
import { problemsOf } from './grammar/problem.ts';
import { yamlTree, type Tree } from './grammar/yaml-tree.ts';
import { nounOf } from './nouns.ts';
import { lastStage, measuresOf, type Rule } from './rule.ts';
import { joinPieces } from './sentence-join.ts';
import { measuresAsked, whenPieces } from './sentence-limits.ts';
import { definition, measureWord } from './sentence-measures.ts';
import { metaPieces } from './sentence-meta.ts';
import { pairPieces } from './sentence-pair.ts';
import { entry, itemsOf, joined, merged, spaced, texts, type Piece } from './sentence-pieces.ts';
import { sequencePieces } from './sentence-sequence.ts';
import { wherePieces } from './sentence-where.ts';
import { each, fieldWord, list, plural } from './sentence-words.ts';

/**
 * What a rule does, in English, with its parameters in their places: the file says where they stand, the parsed rule no longer does. A parameter that
 * no sentence has a place for is named at the end, so that every one can be reached.
 */
export function ruleSentence(rule: Rule): readonly SentencePart[] {
  const tree = yamlTree(rule.text, problemsOf(rule.file));
  const own = entry(tree, rule.kind);
  const pieces = rule.kind === 'meta' ? metaPieces(rule, own, entry(tree, 'where')) : [...takes(rule, entry(tree, 'where'), own), ...does[rule.kind](rule, own)];
  const placed = joined(pieces, rule);
  const named = new Set(placed.flatMap((part) => (part.kind === 'parameter' ? [part.name] : [])));
  const rest = Object.entries(rule.parameters).filter(([name]) => !named.has(name));
  return merged([...placed, ...rest.flatMap(([name, { label }]): SentencePart[] => [{ kind: 'text', text: ` ${label}: ` }, { kind: 'parameter', name }, { kind: 'text', text: '.' }])]);
}

/** Which events the rule looks at, and which it leaves out. */
function takes(rule: Rule, where: Tree | undefined, own: Tree | undefined): readonly Piece[] {
  const sorts = sortsOf(rule, where, own);
  const conditions = wherePieces(where);
  const taken = sorts !== null ? ['Takes these events: ', ...spaced(sorts.map(({ name, tree }) => [`${name} (`, ...wherePieces(tree), ')']), ', ', ' or ')] : ['Takes events', ...(conditions.length === 0 ? [] : [' where ', ...conditions])];
  const out = rule.except.map(({ reason }) => reason);
  // A reason that has commas of its own is set apart from the next by more than one.
  const told = out.length > 1 && out.some((reason) => reason.includes(',')) ? `${out.slice(0, -1).join('; ')}; or ${out.at(-1)!}` : list(out, 'or');
  return [...taken, out.length === 0 ? '.' : `. Leaves out what is ${told}.`];
}

/** Where every event that is taken is of a sort that the rule counts: the sorts by their names; else null. */
function sortsOf(rule: Rule, where: Tree | undefined, own: Tree | undefined): readonly { readonly name: string; readonly tree: Tree }[] | null {
  const counted = Object.keys(measuresOf(rule)).flatMap((measure) => {
    const tree = entry(entry(entry(own, 'measures'), measure), 'where');
    return tree === undefined ? [] : [{ name: nounOf(measure, null).one, text: textOf(tree) }];
  });
  const all = itemsOf(entry(where, 'any')).map((tree) => ({ name: counted.find(({ text }) => text === textOf(tree))?.name, tree }));
  return all.length > 0 && all.every((one): one is { name: string; tree: Tree } => one.name !== undefined) ? all : null;
}

/** A condition as words, by which two of them are known to be the same. */
const textOf = (tree: Tree): string => wherePieces(tree).map((piece) => (typeof piece === 'object' && 'kind' in piece && piece.kind === 'scalar' ? String(piece.value) : piece)).join('');

/** What each kind but `meta` does with the events. */
const does: { readonly [K in Exclude<Rule['kind'], 'meta'>]: (rule: Rule, own: Tree | undefined) => readonly Piece[] } = {
  match: (_, own) => {
    const together = entry(own, 'together');
    if (together === undefined) return [' Each of them is a finding.'];
    const by = texts(entry(own, 'by')).map(fieldWord);
    return [` Those ${by.length === 0 ? '' : `of the same ${list(by, 'and')} `}that lie within `, together, ' of each other are one finding.'];
  },
  aggregate: (rule, own) => {
    const by = rule.kind === 'aggregate' ? rule.aggregate.by : [];
    return [...groupPieces(by, entry(own, 'window')), '.', ...stagePieces(rule, own), ...definitions(rule, own), ...sortPieces(rule)];
  },
  first_seen: (_, own) => {
    const by = texts(entry(own, 'by'));
    const value = texts(entry(own, 'value')).map(fieldWord);
    const values = value.length === 1 ? plural(value[0]!) : `combinations of ${list(value, 'and')}`;
    const only = wherePieces(entry(own, 'only'));
    return [
      ' Learns for ', entry(own, 'learning') ?? '', ` which ${values} ${by.length === 0 ? 'there are' : `${each(by)} has`}, and fires at one that was not there before`, ...(only.length === 0 ? [] : [' if ', ...only]),
      '; what is not seen for ', entry(own, 'retention') ?? '', ' counts as new again.', ...coldPieces(own),
    ];
  },
  compare: (rule, own) => {
    if (rule.kind !== 'compare') return [];
    const { by, times, combine } = rule.compare;
    const together = { avg: 'mean', min: 'least', max: 'highest' }[combine];
    return [
      ...groupPieces(by, entry(own, 'window')), ', and sets each beside the same time ', entry(own, 'shift') ?? '', ' before', ...(times === 1 ? [] : [', ', entry(own, 'times') ?? '', ` times, taking the ${together}`]), '.',
      ...outcomePieces(rule, entry(own, 'when')), ...definitions(rule, own), ...sortPieces(rule),
    ];
  },
  outlier: (rule, own) => {
    if (rule.kind !== 'outlier') return [];
    const { by, measure, direction, floor, learning, consecutive } = rule.outlier;
    const measured = measure.kind === 'count' ? 'Counts the events' : measure.kind === 'count_distinct' ? `Counts the different ${nounOf('values', measure.field).many}` : `Measures the ${called[measure.kind]} ${fieldWord(measure.field ?? '')}`;
    const side = { up: 'above', down: 'below', both: 'above or below' }[direction];
    return [
      ` ${measured}${by.length === 0 ? '' : ` of ${each(by)}`} in slices of `, entry(own, 'slice') ?? '', `. Fires where that is ${side} the mean of `, ...heldAgainst(rule.outlier.baseline, own),
      ' by more than ', entry(own, 'sigma') ?? '', ' σ', ...(floor > 0 ? [direction === 'down' ? ', from a mean of at least ' : ', and is at least ', entry(own, 'floor') ?? '1'] : []),
      ...(consecutive > 1 ? [', ', entry(own, 'consecutive') ?? '', ' times in a row'] : []), '.',
      ...(entry(own, 'min_points') === undefined ? [] : [' Says nothing where there are fewer slices than ', entry(own, 'min_points')!, '.']),
      ...(learning === 0 ? [] : [' Learns for ', entry(own, 'learning') ?? '', ' first.', ...coldPieces(own)]),
    ];
  },
  rarity: (rule, own) => {
    const by = texts(entry(own, 'by'));
    return [` Makes a profile of ${list(texts(entry(own, 'signature')).map(fieldWord), 'and')}${by.length === 0 ? '' : ` for ${each(by)}`}.`, ...outcomePieces(rule, entry(own, 'when'))];
  },
  join: (rule, own) => (rule.kind === 'join' ? joinPieces(rule, own) : []),
  pair: (rule, own) => (rule.kind === 'pair' ? pairPieces(rule, own) : []),
  sequence: (rule, own) => (rule.kind === 'sequence' ? sequencePieces(rule, own) : []),
};

const called: Readonly<Record<string, string>> = { sum: 'sum of the', min: 'least', max: 'highest', avg: 'mean' };

function coldPieces(own: Tree | undefined): readonly Piece[] {
  const cold = entry(own, 'cold_start');
  return cold?.kind === 'scalar' && cold.value === 'relative' ? [' In a shorter case it learns for ', entry(own, 'relative_share') ?? '0.5', ' of its time.'] : [];
}

/** What a slice of an outlier is held against. */
function heldAgainst(baseline: string, own: Tree | undefined): readonly Piece[] {
  if (baseline === 'own') return ['its own slices of the last ', entry(own, 'retention') ?? ''];
  if (baseline === 'trailing') return ['the last ', entry(own, 'points') ?? '', ' slices'];
  return [baseline === 'across' ? 'the others in the same slice' : 'all its slices before'];
}

/** How events, or windows, are put together: by what, and over which time. */
function groupPieces(by: readonly string[], window: Tree | undefined): readonly Piece[] {
  const type = entry(window, 'type');
  const size = entry(window, 'size') ?? '';
  const cap = entry(window, 'cap');
  const unit = type?.kind === 'scalar' && type.value === 'calendar' ? [`calendar ${textOfScalar(entry(window, 'unit'))}`] : [];
  const groups = [...by.map(fieldWord), ...unit];
  const over = (): readonly Piece[] => {
    if (type?.kind !== 'scalar' || type.value === 'whole') return [' over the whole case'];
    if (type.value === 'calendar') return [];
    if (type.value === 'tumbling') return [' in windows of ', size];
    return [' in a sliding window of ', size, ...(cap === undefined ? [] : [' (hits that overlap are one, up to ', cap, ')'])];
  };
  return [` Groups them${groups.length === 0 ? '' : ` by ${list(groups, 'and')}`}`, ...over()];
}

const textOfScalar = (tree: Tree | undefined): string => (tree?.kind === 'scalar' ? String(tree.value) : '');
const limitsOf = (rule: Rule, when: Tree): readonly Piece[] => whenPieces(when, (name) => measureWord(rule, name));

function outcomePieces(rule: Rule, when: Tree | undefined): readonly Piece[] {
  const lists = rule.output === 'view' ? ' Lists' : ' Fires for';
  return when === undefined ? [`${lists} all of them${rule.kind === 'rarity' ? ', rarest first' : ''}.`] : [`${lists} those with `, ...limitsOf(rule, when), '.'];
}

/** What makes a finding: conditions on the windows, or on windows of those windows. */
function stagePieces(rule: Rule, own: Tree | undefined): readonly Piece[] {
  const then = entry(own, 'then');
  if (rule.kind !== 'aggregate' || rule.aggregate.then === null || then === undefined) return [...outcomePieces(rule, entry(own, 'when')), ...tierPieces(rule, entry(own, 'tiers'))];
  const when = entry(own, 'when');
  const [groups, ...over] = groupPieces(rule.aggregate.then.by, entry(then, 'window'));
  return [
    ' Takes ', ...(when === undefined ? ['all of these windows'] : ['those windows with ', ...limitsOf(rule, when)]), `, and${String(groups).toLowerCase()}`, ...over, '.',
    ...outcomePieces(rule, entry(then, 'when')), ...tierPieces(rule, entry(then, 'tiers')),
  ];
}

function tierPieces(rule: Rule, tiers: Tree | undefined): readonly Piece[] {
  if (rule.kind !== 'aggregate') return [];
  return itemsOf(tiers).flatMap((tier, at): Piece[] => [` ${at === 0 ? 'It is' : 'Else it is'} ${lastStage(rule).tiers[at]!.severity} with `, ...limitsOf(rule, entry(tier, 'when')!), '.']);
}

/** What is meant by measures that count only some of the events, where the conditions ask them and the events were not named so already. */
function definitions(rule: Rule, own: Tree | undefined): readonly Piece[] {
  if (sortsOf(rule, entry(yamlTree(rule.text, problemsOf(rule.file)), 'where'), own) !== null) return [];
  const asked = measuresAsked(own);
  return Object.entries(measuresOf(rule)).filter(([name, { where }]) => where !== null && asked.has(name)).flatMap(([name, { field }]) => {
    const word = measureWord(rule, name);
    return 'one' in word ? definition(word.one, field === null ? 'one' : 'one with an event', wherePieces(entry(entry(entry(own, 'measures'), name), 'where'))) : [];
  });
}

function sortPieces(rule: Rule): readonly Piece[] {
  const sort = rule.kind === 'aggregate' ? rule.aggregate.sort : rule.kind === 'compare' ? rule.compare.sort : null;
  if (sort === null) return [];
  const word = measureWord(rule, sort);
  return [` Those with ${'many' in word ? `the most ${word.many}` : `the greatest ${word.number}`} come first.`];
}
