import { parsedNetwork } from '../cidr.ts';
import type { NumberTest, Vendor, Where } from '../rule.ts';
import { noSql, type Dialect } from './dialect.ts';
import { foldSql } from './fold.ts';
import type { Named, Names } from './names.ts';

const signs: { readonly [T in NumberTest]: string } = { greater: '>', at_least: '>=', less: '<', at_most: '<=' };

/** A limit as SQL. */
export const limitSql = (x: string, test: NumberTest, value: number): string => `${x} ${signs[test]} ${value}`;

/** A condition on events over the rows of `wide`: 1 or 0 and never NULL, so that `NOT` says what `not` says. */
export function whereSql(where: Where, names: Names): string {
  if (where.kind === 'all') return where.of.length === 0 ? '1 = 1' : joined('AND', where.of, names);
  if (where.kind === 'any') return where.of.length === 0 ? '1 = 0' : joined('OR', where.of, names);
  if (where.kind === 'not') return `NOT (${whereSql(where.of, names)})`;
  if (where.kind === 'set') throw noSql(`The set ${where.set} belongs to a case: in_set has no SQL form here.`);
  const named = names.named(where.field);
  if (where.kind === 'number') return named.number === null ? '1 = 0' : `(${named.number} IS NOT NULL AND ${limitSql(named.number, where.test, where.value)})`;
  return named.many ? manySql(where, names) : testSql(where, named.text, named.key, names.dialect);
}

const joined = (word: string, of: readonly Where[], names: Names): string => (of.length === 1 ? whereSql(of[0]!, names) : `(${of.map((one) => whereSql(one, names)).join(` ${word} `)})`);

type Test = Extract<Where, { kind: 'text' | 'state' }>;

/** Of several values one is enough; that none is it, or that none is more than blank, is asked of all. */
function manySql(where: Test, { dialect }: Names): string {
  const some = (test: string): string => `event IN (SELECT event FROM event_values WHERE field = ${dialect.literal(where.field)} AND ${test})`;
  const value = (): string => 'value';
  if (where.kind === 'text') {
    if (where.test !== 'not_is') return some(testSql(where, value, value, dialect));
    return `NOT (${some(testSql({ ...where, test: 'in' }, value, value, dialect))})`;
  }
  if (where.test === 'exists') return where.value ? some('value IS NOT NULL') : `NOT (${some('value IS NOT NULL')})`;
  const more = some(`NOT (${dialect.white('value')})`);
  return where.value ? `NOT (${more})` : more;
}

function testSql(where: Test, text: Named['text'], key: Named['key'], dialect: Dialect): string {
  if (where.kind === 'state') {
    if (where.test === 'exists') return `${key()} IS ${where.value ? 'NOT ' : ''}NULL`;
    return where.value ? `(${text()} IS NULL OR ${dialect.white(text())})` : `(${text()} IS NOT NULL AND NOT (${dialect.white(text())}))`;
  }
  const x = text();
  if (where.test === 'regex') return some(x, where.values.map((value) => dialect.regex(x, value, where.fold)));
  if (where.test === 'cidr') return some(x, where.values.map((value) => cidrSql(x, value, dialect)));
  const values = where.values.map((value) => (where.fold ? value.toLowerCase() : value));
  const folded = where.fold ? foldSql(dialect, x, values) : x;
  switch (where.test) {
    case 'is':
    case 'in': return values.length === 0 ? '1 = 0' : `(${x} IS NOT NULL AND ${isOne(folded, values, dialect)})`;
    case 'is_not': return values.length === 0 ? `${x} IS NOT NULL` : `(${x} IS NOT NULL AND NOT (${isOne(folded, values, dialect)}))`;
    case 'not_is': return values.length === 0 ? '1 = 1' : `(${x} IS NULL OR NOT (${isOne(folded, values, dialect)}))`;
    case 'contains': return some(x, values.map((value) => dialect.contains(folded, value)));
    case 'starts_with': return some(x, values.map((value) => dialect.starts(folded, value)));
    case 'ends_with': return some(x, values.map((value) => dialect.ends(folded, value)));
  }
}

const some = (x: string, tests: readonly string[]): string => (tests.length === 0 ? '1 = 0' : `(${x} IS NOT NULL AND (${tests.join(' OR ')}))`);
const isOne = (x: string, values: readonly string[], dialect: Dialect): string =>
  values.length === 1 ? `${x} = ${dialect.literal(values[0]!)}` : `${x} IN (${values.map((value) => dialect.literal(value)).join(', ')})`;

/** A network, over addresses as a case writes them. */
function cidrSql(x: string, network: string, dialect: Dialect): string {
  const { bits, base, length } = parsedNetwork(network)!;
  const address = `replace(${x}, '::ffff:', '')`;
  if (bits === 128) {
    if (length > 16) throw noSql(`${network} is an IPv6 network of more than 16 bits: it has no SQL form here.`);
    const span = 2 ** (16 - length);
    const first = Math.floor(Number(base >> 112n) / span) * span;
    const hex = (group: number): string => dialect.literal(group.toString(16).padStart(4, '0'));
    return `CASE WHEN ${dialect.isIpv6(address)} THEN CASE WHEN ${dialect.firstGroup(address)} BETWEEN ${hex(first)} AND ${hex(first + span - 1)} THEN 1 ELSE 0 END ELSE 0 END = 1`;
  }
  const size = 2 ** (32 - length);
  const low = Math.floor(Number(base) / size) * size;
  const parts = [1, 2, 3, 4].map((part) => dialect.octet(address, part));
  const number = parts.map((part, i) => `${part} * ${256 ** (3 - i)}`).join(' + ');
  const inside = `${number} BETWEEN ${low} AND ${low + size - 1} AND ${parts.map((part) => `${part} <= 255`).join(' AND ')}`;
  return `CASE WHEN ${dialect.isIpv4(address)} THEN CASE WHEN ${inside} THEN 1 ELSE 0 END ELSE 0 END = 1`;
}

/** Whether a text stands for nothing in a vendor's mode (`vendor.ts`); the absent value always does. */
export function blankSql(vendor: Vendor, named: Named, dialect: Dialect): string {
  // A number is never blank.
  if (vendor === 'splunk' || named.number !== null) return `${named.key()} IS NULL`;
  const x = named.text();
  if (vendor === 'sumo') return `(${x} IS NULL OR ${x} = '')`;
  return `(${x} IS NULL OR ${dialect.white(x)} OR ${x} = '-' OR ${foldSql(dialect, x, ['unknown'])} = 'unknown')`;
}
