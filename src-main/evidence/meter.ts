import { Fault } from '../contract/index.ts';
import type { EvidenceLimits } from './limits.ts';

/** Counts what one evidence file unpacks to, over all its members and levels. */
export class Meter {
  readonly limits: EvidenceLimits;
  readonly #fileBytes: number;
  #total = 0;

  constructor(limits: EvidenceLimits, fileBytes: number) {
    this.limits = limits;
    this.#fileBytes = fileBytes;
  }

  /** What may still come out of this file, in bytes. */
  get left(): number {
    return Math.max(0, this.limits.totalBytes - this.#total);
  }

  /** One packed stream within the file. Its function is told how many bytes came out and how many went in so far; it throws `evidence/bomb`. */
  stream(): (out: number, packedSoFar: number) => void {
    let member = 0;
    const { ratio, ratioFromBytes, totalBytes, memberBytes } = this.limits;
    return (out, packedSoFar) => {
      member += out;
      this.#total += out;
      if (this.#total > totalBytes) throw bomb('total', this.#total, totalBytes);
      if (member > memberBytes) throw bomb('member', member, memberBytes);
      if (member > ratioFromBytes && member > ratio * packedSoFar) throw bomb('ratio', Math.floor(member / Math.max(1, packedSoFar)), ratio);
      if (this.#total > ratioFromBytes && this.#total > ratio * this.#fileBytes) throw bomb('ratio', Math.floor(this.#total / Math.max(1, this.#fileBytes)), ratio);
    };
  }
}

const bomb = (which: string, reached: number, limit: number): Fault => new Fault('evidence/bomb', { which, reached, limit });
