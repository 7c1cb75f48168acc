import { extract, type Extract } from 'tar-stream';
import { Fault } from '../../contract/index.ts';
import type { ByteSource } from '../byte-source.ts';

type Entry = Extract extends AsyncIterable<infer E> ? E : never;

/** One entry of an archive: bytes to read, or a reason why not. */
export interface ArchiveEntry {
  readonly path: string;
  readonly source: ByteSource | Fault;
}

/** Bytes of the head that tell a tar archive. */
export const TAR_HEAD_BYTES = 512;

/** A tar header: its checksum holds (POSIX and older writers alike). */
export function isTar(head: Buffer): boolean {
  if (head.length < TAR_HEAD_BYTES || head[0] === 0) return false;
  const said = Number.parseInt(head.toString('latin1', 148, 156).replace(/\0.*$/s, '').trim(), 8);
  let sum = 8 * 0x20;
  for (let i = 0; i < TAR_HEAD_BYTES; i++) if (i < 148 || i >= 156) sum += head[i]!;
  return sum === said;
}

/**
 * Entries of a tar archive in order; folders are left out, anything else that is not a regular file comes with `evidence/member-refused`.
 * Each entry must be read to its end before the next. Throws `evidence/truncated` and `evidence/damaged`, and what the source throws.
 */
export async function* tarEntries(from: ByteSource): AsyncGenerator<ArchiveEntry> {
  const archive = extract();
  const feeding: Feeding = { failure: null };
  const fed = feed(from, archive, feeding);
  try {
    for await (const entry of archive) {
      const { name, type } = entry.header;
      if (type === 'file' || type === 'contiguous-file') yield { path: name, source: sourceOfEntry(entry, feeding) };
      else {
        entry.resume();
        if (type !== 'directory') yield { path: name, source: new Fault('evidence/member-refused', { type: type ?? 'unknown' }) };
      }
    }
  } catch (error) {
    throw feeding.failure ?? wording(error);
  } finally {
    archive.destroy();
    await fed;
  }
  if (feeding.failure !== null) throw feeding.failure;
}

/** What went wrong with the bytes of the archive; it comes to light when what arrived before it is read. */
interface Feeding {
  failure: unknown;
}

function sourceOfEntry(entry: Entry, feeding: Feeding): ByteSource {
  const chunks = entry[Symbol.asyncIterator]() as AsyncIterator<Buffer, unknown, undefined>;
  return {
    async next() {
      try {
        const step = await chunks.next();
        return step.done === true ? null : step.value;
      } catch (error) {
        throw feeding.failure ?? wording(error);
      }
    },
  };
}

/** Writes the source into the archive as fast as its entries are read. Never rejects. */
async function feed(from: ByteSource, archive: Extract, feeding: Feeding): Promise<void> {
  let wake = (): void => undefined;
  for (const event of ['drain', 'close']) archive.on(event, () => wake());
  try {
    for (let chunk = await from.next(); chunk !== null && !archive.destroyed; chunk = await from.next()) {
      const drained = new Promise<void>((resolve) => (wake = resolve));
      if (!archive.write(chunk)) await drained;
    }
  } catch (error) {
    feeding.failure = error;
  }
  if (!archive.destroyed) archive.end(undefined);
}

function wording(error: unknown): unknown {
  if (error instanceof Fault || !(error instanceof Error)) return error;
  if (/unexpected end/i.test(error.message)) return new Fault('evidence/truncated', { what: 'tar' });
  return /header|format/i.test(error.message) ? new Fault('evidence/damaged', { what: 'tar', message: error.message }) : error;
}
