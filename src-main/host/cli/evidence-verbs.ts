import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Fault, severities, type Severity } from '../../contract/index.ts';
import type { ImportResult } from '../../pipeline/import-result.ts';
import type { Imported } from '../flows.ts';
import { formatOf } from '../report-format.ts';
import { asJob, EXIT, jsonText, openToWrite, type Cli } from './context.ts';
import { forecastText } from './forecast-output.ts';
import { importOptionsOf, scopeOf, type ImportFlags, type ScopeFlags } from './import-options.ts';
import { importJson, importText } from './import-output.ts';
import { writeFindings } from './findings-output.ts';
import { mappingsBeside } from '../own-mappings.ts';
import { mappingFiles } from './sources-verbs.ts';
import { plain } from './terminal.ts';
import { faultText } from './words.ts';

export interface HuntOptions extends ImportFlags {
  readonly case?: string;
  readonly report?: string;
  readonly json?: string | boolean;
  readonly rule?: readonly string[];
  readonly param?: Readonly<Record<string, string>>;
  readonly failOn?: Severity;
  readonly title?: string;
}

export interface ImportVerbOptions extends ImportFlags {
  readonly title?: string;
  readonly number?: string;
  readonly forecast?: boolean;
}

/** `bilocate import CASE EVIDENCE…` */
export async function importVerb(cli: Cli, path: string, evidence: readonly string[], options: ImportVerbOptions): Promise<number> {
  if (options.forecast === true) return forecastVerb(cli, path, evidence, options);
  await openToWrite(cli, path, { title: options.title ?? titleOf(path), number: options.number ?? '' });
  // Nobody asks the reader anything here, and its memory is better had by the import. Whoever asked would get another one.
  await cli.app.desk.reader().kill();
  const result = await importInto(cli, evidence, options);
  cli.out(cli.json ? jsonText(importJson(result)) : importText(result));
  return result.stopped || isBarren(result) ? EXIT.fault : EXIT.done;
}

/** `bilocate import --forecast CASE EVIDENCE…`: no case is opened or made; only its disk is looked at. */
async function forecastVerb(cli: Cli, path: string, evidence: readonly string[], options: ImportFlags): Promise<number> {
  const forecast = await cli.app.flows.forecast({ paths: evidence.map((one) => resolve(one)), inbox: null, options: importOptionsOf(options), mappings: mappingFiles(options.mapping ?? []), near: resolve(path) });
  cli.out(cli.json ? jsonText(forecast) : forecastText(forecast));
  return forecast.files.every((file) => file.fault !== null) ? EXIT.fault : EXIT.done;
}

/** `bilocate widen CASE`: takes in what lay outside the scope, from what the case has. */
export async function widenVerb(cli: Cli, path: string, options: ScopeFlags & { readonly exhibit?: readonly number[] }): Promise<number> {
  await openToWrite(cli, path, null);
  const result = await asJob(cli, 'import', 'widen', (run) => cli.app.flows.widen({ evidence: options.exhibit ?? null, scope: scopeOf(options) }, run));
  noteTables(cli, result);
  cli.out(cli.json ? jsonText(importJson(result)) : importText(result));
  return result.stopped ? EXIT.fault : EXIT.done;
}

/** Something is wrong with everything that was given, and no event came of it: then an empty list of findings would be a silent zero. */
function isBarren({ files }: ImportResult): boolean {
  return files.every((file) => file.fault !== null && file.events + file.duplicates === 0);
}

/**
 * `bilocate hunt EVIDENCE…`: import, hunt and report in one go. Without `--case` the case lives only as long as this takes; without evidence a case is hunted in
 * as it is.
 */
export async function huntVerb(cli: Cli, evidence: readonly string[], options: HuntOptions): Promise<number> {
  const report = options.report === undefined ? null : { out: resolve(options.report), format: formatOf(options.report) };
  const asItIs = evidence.length === 0;
  if (asItIs && (options.case === undefined || saysHowToRead(options))) {
    cli.note(options.case === undefined ? 'error: name evidence to read, or a case with --case.' : 'error: without evidence nothing is read, so nothing can be said of how.');
    return EXIT.usage;
  }
  const own = options.case === undefined ? mkdtempSync(join(tmpdir(), 'bilocate-')) : null;
  try {
    await openToWrite(cli, options.case ?? join(own!, 'hunt.bilocate'), asItIs ? null : { title: options.title ?? titleOf(options.case ?? evidence[0] ?? 'Hunt'), number: '' });
    const imported = asItIs ? null : await importInto(cli, evidence, options);
    if (imported !== null) cli.note(importText(imported));
    if (imported?.stopped) throw new Fault('job/stopped', {}, true);
    const order = { rules: options.rule ?? [], parameters: options.param ?? {} };
    const summary = await asJob(cli, 'hunt', 'hunt', (run) => cli.app.flows.hunt(order, run));
    if (report !== null) {
      const written = await asJob(cli, 'report', 'report', (run) => cli.app.flows.report(report, run));
      cli.note(`Report: ${written.path}${written.pages > 0 ? `, ${written.pages} pages` : ''}, SHA-256 ${written.sha256}`);
    }
    const { findings } = cli.app.flows;
    if (typeof options.json === 'string' && options.json !== '-') await writeToFile(resolve(options.json), (out) => writeFindings(findings(), 'json', out));
    const gravest = await writeFindings(findings(), options.json === true || options.json === '-' ? 'json' : 'text', cli.out);
    cli.note(`${summary.rules} rules: ${summary.findings} findings, ${summary.rows} rows in views${summary.couldNotRun > 0 ? `, ${summary.couldNotRun} rules could not run` : ''}.`);
    return imported !== null && isBarren(imported) ? EXIT.fault : exitFor(gravest, options.failOn);
  } finally {
    await cli.app.close();
    if (own) rmSync(own, { recursive: true, force: true });
  }
}

/** Whether options are given that are about evidence which is read. */
function saysHowToRead(options: HuntOptions): boolean {
  const { scope, order, zone, files, offsets } = importOptionsOf(options);
  return options.title !== undefined || scope !== null || order !== 'given' || zone !== null || files.length + offsets.length + (options.mapping ?? []).length > 0;
}

export function exitFor(gravest: Severity | null, failOn: Severity | undefined): number {
  return failOn !== undefined && gravest !== null && severities.indexOf(gravest) >= severities.indexOf(failOn) ? EXIT.findings : EXIT.done;
}

/** Writes to a file what comes in pieces. */
async function writeToFile<T>(path: string, write: (out: (text: string) => undefined) => Promise<T>): Promise<T> {
  const file = openSync(path, 'w');
  try {
    return await write((text) => void writeSync(file, text));
  } finally {
    closeSync(file);
  }
}

/** Imports evidence into the open case as a job, with a note where the tables did not do. */
export async function importInto(cli: Cli, evidence: readonly string[], flags: ImportFlags): Promise<Imported> {
  const paths = evidence.map((path) => resolve(path));
  const order = { paths, acquisition: {}, inbox: null, options: importOptionsOf(flags), mappings: mappingFiles(flags.mapping ?? []) };
  for (const { file, problems } of mappingsBeside(cli.app.desk.path()).cards) if (problems.length > 0) cli.note(plain(`${file}:${problems[0]!.line}: ${problems[0]!.message} This mapping is not used.`));
  const imported = await asJob(cli, 'import', 'import', (run) => cli.app.flows.import(order, run));
  noteTables(cli, imported);
  return imported;
}

function noteTables(cli: Cli, { notEnriched }: Imported): void {
  if (notEnriched) cli.note(`The events are stored, without networks and places: ${faultText(notEnriched)}`);
}

function titleOf(path: string): string {
  return (resolve(path).split(/[\\/]/).pop() ?? 'Case').replace(/\.bilocate$/, '') || 'Case';
}
