import { type Block, heading, paragraph, row, type Row } from '../blocks.ts';
import type { ReportModel } from '../model.ts';
import type { Times } from '../times.ts';
import { counted, cut } from '../words.ts';

/** The end of the case log, with the head in full: with it, a log that was cut or written anew is found. */
export function* logBlocks(model: ReportModel, times: Times): Generator<Block> {
  const { audit } = model;
  yield paragraph('The case file keeps an append-only log. Each entry carries a hash over itself and the entry before, so that no entry can be changed, left out or put in without changing all that follow. When this was written its head was:');
  yield {
    kind: 'table', plain: true, columns: [{ label: '', width: 118, tone: 'cellMuted' }, { label: '' }],
    rows: [row('Log entries', counted(audit.seq)), row('Head', { text: audit.head, tone: 'evidence' }), row('Case', { text: `${model.case.id}, schema ${model.case.schema}, state ${counted(model.case.state)}`, tone: 'evidence' })],
  };
  if (audit.rows.length === 0) return;
  yield heading(audit.rows.length < audit.seq ? `Last ${counted(audit.rows.length)} of ${counted(audit.seq)} entries` : 'Entries');
  yield {
    kind: 'table',
    columns: [{ label: 'No', width: 32, tone: 'number' }, { label: times.name, width: 92, tone: 'number' }, { label: 'Who', width: 86 }, { label: 'What', width: 100 }, { label: 'Object' }, { label: 'Chain', width: 66, tone: 'hash' }],
    rows: audit.rows.map((a): Row => row(counted(a.seq), times.short(a.at), cut(a.analyst, 80), a.action, cut(a.object, 200), a.hash.slice(0, 16))),
  };
  yield paragraph('This report is written into the log after it is finished, with the SHA-256 of its file: that entry is not above.', 'caption');
}
