import { Fault, variants, type Variant, type ViewPage } from '../contract/index.ts';
import type { Reader } from './case-desk.ts';
import { csvCell } from '../kit/csv.ts';

/** A rule as calls and the command line name it: `id/variant`. Throws Fault rule/not-found for anything else. */
export function ruleNamed(name: string): { readonly rule: string; readonly variant: Variant } {
  const slash = name.lastIndexOf('/');
  const variant = variants.find((one) => one === name.slice(slash + 1));
  if (slash < 1 || !variant) throw new Fault('rule/not-found', { rule: name });
  return { rule: name.slice(0, slash), variant };
}

/** The whole hunt table of a rule. */
export function wholeTable(reader: Reader, name: string): Promise<ViewPage> {
  return reader.ask('view', { ...ruleNamed(name), sort: null, after: 0, limit: Number.MAX_SAFE_INTEGER });
}

/** A hunt table as CSV: RFC 4180 lines, formulas made inert. */
export function tableCsv({ columns, rows }: ViewPage): string {
  const added = (['start', 'end', 'events', 'id'] as const).filter((name) => !columns.includes(name));
  const lines = rows.map((row) => [...row.cells, ...added.map((name) => (name === 'events' ? row.eventCount : row[name]))]);
  return `${[[...columns, ...added], ...lines].map((line) => line.map(csvCell).join(',')).join('\r\n')}\r\n`;
}
