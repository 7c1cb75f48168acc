import { join } from 'node:path';
import { loadRules, pickRules, type Rule } from '../../hunt/index.ts';
import { noFates, placedRules, ruleRowOf } from '../rule-list.ts';
import { EXIT, jsonText, type Cli } from './context.ts';
import { table } from './terminal.ts';

const folderOf = (cli: Cli) => join(cli.app.folders.resources, 'rules');

/** `bilocate rules list` */
export function rulesListVerb(cli: Cli): Promise<number> {
  const rows = placedRules(cli.app.folders.resources, null).map((rule) => ruleRowOf(rule, noFates));
  cli.out(
    cli.json
      ? jsonText(rows)
      : `${table(['rule', 'variant', 'seed', 'kind', 'output', 'severity', 'ATT&CK', 'title'], rows.map((r) => [r.id, r.variant, r.seed ?? '', r.kind, r.output, r.severity, r.attack.join(' '), r.title]))}\n`,
  );
  return Promise.resolve(EXIT.done);
}

/** `bilocate rules show ID` */
export function rulesShowVerb(cli: Cli, id: string, variant: string | undefined): Promise<number> {
  const rules = pickRules(loadRules(folderOf(cli)).rules, [id]).filter((rule) => variant === undefined || rule.variant === variant);
  cli.out(cli.json ? jsonText(rules.map(shownRule)) : rules.map((rule) => rule.text).join('\n---\n'));
  return Promise.resolve(EXIT.done);
}

/** `bilocate rules check [FILES…]`: every problem of every file, as FILE:LINE:COLUMN. */
export function rulesCheckVerb(cli: Cli, files: readonly string[]): Promise<number> {
  const problems = files.length === 0 ? checkFolder(folderOf(cli)) : files.flatMap((file) => checkPath(resolve(file)));
  if (cli.json) cli.out(jsonText(problems));
  else cli.out(problems.length === 0 ? 'No problems.\n' : `${problems.map((problem) => plain(problemText(problem))).join('\n')}\n`);
  return Promise.resolve(problems.length === 0 ? EXIT.done : EXIT.fault);
}

/** `bilocate rules test [IDS…]`: runs the examples of rules. */
export function rulesTestVerb(cli: Cli, ids: readonly string[]): Promise<number> {
  const results = pickRules(loadRules(folderOf(cli)).rules, ids).flatMap((rule) =>
    runExamples(rule).map(({ says, ok, why }) => ({ rule: ruleKey(rule), says, ok, why: ok ? '' : why })),
  );
  const failed = results.filter((result) => !result.ok).length;
  if (cli.json) cli.out(jsonText(results));
  else cli.out(`${results.map((r) => `${r.ok ? 'ok    ' : 'FAILED'}  ${r.rule}: ${r.says}${r.ok ? '' : `\n        ${r.why}`}`).join('\n')}\n${results.length - failed} passed, ${failed} failed\n`);
  return Promise.resolve(failed === 0 ? EXIT.done : EXIT.fault);
}

function checkFolder(folder: string): readonly Problem[] {
  const { rules, problems } = loadRules(folder);
  return [...problems, ...rules.flatMap((rule) => checkRuleText(rule.text, rule.file))];
}

function checkPath(path: string): readonly Problem[] {
  if (!existsSync(path)) throw new Fault('file/not-found', { path });
  return statSync(path).isDirectory() ? checkFolder(path) : checkRuleText(readFileSync(path, 'utf8'), basename(path));
}

function shownRule({ text, file, examples, ...rule }: Rule): unknown {
  return { ...rule, file, examples: examples.length, text };
}
