import { isoOf, type ReportCheck } from '../../contract/index.ts';
import type { ReportModel } from '../../report/index.ts';

/** A table of networks that is older than this is worth a word. */
const OLD_DAYS = 90;
const DAY = 86_400_000;

/** What a reader of the report would ask about, each with the screen that answers. */
export function checksOf(model: ReportModel): ReportCheck[] {
  const { findings, examination, evidence, tables, gaps, ledger, rules } = model;
  const open = findings.filter(({ row }) => row.verdict === 'open');
  const { totals, unread, mismatched } = evidence;
  const old = tables.filter((table) => Date.parse(model.generatedAt) - Date.parse(table.buildDate) > OLD_DAYS * DAY);
  const blind = rules.filter((rule) => rule.outcome === 'could-not-run' || rule.outcome === 'not-run');
  const unreviewed = examination.judged - examination.reviewed;
  const longest = [...gaps].sort((a, b) => b.endMs - b.startMs - (a.endMs - a.startMs))[0];
  const all: readonly (readonly [ReportCheck['code'], number, string, string])[] = [
    ['hash-mismatch', totals.mismatched, mismatched.map((one) => one.exhibit).join(', '), '/evidence?state=mismatched'],
    ['unread-evidence', totals.exhibits - totals.byState.done, unread.map((one) => `${one.exhibit} ${one.state}`).join(', '), '/evidence'],
    ['no-findings', findings.length === 0 ? 1 : 0, '', '/findings'],
    ['open-verdicts', open.length, open.slice(0, 3).map(({ row }) => `${String(row.number).padStart(3, '0')} ${row.title}`).join('; '), '/findings?variant=any&report=in&verdict=open'],
    ['no-summary', model.text.summary === '' ? 1 : 0, '', '/report'],
    ['gaps', gaps.length, longest === undefined ? '' : `${longest.dataset} ${isoOf(longest.startMs)} to ${isoOf(longest.endMs)}`, '/overview'],
    ['skips', ledger.skips, [...new Set(model.skips.map((skip) => skip.reason))].slice(0, 3).join(', '), '/evidence?state=skips'],
    ['rules-not-run', blind.length, blind.slice(0, 3).map((rule) => rule.title).join('; '), '/hunts'],
    ['no-tables', tables.length === 0 ? 1 : 0, '', '/settings'],
    ['old-tables', old.length, old.map((table) => `${table.name} ${table.buildDate}`).join(', '), '/settings'],
    ['single-examiner', unreviewed, examination.examiners.join(', '), '/findings'],
  ];
  return all.flatMap(([code, count, detail, where]) => (count > 0 ? [{ code, count, detail: detail.slice(0, 400), where }] : []));
}
