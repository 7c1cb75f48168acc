import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { closeCase, contentDigest, createCase, openCaseToRead, openCaseToWrite, verifyCase, type CaseSession, type ReadCase, type WriteCase } from '../../src-main/case/index.ts';
import { importOptions, type Acquisition, type ImportScope, type VerifyResult } from '../../src-main/contract/index.ts';
import { stopFlag } from '../../src-main/kit/stop.ts';
import { importEvidence, type ReadFiles } from '../../src-main/pipeline/import.ts';
import type { ImportResult } from '../../src-main/pipeline/import-result.ts';
import { FileReader } from '../../src-main/pipeline/read-file.ts';
import { readMapping } from '../../src-main/pipeline/mapping-yaml.ts';
import { widenEvidence } from '../../src-main/pipeline/widen.ts';
import type { z } from 'zod';
import type { SessionFacts } from '../../src-main/jobs/keeper.ts';

export const root = fileURLToPath(new URL('../../', import.meta.url));
export const resources = join(root, 'resources');
export const fixtures = join(root, 'test', 'fixtures', 'cloudtrail');

/** A new folder under the system's temporary one. The caller removes it. */
export function scratch(name: string): string {
  return mkdtempSync(join(tmpdir(), `bilocate-${name}-`));
}
export function discard(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

export const analyst = { id: 'analyst-1', name: 'Test Analyst', organisation: 'Test', role: 'responder' };

/** Who opens a case in a test, as it crosses a process. */
export function sessionFacts(recordsFolder: string): SessionFacts {
  mkdirSync(recordsFolder, { recursive: true });
  const versions = { app: '0.0.0', build: 'test', node: process.versions.node, electron: null, icu: '', tzdata: '', unicode: '', os: 'test', locale: 'en', zone: 'UTC' };
  return { id: randomUUID(), analyst, versions, host: 'test-host', recordsFolder };
}
export function session(recordsFolder: string): CaseSession {
  return { ...sessionFacts(recordsFolder), pid: process.pid, now: Date.now, monotonic: () => performance.now(), newId: randomUUID };
}

export function newCase(folder: string, name = 'a.bilocate'): WriteCase {
  return createCase(join(folder, name), { title: 'Test', number: '1', caseId: randomUUID() }, session(join(folder, 'records')));
}
export function openAgain(folder: string, name = 'a.bilocate'): WriteCase {
  return openCaseToWrite(join(folder, name), session(join(folder, 'records')));
}

/** Reads files in this thread: what the parser threads do, without them. */
export const readHere: ReadFiles = async function* (files, _, own) {
  const reader = new FileReader(own);
  for (const [file, { path, intake }] of files.entries()) for await (const delivery of reader.read(path, {}, intake)) yield { file, delivery };
};

export interface ImportHere {
  readonly acquisition?: Partial<Acquisition>;
  readonly inbox?: string | null;
  readonly options?: z.input<typeof importOptions>;
  /** Texts of mappings of the analyst. */
  readonly own?: readonly string[];
}
export function importHere(file: WriteCase, paths: readonly string[], { options, own = [], ...given }: ImportHere = {}): Promise<ImportResult> {
  const mappings = own.map((text) => ({ text, mapping: readMapping(text, 'own.yaml').mapping! }));
  return importEvidence(file, { acquisition: {}, inbox: null, ...given, own: mappings, options: importOptions.parse(options ?? {}), paths, read: readHere, stop: stopFlag(), progress: () => undefined });
}
export function widenHere(file: WriteCase, scope: ImportScope | null, evidence: readonly number[] | null = null): Promise<ImportResult> {
  return widenEvidence(file, { evidence, scope, stop: stopFlag(), progress: () => undefined });
}

/** Content digest and verdict of verify of a case at rest. */
export function weigh(path: string, recordsFolder: string): { readonly digest: string; readonly verified: VerifyResult } {
  const file = openCaseToRead(path, recordsFolder);
  try {
    return { digest: contentDigest(file), verified: verifyCase(file) };
  } finally {
    closeCase(file);
  }
}

/** Checks of verify that did not pass, each with what it said. */
export function failedChecks(file: ReadCase): readonly string[] {
  return verifyCase(file).checks.filter((check) => !check.ok).map((check) => `${check.name}: ${check.detail}`);
}
