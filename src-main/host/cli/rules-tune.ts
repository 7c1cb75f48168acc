import { readFileSync } from 'node:fs';
import { severities, type TuneCurve, type Tuned, type TunedCounts, type TunedList } from '../../contract/index.ts';
import { ruleKey } from '../../hunt/index.ts';
import { placedRules } from '../rule-list.ts';
import { EXIT, jsonText, openToRead, type Cli } from './context.ts';
import { plain, table } from './terminal.ts';

export interface TuneVerbOptions {
  /** By parameter; durations as `10m`. */
  readonly param?: Readonly<Record<string, string>>;
  /** A parameter whose curve is wanted. */
  readonly curve?: string;
  /** A file with a filter that is tried in place of that of the case; `none` for none. */
  readonly filter?: string;
}

/** `bilocate rules tune CASE RULE`: what a rule would find with other values, or another filter. Nothing is stored. */
export async function rulesTuneVerb(cli: Cli, path: string, name: string, { param, curve: parameter, filter: filterFile }: TuneVerbOptions): Promise<number> {
  await openToRead(cli, path);
  const reader = cli.app.desk.reader();
  const { resources } = cli.app.folders;
  const meant = placedRules(resources, cli.app.desk.path()).map(({ rule }) => ruleKey(rule)).filter((key) => key === name || key.startsWith(`${name}/`));
  // Of a name without its variant the corrected rule is meant.
  const rule = meant.find((key) => key.endsWith('/corrected')) ?? meant[0] ?? name;
  const values = param ?? {};
  const filter = filterFile === undefined ? null : filterFile === 'none' ? '' : readFileSync(filterFile, 'utf8');
  const tuned = (await reader.ask('tune', { resources, rule, ask: { kind: 'tune', values, filter } })) as Tuned;
  const curve = parameter === undefined ? null : await wholeCurve(() => reader.ask('tune', { resources, rule, ask: { kind: 'curve', values, filter, parameter } }) as Promise<TuneCurve>);
  cli.out(cli.json ? jsonText({ ...tuned, ...(curve === null ? {} : { curve: curve.points }) }) : plainText(tuned, curve));
  return tuned.cannotRun === null ? EXIT.done : EXIT.fault;
}

/** Counting a curve takes as many answers as it needs. */
async function wholeCurve(ask: () => Promise<TuneCurve>): Promise<TuneCurve> {
  let curve = await ask();
  while (curve.left > 0) curve = await ask();
  return curve;
}

function plainText(tuned: Tuned, curve: TuneCurve | null): string {
  if (tuned.cannotRun !== null) return `${tuned.rule} cannot run: ${plain(tuned.cannotRun)}\n`;
  const what = tuned.output === 'view' ? 'rows' : 'findings';
  const changed = Object.entries(tuned.draft).filter(([name, value]) => tuned.saved[name] !== value).map(([name, value]) => `${name} ${tuned.saved[name]} -> ${value}`);
  const tried = tuned.filter === null ? '' : tuned.filter.trim() === '' ? ', without a filter' : ', with another filter';
  const counts = (one: TunedCounts) => [one.findings, one.users, ...severities.map((severity) => one.severities[severity] ?? 0), one.expected, one.letGo].map(String);
  return [
    `${tuned.rule}: ${changed.length === 0 ? 'values as saved' : plain(changed.join(', '))}${tried}`,
    table(['', what, 'users', ...severities, 'expected', 'let go'], [['as saved', ...counts(tuned.before)], ['with these', ...counts(tuned.now)]]),
    ...listed('new', tuned.added), ...listed('lost', tuned.lost),
    ...(curve === null ? [] : ['', table([curve.parameter, what], curve.points.map(({ value, findings }) => [String(value), String(findings)]))]),
    '',
  ].join('\n');
}

function listed(word: string, { count, shown }: TunedList): readonly string[] {
  if (count === 0) return [`${word}: none`];
  return [`${word}: ${count}`, table(['severity', 'start (UTC)', 'events', 'finding'], shown.map((one) => [one.severity, one.start, String(one.events), one.title])), ...(count > shown.length ? [`and ${count - shown.length} more`] : [])];
}
