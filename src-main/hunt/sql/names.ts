import { entryOf, isComputed, isNumberField } from '../known-fields.ts';
import type { Derive, Rule } from '../rule.ts';
import { siblingNetworks } from '../sibling-networks.ts';
import { column, noSql, type Dialect } from './dialect.ts';

/** A field that a rule asks for, as SQL over the rows of `wide`. */
export interface Named {
  readonly name: string;
  readonly many: boolean;
  /** Its text; NULL where absent. Throws where it has none in SQL. */
  text(): string;
  /** What is equal where the values are: of a tuple its parts, since joined texts may agree where parts do not. */
  key(): string;
  /** Its number; null where it is none. */
  readonly number: string | null;
}

/** The fields of a rule, and the columns that `wide` needs for them. */
export interface Names {
  readonly dialect: Dialect;
  named(name: string): Named;
  /** Lines of the SELECT that makes `wide`; this and what follows is asked last. */
  columns(): readonly string[];
  /** Columns of `events` that it takes. */
  plain(): readonly string[];
  /** Tables besides `events e`. */
  joins(): readonly string[];
  needsOperators(): boolean;
}

export function namesOf(rule: Pick<Rule, 'derive'>, dialect: Dialect, more: Readonly<Record<string, Derive>> = {}): Names {
  const derive: Readonly<Record<string, Derive>> = { ...rule.derive, ...more };
  const lines = new Map<string, string>();
  const plain = new Set<string>();
  const firsts: string[] = [];
  let operators = false;
  /** Of a field with several values the first, as a derived field takes it. */
  const firstOf = (name: string): string => {
    if (!firsts.includes(name)) firsts.push(name);
    return `f${firsts.indexOf(name)}.value`;
  };
  const raw = (name: string): string => {
    if (name === 'actor.trait') throw noSql('Who stands behind a user is said in a case: actor.trait has no SQL form here.');
    if (isComputed(name)) {
      operators = true;
      for (const part of ['network.endpoint', 'source.as.number', 'source.as.organization.name', 'source.ip']) plain.add(part);
      return networkSql(dialect);
    }
    if (name === '@timestamp') throw noSql('The time of an event as a text has no SQL form here.');
    if (entryOf(name)?.storage === 'time') throw noSql(`${name} is a time: as a text it has no SQL form here.`);
    if (entryOf(name)?.many) return firstOf(name);
    plain.add(name);
    const cell = `e.${column(name)}`;
    return isNumberField(name) ? dialect.asText(cell) : cell;
  };
  /** Of a derived field, or of a part that one is made of. */
  const madeOf = (name: string): { readonly text: string; readonly key: string; readonly tuple: boolean } => {
    if (!Object.hasOwn(derive, name)) return { text: raw(name), key: raw(name), tuple: false };
    const one = derive[name]!;
    if (one.kind === 'mask') throw noSql(`${name} is masked: a mask has no SQL form here.`);
    const parts = one.of.map(madeOf);
    if (one.kind === 'coalesce') return { text: `coalesce(${parts.map((part) => part.text).join(', ')}, NULL)`, key: `coalesce(${parts.map((part) => part.text).join(', ')}, NULL)`, tuple: false };
    return {
      text: `(${parts.map((part) => `coalesce(${part.text}, '')`).join(one.separator === '' ? ' || ' : ` || ${dialect.literal(one.separator)} || `)})`,
      key: parts.map((part) => `coalesce(${dialect.asText(`length(${part.key})`)} || ':' || ${part.key}, '-')`).join(' || '), tuple: true,
    };
  };
  const derived = (name: string): Named => {
    const { text, key, tuple } = madeOf(name);
    const put = column(name);
    lines.set(name, `${text} AS ${put}`);
    return { name, many: false, text: () => put, number: null, key: () => (tuple ? keyed(name, key) : put) };
  };
  const keyed = (name: string, key: string): string => {
    lines.set(`${name} parts`, `${key} AS ${column(`${name} parts`)}`);
    return column(`${name} parts`);
  };
  const stored = (name: string): Named => {
    const many = entryOf(name)?.many ?? false;
    if (name === '@timestamp') return { name, many, text: () => raw(name), key: () => 'time_ms', number: 'time_ms' };
    const number = isNumberField(name);
    if (!many) {
      plain.add(name);
      lines.set(name, `e.${column(name)}`);
    }
    const isTime = entryOf(name)?.storage === 'time';
    return {
      name, many, key: () => column(name), number: number ? column(name) : null,
      text: () => (isTime ? raw(name) : number ? dialect.asText(column(name)) : column(name)),
    };
  };
  return {
    dialect,
    named(name) {
      if (isComputed(name)) {
        const text = column(name);
        lines.set(name, `${raw(name)} AS ${text}`);
        return { name, many: false, text: () => text, key: () => text, number: null };
      }
      return Object.hasOwn(derive, name) ? derived(name) : stored(name);
    },
    columns: () => [...lines.values()],
    plain: () => [...plain],
    joins: () => [
      ...(operators ? ['operators o ON o.asn = e."source.as.number"'] : []),
      ...firsts.map((name, i) => `event_values f${i} ON f${i}.event = e.event AND f${i}.field = ${dialect.literal(name)} AND f${i}.position = 0`),
    ],
    needsOperators: () => operators,
  };
}

/** `network.identity`: as `network-identity.ts` makes it. `o` is the organisation that the first event of an ASN names. */
function networkSql(dialect: Dialect): string {
  const siblings = siblingNetworks.map(([operator, numbers]) => `WHEN e."source.as.number" IN (${numbers.join(', ')}) THEN ${dialect.literal(operator)}`).join('\n    ');
  return `CASE WHEN e."network.endpoint" IS NOT NULL THEN e."network.endpoint"
    ${siblings}
    WHEN e."source.as.number" IS NOT NULL THEN coalesce(o.organization, 'AS' || ${dialect.asText('e."source.as.number"')})
    WHEN e."source.as.organization.name" IS NOT NULL THEN e."source.as.organization.name"
    ELSE e."source.ip" END`;
}

/** One organisation for each ASN: what its first event says. */
export const operatorsSql = {
  name: 'operators',
  sql: `SELECT asn, organization FROM (
    SELECT "source.as.number" AS asn, "source.as.organization.name" AS organization, row_number() OVER (PARTITION BY "source.as.number" ORDER BY seq) AS n
    FROM events WHERE "network.endpoint" IS NULL AND "source.as.number" IS NOT NULL
  ) first_of_asn WHERE n = 1`,
} as const;
