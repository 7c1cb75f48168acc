import { Fault } from '../contract/index.ts';
import { PeekSource, sourceOf, type ByteSource } from './byte-source.ts';
import { gunzip, isGzip } from './containers/gzip.ts';
import { isPacked } from './containers/packed.ts';
import { isTar, TAR_HEAD_BYTES, tarEntries, type ArchiveEntry } from './containers/tar.ts';
import { unreadArchive } from './containers/unread.ts';
import { isZip, zipEntries } from './containers/zip.ts';
import { isZstd, unzstd } from './containers/zstd.ts';
import type { EvidenceLimits } from './limits.ts';
import { MemberReader } from './member-reader.ts';
import { Meter } from './meter.ts';
import type { EvidencePart } from './part.ts';

/** A zip archive has its directory at the end; inside of another archive it is read from memory, up to this size. */
const INNER_ZIP_BYTES = 64 * 1024 * 1024;

type Parts = AsyncGenerator<EvidencePart, Fault | null>;

/** Takes one evidence file apart, level by level, by what its bytes are. Returns what is wrong with a container as a whole. */
export class Unpacker {
  readonly #limits: EvidenceLimits;
  readonly #meter: Meter;
  readonly #stop: { readonly asked: boolean };
  readonly #file: { readonly path: string; readonly bytes: number };
  readonly #fileSha256: () => string;
  #members = 0;

  /** @param fileSha256 of the bytes of the file that were read so far: those of the member, where the file is not packed */
  constructor(limits: EvidenceLimits, file: { readonly path: string; readonly bytes: number }, stop: { readonly asked: boolean }, fileSha256: () => string) {
    this.#limits = limits;
    this.#meter = new Meter(limits, file.bytes);
    this.#file = file;
    this.#stop = stop;
    this.#fileSha256 = fileSha256;
  }

  /** Takes apart what `from` gives. `path` is that of the member, '' where the file itself is it; `level` 0 is the file as it lies. */
  async *unpack(from: PeekSource, path: string, level: number): Parts {
    const head = await from.peek(TAR_HEAD_BYTES);
    if (isPacked(head) && level >= this.#limits.nesting) return yield* this.#member(from, path, new Fault('evidence/nested-too-deep', { levels: level }));
    if (isGzip(head)) return yield* this.#stream(gunzip(from, this.#meter), path, level);
    if (isZstd(head)) return yield* this.#stream(unzstd(from, this.#meter), path, level);
    if (isZip(head)) return yield* this.#zip(from, path, level);
    if (isTar(head)) return yield* this.#archive(tarEntries(from), path, level);
    const unread = unreadArchive(head);
    return yield* this.#member(from, path, unread === null ? null : new Fault('evidence/unpack-first', { what: unread }), level === 0 ? this.#fileSha256 : null);
  }

  /** What is packed as one stream of bytes. */
  async *#stream(unpacked: ByteSource, path: string, level: number): Parts {
    const inner = new PeekSource(unpacked);
    // A tar archive that is packed whole is one level, as those who pack it see it.
    if (isTar(await inner.peek(TAR_HEAD_BYTES))) return yield* this.#archive(tarEntries(inner), path, level);
    return yield* this.unpack(inner, path, level + 1);
  }

  async *#zip(from: PeekSource, path: string, level: number): Parts {
    if (level === 0) return yield* this.#archive(zipEntries(this.#file.path, this.#meter), path, level);
    const bytes = await from.peek(INNER_ZIP_BYTES + 1);
    if (bytes.length > INNER_ZIP_BYTES) return yield* this.#member(from, path, new Fault('evidence/unsupported', { what: 'a large zip inside of another archive' }));
    return yield* this.#archive(zipEntries(bytes, this.#meter), path, level);
  }

  async *#archive(entries: AsyncGenerator<ArchiveEntry>, path: string, level: number): Parts {
    let found = 0;
    try {
      for await (const entry of entries) {
        if (this.#stop.asked) return new Fault('job/stopped');
        if (this.#members >= this.#limits.members) return new Fault('evidence/too-many-members', { limit: this.#limits.members });
        found++;
        yield* this.#entry(entry, path === '' ? entry.path : `${path}/${entry.path}`, level + 1);
      }
    } catch (error) {
      if (error instanceof Fault) return error;
      throw error;
    }
    return found === 0 ? new Fault('evidence/empty', { what: 'archive' }) : null;
  }

  async *#entry({ source }: ArchiveEntry, path: string, level: number): Parts {
    if (source instanceof Fault) return yield* this.#member(nothing, path, source);
    const before = this.#members;
    const fault = yield* this.unpack(new PeekSource(source), path, level);
    // An archive within that gave no member at all must be seen nevertheless.
    if (fault !== null && !this.#stop.asked) yield* this.#member(nothing, this.#members === before ? path : `${path}/`, fault);
    await rest(source);
    return null;
  }

  /** Reads a member; `known` is wrong with it even where it reads well. */
  async *#member(from: ByteSource, path: string, known: Fault | null, sha256: (() => string) | null = null): Parts {
    this.#members++;
    yield { kind: 'member-start', path };
    const reader = new MemberReader(this.#limits, sha256);
    let fault = known;
    try {
      for (;;) {
        // The file as it lies looks at the flag itself, and what it hashed must have come through here.
        if (this.#stop.asked && sha256 === null) throw new Fault('job/stopped');
        const chunk = await from.next();
        if (chunk === null) break;
        yield* reader.push(chunk);
      }
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      fault = error;
    }
    yield* reader.end(fault?.toShape() ?? null);
    return null;
  }
}

const nothing: ByteSource = sourceOf([].values());

/** Reads what a member left of its entry, so that the next one can be reached. What is wrong with it was said. */
async function rest(source: ByteSource): Promise<void> {
  try {
    while ((await source.next()) !== null);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
  }
}
