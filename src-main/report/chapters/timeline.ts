import { type Block, paragraph, row, type Row } from '../blocks.ts';
import type { ReportModel, TimelineRow } from '../model.ts';
import type { Times } from '../times.ts';
import { counted, cut, findingNumber, leftOut } from '../words.ts';

const rowsShown = 400;
const kinds: Readonly<Record<TimelineRow['kind'], string>> = { finding: 'Finding starts', 'first-seen': 'First seen', credential: 'Credential issued', verdict: 'Verdict' };

/** The moments that the findings, the users' first-seen values, issued credentials and verdicts name, in order. */
export function* timelineBlocks({ timeline }: ReportModel, times: Times): Generator<Block> {
  yield paragraph('Moments that findings, first-seen values and issued credentials of the users in this report name, and the verdicts on them. The number of the record leads to the annex.', 'muted');
  yield {
    kind: 'table',
    columns: [{ label: times.name, width: 92, tone: 'number' }, { label: 'What', width: 74 }, { label: 'Moment' }, { label: 'User', width: 84, tone: 'evidence' }, { label: 'Finding', width: 44, tone: 'number' }, { label: 'Record', width: 38, right: true, tone: 'number' }],
    rows: timeline.slice(0, rowsShown).map((one): Row => row(
      { text: times.short(one.at), below: times.isUtc ? [] : [{ text: times.beside(one.at), tone: 'small' }] }, kinds[one.kind], cut(one.text, 300), cut(one.user ?? '', 120),
      one.findings.map(findingNumber).join(' '), one.record === null ? '' : counted(one.record),
    )),
  };
  if (timeline.length > rowsShown) yield paragraph(`${leftOut(timeline.length - rowsShown, 'moment')}; the report as JSON has them all.`, 'caption');
}
