import { Fault, type FaultShape } from '../contract/index.ts';
import { blocksOf, unknownSkips, type ReadCase } from '../case/index.ts';
import { defaultLimits } from '../evidence/limits.ts';
import { listEvidence } from '../evidence/list-evidence.ts';
import { MemberReader } from '../evidence/member-reader.ts';
import type { EvidencePart } from '../evidence/part.ts';
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

/** The first records of the first member of an exhibit that has records which no source takes, from what the case has of it. */
export function storedRecords(file: ReadCase, evidence: number, most: number): FirstRecords {
  const [member] = unknownSkips(file, evidence, { members: 1, records: 1 });
  const records: SourceRecord[] = [];
  let unread = 0;
  const reader = new MemberReader(defaultLimits, null);
  const take = (parts: Iterable<EvidencePart>): void => {
    for (const part of parts) for (const span of part.kind === 'spans' ? part.spans : []) {
      if (span.kind === 'skip') unread += 1;
      else for (const inner of unwrap(span.value, span.path)) if ('skip' in inner) unread += 1; else records.push(inner);
    }
  };
  const enough = (): boolean => records.length + unread >= most;
  if (member !== undefined) {
    for (const bytes of blocksOf(file, member.member)) {
      take(reader.push(Buffer.from(bytes)));
      if (enough()) break;
    }
    if (!enough()) take(reader.end(null));
  }
  return { shape: member?.shape ?? null, records: records.slice(0, most), unread: Math.min(unread, most), fault: null };
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
