import { isoOf, type BadSince, type HuntContext } from '../../contract/index.ts';
import { rowsBefore, type Columns } from '../../columns/index.ts';
import type { Run } from '../run.ts';

/** Of an event: outside of the trusted periods where there are any; usable as what is usual; in a known-bad period; of a credential or session that somebody else had by then. */
export const usable = { outside: 0, yes: 1, badPeriod: 2, confirmed: 3 } as const;

/** Which events may say what is usual (practice B2). */
export interface Baseline {
  /** By row, one of `usable`; null where every event is. */
  readonly state: Uint8Array | null;
  /** From the start of the first trusted period to the end of the last, UTC ms, and how many there are; null where none is named. */
  readonly trusted: { readonly from: number; readonly to: number; readonly count: number } | null;
  /** Whether a span (UTC ms, end exclusive) lies wholly in time that may say what is usual. */
  covers(from: number, to: number): boolean;
  /** The same were nothing known to be bad: it lies in a trusted period, or none is named. */
  trusts(from: number, to: number): boolean;
}

interface Span { readonly from: number; readonly to: number }

/** What may be learned from in this run: one mask over all events, made once for all rules. */
export function baselineOf({ columns, context }: Pick<Run, 'columns' | 'context'>): Baseline {
  const { periods, confirmed } = context;
  const spans = (kind: 'trusted' | 'known-bad'): readonly Span[] => merged(periods.filter((one) => one.kind === kind).map(({ from, to }) => ({ from: Date.parse(from), to: Date.parse(to) })));
  const [good, bad] = [spans('trusted'), spans('known-bad')];
  const trusts = (from: number, to: number): boolean => good.length === 0 || good.some((one) => one.from <= from && to <= one.to);
  const plain = good.length + bad.length + confirmed.credentials.length + confirmed.sessions.length === 0;
  return {
    state: plain ? null : columns.keep(`hunt usable ${JSON.stringify([good, bad, confirmed])}`, (made) => made.byteLength, () => stateOf(columns, good, bad, confirmed)),
    trusted: good.length === 0 ? null : { from: good[0]!.from, to: good.at(-1)!.to, count: good.length },
    trusts,
    covers: (from, to) => trusts(from, to) && !bad.some((one) => one.from < to && from < one.to),
  };
}

/** Spans in order, those that touch as one. */
function merged(spans: readonly Span[]): readonly Span[] {
  return spans.toSorted((a, b) => a.from - b.from).reduce<Span[]>((all, one) => {
    const last = all.at(-1);
    if (last !== undefined && one.from <= last.to) all[all.length - 1] = { from: last.from, to: Math.max(last.to, one.to) };
    else all.push(one);
    return all;
  }, []);
}

function stateOf(columns: Columns, good: readonly Span[], bad: readonly Span[], confirmed: HuntContext['confirmed']): Uint8Array {
  const state = new Uint8Array(columns.count).fill(good.length === 0 ? usable.yes : usable.outside);
  for (const { from, to } of good) state.fill(usable.yes, rowsBefore(columns.time, from), rowsBefore(columns.time, to));
  for (const { from, to } of bad) state.fill(usable.badPeriod, rowsBefore(columns.time, from), rowsBefore(columns.time, to));
  markSince(state, columns, 'credential.id', confirmed.credentials);
  markSince(state, columns, 'session.id', confirmed.sessions);
  return state;
}

function markSince(state: Uint8Array, columns: Columns, field: 'credential.id' | 'session.id', known: readonly BadSince[]): void {
  if (known.length === 0 || !columns.holds(field)) return;
  const since = new Float64Array(columns.size(field)).fill(Infinity);
  let first = Infinity;
  for (const { id, from } of known) {
    const at = columns.idOf(field, id);
    if (at === 0) continue;
    since[at] = Math.min(since[at]!, Date.parse(from));
    first = Math.min(first, since[at]!);
  }
  const ids = columns.ids(field);
  for (let row = rowsBefore(columns.time, first); row < state.length; row += 1) if (columns.time[row]! >= since[ids[row]!]!) state[row] = usable.confirmed;
}

export const isBad = (state: Uint8Array | null, row: number): boolean => state !== null && state[row]! >= usable.badPeriod;

/** What a finding says of what it was learned from, as data and as a sentence. `leftOut`: events that would have counted, had they not been bad. */
export function learnedFrom({ trusted }: Pick<Baseline, 'trusted'>, leftOut: number, what = 'what was learned'): { readonly facts: Readonly<Record<string, string | number>>; readonly says: string } {
  const facts = { ...(leftOut === 0 ? {} : { left_out_as_bad: leftOut }), ...(trusted === null ? {} : { trusted_from: isoOf(trusted.from), trusted_to: isoOf(trusted.to) }) };
  const left = leftOut === 0 ? '' : `${leftOut === 1 ? '1 event' : `${leftOut.toLocaleString('en')} events`} of confirmed findings or of known-bad periods ${leftOut === 1 ? 'was' : 'were'} left out of ${what}.`;
  const whose = trusted === null ? `No trusted period is named: somebody else's events could ${leftOut === 0 ? '' : 'still '}lie in ${what}.`
    : `Only the trusted period${trusted.count === 1 ? ' counts' : 's count'} as usual, ${isoOf(trusted.from)} to ${isoOf(trusted.to)}.`;
  return { facts, says: [left, whose].filter((one) => one !== '').join(' ') };
}
