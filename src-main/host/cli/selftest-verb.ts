import { Fault } from '../../contract/index.ts';
import { jsonText, EXIT, type Cli } from './context.ts';
import { plain } from './terminal.ts';

/** `bilocate selftest`: whether parsers, rules, tables, zones, disks and SQLite do on this machine what they were built to. The result is kept for the report. */
export async function selftestVerb(cli: Cli): Promise<number> {
  const result = await cli.app.flows.selfTest();
  const failed = result.checks.filter((check) => !check.ok);
  const lines = result.checks.map((check) => `${check.ok ? 'ok    ' : 'FAILED'}  ${check.name}: ${plain(check.detail)}`);
  cli.out(cli.json ? jsonText(result) : `${lines.join('\n')}\n${result.checks.length - failed.length} of ${result.checks.length} checks passed.\n`);
  if (failed.length > 0) throw new Fault('selftest/failed', { failed: failed.length, checks: failed.map((check) => check.name).join(', ') });
  return EXIT.done;
}
