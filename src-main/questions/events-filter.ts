import { findingStored, namedSets, type ReadCase } from '../case/index.ts';
import { allRows, filter, positionOf, rowsBefore, type Chip, type Columns, type RowSet } from '../columns/index.ts';
import { Fault, fieldEntry, type EventChip, type EventFilter, type FieldName, type NamedSet } from '../contract/index.ts';
import { cidrTest, setSpan, setTests } from '../hunt/index.ts';
import { rowOfEvent } from './event-rows.ts';
import { collapsed, eventsOfLogin, loginsOf } from './logins.ts';

/** Chips that columns answer as they are; the others are turned into such. */
type NetworkChip = Extract<EventChip, { readonly operator: 'in-network' | 'not-in-network' }>;
type SetChip = Extract<EventChip, { readonly operator: 'in-set' | 'not-in-set' }>;

/** Rows that pass, by time, and a name that is another one wherever other rows may pass. */
export interface Passing {
  readonly rows: RowSet;
  readonly name: string;
}

/**
 * The rows that pass, by time. What passes over the whole time of the case is kept with the columns, and the range of time is cut out of it: neither paging
 * nor another range filters again. Named sets are taken as the case has them now; a set whose validity has ends counts only inside of them.
 * @throws Fault columns/not-held, case/no-such-set, case/no-such-finding
 */
export function passingRows(file: ReadCase, columns: Columns, asked: EventFilter): Passing {
  const chosen = withChips(file, columns, asked.chips);
  const within = asked.finding === null ? chosen : inFinding(file, columns, asked.finding, chosen);
  const passing = inTime(columns, asked.login === undefined ? within : inLogin(file, columns, asked.login, within), asked);
  return asked.collapse === undefined ? passing : oneEach(file, columns, passing);
}

function inTime(columns: Columns, { rows, name }: Passing, { from, to }: Pick<EventFilter, 'from' | 'to'>): Passing {
  const first = from === null ? 0 : rowsBefore(columns.time, from, rows);
  const end = to === null ? rows.length : Math.max(first, rowsBefore(columns.time, to, rows));
  return { rows: end - first === rows.length ? rows : rows.subarray(first, end), name: `${name} ${first} ${end}` };
}

/** Of the rows, those of one login: a few. */
function inLogin(file: ReadCase, columns: Columns, event: number, { rows, name }: Passing): Passing {
  const events = eventsOfLogin(file, event);
  const own = rowsOf(columns, events);
  return { rows: own.filter((row) => has(rows, row)), name: `${name} of login ${events.join(' ')}` };
}

/** One row for each login, chosen of those that pass. */
function oneEach(file: ReadCase, columns: Columns, { rows, name }: Passing): Passing {
  const logins = loginsOf(file, columns);
  if (logins.count === 0) return { rows, name };
  const own = `${name} ${logins.name}`;
  return { rows: columns.keep(`one each of ${own}`, (made) => made.byteLength, () => collapsed(logins, rows)), name: own };
}

function withChips(file: ReadCase, columns: Columns, chips: readonly EventChip[]): Passing {
  if (chips.length === 0) return { rows: allRows(columns), name: 'events' };
  const sets = chips.some(isSetChip) ? namedSets(file) : [];
  const named = chips.map((chip) => (isSetChip(chip) ? { ...chip, version: setNamed(sets, chip.set).version } : chip));
  const name = `events ${JSON.stringify(named)}`;
  const rows = columns.keep(name, (made) => made.byteLength, () => {
    const plain = chips.filter(isPlain) as readonly Chip[];
    let left = plain.length === 0 ? allRows(columns) : filter(columns, { chips: plain });
    for (const chip of chips) {
      if (isNetworkChip(chip)) left = keepNetworks(columns, left, chip.field, chip.values, chip.operator === 'not-in-network');
      else if (isSetChip(chip)) left = keepSet(columns, left, chip, setNamed(sets, chip.set));
    }
    return left;
  });
  return { rows, name };
}

/** Of the rows, those of a finding: as many as it has events, which is few. */
function inFinding(file: ReadCase, columns: Columns, finding: string, { rows, name }: Passing): Passing {
  const events = findingStored(file, finding).rows;
  // A hunt may find other events under the same identity: they are in the name, summed up.
  const sum = events.reduce((hash, event) => Math.imul(hash ^ event, 0x0100_0193), events.length);
  const own = columns.keep(`events of ${finding} ${sum}`, (made) => made.byteLength, () => rowsOf(columns, events));
  return { rows: own.filter((row) => has(rows, row)), name: `${name} of ${finding} ${sum}` };
}

/** Whether a row is among rows, which ascend. */
function has(rows: RowSet, row: number): boolean {
  const at = placeOf(rows, row);
  return at < rows.length && rows[at] === row;
}

/** How many of the rows, which ascend, are below a row. */
export function placeOf(rows: RowSet, row: number): number {
  return positionOf(rows, row);
}

const isNetworkChip = (chip: EventChip): chip is NetworkChip => chip.operator === 'in-network' || chip.operator === 'not-in-network';
const isSetChip = (chip: EventChip): chip is SetChip => chip.operator === 'in-set' || chip.operator === 'not-in-set';
const isPlain = (chip: EventChip): boolean => !isNetworkChip(chip) && !isSetChip(chip);

function rowsOf(columns: Columns, events: readonly number[]): RowSet {
  const at = rowOfEvent(columns);
  return Uint32Array.from(events.map((event) => at[event] ?? -1).filter((row) => row >= 0)).sort();
}

function setNamed(sets: readonly NamedSet[], name: string): NamedSet {
  const found = sets.find((one) => one.name === name);
  if (!found) throw new Fault('case/no-such-set', { name });
  return found;
}

/** Rows whose address lies in one of the networks (CIDR, or one address), or in none of them. */
function keepNetworks(columns: Columns, rows: RowSet, field: FieldName, networks: readonly string[], negate: boolean): RowSet {
  if (fieldEntry(field)?.storage !== 'ip') throw new Fault('call/bad-input', { name: 'filter', at: field, problem: 'only addresses lie in networks' });
  const tests = networks.map((network) => {
    const test = cidrTest(network.trim());
    if (test === null) throw new Fault('call/bad-input', { name: 'filter', at: field, problem: `${network.slice(0, 100)} is no network such as 10.0.0.0/8` });
    return test;
  });
  const passes = passing(columns, field, (text) => tests.some((test) => test(text)));
  return keepRows(columns, rows, [{ field, passes }], negate);
}

/** Rows that match an entry of the set while it holds, as conditions of rules ask it of a set. */
function keepSet(columns: Columns, rows: RowSet, { field, operator }: SetChip, set: NamedSet): RowSet {
  const { from, to } = setSpan(set);
  const inSpan = from === -Infinity && to === Infinity ? rows : rows.filter((row) => columns.time[row]! >= from && columns.time[row]! < to);
  const tests = setTests(set, field).map((test) => ({ field: test.field as FieldName, passes: passing(columns, test.field as FieldName, test.says) }));
  const matched = keepRows(columns, inSpan, tests, false);
  return operator === 'not-in-set' ? without(rows, matched) : matched;
}

/** The rows that are not among others; both ascend. */
function without(rows: RowSet, others: RowSet): RowSet {
  const kept = new Uint32Array(rows.length);
  let [count, at] = [0, 0];
  for (const row of rows) {
    while (at < others.length && others[at]! < row) at += 1;
    if (others[at] !== row) kept[count++] = row;
  }
  return kept.slice(0, count);
}

/** 1 for each id whose text passes. */
function passing(columns: Columns, field: FieldName, test: (text: string) => boolean): Uint8Array {
  if (!columns.holds(field)) throw new Fault('columns/not-held', { field });
  const passes = new Uint8Array(columns.size(field));
  for (let id = 1; id < passes.length; id += 1) if (test(columns.text(field, id))) passes[id] = 1;
  return passes;
}

/** Rows of which a value of any of the fields passes. */
function keepRows(columns: Columns, rows: RowSet, tests: readonly { readonly field: FieldName; readonly passes: Uint8Array }[], negate: boolean): RowSet {
  const hits = new Uint8Array(rows.length);
  for (const { field, passes } of tests) {
    if (fieldEntry(field)?.many) markMany(columns.many(field), rows, passes, hits);
    else {
      const ids = columns.ids(field);
      for (let at = 0; at < rows.length; at += 1) hits[at]! |= passes[ids[rows[at]!]!]!;
    }
  }
  const wanted = negate ? 0 : 1;
  return rows.filter((_, at) => hits[at] === wanted);
}

function markMany({ offsets, values }: ReturnType<Columns['many']>, rows: RowSet, passes: Uint8Array, hits: Uint8Array): void {
  for (let at = 0; at < rows.length; at += 1) {
    for (let value = offsets[rows[at]!]!; value < offsets[rows[at]! + 1]!; value += 1) hits[at]! |= passes[values[value]!]!;
  }
}
