import { fieldEntry } from '@contract/fields.ts';
import type { EventChip, EventFilter } from '@contract';

const none: EventFilter = { from: null, to: null, chips: [], finding: null };
const withValues = new Set(['is', 'is-not', 'contains', 'starts-with', 'in-network', 'not-in-network']);
const withNumber = new Set(['below', 'at-most', 'above', 'at-least']);
const alone = new Set(['exists', 'missing']);
const withSet = new Set(['in-set', 'not-in-set']);

/** The filter in the query of the Events screen, the reverse of `eventsUrl`. A URL may have been cut or edited: what does not read as a filter is left out. */
export function filterFromQuery(query: Readonly<Record<string, unknown>>): EventFilter {
  const text = query['f'];
  if (typeof text !== 'string') return none;
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return none;
  }
  if (!isRecord(read)) return none;
  const { from, to, chips, finding, login, collapse } = read;
  return {
    from: numberOr(from), to: numberOr(to), chips: Array.isArray(chips) ? chips.filter(isChip).slice(0, 50) : [], finding: typeof finding === 'string' ? finding : null,
    ...(Number.isSafeInteger(login) ? { login: login as number } : {}), ...(collapse === 'login' ? { collapse } : {}),
  };
}

function isChip(chip: unknown): chip is EventChip {
  if (!isRecord(chip)) return false;
  const { field, operator, values, value, set } = chip;
  if (typeof field !== 'string' || fieldEntry(field) === undefined || typeof operator !== 'string') return false;
  if (withValues.has(operator)) return Array.isArray(values) && values.length > 0 && values.every((one) => typeof one === 'string');
  if (withNumber.has(operator)) return typeof value === 'number';
  return alone.has(operator) || (withSet.has(operator) && typeof set === 'string');
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);
const numberOr = (value: unknown): number | null => (typeof value === 'number' ? value : null);
