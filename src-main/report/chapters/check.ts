import { type Block, heading, paragraph, row, type Row } from '../blocks.ts';
import type { ReportModel } from '../model.ts';
import type { Times } from '../times.ts';
import { counted, cut } from '../words.ts';

/** How somebody who trusts neither the analyst nor this program checks what is said here. */
export function* checkBlocks(model: ReportModel, times: Times): Generator<Block> {
  yield paragraph('Three checks, from the outside in. The evidence: the SHA-256 of each exhibit, with any tool. The records: the line under each record of the annex, run where the exhibit lies, prints the record\'s SHA-256. The case: the first command below reads every stored block, hash, count and log entry again, and names the head of the log. The second checks parsers and rules of the program on the machine where it is run.');
  yield paragraph(`bilocate verify '${model.case.file.replaceAll("'", `'\\''`)}'`, 'evidence');
  yield paragraph('bilocate selftest', 'evidence');
  yield paragraph('The case file is SQLite; any SQLite tool reads it. Log entries, decisions and findings lie in the tables audit, decision and finding.');
  yield heading('Self-test of the program that wrote this');
  if (model.selfTest === null) {
    yield paragraph('None was run on this machine.');
    return;
  }
  yield paragraph(`Bilocate ${model.selfTest.version}, ${times.exact(model.selfTest.at)}: ${model.selfTest.ok ? 'every check passed' : 'NOT EVERY CHECK PASSED'}.`);
  yield {
    kind: 'table', columns: [{ label: 'Check', width: 150 }, { label: 'Result', width: 60 }, { label: 'Checked', width: 60, right: true, tone: 'number' }, { label: 'Detail' }],
    rows: model.selfTest.checks.map((one): Row => row(one.name, { text: one.ok ? 'passed' : 'FAILED', tone: one.ok ? 'cell' : 'cellStrong' }, counted(one.checked), cut(one.detail, 400))),
  };
}
