import { statfsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { Fault, type FileForecast, type ImportForecast, type ImportOptions } from '../contract/index.ts';
import { listEvidence } from '../evidence/list-evidence.ts';
import { factsOf } from './import.ts';
import { intakes, type NamedFile } from './import-intake.ts';
import { inOrder } from './import-order.ts';
import { unkeptOwn, type MappingText } from './mapping-own.ts';
import { RecordReader } from './read-file.ts';
import { lookAt, type FileToLook, type Look } from './forecast-file.ts';

export interface ForecastOrder {
  readonly paths: readonly string[];
  readonly inbox: string | null;
  readonly options: ImportOptions;
  readonly own?: readonly MappingText[];
  /** A path on the disk that the case lies on. */
  readonly near: string;
}
/** Where the time comes from: ms of a clock that never goes back. */
export interface ForecastClock {
  readonly now: () => number;
}

/** Time for looking into all files, and for one of several. */
const BUDGET_MS = 1500;
const MOST_MS = 400;
/** Files that are listed one by one. */
const LISTED = 200;
/**
 * What storing costs beside reading, and what follows when all is in (tracing credentials, adding networks), each as a share of reading; and what an event
 * takes in a case beside its bytes: measured with test/bench on CloudTrail.
 */
const STORING = 0.8;
const FOLLOWING = 0.8;
const EVENT_BYTES = 235;
const MOST_THREADS = 4;

/**
 * What an import would bring, from looking into its files for about two seconds, whatever they are. What was not looked at is taken to be like what was.
 * @throws Fault file/not-found where nothing is there, import/bad-option
 */
export async function forecastImport({ paths, inbox, options, own: texts = [], near }: ForecastOrder, { now }: ForecastClock): Promise<ImportForecast> {
  const { files: found, faults } = listEvidence(paths);
  if (found.length === 0 && faults.length === 0) throw new Fault('file/not-found', { path: paths.join(', ') });
  const own = unkeptOwn(texts);
  const intakeOf = intakes<NamedFile>(found.map((one) => factsOf(one, { inbox })), options, own);
  const files: readonly FileToLook[] = inOrder(found, options.order).map((one) => {
    const { name, path } = factsOf(one, { inbox });
    return { at: one.path, path, name, bytes: one.bytes, intake: intakeOf({ path, name }) };
  });
  const looks = new Map<FileToLook, Look>();
  const tools = { now, reader: new RecordReader(own) };
  const end = now() + BUDGET_MS;
  let left = Math.min(files.length, LISTED);
  for (const file of spread(files)) {
    if (now() >= end) break;
    looks.set(file, await lookAt(file, Math.min(end, now() + Math.max((end - now()) / Math.max(1, left), left > 1 ? 0 : MOST_MS, 5)), tools));
    left -= 1;
  }
  const listed = files.slice(0, LISTED).map((file) => looks.get(file)?.forecast ?? notLooked(file));
  const failed = faults.slice(0, LISTED - listed.length).map(({ path, fault }) => ({ ...notLooked({ path, name: path, bytes: 0 }), fault }));
  return { files: [...listed, ...failed], moreFiles: files.length + faults.length - listed.length - failed.length, looked: looks.size, ...summed(files, looks), freeBytes: freeAt(near) };
}

/** The files that are listed, then others from all over the list. */
function* spread(files: readonly FileToLook[]): Generator<FileToLook> {
  yield* files.slice(0, LISTED);
  const others = files.length - LISTED;
  const step = Math.max(1, Math.floor(others / LISTED));
  for (let at = LISTED; at < files.length; at += step) yield files[at]!;
}

function summed(files: readonly FileToLook[], looks: ReadonlyMap<FileToLook, Look>): Pick<ImportForecast, 'bytes' | 'events' | 'outOfScope' | 'diskBytes' | 'seconds'> {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const seen = [...looks].filter(([, look]) => look.read > 0);
  const sum = (of: (look: Look, file: FileToLook) => number) => seen.reduce((total, [file, look]) => total + of(look, file), 0);
  const read = sum((look) => look.read);
  if (read === 0) return { bytes, events: null, outOfScope: null, diskBytes: null, seconds: null };
  // Files that were not looked at are taken to be like those that were, byte for byte.
  const share = bytes / Math.max(1, sum((_, file) => file.bytes));
  const events = Math.round(sum(({ forecast }) => forecast.events ?? 0) * share);
  const outOfScope = Math.round(sum(({ forecast }) => forecast.outOfScope ?? 0) * share);
  const unpacked = sum((look) => look.unpacked) * share;
  const packed = (sum((look) => look.packed) / read) * unpacked;
  const parsing = (unpacked / rateOf(seen.flatMap(([, look]) => look.steps))) / 1000;
  const cores = availableParallelism();
  const seconds = Math.max(parsing / Math.min(cores, MOST_THREADS, files.length), (parsing * (1 + STORING)) / cores) + parsing * FOLLOWING;
  return { bytes, events, outOfScope, diskBytes: Math.round(packed + events * EVENT_BYTES), seconds: Math.round(seconds * 10) / 10 };
}

/** Bytes per ms of this machine, by the later half of what was read: the code gets faster as it runs. */
function rateOf(steps: Look['steps']): number {
  const half = steps.reduce((sum, [bytes]) => sum + bytes, 0) / 2;
  let [passed, bytes, ms] = [0, 0, 0];
  for (const [stepBytes, stepMs] of steps) {
    if (passed >= half || steps.length < 3) [bytes, ms] = [bytes + stepBytes, ms + stepMs];
    passed += stepBytes;
  }
  return bytes / Math.max(ms, 0.001);
}

function notLooked({ path, name, bytes }: Pick<FileToLook, 'path' | 'name' | 'bytes'>): FileForecast {
  return {
    path, name, bytes, shape: null, dataset: null, mapping: null, confidence: 0, reason: '', events: null, outOfScope: null, fault: null, first: null, last: null, zoneAssumed: false, looked: 0, unknown: 0, examples: [],
  };
}

function freeAt(near: string): number | null {
  for (let path = near; ; path = dirname(path)) {
    try {
      const { bavail, bsize } = statfsSync(path);
      return bavail * bsize;
    } catch {
      if (dirname(path) === path) return null;
    }
  }
}
