import type { FieldName, HuntException } from '../../contract/index.ts';
import { isMany } from '../../columns/index.ts';
import { entryOf, isComputed } from '../known-fields.ts';
import type { Lens } from '../lens.ts';
import { ruleKey, type Rule } from '../rule.ts';
import type { Hit } from '../run.ts';
import { setSpan, setTests } from './sets.ts';

type RowTest = (row: number) => boolean;
const never: RowTest = () => false;
/** Tests of a set by set and field, so that what one exception learned of a value no other asks again. */
type SharedTests = Map<string, readonly RowTest[]>;

/** Gives the exception that catches a hit: the first that every event of the hit fulfils; null where none does. What is asked of a value is asked once. */
export function catcherOf(rule: Rule, lens: Lens, exceptions: readonly HuntException[]): (found: Pick<Hit, 'rows'>) => HuntException | null {
  const shared: SharedTests = new Map();
  const tests = exceptions.filter((one) => one.rule === null || one.rule === ruleKey(rule)).map((exception) => ({ exception, holds: exceptionTest(exception, rule, lens, shared) }));
  return ({ rows }) => (rows.length === 0 ? null : tests.find(({ holds }) => rows.every(holds))?.exception ?? null);
}

function exceptionTest({ when, from, until }: HuntException, rule: Rule, lens: Lens, shared: SharedTests): RowTest {
  const { time } = lens.columns;
  const [start, end] = [from === null ? -Infinity : Date.parse(from), until === null ? Infinity : Date.parse(until)];
  const tests = when.map((condition) => conditionTest(condition, rule, lens, shared));
  return (row) => time[row]! >= start && time[row]! < end && tests.every((test) => test(row));
}

/** An empty value is the absent one. A field that this rule does not know has no value. */
function conditionTest({ field, values, set: setName }: HuntException['when'][number], rule: Rule, lens: Lens, shared: SharedTests): RowTest {
  const named = setName === null ? undefined : lens.context.sets.find(({ name }) => name === setName);
  const wanted = new Set(values);
  const ofValues = values.length === 0 ? never : field === 'actor.name' ? personTest(values, lens) : textTest(field, (text) => wanted.has(text), rule, lens);
  if (named === undefined) return ofValues;
  const { from, to } = setSpan(named);
  const { time } = lens.columns;
  const name = JSON.stringify([setName, field]);
  const ofSet = shared.get(name) ?? setTests(named, field).map((test) => textTest(test.field, test.says, rule, lens));
  shared.set(name, ofSet);
  return (row) => ofValues(row) || (time[row]! >= from && time[row]! < to && ofSet.some((test) => test(row)));
}

/** Each name of a person stands for the person. */
function personTest(values: readonly string[], { columns }: Lens): RowTest {
  const wanted = new Set(values.map((value) => columns.idOf('actor.name', value)));
  wanted.delete(0);
  const ids = columns.ids('actor.name');
  return (row) => wanted.has(ids[row]!);
}

function textTest(field: string, says: (text: string) => boolean, rule: Rule, lens: Lens): RowTest {
  const { columns } = lens;
  const stored = entryOf(field) !== undefined;
  if (stored ? !columns.holds(field as FieldName) : !isComputed(field) && !Object.hasOwn(rule.derive, field)) return never;
  if (stored && isMany(field as FieldName)) {
    const { offsets, values } = columns.many(field as FieldName);
    const passes = asked(columns.size(field as FieldName), (id) => columns.text(field as FieldName, id), says);
    return (row) => {
      for (let at = offsets[row]!; at < offsets[row + 1]!; at += 1) if (passes(values[at]!)) return true;
      return offsets[row] === offsets[row + 1] && passes(0);
    };
  }
  const { idAt, size, text } = lens.column(field);
  const passes = asked(size, text, says);
  return (row) => passes(idAt(row));
}

/** Hits are few beside the values of a field: each value is looked at when it is asked for, and then known. */
function asked(size: number, text: (id: number) => string, says: (text: string) => boolean): (id: number) => boolean {
  const known = new Uint8Array(size);
  return (id) => (known[id] ||= says(id === 0 ? '' : text(id)) ? 1 : 2) === 1;
}
