import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzip } from 'node:zlib';
import { promisify } from 'node:util';
import { render, type Call } from './call.ts';
import { Random } from './random.ts';

const compress = promisify(gzip);
const MINUTE = 60_000;
/** Text that is held before files are closed early: what bounds the memory. */
const MOST_HELD = 32 * 1024 * 1024;
const IN_FLIGHT = 4;

interface Slot {
  readonly account: string;
  readonly region: string;
  /** The file's text so far. */
  bytes: Buffer;
  at: number;
  last: number;
}

const HEAD = '{"Records":[';
/** The text is ASCII, so one character is one byte. */
const ENCODING = 'latin1';

/** Writes calls as CloudTrail delivers them to a bucket: one file per account, region and slot of time, gzip, in the folders of the trail. */
export class Delivery {
  readonly #out: string;
  readonly #seed: number;
  readonly #slotMs: number;
  readonly #level: number;
  readonly #slots = new Map<string, Slot>();
  readonly #folders = new Set<string>();
  readonly #writing = new Set<Promise<void>>();
  #held = 0;
  events = 0;
  files = 0;
  bytes = 0;

  constructor(out: string, seed: number, slotMinutes: number, level: number) {
    this.#out = out;
    this.#seed = seed;
    this.#slotMs = slotMinutes * MINUTE;
    this.#level = level;
  }

  /** Takes a call and gives the id of its event. */
  add(call: Call, random: Random): string {
    const id = random.uuid();
    const text = render(call, id, random.uuid());
    const name = `${call.account}|${call.region}|${Math.floor(call.ms / this.#slotMs)}`;
    let slot = this.#slots.get(name);
    if (!slot) this.#slots.set(name, slot = { account: call.account, region: call.region, bytes: Buffer.allocUnsafe(1 << 16), at: 0, last: 0 });
    append(slot, slot.at === 0 ? HEAD : ',');
    append(slot, text);
    slot.last = Math.max(slot.last, call.ms);
    this.#held += text.length;
    this.events += 1;
    return id;
  }

  /** Lets files go once too much is held; awaited between people. */
  async rest(): Promise<void> {
    if (this.#held > MOST_HELD) await this.flush();
  }

  /** Closes every open file. */
  async flush(): Promise<void> {
    for (const slot of this.#slots.values()) {
      while (this.#writing.size >= IN_FLIGHT) await Promise.race(this.#writing);
      const writing: Promise<void> = this.#write(slot, this.files++).finally(() => this.#writing.delete(writing));
      this.#writing.add(writing);
    }
    this.#slots.clear();
    this.#held = 0;
    await Promise.all(this.#writing);
  }

  async #write(slot: Slot, number: number): Promise<void> {
    const path = join(this.#out, pathOf(slot, new Random(this.#seed, 'file', number).code(16)));
    const folder = dirname(path);
    if (!this.#folders.has(folder)) {
      mkdirSync(folder, { recursive: true });
      this.#folders.add(folder);
    }
    append(slot, ']}');
    const packed = await compress(slot.bytes.subarray(0, slot.at), { level: this.#level });
    this.bytes += packed.length;
    await new Promise<void>((resolve, reject) => {
      const file = createWriteStream(path, { flags: 'wx' });
      file.on('error', reject).on('close', () => resolve()).end(packed);
    });
  }
}

/** Strings would be held until the file is closed; bytes are out of the way of the garbage collector. */
function append(slot: Slot, text: string): void {
  if (slot.at + text.length > slot.bytes.length) {
    const larger = Buffer.allocUnsafe(Math.max(slot.bytes.length * 2, slot.at + text.length));
    slot.bytes.copy(larger, 0, 0, slot.at);
    slot.bytes = larger;
  }
  slot.at += slot.bytes.write(text, slot.at, ENCODING);
}

/** `AWSLogs/ACCOUNT/CloudTrail/REGION/YYYY/MM/DD/ACCOUNT_CloudTrail_REGION_YYYYMMDDTHHMMZ_ID.json.gz`; delivered about seven minutes after the last call. */
function pathOf(slot: Slot, id: string): string {
  const minute = new Date(slot.last + 7 * MINUTE).toISOString().slice(0, 16);
  const [year, month, day] = minute.slice(0, 10).split('-') as [string, string, string];
  return join('AWSLogs', slot.account, 'CloudTrail', slot.region, year, month, day, `${slot.account}_CloudTrail_${slot.region}_${minute.replace(/[-:]/g, '')}Z_${id}.json.gz`);
}
