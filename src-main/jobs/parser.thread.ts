import { parentPort, workerData } from 'node:worker_threads';
import { faultShapeOf } from '../kit/faults.ts';
import { stopFlag } from '../kit/stop.ts';
import type { Delivery } from '../pipeline/delivery.ts';
import { FileReader } from '../pipeline/read-file.ts';
import { NO_FILE, type FromParser, type ParserData, type ToParser } from './parser-pool.ts';

/** Takes one file after another and hands over what it made of it, never much more than `windowBytes` ahead of the keeper. */
const { stopBuffer, paths, intakes, own, turns: turnsBuffer, slot, windowBytes, limits } = workerData as ParserData;
const port = parentPort!;
const stop = stopFlag(stopBuffer);
const turns = new Int32Array(turnsBuffer);
const reader = new FileReader(own);

/** Small deliveries of a file go together: a message costs more than what is in it. */
const MESSAGE_BYTES = 512 * 1024;
/** What a delivery weighs beside its arrays. */
const DELIVERY_BYTES = 1024;
const TELL_MS = 100;

/** Bytes of the messages that the keeper has not stored yet, oldest first. */
const ahead: number[] = [];
let aheadBytes = 0;
let resume: (() => void) | undefined;
let waiting: Delivery[] = [];
let waitingBytes = 0;
let told = 0;

port.on('message', (_: ToParser) => {
  aheadBytes -= ahead.shift() ?? 0;
  resume?.();
  resume = undefined;
});

for (;;) {
  // Once a stop was asked for, one more file is taken, which ends at once: somebody waits for the next one.
  const last = stop.asked;
  const file = take();
  if (file >= paths.length) break;
  await read(file);
  if (last) break;
}
// With nothing to listen for, the thread ends.
port.unref();

function take(): number {
  const file = Atomics.add(turns, 0, 1);
  Atomics.store(turns, 1 + slot, file < paths.length ? file : NO_FILE);
  return file;
}

async function read(file: number): Promise<void> {
  try {
    const onBytes = (done: number) => tell(file, done);
    for await (const delivery of reader.read(paths[file]!, { stop, limits, onBytes }, intakes[file])) await hand(file, delivery);
  } catch (error) {
    await hand(file, { kind: 'file-end', bytes: 0, sha256: '', fault: faultShapeOf(error) });
  }
}

function tell(file: number, done: number): void {
  const now = performance.now();
  if (now - told < TELL_MS) return;
  told = now;
  port.postMessage({ kind: 'bytes', file, done } satisfies FromParser);
}

async function hand(file: number, delivery: Delivery): Promise<void> {
  waiting.push(delivery);
  waitingBytes += DELIVERY_BYTES + arraysOf(delivery).reduce((sum, array) => sum + array.byteLength, 0);
  if (waitingBytes < MESSAGE_BYTES && delivery.kind !== 'file-end') return;
  while (aheadBytes >= windowBytes && !stop.asked) await new Promise<void>((wake) => (resume = wake));
  const [deliveries, bytes] = [waiting, waitingBytes];
  waiting = [];
  waitingBytes = 0;
  ahead.push(bytes);
  aheadBytes += bytes;
  port.postMessage({ kind: 'deliveries', file, deliveries } satisfies FromParser, deliveries.flatMap((one) => arraysOf(one).map((array) => array.buffer as ArrayBuffer)));
}

/** The memory that moves instead of being copied. */
function arraysOf(delivery: Delivery): ArrayBufferView[] {
  if (delivery.kind !== 'batch') return [];
  const { events } = delivery;
  const arrays: ArrayBufferView[] = delivery.blocks.map((block) => block.data);
  if (events) {
    const { timeMs, timeRestNs, timeFlags, identity, ip, offset, length, ordinal, path, item } = events;
    arrays.push(timeMs, timeRestNs, timeFlags, identity, ip, offset, length, ordinal, path, item, ...(events.says === undefined ? [] : [events.says]), ...Object.values(events.ids), ...Object.values(events.numbers));
    if (events.further !== undefined) arrays.push(...Object.values(events.further));
    for (const { offsets, values } of Object.values(events.many)) arrays.push(offsets, values);
    for (const texts of Object.values(events.longTexts)) if ('bytes' in texts) arrays.push(texts.bytes, texts.there);
  }
  return arrays;
}
