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

function shownRule({ text, file, examples, ...rule }: Rule): unknown {
  return { ...rule, file, examples: examples.length, text };
}
