import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { checkedRuleText, loadRules, problemText, type Checked } from '../../hunt/index.ts';
import { Fault } from '../../contract/index.ts';
import { EXIT, jsonText, type Cli } from './context.ts';
import { plain } from './terminal.ts';

/** `bilocate rules check [FILES…]`: every error and warning of every file, as FILE:LINE:COLUMN. Errors alone make it fail. */
export function rulesCheckVerb(cli: Cli, files: readonly string[]): Promise<number> {
  const found = files.length === 0 ? checkFolder(join(cli.app.folders.resources, 'rules')) : files.flatMap((file) => checkPath(resolve(file)));
  const errors = found.filter(({ level }) => level === 'error').length;
  if (cli.json) cli.out(jsonText(found.map(({ file, line, column, level, message }) => ({ file, line, column, level, message }))));
  else cli.out(found.length === 0 ? 'No problems.\n' : `${found.map((one) => plain(lineOf(one))).join('\n')}\n${counted(errors, 'error')}, ${counted(found.length - errors, 'warning')}\n`);
  return Promise.resolve(errors === 0 ? EXIT.done : EXIT.fault);
}

const lineOf = (one: Checked): string => problemText(one.level === 'error' ? one : { ...one, message: `warning: ${one.message}` });
const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

function checkFolder(folder: string): readonly Checked[] {
  const { rules, problems } = loadRules(folder);
  return [...problems.map((one): Checked => ({ ...one, level: 'error' })), ...rules.flatMap((rule) => checkedRuleText(rule.text, rule.file))];
}

function checkPath(path: string): readonly Checked[] {
  if (!existsSync(path)) throw new Fault('file/not-found', { path });
  return statSync(path).isDirectory() ? checkFolder(path) : checkedRuleText(readFileSync(path, 'utf8'), basename(path));
}
