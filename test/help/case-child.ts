import { createCase, openCaseToWrite, closeCase } from '../../src-main/case/index.ts';
import { importTestFile, numbers, sessionIn } from './case-events.ts';

// A process of its own that a test may kill. Arguments: what to do, the case, the folder.
const [what, path, folder] = process.argv.slice(2) as [string, string, string];
const session = sessionIn(folder, process.pid);

if (what === 'hold') {
  openCaseToWrite(path, session);
  process.stdout.write('held\n');
  setInterval(() => undefined, 1000);
} else {
  const file = what === 'create' ? createCase(path, { title: 'Child', number: '', caseId: session.newId() }, session) : openCaseToWrite(path, session);
  importTestFile(file, { name: 'one.jsonl', events: numbers(0, 600), skipEvery: 25 }, 20, () => process.stdout.write('.'));
  importTestFile(file, { name: 'two.jsonl', events: numbers(300, 900), skipEvery: 40 }, 20, () => process.stdout.write('.'));
  closeCase(file);
  process.stdout.write('done\n');
}
