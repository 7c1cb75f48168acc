import { once } from 'node:events';
import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { datasets, namedKinds, severities, traits, variants, type ReferenceKind, type Severity } from '../contract/index.ts';
import { dialects, kinds, type Kind } from '../hunt/index.ts';
import { faultShapeOf } from '../kit/faults.ts';
import { deltaVerb, digestsVerb, findingsVerb, profileVerb, reportVerb, tableVerb, verifyVerb } from './cli/case-verbs.ts';
import { EXIT, type Cli } from './cli/context.ts';
import { withContextVerbs } from './cli/context-verbs.ts';
import { huntVerb, importVerb, widenVerb, type HuntOptions, type ImportVerbOptions } from './cli/evidence-verbs.ts';
import { aliasVerb, identityVerb, labelVerb, traitVerb, usersVerb } from './cli/identity-verbs.ts';
import { withImportOptions, withScope, type ScopeFlags } from './cli/import-options.ts';
import { geoInfoVerb, geoUseVerb } from './cli/geo-verbs.ts';
import { kindsOfReference, referenceVerb } from './cli/reference-verb.ts';
import { rulesCheckVerb } from './cli/rules-check.ts';
import { rulesNewVerb } from './cli/rules-new.ts';
import { rulesSqlVerb, type SqlVerbOptions } from './cli/rules-sql.ts';
import { rulesTestVerb, type RulesTestOptions } from './cli/rules-test.ts';
import { rulesTuneVerb, type TuneVerbOptions } from './cli/rules-tune.ts';
import { rulesListVerb, rulesShowVerb } from './cli/rules-verbs.ts';
import { sourcesCheckVerb, sourcesListVerb, sourcesNewVerb, sourcesPreviewVerb, sourcesShowVerb } from './cli/sources-verbs.ts';
import { selftestVerb } from './cli/selftest-verb.ts';
import { serveVerb } from './cli/serve-verb.ts';
import { faultText } from './cli/words.ts';
import { openApp } from './open-app.ts';
import { sampleCase } from './sample-case.ts';

const EXIT_HELP = `
Exit codes:
  0  done
  1  a fault, or stopped by Ctrl-C: what, where and what now are on stderr
  2  wrong usage
  3  findings at or above --fail-on
`;

/** Runs the command line and gives its exit code. Results go to stdout, everything else to stderr. */
async function main(args: readonly string[]): Promise<number> {
  const app = openApp({ environment: process.env, host: 'loopback', damaged: (fault) => void process.stderr.write(`${faultText(fault)}\n`) });
  let code: number = EXIT.done;
  const program = new Command('bilocate')
    .description('Finds the user who is in two places at once, in cloud logs, offline.')
    .version(app.version)
    .addHelpText('after', EXIT_HELP)
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .option('--quiet', 'no progress and no notes on stderr')
    .option('--analyst <name>', 'who works here, for the case log (default: as set in the app, else the account of this machine)');

  const verb = (work: (cli: Cli) => Promise<number>, json: boolean) => {
    const { quiet = false, analyst } = program.opts<{ quiet?: boolean; analyst?: string }>();
    const cli: Cli = {
      app, json, quiet, analyst,
      out: (text) => (process.stdout.write(text) ? undefined : once(process.stdout, 'drain')),
      note: (text) => void (quiet || process.stderr.write(text.endsWith('\n') ? text : `${text}\n`)),
    };
    return work(cli).then((done) => {
      code = done;
    });
  };
  type Json = { readonly json?: boolean };
  type Said = Json & { readonly reason: string };
  const json = () => new Option('--json', 'for machines: the shapes are in docs/json.md');
  const failOn = () => new Option('--fail-on <severity>', 'exit with 3 where a finding is at least this severe').choices(severities);

  withImportOptions(program.command('hunt'))
    .description('import, hunt and report in one go')
    .argument('[evidence...]', 'files and folders; none: the case of --case is hunted in as it is')
    .option('--case <file>', 'keep the case in this file (default: it lives only as long as the hunt)')
    .option('--report <file>', 'write a report: .pdf, .html, .json or .csv')
    .option('--json [file]', 'write the findings as JSON, to stdout without a file')
    .option('--rule <id...>', 'only these rules: ID, ID/published, ID/corrected or a seed (S16)')
    .option('--param <pair...>', 'parameter of a rule: RULE.NAME=VALUE, or NAME=VALUE for all that have it', pairs)
    .option('--title <text>', 'title of a new case')
    .addOption(failOn())
    .action((evidence: string[], options: HuntOptions) => verb((cli) => huntVerb(cli, evidence, options), false));
  withImportOptions(program.command('import'))
    .description('read evidence into a case; makes the case where it is not there')
    .argument('<case>', 'the case file')
    .argument('<evidence...>', 'files and folders')
    .option('--title <text>', 'title of a new case')
    .option('--number <text>', 'number of a new case')
    .option('--forecast', 'only say what the import would bring, from the beginning of the files; nothing is stored')
    .addOption(json())
    .action((path: string, evidence: string[], options: Json & ImportVerbOptions) => verb((cli) => importVerb(cli, path, evidence, options), options.json ?? false));
  withScope(program.command('widen'))
    .description('take in what lay outside the scope of an import, from what the case has; without a scope: everything')
    .argument('<case>')
    .option('--exhibit <number>', 'only this exhibit, by its number in the list (7 for E7); may be repeated', exhibits)
    .addOption(json())
    .action((path: string, options: Json & ScopeFlags & { exhibit?: number[] }) => verb((cli) => widenVerb(cli, path, options), options.json ?? false));
  program
    .command('findings')
    .description('what the hunts found')
    .argument('<case>')
    .addOption(json().conflicts('csv'))
    .option('--csv', 'as CSV, formulas made inert')
    .option('--expected', 'those that are expected, and why; otherwise they are only counted')
    .option('--delta', 'what the last hunt changed, and what may be why')
    .option('--view <rule>', 'the hunt table of a rule (ID/VARIANT) instead of the findings')
    .addOption(failOn())
    .action((path: string, options: Json & { csv?: boolean; delta?: boolean; expected?: boolean; view?: string; failOn?: Severity }) =>
      verb((cli) => (options.delta ? deltaVerb(cli, path) : options.view === undefined ? findingsVerb(cli, path, options) : tableVerb(cli, path, options.view, options.csv ?? false)), options.json ?? false),
    );
  program
    .command('profile')
    .description('session profiles of a user, rarest first')
    .argument('<case>')
    .argument('<user>')
    .addOption(json())
    .action((path: string, user: string, options: Json) => verb((cli) => profileVerb(cli, path, user), options.json ?? false));
  program
    .command('users')
    .description('users of a case with all their names, longest in two places first')
    .argument('<case>')
    .addOption(json())
    .action((path: string, options: Json) => verb((cli) => usersVerb(cli, path), options.json ?? false));
  const said = (name: string) => program.commands.find((one) => one.name() === 'identity')!.command(name).argument('<case>').option('--reason <text>', 'why, for the case log', '').addOption(json());
  program
    .command('identity')
    .description('who is who: names that are one person, who stands behind a name, what organisations are called');
  said('list').description('what was said, what is suggested and why, organisations and their links')
    .action((path: string, options: Said) => verb((cli) => identityVerb(cli, path), options.json ?? false));
  said('accept').description('two user names are one person').argument('<user>').argument('<other>')
    .action((path: string, a: string, b: string, { json: asJson, reason }: Said) => verb((cli) => aliasVerb(cli, path, { a, b, same: true, reason }), asJson ?? false));
  said('refuse').description('two user names are different people').argument('<user>').argument('<other>')
    .action((path: string, a: string, b: string, { json: asJson, reason }: Said) => verb((cli) => aliasVerb(cli, path, { a, b, same: false, reason }), asJson ?? false));
  said('trait').description(`who stands behind a user: ${traits.join(', ')}, or none`).argument('<user>').argument('<trait>')
    .action((path: string, user: string, trait: string, { json: asJson, reason }: Said) => verb((cli) => traitVerb(cli, path, { user, trait, reason }), asJson ?? false));
  said('name').description('what an organisation, tenant or account is called; an empty name takes it away').argument('<id>').argument('<name>').addOption(new Option('--kind <kind>', 'where an id is both').choices(namedKinds))
    .action((path: string, id: string, name: string, { json: asJson, reason, kind }: Said & { kind?: string }) => verb((cli) => labelVerb(cli, path, { id, name, kind, reason }), asJson ?? false));
  withContextVerbs(program, verb, json);
  program
    .command('report')
    .description('write the report as it was chosen in the app, else as the app proposes it')
    .argument('<case>')
    .requiredOption('--out <file>', 'the file to write: .pdf, .html, .json, or .csv with three more beside it')
    .addOption(json())
    .action((path: string, options: Json & { out: string }) => verb((cli) => reportVerb(cli, path, options.out), options.json ?? false));
  program
    .command('reference')
    .description('list what was so, and when: assignments of addresses, travels, instances, accounts, keys, devices')
    .argument('<case>')
    .addOption(new Option('--kind <kind>', 'only this kind').choices(kindsOfReference))
    .addOption(json())
    .action((path: string, options: Json & { kind?: ReferenceKind }) => verb((cli) => referenceVerb(cli, path, options.kind ?? null), options.json ?? false));
  program
    .command('digests')
    .description('check CloudTrail logs by the digest files and public keys that were imported with them; changes nothing')
    .argument('<case>')
    .addOption(json())
    .action((path: string, options: Json) => verb((cli) => digestsVerb(cli, path), options.json ?? false));
  program
    .command('verify')
    .description('check that a case agrees with itself; changes nothing')
    .argument('<case>')
    .addOption(json())
    .action((path: string, options: Json) => verb((cli) => verifyVerb(cli, path), options.json ?? false));

  const rules = program.command('rules').description('the rules that hunts run');
  rules.command('list').description('all rules').addOption(json()).action((options: Json) => verb((cli) => rulesListVerb(cli), options.json ?? false));
  rules
    .command('show')
    .description('one rule, with why and how; or as SQL')
    .argument('<id>', 'ID or ID/variant')
    .addOption(new Option('--variant <variant>', 'only this one').choices(variants))
    .option('--sql', 'as SQL text, for a second answer (docs/sql.md); nothing is run')
    .addOption(new Option('--dialect <dialect>', 'of the SQL').choices(dialects).default('sqlite'))
    .option('--param <pair...>', 'of the SQL: NAME=VALUE', pairs)
    .option('--zone <zone>', 'of the SQL: IANA zone of calendar days', zone, 'UTC')
    .option('--from <time>', 'of the SQL: when the case begins, for calendar days of another zone than UTC', moment)
    .option('--to <time>', 'of the SQL: when it ends', moment)
    .option('--silent <from/to>', 'of the SQL: when the logs of the rule were silent, as FROM/TO; may be repeated', spans)
    .addOption(json())
    .action((id: string, options: Json & SqlVerbOptions & { sql?: boolean }) => verb((cli) => (options.sql === true ? rulesSqlVerb(cli, id, options) : rulesShowVerb(cli, id, options.variant)), options.json ?? false));
  rules
    .command('check')
    .description('check rule files: every error and every warning with its line and column; errors alone make it fail')
    .argument('[files...]', 'rule files or folders (default: the rules that came with the app)')
    .addOption(json())
    .action((files: string[], options: Json) => verb((cli) => rulesCheckVerb(cli, files), options.json ?? false));
  rules
    .command('new')
    .description('a rule to begin with, commented, on stdout or in a new file')
    .addArgument(new Argument('<kind>', 'what it does with events (docs/rules.md#kinds)').choices(kinds))
    .argument('<id>', 'its id: small letters, digits, hyphens', ruleId)
    .addOption(new Option('--dataset <dataset>', 'the log that it looks at').choices(datasets).default('aws.cloudtrail'))
    .option('--out <file>', 'a file that is not there yet')
    .action((kind: Kind, id: string, options: { dataset: string; out?: string }) => verb((cli) => rulesNewVerb(cli, kind, id, options), false));
  withImportOptions(rules.command('test'))
    .description('run the examples of rules; with --evidence the rules themselves, on files of yours that stay nowhere')
    .argument('[rules...]', 'ID, ID/variant, seed, or a rule file (default: all)')
    .option('--evidence <file...>', 'your own copy of attack data: imported into a case that is gone afterwards')
    .option('--param <pair...>', 'parameter of a rule: RULE.NAME=VALUE, or NAME=VALUE for all that have it', pairs)
    .addOption(json())
    .action((named: string[], options: Json & RulesTestOptions) => verb((cli) => rulesTestVerb(cli, named, options), options.json ?? false));
  rules
    .command('tune')
    .description('what a rule would find with other values or another filter in a case, what is new and lost; nothing is stored')
    .argument('<case>', 'a case file')
    .argument('<rule>', 'ID or ID/variant')
    .option('--param <pair...>', 'NAME=VALUE', pairs)
    .option('--curve <name>', 'findings by the value of this parameter')
    .option('--filter <file>', 'a filter to try in place of that of the case; none for none')
    .addOption(json())
    .action((path: string, rule: string, options: Json & TuneVerbOptions) => verb((cli) => rulesTuneVerb(cli, path, rule, options), options.json ?? false));

  const sourcesOf = program.command('sources').description('the logs that are read, and mappings of your own for those that are not');
  const besideCase = () => new Option('--case <file>', 'the case whose mappings (<case name>.sources) are meant');
  type OfCase = Json & { readonly case?: string };
  sourcesOf.command('list').description('all sources').addOption(besideCase()).addOption(json()).action((options: OfCase) => verb((cli) => sourcesListVerb(cli, options.case), options.json ?? false));
  sourcesOf.command('show').description('what becomes which field').argument('<id>', 'dataset, or id of a mapping').option('--yaml', 'as a mapping').addOption(besideCase()).addOption(json())
    .action((id: string, options: OfCase & { yaml?: boolean }) => verb((cli) => sourcesShowVerb(cli, id, options), options.json ?? false));
  sourcesOf.command('check').description('check mapping files: every problem with its line and column').argument('<files...>').addOption(json()).action((files: string[], options: Json) => verb((cli) => sourcesCheckVerb(cli, files), options.json ?? false));
  sourcesOf.command('new').description('a mapping to begin with, on stdout or beside a case').argument('<id>', 'its name: acme.vpn').option('--like <dataset>', 'the log is like those of this dataset (default: custom)')
    .option('--from <file>', 'guess its paths from the first records of this file').addOption(besideCase()).addOption(json())
    .action((id: string, options: OfCase & { like?: string; from?: string }) => verb((cli) => sourcesNewVerb(cli, id, options), options.json ?? false));
  sourcesOf.command('preview').description('what a mapping makes of the first 100 records of a file').argument('<file>').requiredOption('--mapping <file>', 'the mapping, or the id of a source that is written as one').addOption(json())
    .action((file: string, options: Json & { mapping: string }) => verb((cli) => sourcesPreviewVerb(cli, file, options.mapping), options.json ?? false));

  const geo = program.command('geo').description('the tables of networks and places');
  geo.command('info').description('which tables are in use').addOption(json()).action((options: Json) => verb((cli) => geoInfoVerb(cli), options.json ?? false));
  geo.command('use').description('use a table of your own (.mmdb) before the embedded one; "embedded" goes back').argument('<file>').addOption(json()).action((file: string, options: Json) => verb((cli) => geoUseVerb(cli, file), options.json ?? false));

  program
    .command('selftest')
    .description('check that parsers, rules, tables and SQLite work on this machine')
    .addOption(json())
    .action((options: Json) => verb((cli) => selftestVerb(cli), options.json ?? false));
  program
    .command('serve')
    .description('the screens on 127.0.0.1')
    .argument('[case]')
    .option('--port <number>', 'port (default: any free one)', port)
    .option('--no-open', 'only print the link')
    .addOption(new Option('--sample', 'open the sample case, made on first use').hideHelp())
    .action((path: string | undefined, options: { port?: number; open: boolean; sample?: boolean }) => verb((cli) => serveVerb(cli, path, options), false));
  program.command('sample', { hidden: true }).description('make the sample case, where it is not there').action(() => verb(async (cli) => (await sampleCase(cli), EXIT.done), false));
  program.command('app', { isDefault: true, hidden: true }).action(() => verb((cli) => serveVerb(cli, undefined, { open: true }), false));

  try {
    await program.parseAsync(args as string[], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    process.stderr.write(`${faultText(faultShapeOf(error))}\n`);
    return EXIT.fault;
  } finally {
    await app.close();
  }
  return code;
}

/** Pairs of `--param`, gathered over its values. */
function pairs(pair: string, before: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const at = pair.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('Wanted RULE.NAME=VALUE or NAME=VALUE.');
  return { ...before, [pair.slice(0, at)]: pair.slice(at + 1) };
}

/** An IANA zone that this machine knows. */
function zone(text: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    throw new InvalidArgumentError('Wanted a time zone such as Europe/Oslo.');
  }
}

function moment(text: string): number {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new InvalidArgumentError('Wanted a time such as 2026-03-01T00:00:00Z.');
  return at;
}

function spans(text: string, before: readonly (readonly [number, number])[] = []): readonly (readonly [number, number])[] {
  const [from, to, more] = text.split('/').map((one) => Date.parse(one));
  if (more !== undefined || !(from! < to!)) throw new InvalidArgumentError('Wanted two times such as 2026-03-01T00:00:00Z/2026-03-01T08:00:00Z.');
  return [...before, [from!, to!]];
}

function exhibits(text: string, before: readonly number[] = []): readonly number[] {
  if (!/^[Ee]?[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('Wanted the number of an exhibit.');
  return [...before, Number(text.replace(/^[Ee]/, ''))];
}

function ruleId(text: string): string {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(text)) throw new InvalidArgumentError('Wanted small letters, digits and hyphens, such as my-rule.');
  return text;
}

function port(text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number > 65_535) throw new InvalidArgumentError('Wanted a number from 0 to 65535.');
  return number;
}

// `bilocate findings … | head` closes the pipe early; that is no fault of ours and nobody is left to tell.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.done);
  throw error;
});
process.exitCode = await main(process.argv.slice(2));
// Children, sockets and timers are closed by now; a stray handle must not keep a finished command alive. A pipe may still hold output.
process.stdout.write('', () => process.exit());
