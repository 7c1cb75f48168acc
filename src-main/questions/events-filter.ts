import { findingStored, namedSets, type ReadCase } from '../case/index.ts';
import { allRows, filter, type Chip, type Columns, type RowSet } from '../columns/index.ts';
import { Fault, fieldEntry, type EventChip, type EventFilter, type FieldName, type NamedSet } from '../contract/index.ts';
import { cidrTest } from '../hunt/index.ts';

/** Chips that columns answer as they are; the others are turned into such. */
type NetworkChip = Extract<EventChip, { readonly operator: 'in-network' | 'not-in-network' }>;
type SetChip = Extract<EventChip, { readonly operator: 'in-set' | 'not-in-set' }>;

/**
 * The rows that pass, by time. The last answers are kept with the columns, so that paging does not filter again. Named sets are taken as the case has them
 * now; a set whose validity has ends counts only inside of them.
 * @throws Fault columns/not-held, case/no-such-set, case/no-such-finding
 */
export function passingRows(file: ReadCase, columns: Columns, asked: EventFilter): RowSet {
  const sets = asked.chips.some(isSetChip) ? namedSets(file) : [];
  const own = asked.finding === null ? null : findingStored(file, asked.finding).rows;
  if (asked.from === null && asked.to === null && asked.chips.length === 0 && own === null) return allRows(columns);
  const named = asked.chips.map((chip) => (isSetChip(chip) ? { ...chip, version: sets.find((one) => one.name === chip.set)?.version } : chip));
  const name = `events ${JSON.stringify([asked.from, asked.to, named, asked.finding, own?.length])}`;
  return columns.keep(name, (rows) => rows.byteLength, () => {
    let rows = own === null ? null : rowsOf(columns, own);
    const { from, to } = asked;
    const plain = asked.chips.filter(isPlain) as readonly Chip[];
    const passing = filter(columns, { ...(from === null ? {} : { from }), ...(to === null ? {} : { to }), chips: plain });
    rows = rows === null ? passing : inBoth(columns, rows, passing);
    for (const chip of asked.chips) {
      if (isNetworkChip(chip)) rows = keepNetworks(columns, rows, chip.field, chip.values, chip.operator === 'not-in-network');
      else if (isSetChip(chip)) rows = keepSet(columns, rows, chip, setNamed(sets, chip.set));
    }
    return rows;
  });
}

/** Row of each event id of the case; -1 where the columns have none. */
export function rowOfEvent(columns: Columns): Int32Array {
  return columns.keep('row of event', (made) => made.byteLength, () => {
    let highest = 0;
    for (let row = 0; row < columns.count; row += 1) if (columns.event[row]! > highest) highest = columns.event[row]!;
    const rows = new Int32Array(highest + 1).fill(-1);
    for (let row = 0; row < columns.count; row += 1) rows[columns.event[row]!] = row;
    return rows;
  });
}

const isNetworkChip = (chip: EventChip): chip is NetworkChip => chip.operator === 'in-network' || chip.operator === 'not-in-network';
const isSetChip = (chip: EventChip): chip is SetChip => chip.operator === 'in-set' || chip.operator === 'not-in-set';
const isPlain = (chip: EventChip): boolean => !isNetworkChip(chip) && !isSetChip(chip);

function rowsOf(columns: Columns, events: readonly number[]): RowSet {
  const at = rowOfEvent(columns);
  return Uint32Array.from(events.map((event) => at[event] ?? -1).filter((row) => row >= 0)).sort();
}

/** Rows that are in both; the first are few. */
function inBoth(columns: Columns, few: RowSet, many: RowSet): RowSet {
  if (many.length === columns.count) return few;
  const has = new Set(many.length < few.length ? many : few);
  return (many.length < few.length ? few : many).filter((row) => has.has(row));
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

/**
 * Rows that match an entry of the set. Entries of kind `network` are ASNs (`AS123`) and organisations, whatever the field of the chip; of kind `ip` they are
 * addresses and CIDR blocks of that field; of all other kinds they are values of that field.
 */
function keepSet(columns: Columns, rows: RowSet, chip: SetChip, set: NamedSet): RowSet {
  const values = set.entries.map((entry) => entry.value);
  const negate = chip.operator === 'not-in-set';
  const inTime = validRows(columns, rows, set);
  const matched = matchedBy(columns, inTime, chip.field, set.kind, values);
  if (!negate) return matched;
  const has = new Set(matched);
  return rows.filter((row) => !has.has(row));
}

function matchedBy(columns: Columns, rows: RowSet, field: FieldName, kind: NamedSet['kind'], values: readonly string[]): RowSet {
  if (kind === 'ip' && fieldEntry(field)?.storage === 'ip') return values.length === 0 ? new Uint32Array(0) : keepNetworks(columns, rows, field, values, false);
  const wanted = new Set(values);
  if (kind !== 'network') return keepRows(columns, rows, [{ field, passes: passing(columns, field, (text) => wanted.has(text)) }], false);
  const folded = new Set(values.map((value) => value.toLowerCase()));
  return keepRows(columns, rows, [
    { field: 'source.as.number', passes: passing(columns, 'source.as.number', (text) => folded.has(`as${text}`)) },
    { field: 'source.as.organization.name', passes: passing(columns, 'source.as.organization.name', (text) => folded.has(text.toLowerCase())) },
  ], false);
}

/** Rows of the days on which the set is valid; both days count whole. */
function validRows(columns: Columns, rows: RowSet, { validFrom, validTo }: NamedSet): RowSet {
  if (validFrom === null && validTo === null) return rows;
  const from = validFrom === null ? -Infinity : Date.parse(validFrom);
  const to = validTo === null ? Infinity : Date.parse(validTo) + 86_400_000;
  return rows.filter((row) => columns.time[row]! >= from && columns.time[row]! < to);
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
  const sources = tests.map(({ field, passes }) => (fieldEntry(field)?.many ? { many: columns.many(field), ids: null, passes } : { many: null, ids: columns.ids(field), passes }));
  return rows.filter((row) => {
    const hit = sources.some(({ many, ids, passes }) => {
      if (many === null) return passes[ids[row]!] === 1;
      for (let at = many.offsets[row]!; at < many.offsets[row + 1]!; at += 1) if (passes[many.values[at]!] === 1) return true;
      return false;
    });
    return hit !== negate;
  });
}

