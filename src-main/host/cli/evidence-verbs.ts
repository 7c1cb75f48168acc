import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Fault, severities, type Finding, type Severity } from '../../contract/index.ts';
import type { ImportResult } from '../../pipeline/import.ts';
import { asJob, EXIT, jsonText, openToWrite, type Cli } from './context.ts';
import { importJson, importText } from './import-output.ts';
import { findingsText } from './findings-output.ts';

export interface HuntOptions {
  readonly case?: string;
  readonly report?: string;
  readonly json?: string | boolean;
  readonly rule?: readonly string[];
  readonly param?: readonly string[];
  readonly failOn?: string;
  readonly title?: string;
}

/** `bilocate import CASE EVIDENCE…` */
export async function importVerb(cli: Cli, path: string, evidence: readonly string[], options: { readonly title?: string; readonly number?: string }): Promise<number> {
  await openToWrite(cli, path, { title: options.title ?? titleOf(path), number: options.number ?? '' });
  const result = await importInto(cli, evidence);
  cli.out(cli.json ? jsonText(importJson(result)) : importText(result));
  if (result.stopped) return EXIT.fault;
  return result.files.length > 0 && result.files.every((file) => file.fault !== null && file.records === 0) ? EXIT.fault : EXIT.done;
}

/** `bilocate hunt EVIDENCE…`: import, hunt and report in one go. Without `--case` the case lives only as long as this takes. */
export async function huntVerb(cli: Cli, evidence: readonly string[], options: HuntOptions): Promise<number> {
  const failOn = severityOf(options.failOn);
  const own = options.case === undefined ? mkdtempSync(join(tmpdir(), 'bilocate-')) : null;
  try {
    await openToWrite(cli, options.case ?? join(own!, 'hunt.bilocate'), { title: options.title ?? titleOf(options.case ?? evidence[0] ?? 'Hunt'), number: '' });
    if (evidence.length > 0) cli.note(importText(await importInto(cli, evidence)));
    const rules = options.rule ?? [];
    const summary = await asJob(cli, 'hunt', 'hunt', (run) => cli.app.flows.hunt({ rules, parameters: parametersOf(options.param ?? []) }, run));
    const findings = await cli.app.flows.findings();
    if (options.report !== undefined) {
      const written = await asJob(cli, 'report', 'report', (run) => cli.app.flows.report(resolve(options.report!), run));
      cli.note(`Report: ${written.path}, ${written.pages} pages, SHA-256 ${written.sha256}`);
    }
    const json = options.json === true || options.json === '-' ? null : options.json;
    if (typeof json === 'string') writeFileSync(resolve(json), jsonText(findings));
    cli.out(options.json === true || options.json === '-' ? jsonText(findings) : findingsText(findings));
    cli.note(`${summary.rules} rules: ${summary.findings} findings, ${summary.rows} rows in views${summary.couldNotRun > 0 ? `, ${summary.couldNotRun} rules could not run` : ''}.`);
    return exitFor(findings, failOn);
  } finally {
    await cli.app.close();
    if (own) rmSync(own, { recursive: true, force: true });
  }
}

export function exitFor(findings: readonly Finding[], failOn: Severity | null): number {
  if (failOn === null) return EXIT.done;
  const limit = severities.indexOf(failOn);
  return findings.some((finding) => severities.indexOf(finding.severity) >= limit) ? EXIT.findings : EXIT.done;
}

export function severityOf(text: string | undefined): Severity | null {
  if (text === undefined) return null;
  const known = severities.find((severity) => severity === text);
  if (!known) throw new Fault('call/bad-input', { name: '--fail-on', at: text, problem: `one of ${severities.join(', ')}` });
  return known;
}

function importInto(cli: Cli, evidence: readonly string[]): Promise<ImportResult> {
  const paths = evidence.map((path) => resolve(path));
  return asJob(cli, 'import', 'import', (run) => cli.app.flows.import({ paths, acquisition: {}, inbox: null }, run));
}

function parametersOf(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw new Fault('call/bad-input', { name: '--param', at: pair, problem: 'wanted RULE.NAME=VALUE or NAME=VALUE' });
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

function titleOf(path: string): string {
  return (resolve(path).split(/[\\/]/).pop() ?? 'Case').replace(/\.bilocate$/, '') || 'Case';
}
