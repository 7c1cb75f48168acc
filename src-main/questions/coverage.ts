import { severities, type Overview, type Severity, type SourceCoverage } from '../contract/index.ts';
import type { FindingHead } from '../case/index.ts';
import { gravest } from './users-findings.ts';

type Coverage = Overview['coverage'];

/** Findings by the slice in which they begin, with the gravest. */
export function findingsPerSlice({ fromMs, toMs, sliceMs }: SourceCoverage, heads: readonly FindingHead[]): Coverage['findings'] {
  const slices = new Map<number, Severity[]>();
  const count = Math.max(1, Math.round((toMs - fromMs) / sliceMs));
  for (const { startMs, severity } of heads) {
    const slice = Math.min(count - 1, Math.max(0, Math.floor((startMs - fromMs) / sliceMs)));
    slices.set(slice, [...(slices.get(slice) ?? []), severity]);
  }
  return [...slices].sort((a, b) => a[0] - b[0]).map(([slice, own]) => ({ slice, count: own.length, severity: gravest(own) ?? severities[0] }));
}
