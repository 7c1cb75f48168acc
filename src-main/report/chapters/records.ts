import { type Block, paragraph } from '../blocks.ts';
import type { ReportModel } from '../model.ts';
import { countOf } from '../words.ts';

/** Every cited record, word for word, with its place, its hash and the line that checks it. Records are made and forgotten one by one. */
export function* recordBlocks(model: ReportModel): Generator<Block> {
  yield paragraph(`${countOf(model.recordCount, 'record')}, as they lie in the evidence. Offset and length count bytes of the unpacked member from 0. The line that begins with $ prints the SHA-256 of the record's bytes with standard tools, run where the file lies.`, 'muted');
  for (const record of model.records) yield { kind: 'record', record };
}
