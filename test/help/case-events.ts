import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fields, saysBits, type CleanAddress, type ComparedField, type Fault, type FieldName } from '../../src-main/contract/index.ts';
import {
  beginEvidence, beginMember, createCase, endEvidence, endMember, packBlock, splitPath, storeBatch, storeBlocks, storeSkips, type CaseSession, type EventBatch, type WriteCase,
} from '../../src-main/case/index.ts';

/** A folder of its own for a test, and what takes it away. */
export function tempFolder(): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'bilocate-case-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A session with a clock that moves one second a look, and ids that count up. */
export function sessionIn(folder: string, seed = 1): CaseSession {
  let ticks = 0;
  let ids = 0;
  const uuid = (n: number): string => createHash('sha256').update(`${seed} ${n}`).digest('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
  return {
    id: uuid(-1), analyst: { id: uuid(-2), name: 'A. Analyst', organisation: 'Example CSIRT', role: 'analyst' },
    versions: { app: '0.1.0', build: 'test', node: '24', electron: null, icu: '', tzdata: '', unicode: '', os: 'test', locale: 'C', zone: 'UTC' },
    host: 'testhost', pid: process.pid, recordsFolder: join(folder, 'records'),
    now: () => Date.UTC(2026, 0, 1) + 1000 * (ticks += 1), monotonic: () => (ticks += 1), newId: () => uuid((ids += 1)),
  };
}

/** A new case in a folder of its own, and what takes it away once it is closed. */
export function caseInFolder(title: string): ReturnType<typeof tempFolder> & { readonly session: CaseSession; readonly file: WriteCase } {
  const of = tempFolder();
  const session = sessionIn(of.folder);
  return { ...of, session, file: createCase(join(of.folder, 'a.bilocate'), { title, number: '', caseId: session.newId() }, session) };
}

/** The code of the fault that some work throws; `none` where it throws nothing. */
export function faultCodeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return (error as Fault).code;
  }
  return 'none';
}

/** An event for a test: what is left out is absent. */
export interface TestEvent {
  readonly vendorId: string;
  /** What tells two contents of one vendor id apart. */
  readonly content?: string;
  readonly ms: number;
  readonly ip?: string;
  readonly fields?: { readonly [N in FieldName]?: string | number | boolean | readonly string[] };
  readonly ordinal: number;
  readonly offset?: number;
  readonly length?: number;
  readonly path?: string;
  /** Fields that the shape of the record says, where it does not say everything. */
  readonly says?: readonly ComparedField[];
}

/** Events as the batch that a parser thread would hand over. */
export function batchOf(events: readonly TestEvent[]): EventBatch {
  const texts: string[] = [];
  const known = new Map<string, number>();
  const textId = (text: string): number => {
    let id = known.get(text);
    if (id === undefined) known.set(text, (id = texts.push(text)));
    return id;
  };
  const n = events.length;
  const addresses: CleanAddress[] = [];
  const ids: { [N in FieldName]?: Int32Array } = {};
  const numbers: { [N in FieldName]?: Float64Array } = {};
  const longTexts: { [N in FieldName]?: (string | null)[] } = {};
  const lists = new Map<FieldName, (readonly string[])[]>();
  const identity = new Uint8Array(n * 16);
  const ip = new Int32Array(n);
  events.forEach((event, row) => {
    identity.set(createHash('sha256').update(event.vendorId).digest().subarray(0, 8), row * 16);
    identity.set(createHash('sha256').update(event.content ?? '').digest().subarray(0, 8), row * 16 + 8);
    if (event.ip !== undefined) {
      let at = addresses.findIndex((one) => one.text === event.ip);
      if (at < 0) at = addresses.push({ text: event.ip, type: event.ip.includes('amazonaws') ? 'service' : 'public', version: event.ip.includes('amazonaws') ? null : 4 }) - 1;
      ip[row] = at + 1;
    }
    for (const [name, value] of Object.entries({ 'event.dataset': 'aws.cloudtrail', 'event.id': event.vendorId, ...event.fields }) as [FieldName, string | number | boolean | readonly string[]][]) {
      const { storage, home } = fields[name];
      if (home === 'event_value') {
        if (!lists.has(name)) lists.set(name, Array.from({ length: n }, () => []));
        lists.get(name)![row] = typeof value === 'string' ? [value] : (value as readonly string[]);
      } else if (storage === 'int' || storage === 'time') (numbers[name] ??= new Float64Array(n).fill(Number.NaN))[row] = value as number;
      else if (storage === 'text') (longTexts[name] ??= new Array<string | null>(n).fill(null))[row] = value as string;
      else (ids[name] ??= new Int32Array(n))[row] = storage === 'flag' ? (value === true ? 2 : 1) : textId(value as string);
    }
  });
  const many = Object.fromEntries([...lists].map(([name, rows]) => {
    const offsets = new Int32Array(n + 1);
    rows.forEach((values, row) => (offsets[row + 1] = offsets[row]! + values.length));
    return [name, { offsets, values: Int32Array.from(rows.flat(), textId) }];
  }));
  const paths = events.map((event) => (event.path === undefined ? { text: null, item: -1 } : splitPath(event.path)));
  const path = Int32Array.from(paths, ({ text }) => (text === null ? 0 : textId(text)));
  return {
    n, texts, identity, ids, numbers, longTexts, many, ip, addresses, path, item: Int32Array.from(paths, ({ item }) => item),
    ...(events.some((event) => event.says !== undefined) ? { says: Int32Array.from(events, (event) => saysBits(event.says)) } : {}),
    timeMs: Float64Array.from(events, (event) => event.ms), timeRestNs: new Int32Array(n), timeFlags: new Uint8Array(n),
    offset: Float64Array.from(events, (event) => event.offset ?? 0), length: Int32Array.from(events, (event) => event.length ?? 0), ordinal: Int32Array.from(events, (event) => event.ordinal),
  };
}

/** The n-th of a made-up stream of events: some fields on all, some on some, some with several values. */
export function syntheticEvent(n: number, start = Date.UTC(2026, 0, 5)): Omit<TestEvent, 'offset' | 'length' | 'ordinal'> {
  return {
    vendorId: `event-${n}`, ms: start + ((n * 7919) % 86_400) * 1000, ip: `198.51.100.${n % 50}`,
    fields: {
      'event.action': ['ListBuckets', 'GetObject', 'AssumeRole', 'DescribeInstances'][n % 4]!, 'event.outcome': n % 9 === 0 ? 'failure' : 'success',
      'user.name': `user${n % 20}`, 'user.id': `arn:aws:iam::111122223333:user/user${n % 20}`, 'user.type': 'IAMUser', 'organization.id': '111122223333',
      'user_agent.original': `aws-cli/2.${n % 7}.0`, 'cloud.region': n % 2 === 0 ? 'us-east-1' : 'eu-west-1', 'credential.id': `AKIAEXAMPLE${n % 30}`,
      ...(n % 5 === 0 ? { 'target.id': [`bucket-${n % 11}`, `object-${n}`], 'aws.cloudtrail.session_context.mfa': n % 10 === 0 } : {}),
      ...(n % 9 === 0 ? { 'error.code': 'AccessDenied', 'aws.cloudtrail.error_message': `Denied number ${n}` } : {}),
    },
  };
}

/** The same event in a shape that says less. */
function poorerEvent(n: number, says: readonly ComparedField[]): Omit<TestEvent, 'offset' | 'length' | 'ordinal'> {
  const { fields: said = {}, ip: _ip, ...event } = syntheticEvent(n);
  return { ...event, content: 'poorer', says, fields: Object.fromEntries(Object.entries(said).filter(([name]) => (says as readonly string[]).includes(name))) };
}

export interface TestFile {
  readonly name: string;
  /** Numbers of synthetic events that lie in it, one JSON line each. */
  readonly events: readonly number[];
  /** A line that is no JSON after every so many events. */
  readonly skipEvery?: number;
  /** Its shape says these fields alone. */
  readonly says?: readonly ComparedField[];
}

/** What a test file looks like on disk. */
export function linesOf({ events, skipEvery }: TestFile): readonly { readonly text: string; readonly event: number | null }[] {
  return events.flatMap((n, at) => {
    const line = { text: `${JSON.stringify({ n, ...syntheticEvent(n) })}\n`, event: n };
    return skipEvery !== undefined && (at + 1) % skipEvery === 0 ? [line, { text: 'torn {"line\n', event: null }] : [line];
  });
}

/** Imports a made-up file as the pipeline would, in batches. `between` is called after each. Gives what was counted. */
export function importTestFile(file: WriteCase, test: TestFile, batchRows = 100, between: () => void = () => undefined): { readonly evidence: number; readonly events: number; readonly duplicates: number; readonly skips: number } {
  const lines = linesOf(test);
  const bytes = Buffer.from(lines.map((line) => line.text).join(''));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const { evidence } = beginEvidence(file, { name: test.name, path: `/evidence/${test.name}`, bytes: bytes.length, modifiedMs: 0 });
  const member = beginMember(file, evidence, { path: '' });
  const count = { records: 0, events: 0, duplicates: 0, skips: 0, skipBytes: 0 };
  let offset = 0;
  for (let from = 0; from < lines.length; from += batchRows) {
    const events: TestEvent[] = [];
    for (const { text, event } of lines.slice(from, from + batchRows)) {
      count.records += 1;
      const place = { ordinal: count.records, offset, length: Buffer.byteLength(text) - 1 };
      if (event === null) {
        storeSkips(file, member, [{ ...place, path: null, reason: 'json/invalid', detail: 'unexpected t' }]);
        count.skips += 1;
        count.skipBytes += place.length;
      } else events.push({ ...(test.says === undefined ? syntheticEvent(event) : poorerEvent(event, test.says)), ...place });
      offset += place.length + 1;
    }
    const stored = storeBatch(file, member, batchOf(events));
    count.events += stored.events;
    count.duplicates += stored.duplicates;
    between();
  }
  for (let index = 0; index * 262_144 < bytes.length; index += 1) storeBlocks(file, member, [packBlock(index, bytes.subarray(index * 262_144, (index + 1) * 262_144))]);
  between();
  endMember(file, member, {
    bytes: bytes.length, sha256, dataset: 'aws.cloudtrail', shape: 'json-lines', confidence: 1, reason: 'made up', mapper: 'aws.cloudtrail 1',
    ledger: { records: count.records, events: count.events, duplicates: count.duplicates, skips: count.skips, folded: 0, outOfScope: 0 },
    byteLedger: { total: bytes.length, records: bytes.length - count.records - count.skipBytes, skips: count.skipBytes, separators: count.records }, fault: null,
  });
  endEvidence(file, evidence, { state: 'done', sha256, fault: null });
  return { evidence, ...count };
}

export const numbers = (from: number, to: number): readonly number[] => Array.from({ length: to - from }, (_, at) => from + at);
