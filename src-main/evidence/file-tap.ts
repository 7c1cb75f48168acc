import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { Fault } from '../contract/index.ts';
import type { ByteSource } from './byte-source.ts';
import { assertUnchanged, chunksOf, type OpenEvidence } from './open-evidence.ts';
import type { EvidencePart } from './part.ts';

/** Chunks between two breaths, in which the thread may answer others. */
const BREATH = 8;

/** The bytes of an evidence file, hashed as they pass. */
export class FileTap implements ByteSource {
  readonly #file: OpenEvidence;
  readonly #chunks: Iterator<Buffer>;
  readonly #stop: { readonly asked: boolean };
  readonly #onBytes: ((done: number) => void) | undefined;
  readonly #hash = createHash('sha256');
  #bytes = 0;
  #passed = 0;
  #done = false;
  #fault: Fault | null = null;

  constructor(file: OpenEvidence, stop: { readonly asked: boolean }, onBytes?: (done: number) => void) {
    this.#file = file;
    this.#onBytes = onBytes;
    this.#chunks = chunksOf(file);
    this.#stop = stop;
  }

  /** Throws `file/not-readable`, and `job/stopped` where that was asked. */
  async next(): Promise<Buffer | null> {
    if (this.#passed > 0 && this.#passed % BREATH === 0) await setImmediate();
    return this.nextNow();
  }

  /** The same without a breath. */
  nextNow(): Buffer | null {
    if (this.#fault !== null) throw this.#fault;
    if (this.#done) return null;
    try {
      if (this.#stop.asked) throw new Fault('job/stopped');
      const step = this.#chunks.next();
      this.#done = step.done === true;
      if (step.done === true) return null;
      this.#passed++;
      this.#bytes += step.value.length;
      this.#hash.update(step.value);
      this.#onBytes?.(this.#bytes);
      return step.value;
    } catch (error) {
      if (error instanceof Fault) this.#fault = error;
      throw error;
    }
  }

  /** SHA-256 of what has passed. */
  sha256SoFar(): string {
    return this.#hash.copy().digest('hex');
  }

  /** Reads what is left; a fault is kept for `end`. */
  async drain(): Promise<void> {
    try {
      while ((await this.next()) !== null);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
    }
  }

  /** Reads what is left and says what the file was; `fault` is what was wrong with its contents. */
  async end(fault: Fault | null): Promise<EvidencePart> {
    await this.drain();
    const own = this.#fault ?? this.#change();
    return { kind: 'file-end', bytes: this.#bytes, sha256: own === null ? this.#hash.digest('hex') : '', fault: (own ?? fault)?.toShape() ?? null };
  }

  #change(): Fault | null {
    try {
      assertUnchanged(this.#file, this.#bytes);
      return null;
    } catch (error) {
      if (error instanceof Fault) return error;
      throw error;
    }
  }
}
