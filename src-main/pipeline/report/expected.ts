import { exceptionsIn, filtersIn, lastDropped, periodsIn, type ReadCase } from '../../case/index.ts';
import { variants, type FindingRow } from '../../contract/index.ts';
import type { ReportExpected } from '../../report/index.ts';

/** What analysts said that changes what rules say, with what it came to in the last hunts. `rows`: findings that are expected. */
export function reportExpected(file: ReadCase, rows: readonly FindingRow[]): ReportExpected {
  const findings = rows.flatMap(({ id, number, rule, variant, title, severity, actor, start, eventCount, verdict, filteredBy }) => (filteredBy === null ? [] : [{ id, number, rule, variant, title, severity, actor, start, eventCount, verdict, filteredBy }]));
  return {
    exceptions: exceptionsIn(file).map((one) => ({ ...one, caught: findings.flatMap(({ number, filteredBy }) => (filteredBy === one.seq ? [number] : [])).sort((a, b) => a - b) })),
    filters: filtersIn(file).map((one) => ({ ...one, dropped: droppedBy(file, one.rule) })), periods: periodsIn(file), findings,
  };
}

function droppedBy(file: ReadCase, name: string): number {
  const cut = name.lastIndexOf('/');
  const variant = variants.find((one) => one === name.slice(cut + 1));
  const dropped = variant === undefined ? [] : lastDropped(file, name.slice(0, cut), variant);
  return dropped.filter(({ reason }) => reason.startsWith('filter of the rule')).reduce((sum, { count }) => sum + count, 0);
}
