import { entryOf } from '../known-fields.ts';
import { conditionTrees, togetherIn, valuesOf, type Remarking, type Written } from './remarks.ts';

/** More values than this in one condition belong into a named set. */
const MOST_VALUES = 25;
const exact: readonly string[] = ['is', 'in', 'is_not', 'not_is'];
/** Every event has these. */
const always: readonly string[] = ['event.dataset', 'event.action', 'event.outcome', '@timestamp'];
const texts: readonly string[] = [...exact, 'contains', 'starts_with', 'ends_with'];

/** Warns of conditions on events that compare with what was hardly meant: names, quotes, stars, blanks; and of such that nothing can fulfil. */
export function checkLiterals(remarking: Remarking): void {
  for (const tree of conditionTrees(remarking.tree)) {
    for (const group of togetherIn(tree)) {
      for (const one of group) {
        if (texts.includes(one.test)) checkTexts(remarking, one, group.some((other) => other.field === one.field && (other.test === 'exists' || other.test === 'blank')));
        if (one.test === 'is_not') checkAbsent(remarking, one, group);
      }
      checkContradictions(remarking, group);
    }
  }
}

function checkTexts({ rule, warn }: Remarking, { test, operand, at }: Written, saysBlank: boolean): void {
  const values = valuesOf(operand);
  if (values.length > MOST_VALUES) warn(at, `${values.length} values are more than a condition explains. Make them a named set of the case and ask in_set.`);
  const seen = new Set<string>();
  for (const { text, at: place } of values) {
    const derived = Object.hasOwn(rule.derive, text);
    if (Object.hasOwn(rule.parameters, text)) warn(place, `"${text}" is the name of a parameter, and compared as a text. Write $${text} for its value.`);
    else if (derived || (!text.includes('.') && entryOf(text))) warn(place, `"${text}" is the name of a ${derived ? 'derived ' : ''}field, and compared as a text. Two fields cannot be compared here.`);
    if (/^(['"]).*\1$/.test(text) && text.length > 1) warn(place, 'The quotation marks are part of the text. Take the inner ones away.');
    else if (exact.includes(test) && text.trim() !== '' && text !== text.trim()) warn(place, 'There is a blank before or behind the text, and it is compared with it.');
    if (exact.includes(test) && text.length > 1 && /^\*|\*$/.test(text)) warn(place, 'A star is a star here. Use starts_with, ends_with or contains.');
    if (exact.includes(test) && !saysBlank && rule.vendor === 'bilocate' && /^(|-|unknown|null|none|n\/a)$/i.test(text.trim()) && !/^(none|null)$/.test(text)) {
      warn(place, `${text === '' ? 'An empty text' : `"${text}"`} is a text here, and events that lack the field do not have it. Say blank: true or blank: false beside it, or instead of it.`);
    }
    if (seen.has(text)) warn(place, `"${text}" stands in the list twice.`);
    seen.add(text);
  }
  if (!exact.includes(test) && values.some(({ text }) => text === '')) warn(at, 'Every text contains the empty one: this holds wherever the field is there. Use exists: true.');
}

/** `is_not` is false where the field is absent, which is easily forgotten. */
function checkAbsent({ rule, warn }: Remarking, { field, at }: Written, group: readonly Written[]): void {
  const says = group.some((one) => one.field === field && (one.test === 'exists' || one.test === 'blank'));
  if (rule.vendor === 'bilocate' && !says && !always.includes(field)) warn(at, `is_not leaves out events without ${field} too. Use not_is, or say beside it that the field must exist.`);
}

function checkContradictions({ warn }: Remarking, group: readonly Written[]): void {
  for (const [field, ofField] of Map.groupBy(group, (one) => one.field)) {
    const last = ofField.at(-1)!;
    if (ofField.length < 2) continue;
    const sure = ofField.filter((one) => (one.test === 'is' || one.test === 'in') && valuesOf(one.operand).length === (one.operand.kind === 'list' ? one.operand.items.length : 1));
    const common = sure.map((one) => new Set(valuesOf(one.operand).map(({ text }) => text.toLowerCase()))).reduce<Set<string> | null>((all, one) => (all === null ? one : new Set([...all].filter((text) => one.has(text)))), null);
    if (entryOf(field)?.many !== true && sure.length > 1 && common!.size === 0) warn(last.at, `${field} cannot be both: no event fulfils all of these. Use any, or one list with in.`);
    const absent = ofField.some(({ test, operand }) => (test === 'exists' && isScalar(operand, false)) || (test === 'blank' && isScalar(operand, true)));
    const there = ofField.some(({ test, operand }) => (test === 'exists' && isScalar(operand, true)) || (test === 'blank' && isScalar(operand, false)) || ['is', 'in', 'is_not', 'greater', 'at_least', 'less', 'at_most', 'cidr', 'regex'].includes(test));
    if (absent && there && !(ofField.some((one) => one.test === 'exists' && isScalar(one.operand, true)) && ofField.some((one) => one.test === 'blank' && isScalar(one.operand, true)))) {
      warn(last.at, `${field} is asked to be there and not to be: no event fulfils all of these.`);
    }
    const low = Math.max(...numbersOf(ofField, ['greater', 'at_least']));
    const high = Math.min(...numbersOf(ofField, ['less', 'at_most']));
    if (low > high) warn(last.at, `No number is above ${low} and below ${high}: no event fulfils all of these.`);
  }
}
const isScalar = (operand: Written['operand'], value: boolean): boolean => operand.kind === 'scalar' && operand.value === value;
const numbersOf = (group: readonly Written[], tests: readonly string[]): readonly number[] =>
  group.flatMap(({ test, operand }) => (tests.includes(test) && operand.kind === 'scalar' && typeof operand.value === 'number' ? [operand.value] : []));
