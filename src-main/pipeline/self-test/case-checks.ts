import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { closeCase, createCase, eventDetail, libraryVersion, openCaseToRead, verifyCase, type CaseSession, type WriteCase } from '../../case/index.ts';
import type { SelfCheck } from '../../contract/index.ts';
import { stopFlag } from '../../kit/stop.ts';
import { importEvidence, type ReadFiles } from '../import.ts';
import type { ImportResult } from '../import-result.ts';
import { readFile } from '../read-file.ts';
import { PROBE_EVENTS, probeFields, probes, type Probe } from './probes.ts';

const readHere: ReadFiles = async function* (files) {
  for (const [file, { path, intake }] of files.entries()) for await (const delivery of readFile(path, {}, intake)) yield { file, delivery };
};

/**
 * Makes a case in `folder`, imports every probe into it, and looks at what came of each: the first brings the events, every other form of the same
 * records brings none but places for them. Then the case must agree with itself, and lie as one plain file.
 */
export async function caseChecks(folder: string): Promise<readonly SelfCheck[]> {
  const path = join(folder, 'self-test.bilocate');
  const session = sessionIn(folder);
  // Opening a case asserts the version of SQLite, and WAL with every commit synced.
  const file = createCase(path, { title: 'Self-test', number: '', caseId: randomUUID() }, session);
  const rows: SelfCheck[] = [{ name: 'sqlite', ok: true, checked: 1, detail: `SQLite ${libraryVersion()}, write-ahead log with every commit synced` }];
  try {
    for (const [at, probe] of probes.entries()) rows.push(probeCheck(probe, await importProbe(file, folder, probe), at === 0));
    rows.push(fieldCheck(file));
  } finally {
    closeCase(file);
  }
  rows.push(restCheck(path, session));
  return rows;
}

function sessionIn(folder: string): CaseSession {
  const { node, icu = '', tz: tzdata = '', unicode = '' } = process.versions;
  return {
    id: randomUUID(), analyst: { id: 'self-test', name: 'Self-test', organisation: '', role: '' }, versions: { app: '', build: '', node, electron: null, icu, tzdata, unicode, os: process.platform, locale: '', zone: '' },
    host: '', pid: process.pid, recordsFolder: join(folder, 'records'), now: Date.now, monotonic: () => performance.now(), newId: randomUUID,
  };
}

function importProbe(file: WriteCase, folder: string, probe: Probe): Promise<ImportResult> {
  const inbox = join(folder, 'evidence');
  mkdirSync(inbox, { recursive: true });
  writeFileSync(join(inbox, probe.file), probe.bytes);
  return importEvidence(file, { paths: [join(inbox, probe.file)], acquisition: {}, inbox, read: readHere, stop: stopFlag(), progress: () => undefined });
}

function probeCheck(probe: Probe, { files, totals }: ImportResult, first: boolean): SelfCheck {
  const wanted = { records: probe.records, events: first ? PROBE_EVENTS : 0, duplicates: first ? 0 : probe.records - probe.skips, skips: probe.skips };
  const wrong = Object.entries(wanted).flatMap(([name, count]) => (totals[name as keyof typeof wanted] === count ? [] : [`${name} ${totals[name as keyof typeof wanted]} instead of ${count}`]));
  const fault = files.find((one) => one.fault !== null)?.fault?.code ?? null;
  const shape = files.find((one) => one.shape !== null && one.records > 0)?.shape ?? null;
  if (fault !== probe.fault) wrong.push(`fault ${fault ?? 'none'} instead of ${probe.fault ?? 'none'}`);
  if (probe.shape !== null && shape !== probe.shape) wrong.push(`read as ${shape ?? 'nothing'} instead of ${probe.shape}`);
  return { name: `read ${probe.file}`, ok: wrong.length === 0, checked: probe.records, detail: wrong.length === 0 ? probe.says : `${probe.says}: ${wrong.join(', ')}` };
}

/** What the first event says, field by field. */
function fieldCheck(file: WriteCase): SelfCheck {
  const said = new Map(eventDetail(file, 1).fields.map(({ field, value }) => [field, value]));
  const wrong = Object.entries(probeFields).filter(([field, value]) => said.get(field) !== value).map(([field, value]) => `${field} is ${said.get(field) ?? 'not there'} instead of ${value}`);
  return { name: 'map aws.cloudtrail', ok: wrong.length === 0, checked: Object.keys(probeFields).length, detail: wrong.length === 0 ? 'fields of an event are what its record says' : wrong.join('; ') };
}

function restCheck(path: string, session: CaseSession): SelfCheck {
  const file = openCaseToRead(path, session.recordsFolder);
  try {
    const { checks } = verifyCase(file);
    const failed = checks.filter((check) => !check.ok);
    return { name: 'case', ok: failed.length === 0, checked: checks.length, detail: failed.length === 0 ? 'a case agrees with itself after it was closed' : failed.map((check) => `${check.name}: ${check.detail}`).join('; ') };
  } finally {
    closeCase(file);
  }
}
