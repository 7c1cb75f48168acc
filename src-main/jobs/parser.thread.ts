import { parentPort, workerData } from 'node:worker_threads';
import { faultShapeOf } from '../kit/faults.ts';
import { stopFlag } from '../kit/stop.ts';
import type { Delivery } from '../pipeline/delivery.ts';
import { FileReader } from '../pipeline/read-file.ts';
import type { FromParser, ParserData, ToParser } from './parser-pool.ts';

/** Reads the files it is given and hands over what it made of them, never more than `window` messages ahead of the keeper. */
const { stopBuffer, window, limits } = workerData as ParserData;
const port = parentPort!;
const stop = stopFlag(stopBuffer);
const reader = new FileReader();
let unacknowledged = 0;
let resume: (() => void) | undefined;

port.on('message', (message: ToParser) => {
  if (message.kind === 'ack') {
    unacknowledged -= 1;
    resume?.();
    resume = undefined;
  } else void read(message.file, message.path);
});

async function read(file: number, path: string): Promise<void> {
  try {
    const onBytes = (done: number) => port.postMessage({ kind: 'bytes', file, done } satisfies FromParser);
    for await (const delivery of reader.read(path, { stop, limits, onBytes })) await hand(file, delivery);
  } catch (error) {
    await hand(file, { kind: 'file-end', bytes: 0, sha256: '', fault: faultShapeOf(error) });
  }
  port.postMessage({ kind: 'idle' } satisfies FromParser);
}

async function hand(file: number, delivery: Delivery): Promise<void> {
  while (unacknowledged >= window && !stop.asked) await new Promise<void>((wake) => (resume = wake));
  unacknowledged += 1;
  port.postMessage({ kind: 'delivery', file, delivery } satisfies FromParser, buffersOf(delivery));
}

/** The memory that moves instead of being copied. */
function buffersOf(delivery: Delivery): ArrayBuffer[] {
  if (delivery.kind !== 'batch') return [];
  const { events } = delivery;
  const arrays: ArrayBufferView[] = delivery.blocks.map((block) => block.data);
  if (events) {
    const { timeMs, timeRestNs, timeFlags, identity, ip, offset, length, ordinal, path, item } = events;
    arrays.push(timeMs, timeRestNs, timeFlags, identity, ip, offset, length, ordinal, path, item, ...Object.values(events.ids), ...Object.values(events.numbers));
    for (const { offsets, values } of Object.values(events.many)) arrays.push(offsets, values);
    for (const texts of Object.values(events.longTexts)) if ('bytes' in texts) arrays.push(texts.bytes, texts.there);
  }
  return arrays.map((array) => array.buffer as ArrayBuffer);
}
