import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { closeCase, contentDigest, createCase, everyExhibit, openCaseToWrite, verifyCase, type WriteCase } from '../../src-main/case/index.ts';
import { dbOf } from '../../src-main/case/handle.ts';
import { importTestFile, numbers, sessionIn, tempFolder } from '../help/case-events.ts';

const child = fileURLToPath(new URL('../help/case-child.ts', import.meta.url));
const killPoints = 10;

/** What the child does; a file whose bytes are there already is not read again. */
function whole(file: WriteCase): void {
  const done = [...everyExhibit(file)].filter((card) => card.state === 'done').map((card) => card.name);
  if (!done.includes('one.jsonl')) importTestFile(file, { name: 'one.jsonl', events: numbers(0, 600), skipEvery: 25 }, 20);
  if (!done.includes('two.jsonl')) importTestFile(file, { name: 'two.jsonl', events: numbers(300, 900), skipEvery: 40 }, 20);
}

test(`trap 26: an import that is killed at ${killPoints} moments and run again ends as one that was not`, async () => {
  const { folder, remove } = tempFolder();
  const session = sessionIn(folder);
  const reference = createCase(`${folder}/whole.bilocate`, { title: 'Whole', number: '', caseId: session.newId() }, session);
  whole(reference);
  const expected = { digest: contentDigest(reference), ledgers: [...everyExhibit(reference)].map((card) => card.ledger) };
  closeCase(reference);

  // A seeded spread over the whole import: about 66 batches and what lies between them.
  let seed = 20_260_105;
  const random = (): number => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
  let killed = 0;
  for (let point = 0; point < killPoints; point += 1) {
    const path = `${folder}/k${point}.bilocate`;
    const after = Math.floor(1 + 60 * ((point + random()) / killPoints));
    const importing = spawn(process.execPath, [child, 'create', path, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    let dots = 0;
    importing.stdout.on('data', (bytes: Buffer) => {
      dots += bytes.length;
      if (dots >= after) setTimeout(() => importing.kill('SIGKILL'), random() * 8);
    });
    await once(importing, 'exit');
    if (importing.signalCode === 'SIGKILL') killed += 1;

    const file = openCaseToWrite(path, session);
    expect(dbOf(file).pragma('integrity_check', { simple: true })).toBe('ok');
    expect([...everyExhibit(file)].some((card) => card.state === 'importing')).toBe(false);
    whole(file);
    expect(contentDigest(file), `killed after ${after} batches`).toBe(expected.digest);
    expect([...everyExhibit(file)].map((card) => card.ledger)).toEqual(expected.ledgers);
    expect(verifyCase(file).checks.filter((check) => !check.ok)).toEqual([]);
    expect(closeCase(file)).toEqual({ atRest: true });
    expect(existsSync(`${path}-wal`)).toBe(false);
  }
  // A kill that comes after the end shows nothing.
  expect(killed).toBeGreaterThanOrEqual(killPoints - 2);
  remove();
}, 240_000);
