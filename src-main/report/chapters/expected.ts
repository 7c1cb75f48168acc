import type { HuntException } from '../../contract/index.ts';
import { type Block, type Cell, heading, paragraph, row, type Row } from '../blocks.ts';
import type { ReportModel } from '../model.ts';
import type { Times } from '../times.ts';
import { brief, counted, countOf, cut, findingNumber, leftOut, named, severityWords } from '../words.ts';
import { judgedTable } from './rules.ts';

/** Rows of what is only listed; the JSON has them all. */
const expectedShown = 120;
const numbersShown = 20;

/** Whether there is anything to say: somebody said that something is expected, or put a finding aside. */
export function saysExpected({ expected: { exceptions, filters, periods }, others }: ReportModel): boolean {
  return exceptions.length + filters.length + periods.length + judgedOf(others).length > 0;
}

const judgedOf = (others: ReportModel['others']): ReportModel['others'] => others.filter((one) => one.verdict !== 'open');

/** What is no alarm here because somebody said so: exceptions with what each caught, filters of rules, spans that are known to be clean or bad, findings that were put aside. Each with author, time and reason. */
export function* expectedBlocks(model: ReportModel, times: Times): Generator<Block> {
  const { exceptions, filters, periods } = model.expected;
  yield paragraph('What follows was found or would have been, and is no alarm because an analyst said so. Nothing of it was deleted: the case file holds every event and every finding that an exception caught.');
  yield heading('Exceptions');
  if (exceptions.length === 0) yield paragraph('None: no finding is expected.');
  else yield* exceptionBlocks(model, times);
  if (filters.length > 0) {
    yield heading('Filters of rules');
    yield {
      kind: 'table',
      columns: [{ label: 'Rule', width: 110, tone: 'evidence' }, { label: 'Filter', tone: 'evidence' }, { label: 'Who, when and why', width: 170 }, { label: 'Dropped', width: 44, right: true, tone: 'number' }],
      rows: filters.map((one): Row => row(one.rule, cut(one.text, 1000), said(one, times), counted(one.dropped))),
    };
  }
  if (periods.length > 0) {
    yield heading('Periods');
    yield {
      kind: 'table', columns: [{ label: 'Period', width: 70 }, { label: `From, to, ${times.name}`, width: 190, tone: 'number' }, { label: 'Who, when and why' }],
      rows: periods.map((one): Row => row(one.kind === 'trusted' ? 'Trusted' : 'Known bad', times.period(one.from, one.to), said(one, times))),
    };
  }
  const judged = judgedOf(model.others);
  yield heading('Findings put aside, with reason and author');
  if (judged.length === 0) yield paragraph('None: no finding outside of this report has a verdict.');
  else yield* judgedTable(judged, times);
}

function* exceptionBlocks({ expected: { exceptions, findings } }: ReportModel, times: Times): Generator<Block> {
  yield {
    kind: 'table',
    columns: [{ label: 'What is expected', tone: 'evidence' }, { label: 'Rules', width: 92, tone: 'evidence' }, { label: 'Who, when and why', width: 158 }, { label: 'Caught', width: 40, right: true, tone: 'number' }],
    rows: exceptions.map((one): Row => row(
      { text: cut(conditionsText(one), 800), below: [{ text: one.from === null && one.until === null ? 'events of any time' : `events ${one.from === null ? '' : `from ${times.short(one.from)} `}${one.until === null ? '' : `before ${times.short(one.until)}`}`.trim(), tone: 'cellMuted' }] },
      one.rule ?? 'all', said(one, times), { text: counted(one.caught.length), below: one.caught.length === 0 ? [] : [{ text: named(one.caught.map(findingNumber), numbersShown), tone: 'small' }] },
    )),
  };
  if (findings.length === 0) return;
  yield paragraph(`${countOf(findings.length, 'finding')} ${findings.length === 1 ? 'is' : 'are'} expected, and counted nowhere in this report:`);
  yield {
    kind: 'table',
    columns: [{ label: 'No', width: 26, tone: 'number' }, { label: 'Severity', width: 58 }, { label: 'Finding' }, { label: 'User', width: 84, tone: 'evidence' }, { label: `Start, ${times.name}`, width: 86, tone: 'number' }, { label: 'Events', width: 42, right: true, tone: 'number' }],
    rows: findings.slice(0, expectedShown).map((one): Row => row(
      findingNumber(one.number), { text: severityWords[one.severity], tone: { severity: one.severity }, mark: { kind: 'gauge', severity: one.severity } }, `${brief(one.title, 140)}${one.variant === 'published' ? ' (rule as published)' : ''}`,
      brief(one.actor ?? 'none', 60), times.short(one.start).slice(0, 15), counted(one.eventCount),
    )),
  };
  if (findings.length > expectedShown) yield paragraph(`${leftOut(findings.length - expectedShown, 'finding')}; the report as JSON or CSV and the case file have them all.`, 'caption');
}

const said = ({ analyst, at, reason }: Pick<HuntException, 'analyst' | 'at' | 'reason'>, times: Times): Cell => ({ text: cut(reason, 600), below: [{ text: `${analyst}, ${times.exact(at)}`, tone: 'cellMuted' }] });

/** `user.name is build or deploy; source.ip is in the set “office”`. */
export function conditionsText({ when }: Pick<HuntException, 'when'>): string {
  return when.map(({ field, values, set }) => (set === null ? `${field} is ${values.join(' or ')}` : `${field} is in the set “${set}”`)).join('; ');
}
