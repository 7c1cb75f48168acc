import { createHash, type Hash } from 'node:crypto';
import { emptyByteLedger, Fault, type ByteLedger, type FaultShape } from '../contract/index.ts';
import { BlockSplitter, classicEvents, headedObjects } from './formats/block-splitter.ts';
import { CsvSplitter } from './formats/csv-splitter.ts';
import { JsonSplitter } from './formats/json-splitter.ts';
import { LineSplitter } from './formats/line-splitter.ts';
import { HEAD_BYTES, recogniseShape } from './formats/recognise.ts';
import { StampedSplitter } from './formats/stamped-splitter.ts';
import { textLine } from './formats/text-lines.ts';
import { detectUtf16, Utf16Decoder } from './formats/utf16.ts';
import { XmlSplitter } from './formats/xml-splitter.ts';
import type { EvidenceLimits } from './limits.ts';
import { BLOCK_BYTES, type EvidencePart, type Shape, type ShapeRecognition, type Span } from './part.ts';

/** Spans that are handed over at once. */
const SPANS = 2000;

/**
 * Reads the unpacked bytes of one member: cuts them into blocks, hashes them, recognises their shape and splits them into spans.
 * UTF-16 is turned into UTF-8 first; blocks, hash and offsets are then those of the UTF-8 bytes.
 */
export class MemberReader {
  readonly #limits: EvidenceLimits;
  readonly #known: (() => string) | null;
  #hash: Hash | null = null;
  #head: Buffer[] | null = [];
  #headBytes = 0;
  #decoder: Utf16Decoder | null = null;
  #shape: ShapeRecognition | null = null;
  #splitter: JsonSplitter | CsvSplitter | LineSplitter | XmlSplitter | BlockSplitter | null = null;
  #block: Buffer | null = null;
  #filled = 0;
  #blocks = 0;
  #bytes = 0;

  /** @param known says the SHA-256 of the bytes that were pushed, where somebody else hashes them anyway */
  constructor(limits: EvidenceLimits, known: (() => string) | null) {
    this.#limits = limits;
    this.#known = known;
  }

  /** Takes the next bytes, which must not be written to afterwards; yields what they make, block by block, so that no more than a block's records live at once. */
  *push(chunk: Buffer): Generator<EvidencePart> {
    if (chunk.length === 0) return;
    if (this.#head === null) return yield* this.#take(this.#decoder === null ? chunk : this.#decoder.push(chunk), false);
    this.#head.push(chunk);
    this.#headBytes += chunk.length;
    if (this.#headBytes >= HEAD_BYTES) yield* this.#openHead(false, false);
  }

  /** No more bytes; `fault` says why where that is not the member's proper end. */
  *end(fault: FaultShape | null): Generator<EvidencePart> {
    if (this.#head !== null) yield* this.#openHead(fault === null, true);
    if (this.#decoder !== null) yield* this.#take(this.#decoder.end(), true);
    if (this.#block !== null) yield* this.#deliver(this.#block.subarray(0, this.#filled));
    let byteLedger: ByteLedger = emptyByteLedger;
    let truncated = false;
    if (this.#splitter !== null) {
      const ended = this.#splitter.end(fault !== null);
      yield* spanParts(ended.spans);
      ({ byteLedger, truncated } = ended);
    } else if (this.#bytes > 0) {
      const detail = this.#shape?.reason ?? '';
      yield { kind: 'spans', spans: [{ kind: 'skip', ordinal: 1, offset: 0, length: this.#bytes, path: null, reason: 'source/unknown', detail }] };
      byteLedger = { total: this.#bytes, records: 0, skips: this.#bytes, separators: 0 };
    }
    const own = fault ?? this.#ownFault(byteLedger, truncated);
    yield { kind: 'member-end', bytes: this.#bytes, sha256: this.#sha256(), byteLedger, fault: own };
  }

  #sha256(): string {
    if (this.#hash === null && this.#known !== null) return this.#known();
    return (this.#hash ?? createHash('sha256')).digest('hex');
  }

  #ownFault(ledger: ByteLedger, truncated: boolean): FaultShape | null {
    if (this.#bytes === 0) return new Fault('evidence/empty').toShape();
    if (this.#shape?.shape === 'unknown') return new Fault('evidence/unrecognised', { what: this.#shape.reason }).toShape();
    if (truncated) return new Fault('evidence/truncated', { bytes: ledger.total }).toShape();
    return null;
  }

  *#openHead(whole: boolean, last: boolean): Generator<EvidencePart> {
    const chunks = this.#head!;
    this.#head = null;
    if (this.#headBytes === 0) return;
    const head = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
    const { recognition, csv } = recogniseShape(head, whole);
    this.#shape = recognition;
    const utf16 = detectUtf16(head);
    if (this.#shape.shape !== 'unknown') {
      this.#splitter = csv !== null ? new CsvSplitter(this.#limits, csv) : splitterOf(recognition.shape, this.#limits);
      if (utf16 !== null) this.#decoder = new Utf16Decoder(utf16.encoding);
    }
    if (this.#known === null || this.#decoder !== null) this.#hash = createHash('sha256');
    yield { kind: 'shape', recognition: this.#shape };
    yield* this.#take(this.#decoder === null ? head : this.#decoder.push(head), last && this.#decoder === null);
  }

  /** Cuts bytes into blocks. A block that lies whole within a chunk is not copied, and the `last` one is not waited for. */
  *#take(bytes: Buffer, last: boolean): Generator<EvidencePart> {
    let at = 0;
    while (at < bytes.length) {
      if (this.#block === null && (last || bytes.length - at >= BLOCK_BYTES)) {
        yield* this.#deliver(bytes.subarray(at, at + BLOCK_BYTES));
        at += BLOCK_BYTES;
        continue;
      }
      this.#block ??= Buffer.allocUnsafeSlow(BLOCK_BYTES);
      const room = Math.min(BLOCK_BYTES - this.#filled, bytes.length - at);
      bytes.copy(this.#block, this.#filled, at, at + room);
      this.#filled += room;
      at += room;
      if (this.#filled === BLOCK_BYTES) yield* this.#deliver(this.#block);
    }
  }

  *#deliver(block: Buffer): Generator<EvidencePart> {
    this.#block = null;
    this.#filled = 0;
    this.#bytes += block.length;
    this.#hash?.update(block);
    // Split before the block is given away: whoever gets it may do with it what they like.
    const spans = this.#splitter === null ? [] : this.#splitter.push(block);
    yield { kind: 'block', index: this.#blocks++, bytes: block };
    yield* spanParts(spans);
  }
}

function splitterOf(shape: Shape, limits: EvidenceLimits): JsonSplitter | LineSplitter | XmlSplitter | BlockSplitter {
  if (shape === 'stamped-lines') return new StampedSplitter(limits);
  if (shape === 'xml-events') return new XmlSplitter(limits);
  if (shape === 'text-blocks' || shape === 'headed-objects') return new BlockSplitter(limits, shape === 'text-blocks' ? classicEvents : headedObjects);
  return shape === 'text-lines' ? new LineSplitter(limits, textLine) : new JsonSplitter(limits);
}

function* spanParts(spans: readonly Span[]): Generator<EvidencePart> {
  for (let i = 0; i < spans.length; i += SPANS) yield { kind: 'spans', spans: spans.length <= SPANS ? spans : spans.slice(i, i + SPANS) };
}
