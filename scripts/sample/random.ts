/** A stream of numbers that a name and a seed decide: sfc32 over FNV-1a of the name. The same on every machine. */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  constructor(seed: number, ...name: readonly (string | number)[]) {
    const text = [seed, ...name].join('/');
    let hash = 0x811c9dc5;
    const lane = (salt: number) => {
      for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i) ^ salt, 0x01000193);
      return hash | 0;
    };
    [this.#a, this.#b, this.#c, this.#d] = [lane(1), lane(2), lane(3), 1];
    for (let i = 0; i < 12; i++) this.word();
  }

  /** 32 bits, unsigned. */
  word(): number {
    const made = (this.#a + this.#b + this.#d) | 0;
    this.#d = (this.#d + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + made | 0;
    return made >>> 0;
  }

  /** A whole number from `from` to `to`, both included. */
  between(from: number, to: number): number {
    return from + Math.floor((this.word() / 0x100000000) * (to - from + 1));
  }

  chance(share: number): boolean {
    return this.word() < share * 0x100000000;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.between(0, list.length - 1)]!;
  }

  /** Lower-case hexadecimal digits. */
  hex(digits: number): string {
    let made = '';
    while (made.length < digits) made += four(this.word() >>> 16);
    return made.slice(0, digits);
  }

  uuid(): string {
    const [a, b, c, d] = [this.word(), this.word(), this.word(), this.word()];
    return `${four(a >>> 16)}${four(a)}-${four(b >>> 16)}-${four((b & 0xfff) | 0x4000)}-${four(((c >>> 16) & 0x3fff) | 0x8000)}-${four(c)}${four(d >>> 16)}${four(d)}`;
  }

  /** Capitals and digits, as AWS writes its ids. */
  code(length: number): string {
    let made = '';
    for (let i = 0; i < length; i++) made += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[this.word() & 31];
    return made;
  }
}

/** Four hexadecimal digits for every 16 bits: two ids are made per event. */
const quads = Array.from({ length: 0x10000 }, (_, n) => n.toString(16).padStart(4, '0'));
const four = (n: number) => quads[n & 0xffff]!;
