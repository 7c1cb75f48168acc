import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** How the lines of one log become files. */
export interface Log {
  /** Path of a file, from the day that it begins with: `2026-04-20`. */
  readonly path: (day: string) => string;
  /** What stands before the first and after the last line; a line feed stands between lines and after the last. */
  readonly head?: string;
  readonly foot?: string;
  /** Makes the lines of a file out of those that were added, by time; they are lines already where nothing is said. */
  readonly pack?: (lines: readonly Line[]) => readonly string[];
}

export interface Line {
  readonly ms: number;
  readonly text: string;
}

const textsOf = (lines: readonly Line[]) => lines.map((line) => line.text);

/** Lines of several logs, by time, a file of each at every flush; packed where the path ends in `.gz`. Deterministic like all the rest. */
export class LineFiles<Name extends string> {
  readonly #out: string;
  readonly #logs: Readonly<Record<Name, Log>>;
  readonly #lines = new Map<Name, Line[]>();
  files = 0;
  bytes = 0;

  constructor(out: string, logs: Readonly<Record<Name, Log>>) {
    this.#out = out;
    this.#logs = logs;
  }

  /** Takes what one event wrote: one line, or several that stay together. */
  add(log: Name, ms: number, text: string): void {
    const lines = this.#lines.get(log);
    if (lines) lines.push({ ms, text });
    else this.#lines.set(log, [{ ms, text }]);
  }

  /** Closes the files that began with this day (UTC ms of its midnight). */
  flush(dayMs: number): void {
    const day = new Date(dayMs).toISOString().slice(0, 10);
    for (const [name, lines] of this.#lines) {
      const { path, head = '', foot = '', pack = textsOf } = this.#logs[name];
      this.#write(path(day), Buffer.from(`${head}${pack(lines.toSorted((a, b) => a.ms - b.ms)).join('\n')}\n${foot}`));
    }
    this.#lines.clear();
  }

  #write(name: string, text: Buffer): void {
    const path = join(this.#out, name);
    const bytes = name.endsWith('.gz') ? gzipSync(text, { level: 6 }) : text;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes, { flag: 'wx' });
    this.files += 1;
    this.bytes += bytes.length;
  }
}
