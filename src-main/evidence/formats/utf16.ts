/** The two orders in which UTF-16 is written. */
export type Utf16 = 'utf-16le' | 'utf-16be';

/** UTF-16 by its byte order mark, or, without one, by ASCII text whose every other byte is zero; null for anything else. */
export function detectUtf16(head: Uint8Array): { encoding: Utf16; reason: string } | null {
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', reason: 'UTF-16LE by its byte order mark' };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', reason: 'UTF-16BE by its byte order mark' };
  const n = Math.min(head.length & ~1, 64);
  if (n < 4) return null;
  for (const [encoding, low] of [['utf-16le', 0], ['utf-16be', 1]] as const) {
    let text = true;
    for (let i = 0; i < n && text; i += 2) text = head[i + 1 - low] === 0 && head[i + low]! >= 0x09 && head[i + low]! < 0x7f;
    if (text) return { encoding, reason: `${encoding.toUpperCase()} by the zero byte of every character` };
  }
  return null;
}

/**
 * Turns UTF-16 into UTF-8, chunk by chunk. A lone surrogate, which UTF-8 cannot say, becomes its three-byte form, which is not valid UTF-8
 * and so is noticed in the record that holds it; so is an odd last byte.
 */
export class Utf16Decoder {
  readonly #encoding: Utf16;
  #rest: Buffer = Buffer.alloc(0);

  constructor(encoding: Utf16) {
    this.#encoding = encoding;
  }

  push(chunk: Buffer): Buffer {
    const all = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let end = all.length & ~1;
    if (end >= 2 && isHigh(all, end - 2, this.#encoding)) end -= 2;
    this.#rest = Buffer.from(all.subarray(end));
    return this.#decode(all.subarray(0, end));
  }

  end(): Buffer {
    const even = this.#rest.length & ~1;
    const odd = this.#rest.length > even ? Buffer.from([0xff]) : Buffer.alloc(0);
    return Buffer.concat([this.#decode(this.#rest.subarray(0, even)), odd]);
  }

  #decode(bytes: Buffer): Buffer {
    const text = (this.#encoding === 'utf-16le' ? bytes : Buffer.from(bytes).swap16()).toString('utf16le');
    return text.isWellFormed() ? Buffer.from(text, 'utf8') : Buffer.concat(text.split(/(\p{Surrogate})/u).map(encodePart));
  }
}

function isHigh(b: Buffer, at: number, encoding: Utf16): boolean {
  const byte = b[encoding === 'utf-16le' ? at + 1 : at]!;
  return byte >= 0xd8 && byte <= 0xdb;
}

function encodePart(part: string): Buffer {
  const unit = part.length === 1 ? part.charCodeAt(0) : 0;
  return unit >= 0xd800 && unit <= 0xdfff ? Buffer.from([0xe0 | (unit >> 12), 0x80 | ((unit >> 6) & 0x3f), 0x80 | (unit & 0x3f)]) : Buffer.from(part, 'utf8');
}
