import { awsCloudtrail } from './aws-cloudtrail.ts';
import type { Source, SourceRecognition, SourceRecord } from './source.ts';

export { unwrap } from './envelopes.ts';
export { isRefusal, type Source, type SourceRecord } from './source.ts';
export { awsCloudtrail } from './aws-cloudtrail.ts';
export { parseTime } from './time.ts';

/** Every source, in the order in which they are asked. */
export const sources: readonly Source[] = [awsCloudtrail];

/** Surer than this, and a source may map the record. */
const ENOUGH = 0.5;

interface Candidate {
  readonly source: Source;
  readonly recognition: SourceRecognition;
}

/** The source of a record; or why none would have it (for the skip `source/unknown`), with what each said, surest first. */
export type Choice = Candidate | { readonly reason: string; readonly nearest: readonly Candidate[] };

/** Asks every source and takes the surest; of equally sure ones the first in the list. */
export function chooseSource(record: SourceRecord): Choice {
  const candidates: Candidate[] = [];
  for (const source of sources) {
    const recognition = source.recognise(record);
    if (recognition.confidence === 1) return { source, recognition };
    candidates.push({ source, recognition });
  }
  const nearest = candidates.toSorted((a, b) => b.recognition.confidence - a.recognition.confidence);
  const best = nearest[0];
  if (best && best.recognition.confidence >= ENOUGH) return best;
  return { reason: nearest.map(({ source, recognition }) => `${source.title}: ${recognition.reason}`).join('; '), nearest };
}
