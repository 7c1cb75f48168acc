import { type Block, paragraph, row, type Row } from '../blocks.ts';
import type { ReportModel } from '../model.ts';
import { cut } from '../words.ts';

/** Tables that added to the events, with date and hash, and what the report was made with. */
export function* tablesBlocks(model: ReportModel): Generator<Block> {
  yield paragraph('Place and network of an address are indicative; not proof of a person\'s place. They are what the table below said on its date.');
  if (model.tables.length === 0) yield paragraph('No table was used: no network or place was added to the events.');
  const { madeWith: m } = model;
  const rows = model.tables.map((t): Row => row(t.role, { text: `${t.name}, ${t.vendor}, built ${t.buildDate}, ${t.origin}`, below: [{ text: t.sha256, tone: 'smallHash' }] }, cut([t.licence, t.attribution].filter((part) => part !== '').join('. '), 800)));
  yield {
    kind: 'table', columns: [{ label: 'Role', width: 62 }, { label: 'Table, date, SHA-256' }, { label: 'Licence and attribution', width: 204 }],
    rows: [...rows, row('Made with', `Bilocate ${m.version} on ${m.platform}, Node ${m.node}, SQLite ${m.sqlite}, tzdata ${m.tzdata}`, 'Fonts: Inter and JetBrains Mono (SIL OFL 1.1), DejaVu (Bitstream Vera licence)')],
  };
}
