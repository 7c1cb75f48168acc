import type { WayOutKind } from '../contract/index.ts';
import type { Where } from './rule.ts';
import { articleOf, fieldWord, list } from './sentence-words.ts';

/** Something that alone would have kept a rule from firing: a sentence, and the same as data. */
export interface WayOut {
  readonly text: string;
  readonly does: WayOutKind;
  /** Measures, fields or steps that it is about. */
  readonly names: readonly string[];
  /** A count, ms, km or another number that the sentence names. */
  readonly value: number | null;
}

export const wayOut = (text: string, does: WayOutKind, names: readonly string[] = [], value: number | null = null): WayOut => ({ text, does, names, value });

/** With a capital letter and a full stop. */
export const sentenceOf = (way: WayOut): WayOut => ({ ...way, text: `${way.text[0]?.toUpperCase() ?? ''}${way.text.slice(1)}.` });

/** All that is needed where one of several conditions would be enough to fire. */
export function together(all: readonly WayOut[], joint: string): readonly WayOut[] {
  if (all.length === 0) return [];
  return [{ ...all[0]!, text: [...new Set(all.map(({ text }) => text))].join(joint), names: [...new Set(all.flatMap(({ names }) => names))], value: all.length === 1 ? all[0]!.value : null }];
}

/** Fields of which it is enough that an event has none of them for a condition not to hold; a list for each way. */
function fieldsNeeded(where: Where): readonly (readonly string[])[] {
  switch (where.kind) {
    case 'all': return where.of.flatMap(fieldsNeeded);
    case 'any': {
      const each = where.of.map((one) => fieldsNeeded(one)[0]);
      return each.length === 0 || each.includes(undefined) ? [] : [[...new Set(each.flatMap((one) => one ?? []))]];
    }
    case 'not': return [];
    case 'text': return where.test === 'not_is' ? [] : [[where.field]];
    case 'state': return (where.test === 'exists') === where.value ? [[where.field]] : [];
    case 'number': case 'set': return [[where.field]];
  }
}

/** What of the events would have kept a condition on them from holding: each field that it asks for. `events` says which they are: `The event`. */
export function conditionWays(where: Where, events: string): readonly WayOut[] {
  const ways = [...new Map(fieldsNeeded(where).map((fields) => [JSON.stringify(fields), fields])).values()];
  return ways.map((fields) => wayOut(`${events} without ${list(fields.map((field) => `${articleOf(fieldWord(field))} ${fieldWord(field)}`), 'or')} that the rule looks for.`, 'without-fields', fields));
}
