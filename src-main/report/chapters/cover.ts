import type { ReportModel } from '../model.ts';
import { timesIn } from '../times.ts';
import { cut } from '../words.ts';
import { examined } from './summary.ts';

export type CoverFact = readonly [name: string, value: string, verbatim?: true];

/** What the first page says of the case and of the report; the first six stand left where there are two columns. */
export function coverFacts(model: ReportModel): readonly CoverFact[] {
  const times = timesIn(model.zone);
  const role = model.analyst.role === '' ? '' : `, ${model.analyst.role}`;
  return [
    ['Evidence period', times.period(model.span.first, model.span.last)],
    ['Findings period', model.findings.length === 0 ? 'no findings in this report' : times.period(least(model.findings.map((f) => f.row.start)), most(model.findings.map((f) => f.row.end)))],
    ['Case opened', times.exact(model.case.created.replace(/\.\d+Z$/, 'Z'))],
    ['Time zone', times.isUtc ? 'UTC in all times of this report' : `${model.zone}; UTC beside it in findings and records`],
    ['Case id', model.case.id, true],
    ['Case file', cut(model.case.file, 120), true],
    ['Written by', `${model.analyst.name}${role}`],
    ['Written', times.exact(model.generatedAt.replace(/\.\d+Z$/, 'Z'))],
    ['Status', statusWords(model)],
    ['Examination', examined(model)],
    ['Chosen by', model.saved === null ? 'rule: what the app proposes' : `${model.saved.analyst}, ${times.exact(model.saved.at.replace(/\.\d+Z$/, 'Z'))}`],
    ['Made with', `Bilocate ${model.madeWith.version}, ${model.madeWith.platform}`],
  ];
}

const least = (times: readonly string[]): string => times.reduce((a, b) => (a < b ? a : b));
const most = (times: readonly string[]): string => times.reduce((a, b) => (a > b ? a : b));

/** Draft or final, and why. */
function statusWords(model: ReportModel): string {
  if (model.findings.length === 0) return 'Final: it tells no finding';
  return model.status === 'final' ? 'Final: every finding in it has a verdict' : 'Draft: not every finding in it has a verdict';
}

/** `IR-2026-014 Halden Freight`: the title of the file, and at the foot of every page. */
export function reportName(model: ReportModel): string {
  return cut([model.case.number, model.title].filter((part) => part !== '').join(' '), 200) || timesIn(model.zone).day(model.case.created);
}
