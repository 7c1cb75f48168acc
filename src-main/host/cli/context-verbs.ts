import { readFileSync } from 'node:fs';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { Fault, fieldEntry, isoOf, type CasePeriod, type ExceptionDraft, type ExceptionRow, type RuleFilter } from '../../contract/index.ts';
import { checkFilter, computedFields, ruleKey, type Rule } from '../../hunt/index.ts';
import { placedRule, placedRules } from '../rule-list.ts';
import { asJob, EXIT, jsonText, openToRead, openToWrite, type Cli } from './context.ts';
import { plain, table } from './terminal.ts';

type Verb = (work: (cli: Cli) => Promise<number>, json: boolean) => Promise<void>;
interface Said { readonly json?: boolean; readonly reason: string }
type Named = Readonly<Record<string, readonly string[]>>;

/** What a case knows that changes what rules say: `bilocate allow`, `filter` and `period`, each with `list`. What is said is a decision; a hunt follows where it changes what was found. */
export function withContextVerbs(program: Command, verb: Verb, json: () => Option): void {
  const reason = () => new Option('--reason <text>', 'why, for the case log').makeOptionMandatory();
  const of = (name: string, description: string) => {
    const group = program.command(name).description(description);
    return (sub: string) => group.command(sub).argument('<case>').addOption(json());
  };
  const allow = of('allow', 'what is expected: findings of it stay, and count for nothing');
  allow('list').description('what is expected, and how many findings it caught').action((path: string, options: Said) => verb((cli) => listExpected(cli, path), options.json ?? false));
  allow('add').description('a finding is expected where every one of its events has one of the values in each field').addOption(reason())
    .option('--when <pair...>', 'FIELD=VALUE; the same field again: one of the values', pairs).option('--in <pair...>', 'FIELD=SET: a value of the named set', pairs)
    .option('--rule <id>', 'only of this rule, ID/VARIANT (default: of every rule)').option('--from <time>', 'events from then on', moment).option('--until <time>', 'events before that', moment)
    .action((path: string, options: Said & AllowFlags) => verb((cli) => addExpected(cli, path, options), options.json ?? false));
  allow('remove').description('take it back by its number in the list').argument('<number>', 'number of the decision', whole)
    .action((path: string, seq: number, options: Said) => verb((cli) => removeExpected(cli, path, seq), options.json ?? false));

  const filter = of('filter', 'the filter of a rule in this case, applied last on what it found');
  filter('list').description('rules that have one').action((path: string, options: Said) => verb((cli) => listFilters(cli, path), options.json ?? false));
  filter('set').description('give a rule its filter (YAML: where, when)').argument('<rule>', 'ID/VARIANT').addOption(new Option('--text <yaml>', 'the filter').conflicts('file')).option('--file <file>', 'the filter as a file').addOption(reason())
    .action((path: string, rule: string, options: Said & { text?: string; file?: string }) => verb((cli) => giveFilter(cli, path, rule, options.file === undefined ? options.text ?? '' : readFileSync(options.file, 'utf8'), options.reason), options.json ?? false));
  filter('remove').description('take it away').argument('<rule>', 'ID/VARIANT').addOption(reason())
    .action((path: string, rule: string, options: Said) => verb((cli) => giveFilter(cli, path, rule, '', options.reason), options.json ?? false));

  const period = of('period', 'spans of the case that are known to be clean, or in which somebody else was at work; the next hunt heeds them');
  period('list').description('all of them, by their start').action((path: string, options: Said) => verb((cli) => listPeriods(cli, path), options.json ?? false));
  period('add').description('from inclusive, to exclusive').addOption(new Option('--kind <kind>', 'trusted: rules learn from such periods alone; known-bad: never from it').choices(['trusted', 'known-bad']).makeOptionMandatory())
    .requiredOption('--from <time>', 'such as 2026-03-01 or 2026-03-01T08:00:00Z', moment).requiredOption('--to <time>', 'likewise', moment).addOption(reason())
    .action((path: string, { kind, from, to, reason: why, json: asJson }: Said & Pick<CasePeriod, 'kind' | 'from' | 'to'>) => verb((cli) => noted(cli, path, () => cli.app.desk.keeper().ask('addPeriod', { draft: { kind, from, to }, reason: why })), asJson ?? false));
  period('remove').description('take it back by its number in the list').argument('<number>', 'number of the decision', whole)
    .action((path: string, seq: number, options: Said) => verb((cli) => noted(cli, path, async () => (await cli.app.desk.keeper().ask('takeBack', { kind: 'period', seq }), seq)), options.json ?? false));
}

interface AllowFlags { readonly when?: Named; readonly in?: Named; readonly rule?: string; readonly from?: string; readonly until?: string }

async function listExpected(cli: Cli, path: string): Promise<number> {
  await openToRead(cli, path);
  const rows: readonly ExceptionRow[] = await cli.app.desk.reader().ask('exceptions', {});
  const whatOf = ({ when }: ExceptionDraft): string => when.map(({ field, values, set }) => `${field} is ${[...values, ...(set === null ? [] : [`in ${set}`])].join(' or ')}`).join(' and ');
  const when = ({ from, until }: ExceptionDraft): string => (from === null && until === null ? 'always' : `${from ?? ''} to ${until ?? ''}`);
  cli.out(cli.json ? jsonText(rows) : rows.length === 0 ? 'Nothing is expected.\n' : `${table(['no.', 'rule', 'what', 'when', 'caught', 'by', 'reason'], rows.map((row) => [String(row.seq), row.rule ?? 'every rule', whatOf(row), when(row), String(row.caught), row.analyst, row.reason].map(plain)))}\n`);
  return EXIT.done;
}

async function addExpected(cli: Cli, path: string, { when = {}, in: sets = {}, rule: asked, from, until, reason }: Said & AllowFlags): Promise<number> {
  await openToWrite(cli, path, null);
  const rules = rulesOf(cli);
  const rule = asked === undefined ? null : placedRule(rules, asked).rule;
  const fields = [...new Set([...Object.keys(when), ...Object.keys(sets)])];
  if (fields.length === 0) throw new Fault('call/bad-input', { name: 'allow', at: 'when', problem: '--when FIELD=VALUE or --in FIELD=SET is needed' });
  for (const field of fields) if (!isKnown(field, rule)) throw new Fault('call/bad-input', { name: 'allow', at: field, problem: 'there is no such field; a finding lists those that it has' });
  const twice = fields.find((field) => (sets[field]?.length ?? 0) > 1);
  if (twice !== undefined) throw new Fault('call/bad-input', { name: 'allow', at: twice, problem: 'one set for each field; make a set of both' });
  const draft: ExceptionDraft = { rule: rule === null ? null : ruleKey(rule), when: fields.map((field) => ({ field, values: [...(when[field] ?? [])], set: sets[field]?.[0] ?? null })), from: from ?? null, until: until ?? null };
  const seq = await cli.app.desk.keeper().ask('addException', { draft, reason });
  return hunted(cli, seq, draft.rule === null ? [] : [draft.rule]);
}

const isKnown = (field: string, rule: Rule | null): boolean => fieldEntry(field) !== undefined || Object.hasOwn(computedFields, field) || (rule !== null && Object.hasOwn(rule.derive, field));

async function removeExpected(cli: Cli, path: string, seq: number): Promise<number> {
  await openToWrite(cli, path, null);
  const { done } = await cli.app.desk.keeper().ask('takeBack', { kind: 'allow', seq });
  return hunted(cli, seq, done.target === '*' ? [] : [done.target]);
}

async function listFilters(cli: Cli, path: string): Promise<number> {
  await openToRead(cli, path);
  const filters: readonly RuleFilter[] = await cli.app.desk.reader().ask('filters', {});
  cli.out(cli.json ? jsonText(filters) : filters.length === 0 ? 'No rule has a filter.\n' : `${filters.map((one) => `${plain(one.rule)}: ${plain(one.reason)} (${plain(one.analyst)}, ${one.at})\n${one.text.split('\n').map((line) => `  ${plain(line)}`).join('\n')}\n`).join('\n')}`);
  return EXIT.done;
}

async function giveFilter(cli: Cli, path: string, asked: string, text: string, reason: string): Promise<number> {
  await openToWrite(cli, path, null);
  const { rule } = placedRule(rulesOf(cli), asked);
  const problems = checkFilter(text, rule);
  for (const { line, column, message } of problems.slice(1)) cli.note(`filter:${line}:${column}  ${message}`);
  if (problems.length > 0) throw new Fault('rule/bad-filter', { rule: asked, line: problems[0]!.line, column: problems[0]!.column, why: problems[0]!.message });
  return hunted(cli, await cli.app.desk.keeper().ask('setFilter', { rule: ruleKey(rule), text, reason }), [ruleKey(rule)]);
}

async function listPeriods(cli: Cli, path: string): Promise<number> {
  await openToRead(cli, path);
  const periods: readonly CasePeriod[] = await cli.app.desk.reader().ask('periods', {});
  cli.out(cli.json ? jsonText(periods) : periods.length === 0 ? 'No period is named.\n' : `${table(['no.', 'kind', 'from', 'to', 'by', 'reason'], periods.map((one) => [String(one.seq), one.kind, one.from, one.to, one.analyst, one.reason].map(plain)))}\n`);
  return EXIT.done;
}

const rulesOf = (cli: Cli) => placedRules(cli.app.folders.resources, cli.app.desk.path());

/** Hunts with what was said, and tells the decision and what it changed. */
async function hunted(cli: Cli, seq: number, rules: readonly string[]): Promise<number> {
  const { findings, changed, gone, new: fresh } = await asJob(cli, 'hunt', 'hunt', (run) => cli.app.flows.hunt({ rules: [...rules], parameters: {} }, run));
  cli.out(cli.json ? jsonText({ seq, findings, new: fresh, changed, gone }) : `Noted as decision ${seq}. Hunted anew: ${findings} findings, ${fresh} new, ${changed} changed, ${gone} gone.\n`);
  return EXIT.done;
}

async function noted(cli: Cli, path: string, decide: () => Promise<number>): Promise<number> {
  await openToWrite(cli, path, null);
  const seq = await decide();
  cli.out(cli.json ? jsonText({ seq }) : `Noted as decision ${seq}. The next hunt heeds it.\n`);
  return EXIT.done;
}

function moment(text: string): string {
  const at = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?Z)?$/.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(at)) throw new InvalidArgumentError('Wanted a time such as 2026-03-01 or 2026-03-01T08:00:00Z.');
  return isoOf(at);
}

function whole(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('Wanted a number of the list.');
  return Number(text);
}

/** `FIELD=VALUE`; a value may be empty and may have further `=`. */
function pairs(text: string, before: Named = {}): Named {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('Wanted FIELD=VALUE.');
  const field = text.slice(0, at);
  return { ...before, [field]: [...(before[field] ?? []), text.slice(at + 1)] };
}
