import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { Fault, isoOf } from '../../contract/index.ts';
import { loadRules, parseRule, pickRules, problemText, ruleKey, runExamples, type Problem, type Rule } from '../../hunt/index.ts';
import type { PlacedRule } from '../../pipeline/hunt.ts';
import { rulesOnEvidence, type EvidenceOutcome } from '../../pipeline/rule-evidence.ts';
import { EXIT, jsonText, openToWrite, type Cli } from './context.ts';
import { importInto } from './evidence-verbs.ts';
import type { ImportFlags } from './import-options.ts';
import { plain, table } from './terminal.ts';

export interface RulesTestOptions extends ImportFlags {
  readonly evidence?: readonly string[];
  readonly param?: Readonly<Record<string, string>>;
}
/** Findings that are listed for a person. */
const LISTED = 60;

/** `bilocate rules test [IDS|FILES…]`: runs the examples of rules, or, with `--evidence`, the rules themselves on the analyst's own copy of attack data. */
export function rulesTestVerb(cli: Cli, named: readonly string[], options: RulesTestOptions): Promise<number> {
  const { rules, problems } = meant(join(cli.app.folders.resources, 'rules'), named);
  if (problems.length > 0) {
    cli.note(problems.map((one) => plain(problemText(one))).join('\n'));
    return Promise.resolve(EXIT.fault);
  }
  if (options.evidence !== undefined) return testOnEvidence(cli, rules, options.evidence, options);
  return Promise.resolve(testExamples(cli, rules.map(({ rule }) => rule)));
}

/** Shipped rules by id or seed, and the rules of files; files are told by their ending. */
function meant(folder: string, named: readonly string[]): { readonly rules: readonly PlacedRule[]; readonly problems: readonly Problem[] } {
  const isFile = (name: string): boolean => /\.ya?ml$/i.test(name);
  const [files, ids] = [named.filter(isFile), named.filter((name) => !isFile(name))];
  const shipped = files.length > 0 && ids.length === 0 ? [] : pickRules(loadRules(folder).rules, ids);
  const read = files.map((name) => {
    const path = resolve(name);
    if (!existsSync(path)) throw new Fault('file/not-found', { path });
    return parseRule(readFileSync(path, 'utf8'), basename(path));
  });
  return {
    rules: [...shipped.map((rule) => ({ rule, origin: 'shipped' as const })), ...read.flatMap(({ rule }) => (rule === null ? [] : [{ rule, origin: 'own' as const }]))],
    problems: read.flatMap(({ problems }) => problems),
  };
}

function testExamples(cli: Cli, rules: readonly Rule[]): number {
  const results = rules.flatMap((rule) => runExamples(rule).map(({ says, ok, why }) => ({ rule: ruleKey(rule), says, ok, why: ok ? '' : why })));
  const failed = results.filter((result) => !result.ok).length;
  if (cli.json) cli.out(jsonText(results));
  else cli.out(`${results.map((r) => `${r.ok ? 'ok    ' : 'FAILED'}  ${r.rule}: ${r.says}${r.ok ? '' : `\n        ${r.why}`}`).join('\n')}\n${results.length - failed} passed, ${failed} failed\n`);
  return failed === 0 ? EXIT.done : EXIT.fault;
}

/** The evidence becomes a case that is gone afterwards: nothing of it stays, and no other case is touched. */
async function testOnEvidence(cli: Cli, rules: readonly PlacedRule[], evidence: readonly string[], options: RulesTestOptions): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'bilocate-'));
  try {
    const path = join(folder, 'evidence.bilocate');
    await openToWrite(cli, path, { title: 'Evidence of a rule', number: '' });
    const { totals, files } = await importInto(cli, evidence, options);
    for (const file of files) if (file.fault !== null) cli.note(plain(`${file.path}: ${file.fault.code}`));
    await cli.app.desk.close();
    const outcomes = rulesOnEvidence({ path, cache: join(folder, 'cache'), records: join(folder, 'records') }, rules, options.param ?? {}, { resources: cli.app.folders.resources, own: null });
    cli.out(cli.json ? jsonText(outcomes.map(outcomeJson)) : outcomesText(outcomes, totals.events));
    return totals.events === 0 || outcomes.some(({ status }) => status === 'failed') || outcomes.every(({ status }) => status !== 'done') ? EXIT.fault : EXIT.done;
  } finally {
    await cli.app.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

function outcomeJson({ rule, variant, status, why, findings, rows, dropped }: EvidenceOutcome): unknown {
  return {
    rule: `${rule}/${variant}`, status, why, rows,
    findings: findings.map((one) => ({ title: one.title, severity: one.severity, actor: one.actor, start: isoOf(one.start), end: isoOf(one.end), events: one.events.length, explanation: one.explanation.text })),
    dropped,
  };
}

function outcomesText(outcomes: readonly EvidenceOutcome[], events: number): string {
  const ran = outcomes.map(({ rule, variant, status, why, findings, rows }) => [`${rule}/${variant}`, status === 'done' ? (rows > 0 ? `${rows} rows` : `${findings.length} findings`) : status === 'failed' ? 'failed' : 'could not run', why ?? '']);
  const found = outcomes.flatMap(({ rule, variant, findings }) => findings.map((one) => [one.severity, isoOf(one.start), one.actor ?? '–', one.title, `${rule}/${variant}`, String(one.events.length)]));
  const more = found.length > LISTED ? [`… ${found.length - LISTED} more findings: --json has all of them`] : [];
  return [`${events.toLocaleString('en-US')} events`, '', table(['rule', 'found', 'why'], ran), ...(found.length === 0 ? [] : ['', table(['severity', 'start (UTC)', 'user', 'finding', 'rule', 'events'], found.slice(0, LISTED)), ...more]), ''].join('\n');
}
