import type { HuntException } from '../../contract/index.ts';
import type { Lens } from '../lens.ts';
import { ruleKey, type Rule, type Where } from '../rule.ts';
import type { Hit, Run } from '../run.ts';
import { catcherOf } from './exceptions.ts';
import { filtered, keptBy, parseFilter } from './filter.ts';
import { traitEffect } from './trait-effect.ts';

/** What the case says of what a rule found: hits that are left, as grave as they are for who stands behind them, and which of them were expected. */
export interface Heeded {
  readonly hits: readonly Hit[];
  readonly expected: ReadonlyMap<Hit, HuntException>;
}

/** The filter of the rule comes first: what it lets go is nothing that could be expected. Hits stay in their order. */
export function heed(rule: Rule, lens: Lens, found: readonly Hit[], drop: (reason: string, count: number) => void): Heeded {
  const { filters, exceptions } = lens.context;
  const left = filtered(found, filters.find((one) => one.rule === ruleKey(rule)), rule, lens, drop);
  const effect = traitEffect(rule, lens);
  const hits = effect === null ? left : left.map(effect);
  const expected = new Map<Hit, HuntException>();
  if (exceptions.length > 0 && hits.length > 0) {
    const caughtBy = catcherOf(rule, lens, exceptions);
    for (const hit of hits) {
      const exception = caughtBy(hit);
      if (exception !== null) expected.set(hit, exception);
    }
  }
  return { hits, expected };
}

/** `surprising` of a run: what `heed` would leave, asked of rows before hits are made of them. */
export function surprisingIn(rule: Rule, lens: Lens): Run['surprising'] {
  const { filters, exceptions } = lens.context;
  const mine = exceptions.filter((one) => one.rule === null || one.rule === ruleKey(rule));
  const filter = filters.find((one) => one.rule === ruleKey(rule));
  const parts = filter === undefined ? null : parseFilter(filter.text, rule).filter;
  if (mine.length === 0 && parts === null) return null;
  let tests: { readonly keeps: ReturnType<typeof keptBy> | null; readonly catches: ReturnType<typeof catcherOf> } | null = null;
  return (rows, measured) => {
    tests ??= { keeps: parts === null ? null : keptBy(parts, rule, lens), catches: catcherOf(rule, lens, mine) };
    return (tests.keeps === null || tests.keeps(rows, measured)) && (mine.length === 0 || tests.catches({ rows: rows() }) === null);
  };
}

/** What is said of a set that a rule names and the case does not have. */
export const missingSet = (name: string): string => `the case has no set "${name}", so that nothing is in it`;

/** Sets that the conditions of a rule name and the case lacks. */
export function missingSets(rule: Rule, { sets }: Lens['context']): readonly string[] {
  const named = new Set<string>();
  const look = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    if (isSetTest(part)) named.add(part.set);
    else Object.values(part).forEach(look);
  };
  look([rule.where, rule.except, (rule as unknown as Readonly<Record<string, unknown>>)[rule.kind]]);
  return [...named].filter((name) => !sets.some((one) => one.name === name));
}
const isSetTest = (part: object): part is Extract<Where, { kind: 'set' }> => (part as { readonly kind?: unknown }).kind === 'set' && 'set' in part;
