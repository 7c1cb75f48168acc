import type { Dataset, EventDraft, FaultShape, Intake } from '../contract/index.ts';
import { emptyByteLedger } from '../contract/index.ts';
import { packBlock, plainIntake, type SkipEntry, type StoredBlock } from '../case/index.ts';
import type { EvidencePart, RecordSpan, ShapeRecognition, Span } from '../evidence/part.ts';
import { readEvidence, type ReadOptions } from '../evidence/read-evidence.ts';
import { chooseSource, isRefusal, unwrap } from '../sources/index.ts';
import { timeAdjuster } from './adjust-times.ts';
import { BatchBuilder, type DraftPlace } from './batch-builder.ts';
import type { Delivery, MemberReport } from './delivery.ts';
import { scopeTest } from './scope.ts';

/** Events, and bytes of blocks, that are gathered before they are handed over: large enough to be cheap, small enough to bound memory. */
const BATCH_EVENTS = 4000;
const BATCH_BLOCKS = 16;

/**
 * Reads one evidence file from its bytes to event batches: the parser's whole work, on any thread.
 * @param path the file on this host
 */
export function readFile(path: string, options: ReadOptions, intake?: Intake): AsyncGenerator<Delivery> {
  return new FileReader().read(path, options, intake);
}

/** Reads one file after another: what they have in common is set up once. */
export class FileReader {
  readonly #records = new RecordReader();

  async *read(path: string, options: ReadOptions, intake: Intake = plainIntake): AsyncGenerator<Delivery> {
    this.#records.takeIn(intake);
    for await (const part of readEvidence(path, options)) yield* this.#records.deliveries(part);
  }
}

/** Makes events and skips of the records of one member after another, and gathers them. */
export class RecordReader {
  readonly #builder = new BatchBuilder();
  #onUnknown: ((span: RecordSpan) => void) | null = null;
  #intake: Intake = plainIntake;
  #inScope = scopeTest(null);
  #adjust = timeAdjuster(plainIntake);
  #outOfScope = 0;
  #zoneAssumed = 0;
  #zoneUnsure = 0;
  #skips: SkipEntry[] = [];
  #blocks: StoredBlock[] = [];
  #shape: ShapeRecognition | null = null;
  #records = 0;
  #skipped = 0;
  #sources = new Map<Dataset, { records: number; confidence: number; reason: string; version: number }>();
  #refused = new Map<string, { count: number; detail: string }>();

  /** How the members that follow are taken in; `onUnknown` is told of each record that no source takes. */
  takeIn(intake: Intake, onUnknown: ((span: RecordSpan) => void) | null = null): void {
    this.#onUnknown = onUnknown;
    if (intake === this.#intake) return;
    this.#intake = intake;
    this.#inScope = scopeTest(intake.scope);
    this.#adjust = timeAdjuster(intake);
  }

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
        yield* this.rest();
        yield { kind: 'member-end', report: this.#report(part) };
        return;
      case 'file-end':
        yield part;
    }
  }

  /** What was gathered and not handed over. */
  *rest(): Generator<Delivery> {
    if (this.#builder.size > 0 || this.#skips.length > 0 || this.#blocks.length > 0) yield this.#batch();
  }

  #start(): void {
    this.#builder.startMember();
    this.#skips = [];
    this.#blocks = [];
    this.#shape = null;
    this.#records = 0;
    this.#skipped = 0;
    this.#outOfScope = 0;
    this.#zoneAssumed = 0;
    this.#zoneUnsure = 0;
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
      const choice = chooseSource(inner, this.#intake.dataset);
      if (!('source' in choice)) {
        this.#onUnknown?.(span);
        this.#skip({ ...place, reason: 'source/unknown', detail: choice.reason });
        continue;
      }
      const made = choice.source.map(inner);
      if (isRefusal(made)) {
        this.#skip({ ...place, ...made });
        continue;
      }
      this.#note(choice.source.dataset, choice.source.version, choice.recognition);
      this.#take(made, place);
    }
  }

  #take(draft: EventDraft, place: DraftPlace): void {
    const adjusted = this.#adjust === null ? null : this.#adjust(draft);
    const { time, fields } = adjusted ?? draft;
    if (this.#inScope !== null && !this.#inScope(draft.dataset, time.ms, fields)) {
      this.#outOfScope += 1;
      return;
    }
    if (time.zoneAssumed) this.#zoneAssumed += 1;
    if (adjusted?.time.unsure === true) this.#zoneUnsure += 1;
    this.#builder.add(draft, place, adjusted);
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

  /** What the member turned out to be so far. */
  soFar(): Omit<MemberReport, 'bytes' | 'sha256' | 'byteLedger' | 'fault'> {
    const [dataset, source] = [...this.#sources].sort((a, b) => b[1].records - a[1].records)[0] ?? [null, null];
    return {
      shape: this.#shape,
      dataset,
      confidence: source?.confidence ?? 0,
      reason: [this.#shape?.reason, source?.reason].filter(Boolean).join('; '),
      mapper: dataset && source ? `${dataset} ${source.version}` : null,
      records: this.#records,
      skips: this.#skipped,
      outOfScope: this.#outOfScope,
      byOverride: dataset !== null && dataset === this.#intake.dataset,
      zoneAssumed: this.#zoneAssumed,
      zoneUnsure: this.#zoneUnsure,
    };
  }

  #report(end: Extract<EvidencePart, { kind: 'member-end' }>): MemberReport {
    return { ...this.soFar(), bytes: end.bytes, sha256: end.sha256, byteLedger: end.byteLedger ?? emptyByteLedger, fault: end.fault ?? this.#nothingFrom() };
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
