import type { EventDraft, FaultShape, Intake, ReferenceSourceId } from '../contract/index.ts';
import { emptyByteLedger } from '../contract/index.ts';
import { packBlock, plainIntake, type SkipEntry, type StoredBlock } from '../case/index.ts';
import type { EvidencePart, RecordSpan, ShapeRecognition, Span } from '../evidence/part.ts';
import { readEvidence, type ReadOptions } from '../evidence/read-evidence.ts';
import { chooseSource, Gathered, isRefusal, referenceIn, unwrap, type Source, type SourceRecord } from '../sources/index.ts';
import { timeAdjuster } from './adjust-times.ts';
import { BatchBuilder, type DraftPlace } from './batch-builder.ts';
import type { Delivery, MemberReport } from './delivery.ts';
import { Gatherer } from './gather.ts';
import { OwnSources, ownMapper, type OwnMapping } from './mapping-own.ts';
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
  readonly #records: RecordReader;

  /** @param own all mappings of the analyst that an intake may name */
  constructor(own: readonly OwnMapping[] = []) {
    this.#records = new RecordReader(own);
  }

  async *read(path: string, options: ReadOptions, intake: Intake = plainIntake): AsyncGenerator<Delivery> {
    this.#records.takeIn(intake);
    for await (const part of readEvidence(path, options)) yield* this.#records.deliveries(part);
  }
}

/** A record that a source takes, and where it lies. */
interface Taken {
  readonly source: Source;
  readonly recognition: { readonly confidence: number; readonly reason: string };
  readonly record: SourceRecord;
  readonly place: DraftPlace;
}

/** Makes events and skips of the records of one member after another, and gathers them. */
export class RecordReader {
  readonly #builder = new BatchBuilder();
  readonly #gatherer = new Gatherer<Taken>();
  #onUnknown: ((span: RecordSpan) => void) | null = null;
  #intake: Intake = plainIntake;
  #inScope = scopeTest(null);
  #adjust = timeAdjuster(plainIntake);
  /** The source of the record before. */
  #lately: Source | null = null;
  #outOfScope = 0;
  #folded = 0;
  #zoneAssumed = 0;
  #zoneUnsure = 0;
  #skips: SkipEntry[] = [];
  #blocks: StoredBlock[] = [];
  #shape: ShapeRecognition | null = null;
  #records = 0;
  #skipped = 0;
  readonly #own: OwnSources;
  #asked: ReturnType<OwnSources['askedBy']>;
  #sources = new Map<Source, { records: number; confidence: number; reason: string }>();
  #refused = new Map<string, { count: number; detail: string }>();
  /** Records of reference data, by the export that they are of. */
  #reference = new Map<ReferenceSourceId, number>();

  /** @param own all mappings of the analyst that an intake may name */
  constructor(own: readonly OwnMapping[] = []) {
    this.#own = new OwnSources(own);
    this.#asked = this.#own.askedBy(plainIntake);
  }

  /** How the members that follow are taken in; `onUnknown` is told of each record that no source takes. */
  takeIn(intake: Intake, onUnknown: ((span: RecordSpan) => void) | null = null): void {
    this.#onUnknown = onUnknown;
    if (intake === this.#intake) return;
    this.#intake = intake;
    this.#inScope = scopeTest(intake.scope);
    this.#adjust = timeAdjuster(intake);
    this.#asked = this.#own.askedBy(intake);
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
        // Where reading was stopped, the other parts of these events are met when it goes on: until then they are no records.
        if (part.fault?.code === 'job/stopped') this.#gatherer.clear();
        yield* this.rest();
        yield { kind: 'member-end', report: this.#report(part) };
        return;
      case 'file-end':
        yield part;
    }
  }

  /** What was gathered and not handed over; events whose parts are waited for have those that came. */
  *rest(): Generator<Delivery> {
    for (const parts of this.#gatherer.rest()) this.#map(parts);
    if (this.#builder.size > 0 || this.#skips.length > 0 || this.#blocks.length > 0) yield this.#batch();
  }

  #start(): void {
    this.#builder.startMember();
    this.#gatherer.clear();
    this.#skips = [];
    this.#blocks = [];
    this.#shape = null;
    this.#records = 0;
    this.#skipped = 0;
    this.#outOfScope = 0;
    this.#folded = 0;
    this.#zoneAssumed = 0;
    this.#zoneUnsure = 0;
    this.#sources = new Map();
    this.#refused = new Map();
    this.#reference = new Map();
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
      this.#gatherer.step();
      const place = { offset: span.offset, length: span.length, ordinal: span.ordinal, path: inner.path };
      if ('skip' in inner) {
        this.#records += 1;
        this.#skip({ ...place, ...inner.skip });
        continue;
      }
      const choice = chooseSource(inner, this.#asked.chosen ?? this.#intake.dataset, this.#asked.asked, this.#lately);
      if (!('source' in choice)) {
        this.#records += 1;
        this.#unknown(span, inner.value, place, choice.reason);
        continue;
      }
      const { source, recognition } = choice;
      this.#lately = source;
      const taken = { source, recognition, record: inner, place };
      const part = source.partOf?.(inner) ?? null;
      if (part === null) this.#map([taken]);
      else this.#gatherer.add({ ...part, key: `${source.dataset} ${part.key}` }, taken, span.length);
    }
    if (this.#gatherer.isDue) for (const parts of this.#gatherer.over()) this.#map(parts);
  }

  /** Makes one event of a record, or of the records that are its parts: one of them is the event, the others are folded. A refusal is one of each. */
  #map(parts: readonly Taken[]): void {
    const { source, recognition, record, place } = parts[0]!;
    this.#records += parts.length;
    const made = source.map(parts.length === 1 ? record : { ...record, value: new Gathered(parts.map((one) => one.record.value)) });
    if (isRefusal(made)) {
      for (const one of parts) this.#skip({ ...one.place, ...made });
      return;
    }
    this.#note(source, recognition, parts.length);
    this.#folded += parts.length - 1;
    this.#take(made, place, parts.slice(1));
  }

  /** What no source takes may be reference data: that is kept, and counted as a skip, since it is no event. */
  #unknown(span: RecordSpan, value: unknown, place: DraftPlace, why: string): void {
    const known = referenceIn(value);
    if (known === undefined) {
      this.#onUnknown?.(span);
      this.#skip({ ...place, reason: 'source/unknown', detail: why });
      return;
    }
    const { source, facts, problem } = known;
    if (problem !== null) {
      this.#skip({ ...place, reason: 'reference/invalid', detail: `${source.title}: ${problem}` });
      return;
    }
    this.#reference.set(source.id, (this.#reference.get(source.id) ?? 0) + 1);
    this.#skip({ ...place, reason: 'reference/kept', detail: source.title, reference: { source: source.id, facts } });
  }

  #take(draft: EventDraft, place: DraftPlace, further: readonly Taken[]): void {
    const adjusted = this.#adjust === null ? null : this.#adjust(draft);
    const { time, fields } = adjusted ?? draft;
    if (this.#inScope !== null && !this.#inScope(draft.dataset, time.ms, fields)) {
      this.#outOfScope += 1;
      return;
    }
    if (time.zoneAssumed) this.#zoneAssumed += 1;
    if (adjusted?.time.unsure === true) this.#zoneUnsure += 1;
    this.#builder.add(draft, place, adjusted, further.map((one) => one.place));
  }

  #note(source: Source, recognition: { confidence: number; reason: string }, records: number): void {
    const known = this.#sources.get(source);
    if (known) known.records += records;
    else this.#sources.set(source, { records, ...recognition });
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
    const [taker, source] = [...this.#sources].sort((a, b) => b[1].records - a[1].records)[0] ?? [null, null];
    const dataset = taker?.dataset ?? null;
    const own = this.#own.of(taker);
    const [told] = [...this.#reference].sort((a, b) => b[1] - a[1])[0] ?? [null];
    return {
      shape: this.#shape,
      dataset: dataset ?? (told === null ? null : `reference.${told}`),
      confidence: source?.confidence ?? (told === null ? 0 : 1),
      reason: [this.#shape?.reason, source?.reason ?? (told === null ? undefined : 'reference data: no events')].filter(Boolean).join('; '),
      mapper: own !== undefined ? ownMapper(own) : taker === null ? null : `${taker.dataset} ${taker.version}`,
      mapping: own === undefined ? null : { id: own.mapping.id, title: own.mapping.title, version: own.mapping.version },
      records: this.#records,
      skips: this.#skipped,
      folded: this.#folded,
      outOfScope: this.#outOfScope,
      byOverride: this.#asked.chosen !== null ? taker === this.#asked.chosen : dataset !== null && dataset === this.#intake.dataset,
      zoneAssumed: this.#zoneAssumed,
      zoneUnsure: this.#zoneUnsure,
    };
  }

  #report(end: Extract<EvidencePart, { kind: 'member-end' }>): MemberReport {
    return { ...this.soFar(), bytes: end.bytes, sha256: end.sha256, byteLedger: end.byteLedger ?? emptyByteLedger, fault: end.fault ?? this.#nothingFrom() };
  }

  /** A member with records of which none became an event says so: never a silent zero. */
  #nothingFrom(): FaultShape | null {
    if (this.#records === 0 || this.#skipped < this.#records || this.#reference.size > 0) return null;
    const [reason, most] = [...this.#refused].sort((a, b) => b[1].count - a[1].count)[0] ?? ['source/unknown', { count: 0, detail: '' }];
    return { code: 'evidence/not-events', params: { records: this.#records, reason, detail: most.detail }, retryable: false };
  }
}

/** Packed, in memory of its own: a piece of a shared pool cannot be handed to another thread. */
function packed(index: number, bytes: Uint8Array): StoredBlock {
  const block = packBlock(index, bytes);
  return { ...block, data: new Uint8Array(block.data) };
}
