import { z } from 'zod';
import { datasets, type Dataset } from './datasets.ts';
import type { FieldName } from './fields.ts';

/** A plain word, number or yes/no as a mapping writes it. */
export type DeclaredLiteral = string | number | boolean;

/**
 * A test on a record. It has one test beside its paths; with none it means `exists: true`. Texts are compared as written unless `case: insensitive` stands beside.
 * Numbers and flags of the record are compared by their text.
 */
export interface DeclaredTest {
  /** One of these paths passes the test. */
  readonly path: string | readonly string[];
  /** It says something: it is there and neither null nor an empty text. */
  readonly exists?: boolean | undefined;
  readonly is?: DeclaredLiteral | readonly DeclaredLiteral[] | undefined;
  /** It says something else; a path that says nothing passes too. */
  readonly is_not?: DeclaredLiteral | readonly DeclaredLiteral[] | undefined;
  readonly contains?: string | readonly string[] | undefined;
  readonly starts_with?: string | readonly string[] | undefined;
  readonly ends_with?: string | readonly string[] | undefined;
  /** A pattern that is found in its text (sources/declared/pattern.ts: what runs in linear time). */
  readonly matches?: string | undefined;
  readonly type?: (typeof declaredTypes)[number] | undefined;
  readonly case?: 'insensitive' | undefined;
}
export const declaredTypes = ['text', 'number', 'flag', 'object', 'list'] as const;
export const declaredTests = ['exists', 'is', 'is_not', 'contains', 'starts_with', 'ends_with', 'matches', 'type'] as const;

/** A path alone means that it says something. */
export type DeclaredCondition = string | DeclaredTest | { readonly all: readonly DeclaredCondition[] } | { readonly any: readonly DeclaredCondition[] } | { readonly not: DeclaredCondition };
/** A list means that all hold. */
export type DeclaredWhen = DeclaredCondition | readonly DeclaredCondition[];

/**
 * Where a value comes from (one of `path`, `every`, `value`, `join`, `template`) and what is done with it, in the order in which it stands here.
 */
export interface DeclaredStep {
  /** Only where this holds. */
  readonly when?: DeclaredWhen | undefined;

  /** The first of these that says something. */
  readonly path?: string | readonly string[] | undefined;
  /** The values of all of these, as one list without repeats. */
  readonly every?: readonly string[] | undefined;
  readonly value?: DeclaredLiteral | readonly string[] | undefined;
  /** What these say, those left out that say nothing, with `with` (a blank) between. */
  readonly join?: readonly string[] | undefined;
  readonly with?: string | undefined;
  /** Text with paths in braces: `{client.ip}:{client.port}`. Nothing where one of them says nothing. */
  readonly template?: string | undefined;

  /**
   * A list of names and values as an object: `{ name: 'name', value: ['value', 'intValue'] }` makes `{ login_type: 'saml' }` of `[{ name: 'login_type', value: 'saml' }]`. Of one name the first stays;
   * what is an object already stays as it is. For values of `let`.
   */
  readonly pairs?: { readonly name: string; readonly value: string | readonly string[] } | undefined;
  /** An object or list as its JSON text; otherwise such a value says nothing. */
  readonly json?: boolean | undefined;
  /** Cuts a text at this, into a list. */
  readonly split?: string | undefined;
  /** Of several values one. */
  readonly take?: 'first' | 'last' | undefined;
  /** The part of the text in the first round brackets of this pattern (the whole match without brackets); nothing where it is not found. */
  readonly capture?: string | undefined;
  readonly lower?: boolean | undefined;
  readonly upper?: boolean | undefined;
  /** What the text becomes. Without `else`, one that is not in the map stays as it is. */
  readonly map?: Readonly<Record<string, DeclaredLiteral>> | undefined;
  /** What it is where nothing is said, or where the map does not have it. */
  readonly else?: DeclaredLiteral | undefined;
  /** How a time is written: one of `declaredTimes`, or a pattern such as `dd/MM/yyyy HH:mm:ss`. */
  readonly written?: string | undefined;
  /** Of a time whose text names no zone: IANA (`Europe/Oslo`), `UTC`, or `+02:00`. */
  readonly zone?: string | undefined;

  /** For the table of the docs. */
  readonly note?: string | undefined;
  /** Says nothing about whether two records are the same event (what only an envelope or a tool adds). */
  readonly aside?: boolean | undefined;
}
/** `auto`: ISO 8601, or seconds or milliseconds since 1970. `s` to `ns`: counted since 1970. `month_first`, `day_first`: with slashes, 12 or 24 hours. */
export const declaredTimes = ['auto', 'iso', 's', 'ms', 'us', 'ns', 'month_first', 'day_first'] as const;

/** A path; a step; or several of them, of which the first counts that says something. */
export type DeclaredValue = string | DeclaredStep | readonly (string | DeclaredStep)[];

/**
 * A source as data: what an analyst writes as YAML beside a case, and what built-in sources are written as where that is enough (docs/mappings.md). Each key is that of the YAML.
 *
 * A path names what lies in a record: `actor.email`, `"Name with. dots"`, `events[0].name`, `events[-1]`, `targets[*].id`, `events[name=login].parameters[name=user].value`.
 * `^.time` is read from the object around the record (an envelope), `$login.ip` from the value `login` of `let`; `.` is the record itself. Text that holds JSON is looked into.
 */
export interface DeclaredMapping {
  readonly format: 1;
  /** Small letters, digits, dots, dashes: names the mapping, and is `custom.source` of events of the dataset custom. */
  readonly id: string;
  readonly title: string;
  /** Raised with every change. */
  readonly version: number;
  readonly dataset: Dataset;
  readonly about?: string | undefined;
  /** `loose`: `clientIp`, `client_ip` and `ClientIP` are one name, and `client.ip` may be a column of that name. */
  readonly spelling?: 'exact' | 'loose' | undefined;
  /** All must hold; put what is cheapest and rarest first: where the first fails nothing else is looked at. */
  readonly recognise: readonly DeclaredCondition[];
  /** Values by a name of their own, for paths that begin with `$`. Worked out when first asked for; one may use those above it. */
  readonly let?: Readonly<Record<string, DeclaredValue>> | undefined;
  /** Records that are none of its events: refused (`declared/refused`) with `why`. */
  readonly skip?: readonly { readonly when: DeclaredWhen; readonly why: string }[] | undefined;
  /** A time that is there and cannot be read is not replaced by another: the record is refused. */
  readonly time: DeclaredValue;
  /** `event.id` is the id that the vendor gave the event, if it gave one. */
  readonly fields: { readonly [N in FieldName]?: DeclaredValue | undefined };
}

const path = z.string().min(1).max(500);
const literal = z.union([z.string().max(1000), z.number(), z.boolean()]);
const oneOrMore = <T extends z.ZodType>(of: T) => z.union([of, z.array(of).min(1).max(500)]);
const pattern = z.string().min(1).max(500);

const test = z.strictObject({
  path: oneOrMore(path), exists: z.boolean().optional(), is: oneOrMore(literal).optional(), is_not: oneOrMore(literal).optional(),
  contains: oneOrMore(z.string().min(1)).optional(), starts_with: oneOrMore(z.string().min(1)).optional(), ends_with: oneOrMore(z.string().min(1)).optional(),
  matches: pattern.optional(), type: z.enum(declaredTypes).optional(), case: z.literal('insensitive').optional(),
});
const condition: z.ZodType<DeclaredCondition> = z.lazy(() => z.union([
  path, test, z.strictObject({ all: z.array(condition).min(1).max(100) }), z.strictObject({ any: z.array(condition).min(1).max(100) }), z.strictObject({ not: condition }),
]));
const when: z.ZodType<DeclaredWhen> = z.union([condition, z.array(condition).min(1).max(100)]);

const step: z.ZodType<DeclaredStep> = z.strictObject({
  when: when.optional(),
  path: oneOrMore(path).optional(), every: z.array(path).min(1).max(50).optional(), value: z.union([literal, z.array(z.string().max(1000)).max(100)]).optional(),
  join: z.array(path).min(1).max(50).optional(), with: z.string().max(20).optional(), template: z.string().min(1).max(1000).optional(),
  pairs: z.strictObject({ name: z.string().min(1).max(100), value: oneOrMore(z.string().min(1).max(100)) }).optional(), json: z.boolean().optional(), split: z.string().min(1).max(20).optional(), take: z.enum(['first', 'last']).optional(), capture: pattern.optional(),
  lower: z.boolean().optional(), upper: z.boolean().optional(), map: z.record(z.string().max(500), literal).optional(), else: literal.optional(),
  written: z.string().min(1).max(60).optional(), zone: z.string().min(1).max(100).optional(), note: z.string().max(1000).optional(), aside: z.boolean().optional(),
});
const value: z.ZodType<DeclaredValue> = z.union([path, step, z.array(z.union([path, step])).min(1).max(50)]);

/** The form of a mapping. What its words mean (fields, paths, patterns, times) is checked by `checkMapping` of sources/declared. */
export const declaredMapping: z.ZodType<DeclaredMapping> = z.strictObject({
  format: z.literal(1),
  id: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,79}$/),
  title: z.string().trim().min(1).max(120),
  version: z.int().min(1).max(1_000_000),
  dataset: z.enum(datasets),
  about: z.string().max(4000).optional(),
  spelling: z.enum(['exact', 'loose']).optional(),
  recognise: z.array(condition).min(1).max(100),
  let: z.record(z.string().regex(/^[a-z][a-z0-9_]{0,40}$/), value).optional(),
  skip: z.array(z.strictObject({ when, why: z.string().min(1).max(300) })).max(100).optional(),
  time: value,
  fields: z.record(z.string(), value) as unknown as z.ZodType<DeclaredMapping['fields']>,
});
