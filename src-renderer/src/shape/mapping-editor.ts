import type { MappingPreview, MappingProblem } from '@contract';

/** Numbers of the lines of a text, with those that have a fault. */
export interface EditorLine {
  readonly number: number;
  readonly fault: boolean;
}

export function linesOf(text: string, problems: readonly MappingProblem[]): readonly EditorLine[] {
  const faulty = new Set(problems.map(({ line }) => line));
  return text.split('\n').map((_, i) => ({ number: i + 1, fault: faulty.has(i + 1) }));
}

/** Where a line and column (both from 1) lie in the text; its end where the text is shorter. */
export function offsetOf(text: string, line: number, column: number): number {
  let at = 0;
  for (let n = 1; n < line; n++) {
    const next = text.indexOf('\n', at);
    if (next < 0) return text.length;
    at = next + 1;
  }
  const end = text.indexOf('\n', at);
  return Math.min(at + column - 1, end < 0 ? text.length : end);
}

/** Share of the events in which a field is filled, 0 to 100 and whole: 0 only for none, 100 only for all; null where there is no event. */
export function percentOf(filled: number, taken: number): number | null {
  if (taken === 0) return null;
  if (filled === 0 || filled === taken) return filled === 0 ? 0 : 100;
  return Math.min(99, Math.max(1, Math.round((filled / taken) * 100)));
}

/** What of the records did not become events, in the order in which it is told. */
export function leftOut({ passed, refused }: Pick<MappingPreview, 'passed' | 'refused'>): readonly { readonly kind: 'passed' | 'refused'; readonly why: string; readonly count: number }[] {
  return [...passed.map((one) => ({ kind: 'passed' as const, ...one })), ...refused.map((one) => ({ kind: 'refused' as const, ...one }))];
}
