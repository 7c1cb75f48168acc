import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { Fault } from '../../src-main/contract/index.ts';
import { closeCase, createCase, inspectCase, lockHolder, openCaseToRead, openCaseToWrite } from '../../src-main/case/index.ts';
import { sessionIn, tempFolder } from '../help/case-events.ts';

const child = fileURLToPath(new URL('../help/case-child.ts', import.meta.url));

test('a case that another process holds names its holder; when that one is killed, it is free at once and opens', async () => {
  const { folder, remove } = tempFolder();
  const session = sessionIn(folder);
  const path = `${folder}/a.bilocate`;
  closeCase(createCase(path, { title: 'Held', number: '', caseId: session.newId() }, session));
  const holder = spawn(process.execPath, [child, 'hold', path, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(holder.stdout, 'data');

  expect(lockHolder(path)).toMatchObject({ analyst: 'A. Analyst', host: 'testhost', pid: holder.pid });
  expect(() => openCaseToWrite(path, session)).toThrow(Fault);
  try {
    openCaseToWrite(path, session);
  } catch (error) {
    expect((error as Fault).toShape()).toMatchObject({ code: 'case/locked', retryable: true, params: { analyst: 'A. Analyst', host: 'testhost', pid: holder.pid } });
  }
  const beside = openCaseToRead(path, session.recordsFolder);
  closeCase(beside);

  holder.kill('SIGKILL');
  await once(holder, 'exit');
  expect(holder.signalCode).toBe('SIGKILL');
  expect(lockHolder(path)).toBeNull();
  expect(inspectCase(path, session.recordsFolder).fault).toMatchObject({ code: 'case/sidecar', params: { recoverable: true } });
  const again = openCaseToWrite(path, session);
  expect(closeCase(again)).toEqual({ atRest: true });
  expect(existsSync(`${path}.lock`)).toBe(false);
  remove();
});

test('a file that is no lock is taken for none', () => {
  const { folder, remove } = tempFolder();
  const session = sessionIn(folder);
  const path = `${folder}/a.bilocate`;
  closeCase(createCase(path, { title: 'Garbage', number: '', caseId: session.newId() }, session));
  writeFileSync(`${path}.lock`, 'no database at all, but long enough to look like one'.repeat(20));
  expect(lockHolder(path)).toBeNull();
  const file = openCaseToWrite(path, session);
  expect(readFileSync(`${path}.lock`).toString('latin1', 0, 15)).toBe('SQLite format 3');
  closeCase(file);
  remove();
});

test('a writer that closes before its reader leaves the case open; the next opening puts it to rest', () => {
  const { folder, remove } = tempFolder();
  const session = sessionIn(folder);
  const path = `${folder}/a.bilocate`;
  closeCase(createCase(path, { title: 'Order', number: '', caseId: session.newId() }, session));
  const writer = openCaseToWrite(path, session);
  const reader = openCaseToRead(path, session.recordsFolder);
  inspectCase(path, session.recordsFolder);
  expect(closeCase(writer)).toEqual({ atRest: false });
  closeCase(reader);
  expect(closeCase(openCaseToWrite(path, session))).toEqual({ atRest: true });
  remove();
});
