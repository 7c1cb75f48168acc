import { readEvidence } from '../../src-main/evidence/read-evidence.ts';
import type { EventDraft } from '../../src-main/contract/index.ts';
import { chooseSource, isRefusal, unwrap } from '../../src-main/sources/index.ts';

/** What a file gives, read as an import reads it. */
export interface ReadSample {
  readonly shapes: readonly string[];
  readonly drafts: readonly EventDraft[];
  /** Skips by reason, those of the reading included. */
  readonly refused: Readonly<Record<string, number>>;
  /** Details of the skips, in their order. */
  readonly details: readonly string[];
}

/** Reads one evidence file from its bytes to the drafts of its events. */
export async function readSample(path: string): Promise<ReadSample> {
  const shapes: string[] = [];
  const drafts: EventDraft[] = [];
  const refused: Record<string, number> = {};
  const details: string[] = [];
  const refuse = ({ reason, detail }: { readonly reason: string; readonly detail: string }) => {
    refused[reason] = (refused[reason] ?? 0) + 1;
    details.push(`${reason}: ${detail}`);
  };
  for await (const part of readEvidence(path, {})) {
    if (part.kind === 'shape') shapes.push(part.recognition.shape);
    if (part.kind !== 'spans') continue;
    for (const span of part.spans) {
      if (span.kind === 'skip') {
        refuse(span);
        continue;
      }
      for (const inner of unwrap(span.value, span.path)) {
        if ('skip' in inner) {
          refuse(inner.skip);
          continue;
        }
        const choice = chooseSource(inner);
        const made = 'source' in choice ? choice.source.map(inner) : { reason: 'source/unknown' as const, detail: choice.reason };
        if (isRefusal(made)) refuse(made);
        else drafts.push(made);
      }
    }
  }
  return { shapes, drafts, refused, details };
}

/** How many events are another one's copy, and how many ids stand on several contents. Events without an id of their vendor are never copies. */
export function repeatsIn(drafts: readonly EventDraft[]): { readonly repeated: number; readonly conflicts: number } {
  const byId = new Map<string, Map<string, number>>();
  for (const { dataset, vendorId, identity } of drafts) {
    if (vendorId === null) continue;
    const contents = byId.get(`${dataset} ${vendorId}`) ?? new Map<string, number>();
    const text = JSON.stringify(identity);
    contents.set(text, (contents.get(text) ?? 0) + 1);
    byId.set(`${dataset} ${vendorId}`, contents);
  }
  let repeated = 0;
  let conflicts = 0;
  for (const contents of byId.values()) {
    for (const times of contents.values()) repeated += times - 1;
    if (contents.size > 1) conflicts += 1;
  }
  return { repeated, conflicts };
}
