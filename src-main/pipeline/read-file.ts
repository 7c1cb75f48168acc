import type { Dataset, FaultShape } from '../contract/index.ts';
import { emptyByteLedger } from '../contract/index.ts';
import { packBlock, type SkipEntry, type StoredBlock } from '../case/index.ts';
import type { EvidencePart, ShapeRecognition, Span } from '../evidence/part.ts';
import { readEvidence, type ReadOptions } from '../evidence/read-evidence.ts';
import { chooseSource, isRefusal, unwrap } from '../sources/index.ts';
import { BatchBuilder } from './batch-builder.ts';
import type { Delivery, MemberReport } from './delivery.ts';

/** Events, and bytes of blocks, that are gathered before they are handed over: large enough to be cheap, small enough to bound memory. */
const BATCH_EVENTS = 4000;
const BATCH_BLOCKS = 16;

/**
 * Reads one evidence file from its bytes to event batches: the parser's whole work, on any thread.
 * @param path the file on this host
 */
export function readFile(path: string, options: ReadOptions): AsyncGenerator<Delivery> {
  return new FileReader().read(path, options);
}

/** Reads one file after another: what they have in common is set up once. */
export class FileReader {
  readonly #member = new MemberReader();

  async *read(path: string, options: ReadOptions): AsyncGenerator<Delivery> {
    for await (const part of readEvidence(path, options)) yield* this.#member.deliveries(part);
  }
}

class MemberReader {
  readonly #builder = new BatchBuilder();
  #skips: SkipEntry[] = [];
  #blocks: StoredBlock[] = [];
  #shape: ShapeRecognition | null = null;
  #records = 0;
  #skipped = 0;
  #sources = new Map<Dataset, { records: number; confidence: number; reason: string; version: number }>();
  #refused = new Map<string, { count: number; detail: string }>();

  *deliveries(part: EvidencePart): Generator<Delivery> {
    switch (part.kind) {
      case 'member-start':
        this.#start();
        yield { kind: 'member', path: part.path };
        return;
      case 'shape':
        this.#shape = part.recognition;
        return;
      case 'block':
        this.#blocks.push(packed(part.index, part.bytes));
        if (this.#blocks.length >= BATCH_BLOCKS) yield this.#batch();
        return;
      case 'spans':
        for (const span of part.spans) {
          this.#read(span);
          if (this.#builder.size >= BATCH_EVENTS || this.#skips.length >= BATCH_EVENTS) yield this.#batch();
        }
        return;
      case 'member-end':
        if (this.#builder.size > 0 || this.#skips.length > 0 || this.#blocks.length > 0) yield this.#batch();
        yield { kind: 'member-end', report: this.#report(part) };
        return;
      case 'file-end':
        yield part;
    }
  }

  #start(): void {
    this.#builder.startMember();
    this.#skips = [];
    this.#blocks = [];
    this.#shape = null;
    this.#records = 0;
    this.#skipped = 0;
    this.#sources = new Map();
    this.#refused = new Map();
  }

  #batch(): Delivery {
    const batch = { kind: 'batch', events: this.#builder.take(), skips: this.#skips, blocks: this.#blocks } as const;
    this.#skips = [];
    this.#blocks = [];
    return batch;
  }

  #read(span: Span): void {
    if (span.kind === 'skip') {
      this.#records += 1;
      this.#skip({ ordinal: span.ordinal, offset: span.offset, length: span.length, path: span.path, reason: span.reason, detail: span.detail });
      return;
    }
    for (const inner of unwrap(span.value, span.path)) {
      this.#records += 1;
      const place = { offset: span.offset, length: span.length, ordinal: span.ordinal, path: inner.path };
      if ('skip' in inner) {
        this.#skip({ ...place, ...inner.skip });
        continue;
      }
      const choice = chooseSource(inner);
      if (!('source' in choice)) {
        this.#skip({ ...place, reason: 'source/unknown', detail: choice.reason });
        continue;
      }
      const made = choice.source.map(inner);
      if (isRefusal(made)) {
        this.#skip({ ...place, ...made });
        continue;
      }
      this.#note(choice.source.dataset, choice.source.version, choice.recognition);
      this.#builder.add(made, place);
    }
  }

  #note(dataset: Dataset, version: number, recognition: { confidence: number; reason: string }): void {
    const known = this.#sources.get(dataset);
    if (known) known.records += 1;
    else this.#sources.set(dataset, { records: 1, version, ...recognition });
  }

  #skip(entry: SkipEntry): void {
    this.#skipped += 1;
    this.#skips.push(entry);
    const known = this.#refused.get(entry.reason);
    if (known) known.count += 1;
    else this.#refused.set(entry.reason, { count: 1, detail: entry.detail });
  }

  #report(end: Extract<EvidencePart, { kind: 'member-end' }>): MemberReport {
    const [dataset, source] = [...this.#sources].sort((a, b) => b[1].records - a[1].records)[0] ?? [null, null];
    return {
      bytes: end.bytes,
      sha256: end.sha256,
      byteLedger: end.byteLedger ?? emptyByteLedger,
      shape: this.#shape,
      dataset,
      confidence: source?.confidence ?? 0,
      reason: [this.#shape?.reason, source?.reason].filter(Boolean).join('; '),
      mapper: dataset && source ? `${dataset} ${source.version}` : null,
      records: this.#records,
      skips: this.#skipped,
      fault: end.fault ?? this.#nothingFrom(),
    };
  }

  /** A member with records of which none became an event says so: never a silent zero. */
  #nothingFrom(): FaultShape | null {
    if (this.#records === 0 || this.#skipped < this.#records) return null;
    const [reason, most] = [...this.#refused].sort((a, b) => b[1].count - a[1].count)[0] ?? ['source/unknown', { count: 0, detail: '' }];
    return { code: 'evidence/not-events', params: { records: this.#records, reason, detail: most.detail }, retryable: false };
  }
}

/** Packed, in memory of its own: a piece of a shared pool cannot be handed to another thread. */
function packed(index: number, bytes: Uint8Array): StoredBlock {
  const block = packBlock(index, bytes);
  return { ...block, data: new Uint8Array(block.data) };
}
