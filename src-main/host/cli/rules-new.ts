import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Fault, isoOf } from '../../contract/index.ts';
import { loadRules, ruleTemplate, type Kind } from '../../hunt/index.ts';
import { analystOf, EXIT, type Cli } from './context.ts';

/** `bilocate rules new KIND ID [--dataset D] [--out FILE]`: a rule to begin with, on stdout or in a new file. Throws Fault file/exists. */
export function rulesNewVerb(cli: Cli, kind: Kind, id: string, { dataset, out }: { readonly dataset: string; readonly out?: string }): Promise<number> {
  if (loadRules(join(cli.app.folders.resources, 'rules')).rules.some((rule) => rule.id === id)) {
    cli.note(`A rule that ships is called ${id}. Take another id: two of one id would be taken for each other.`);
    return Promise.resolve(EXIT.usage);
  }
  const text = ruleTemplate({ kind, id, dataset, today: isoOf(cli.app.now()).slice(0, 10), author: analystOf(cli).name });
  if (out === undefined) cli.out(text);
  else writeNew(resolve(out), text);
  return Promise.resolve(EXIT.done);
}

/** Writes a file that is not there yet. */
function writeNew(path: string, text: string): void {
  try {
    writeFileSync(path, text, { flag: 'wx' });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new Fault(code === 'EEXIST' ? 'file/exists' : 'file/not-writable', { path, reason: code ?? '' });
  }
}
