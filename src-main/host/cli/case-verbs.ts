import { resolve } from 'node:path';
import { logStates, type DigestCheck, type Severity } from '../../contract/index.ts';
import type { Flows } from '../flows.ts';
import { tableCsv, wholeTable } from '../hunt-table.ts';
import { formatOf } from '../report-format.ts';
import { asJob, EXIT, jsonText, openToRead, openToWrite, type Cli } from './context.ts';
import { exitFor } from './evidence-verbs.ts';
import { deltaText } from './delta-output.ts';
import { profileText, writeFindings } from './findings-output.ts';
import { plain, table } from './terminal.ts';

/** `bilocate findings CASE` */
export async function findingsVerb(cli: Cli, path: string, options: { readonly csv?: boolean; readonly expected?: boolean; readonly failOn?: Severity }): Promise<number> {
  await openToRead(cli, path);
  const gravest = await writeFindings(cli.app.flows.findings(), cli.json ? 'json' : options.csv ? 'csv' : options.expected ? 'expected' : 'text', cli.out);
  if (gravest === null && (await cli.app.desk.reader().ask('ruleFates', {})).runs.size === 0) cli.note('No hunt has run in this case yet: bilocate hunt --case CASE.');
  return exitFor(gravest, options.failOn);
}

/** `bilocate findings CASE --view RULE/VARIANT`: the hunt table of a rule, which adds no risk. */
export async function tableVerb(cli: Cli, path: string, rule: string, csv: boolean): Promise<number> {
  await openToRead(cli, path);
  const page = await wholeTable(cli.app.desk.reader(), rule);
  if (cli.json) cli.out(jsonText({ columns: page.columns, rows: page.rows }));
  else if (csv) cli.out(tableCsv(page));
  else cli.out(`${table([...page.columns, 'first (UTC)', 'last (UTC)', 'events'], page.rows.map((row) => [...row.cells.map((cell) => String(cell ?? '')), row.start, row.end, String(row.eventCount)]))}\n`);
  return EXIT.done;
}

/** `bilocate findings CASE --delta`: what the last hunt changed, and what may be why. */
export async function deltaVerb(cli: Cli, path: string): Promise<number> {
  await openToRead(cli, path);
  const delta = await cli.app.desk.reader().ask('delta', {});
  cli.out(cli.json ? jsonText(delta) : deltaText(delta));
  return EXIT.done;
}

/** `bilocate profile CASE USER` */
export async function profileVerb(cli: Cli, path: string, user: string): Promise<number> {
  await openToRead(cli, path);
  const reader = cli.app.desk.reader();
  const profile = { ...(await reader.ask('profile', { user })), risk: await reader.ask('risk', { user }) };
  cli.out(cli.json ? jsonText(profile) : profileText(profile));
  return EXIT.done;
}

/** `bilocate report CASE --out F.(pdf|html|json|csv)`: as the draft has it that was saved in the case. */
export async function reportVerb(cli: Cli, path: string, out: string): Promise<number> {
  const format = formatOf(out);
  await openToWrite(cli, path, null);
  const written = await asJob(cli, 'report', 'report', (run) => cli.app.flows.report({ out: resolve(out), format }, run));
  cli.out(cli.json ? jsonText(written) : reportText(written));
  return EXIT.done;
}

/** A line per file: a CSV report has more than one. */
function reportText({ pages, files }: Awaited<ReturnType<Flows['report']>>): string {
  return files.map((file, i) => `${plain(file.path)}\n${i === 0 && pages > 0 ? `${pages} pages, ` : ''}${file.bytes} bytes, SHA-256 ${file.sha256}\n`).join('');
}

/** `bilocate digests CASE`: the CloudTrail logs of a case against the digests and public keys in it. Reads only. */
export async function digestsVerb(cli: Cli, path: string): Promise<number> {
  await openToRead(cli, path);
  const result = await cli.app.desk.reader().ask('digests', {});
  cli.out(cli.json ? jsonText(result) : digestsText(result));
  const { changed, missing } = result.counts;
  return changed + missing + result.gaps.length + result.digests.filter((one) => one.signature === 'invalid' || one.previous === 'changed').length > 0 ? EXIT.fault : EXIT.done;
}

/** Every digest, every log that is not signed, and the sums. */
function digestsText({ digests, logs, gaps, counts, keys, unreadable }: DigestCheck): string {
  if (digests.length === 0) return 'The case has no digest of CloudTrail: import the digest files of the bucket beside its logs.\n';
  const parts = [
    table(['digest until', 'signature', 'digest before', 'logs', 'file'], digests.map((one) => [one.end, one.signature, one.previous, String(one.logs), `${one.exhibit} ${one.file}`].map(plain))),
    ...(logs.every((one) => one.state === 'signed') ? [] : [table(['log', 'state', 'file'], logs.filter((one) => one.state !== 'signed').map((one) => [one.object ?? '', one.state, one.file === null ? '' : `${one.exhibit ?? ''} ${one.file}`].map(plain)))]),
    ...gaps.map((gap) => `No digest from ${plain(gap.from)} to ${plain(gap.to)}: ${plain(gap.object ?? gap.chain)}`),
    ...unreadable.map((one) => `Not a whole digest: ${plain(one.exhibit)} ${plain(one.file)}`),
    `${logStates.map((state) => `${counts[state]} ${state}`).join(', ')}; ${keys} public key${keys === 1 ? '' : 's'}${keys === 0 ? ': import what `aws cloudtrail list-public-keys` answers to check signatures' : ''}`,
  ];
  return `${parts.join('\n\n')}\n`;
}

/** `bilocate verify CASE`: reads only, works on a read-only medium. */
export async function verifyVerb(cli: Cli, path: string): Promise<number> {
  await openToRead(cli, path);
  const result = await asJob(cli, 'verify', 'verify', (run) => cli.app.flows.verify(run));
  const lines = result.checks.map((check) => `${check.ok ? 'ok    ' : 'FAILED'}  ${check.name}${check.detail === '' ? '' : `: ${plain(check.detail)}`}`);
  cli.out(cli.json ? jsonText(result) : `${lines.join('\n')}\n${result.ok ? 'The case agrees with itself.' : 'The case does not agree with itself.'}\n`);
  return result.ok ? EXIT.done : EXIT.fault;
}
