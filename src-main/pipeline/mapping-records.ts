import { Fault, type FaultShape } from '../contract/index.ts';
import { listEvidence } from '../evidence/list-evidence.ts';
import { sampleEvidence } from '../evidence/sample-evidence.ts';
import { faultShapeOf } from '../kit/faults.ts';
import { unwrap, type SourceRecord } from '../sources/index.ts';
import { factsOf } from './import.ts';

/** The first records of a file, taken out of their envelopes. */
export interface FirstRecords {
  readonly shape: string | null;
  readonly records: readonly SourceRecord[];
  /** Those among them that cannot be read, and envelopes that hold nothing. */
  readonly unread: number;
  readonly fault: FaultShape | null;
}

/** A file as an import would name it: one of those under the paths. */
export interface NamedOrder {
  readonly paths: readonly string[];
  readonly inbox: string | null;
  /** As the forecast names it. */
  readonly file: string;
}

/** Where that file lies on this host. Throws Fault file/not-found. */
export function placeOf({ paths, inbox, file }: NamedOrder): string {
  const found = listEvidence(paths).files.find((one) => factsOf(one, { inbox }).path === file);
  if (found === undefined) throw new Fault('file/not-found', { path: file });
  return found.path;
}

/** Parts that are looked at: a file that is no log must not be read to its end. */
const MOST_PARTS = 2000;

/** Reads a file until `most` records are found. Throws Fault where it cannot be opened. */
export async function firstRecords(path: string, most: number): Promise<FirstRecords> {
  const sample = await sampleEvidence(path, { asked: false });
  const records: SourceRecord[] = [];
  let shape: string | null = null;
  let unread = 0;
  let fault: FaultShape | null = null;
  try {
    let seen = 0;
    for await (const part of sample.parts) {
      if (part.kind === 'shape') shape ??= part.recognition.shape;
      if (part.kind === 'member-end') fault ??= part.fault;
      for (const span of part.kind === 'spans' ? part.spans : []) {
        if (records.length + unread >= most) break;
        if (span.kind === 'skip') unread += 1;
        else for (const inner of unwrap(span.value, span.path)) {
          if (records.length + unread >= most) break;
          if ('skip' in inner) unread += 1;
          else records.push(inner);
        }
      }
      if (records.length + unread >= most || (seen += 1) > MOST_PARTS) break;
    }
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    fault = faultShapeOf(error);
  } finally {
    sample.close();
  }
  return { shape, records, unread, fault };
}
