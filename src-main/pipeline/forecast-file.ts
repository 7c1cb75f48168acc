import { Fault, isoOf, type FaultShape, type FileForecast, type Intake, type UnknownRecord } from '../contract/index.ts';
import { sampleEvidence, type EvidenceSample } from '../evidence/sample-evidence.ts';
import type { EvidencePart, RecordSpan } from '../evidence/part.ts';
import { faultShapeOf } from '../kit/faults.ts';
import type { Delivery } from './delivery.ts';
import { segmentsOf } from './forecast-segments.ts';
import type { RecordReader } from './read-file.ts';
import { shownUnknown } from './unknown-records.ts';

/** A file to look into, as the import would name it. */
export interface FileToLook {
  readonly at: string;
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
  readonly intake: Intake;
}

/** What looking into a file told, and how much of it was seen. */
export interface Look {
  readonly forecast: FileForecast;
  /** What the file unpacks to, and how much of that was read: equal where it was read to its end. */
  readonly unpacked: number;
  readonly read: number;
  /** Bytes that the blocks of what was read take in a case. */
  readonly packed: number;
  /** Bytes and ms of each step, to see how fast this machine is. */
  readonly steps: readonly (readonly [bytes: number, ms: number])[];
}

const EXAMPLES = 5;

/** A clock in ms, and what makes events of records, made once for all files. */
export interface LookTools {
  readonly now: () => number;
  readonly reader: RecordReader;
}

/** Looks into a file until the time is up: from its beginning, and where it is not packed in its middle and at its end. */
export async function lookAt(file: FileToLook, until: number, { now, reader }: LookTools): Promise<Look> {
  const sums = new Sums(file.intake, now, reader);
  let fault: FaultShape | null;
  let sample: EvidenceSample | null = null;
  let whole = false;
  try {
    sample = await sampleEvidence(file.at, { asked: false });
    whole = await sums.readUntil(sample.parts, until);
    if (!whole && sample.plain) for (const segment of segmentsOf(sample, file.bytes, sums.first)) sums.readSegment(segment);
    fault = sums.fault;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    fault = faultShapeOf(error);
  } finally {
    sample?.close();
  }
  const unpacked = whole || sums.read === 0 || sample === null ? sums.read : Math.max(sums.read, sample.unpackedBytes(sums.readAtStart));
  return { forecast: sums.forecast(file, whole, unpacked, fault), unpacked, read: sums.read, packed: sums.packed, steps: sums.steps };
}

/** Reasons of skips that a bad cut may have: what a source refuses by its kind is none of them. */
const broken = /^(?:json|csv|record|envelope|source|member)\//;

/** Adds up what records of a file turn out to be. */
class Sums {
  readonly steps: [number, number][] = [];
  readonly #now: () => number;
  readonly #intake: Intake;
  readonly #examples: UnknownRecord[] = [];
  readonly #datasets = new Map<string, { records: number; confidence: number; reason: string; dataset: string; mapping: FileForecast['mapping'] }>();
  readonly #reader: RecordReader;
  #shape: string | null = null;
  #shapeReason = '';
  #counts = { records: 0, unknown: 0, events: 0, folded: 0, refused: 0, outOfScope: 0, zoneAssumed: 0 };
  #firstMs = Number.POSITIVE_INFINITY;
  #lastMs = Number.NEGATIVE_INFINITY;
  #last = 0;
  #block = 0;
  read = 0;
  readAtStart = 0;
  packed = 0;
  fault: FaultShape | null = null;
  /** Shape of the first member, its first bytes, and where its first record begins: what a piece out of its middle needs around it. */
  first: { shape: string; reason: string; head: Buffer; start: number } | null = null;

  constructor(intake: Intake, now: () => number, reader: RecordReader) {
    this.#intake = intake;
    this.#now = now;
    this.#reader = reader;
    reader.takeIn(intake, (span) => this.#unknown(span));
  }

  /** True where the end was reached in time. */
  async readUntil(parts: AsyncGenerator<EvidencePart, unknown>, until: number): Promise<boolean> {
    this.#last = this.#now();
    for (;;) {
      const step = await parts.next();
      if (step.done === true) {
        this.readAtStart = this.read;
        this.#step(0);
        if (step.value instanceof Fault) this.fault ??= step.value.toShape();
        return true;
      }
      // Records of a block come behind it: a new block is where to stop.
      if (step.value.kind === 'block' && this.read > 0 && this.#now() > until) break;
      this.#take(step.value);
    }
    this.#pause();
    this.readAtStart = this.read;
    // Whatever it was reading is closed behind it.
    await parts.return(undefined);
    return false;
  }

  #take(part: EvidencePart): void {
    if (part.kind === 'shape') {
      this.#shape ??= part.recognition.shape;
      this.#shapeReason ||= part.recognition.reason;
    }
    if (part.kind === 'block') {
      this.read += part.bytes.length;
      this.first ??= { shape: this.#shape ?? '', reason: this.#shapeReason, head: Buffer.from(part.bytes), start: -1 };
      this.#step(part.bytes.length);
    }
    if (part.kind === 'spans' && this.first !== null && this.first.start < 0) this.first.start = part.spans.find((span) => span.kind === 'record')?.offset ?? 0;
    for (const delivery of this.#reader.deliveries(part)) this.#delivery(delivery);
    // Records that were waited for are known now.
    if (part.kind === 'member-end') this.#member(part.fault);
  }

  /** A block begins, or nothing follows: what the one before it took is known now. */
  #step(bytes: number): void {
    const now = this.#now();
    if (this.#block > 0) this.steps.push([this.#block, now - this.#last]);
    this.#last = now;
    this.#block = bytes;
  }

  #member(fault: FaultShape | null): void {
    this.#noteReader();
    this.fault ??= fault;
  }

  /** Reading stops in the middle of a member. */
  #pause(): void {
    this.#step(0);
    for (const delivery of this.#reader.rest()) this.#delivery(delivery);
    this.#noteReader();
  }

  #noteReader(): void {
    const { dataset, mapping, records, folded, outOfScope, zoneAssumed, confidence, reason, skips } = this.#reader.soFar();
    this.#counts.records += records;
    this.#counts.folded += folded;
    this.#counts.outOfScope += outOfScope;
    this.#counts.zoneAssumed += zoneAssumed;
    if (dataset === null) return;
    const taker = mapping?.id ?? dataset;
    const known = this.#datasets.get(taker);
    if (known) known.records += records - skips;
    else this.#datasets.set(taker, { records: records - skips, confidence, reason, dataset, mapping });
  }

  #delivery(delivery: Delivery): void {
    if (delivery.kind !== 'batch') return;
    for (const block of delivery.blocks) this.packed += block.data.byteLength;
    for (const skip of delivery.skips) if (!broken.test(skip.reason)) this.#counts.refused += 1;
    const { events } = delivery;
    if (events === null) return;
    this.#counts.events += events.n;
    for (const ms of events.timeMs) {
      if (ms < this.#firstMs) this.#firstMs = ms;
      if (ms > this.#lastMs) this.#lastMs = ms;
    }
  }

  #unknown({ ordinal, value }: RecordSpan): void {
    this.#counts.unknown += 1;
    if (this.#examples.length < EXAMPLES && this.#examples.at(-1)?.ordinal !== ordinal) this.#examples.push(shownUnknown(ordinal, Buffer.from(JSON.stringify(value)), value));
  }

  /** Takes in a piece out of the middle of the file, where it turns out to be cut well: all its records are known. */
  readSegment(parts: Iterable<EvidencePart>): void {
    const before = { ...this.#counts };
    const apart = new Sums(this.#intake, this.#now, this.#reader);
    for (const part of parts) if (part.kind !== 'member-end') apart.#take(part);
    apart.#pause();
    const { records, unknown, events, folded, refused, outOfScope, zoneAssumed } = apart.#counts;
    if (records === 0 || unknown > 0 || events + folded + refused + outOfScope < records * 0.9) return;
    this.#counts = {
      records: before.records + records, unknown: before.unknown, events: before.events + events, folded: before.folded + folded, refused: before.refused + refused, outOfScope: before.outOfScope + outOfScope,
      zoneAssumed: before.zoneAssumed + zoneAssumed,
    };
    this.#firstMs = Math.min(this.#firstMs, apart.#firstMs);
    this.#lastMs = Math.max(this.#lastMs, apart.#lastMs);
    this.read += apart.read;
    this.packed += apart.packed;
    this.steps.push(...apart.steps);
  }

  forecast(file: FileToLook, whole: boolean, unpacked: number, fault: FaultShape | null): FileForecast {
    const [said] = [...this.#datasets.values()].sort((a, b) => b.records - a.records);
    const share = this.read === 0 ? 0 : unpacked / this.read;
    const estimate = (n: number) => (this.read === 0 ? null : Math.round(whole ? n : n * share));
    return {
      path: file.path, name: file.name, bytes: file.bytes, shape: this.#shape, dataset: said?.dataset ?? null, mapping: said?.mapping ?? null, confidence: said?.confidence ?? 0, reason: said?.reason ?? this.#shapeReason,
      events: estimate(this.#counts.events), outOfScope: estimate(this.#counts.outOfScope), fault,
      first: Number.isFinite(this.#firstMs) ? isoOf(this.#firstMs) : null, last: Number.isFinite(this.#lastMs) ? isoOf(this.#lastMs) : null,
      zoneAssumed: this.#counts.zoneAssumed > 0, looked: this.#counts.records, unknown: this.#counts.unknown, examples: this.#examples,
    };
  }
}
