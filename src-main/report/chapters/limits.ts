import { type Block, heading, paragraph } from '../blocks.ts';
import { markdownBlocks } from '../markdown.ts';
import type { ReportModel } from '../model.ts';

const always = [
  'Findings say what the rules measured in the records of this case. They do not say who sat at a keyboard, and an account or a key is not a person.',
  'Network, country and city come from tables about IP addresses. They are indicative and not proof of a person\'s place: addresses are reassigned, shared, tunnelled and relayed, and a table is as old as its date.',
  'Only the exhibits listed here were read. What a source does not log, or what was not exported, is not in this report.',
  'Times are as the sources wrote them, converted to UTC. Clocks of sources were not compared with each other.',
  'Bytes that are not valid UTF-8 are printed as U+FFFD. Characters that cannot be seen are printed as [U+202E], and in the PDF characters that no embedded font has as \\u{4E2D}, both in grey; a record\'s SHA-256 is of its bytes, not of its print.',
];

/** What a reader must not conclude, whatever else was chosen for the report. */
export function* limitBlocks(model: ReportModel): Generator<Block> {
  for (const text of [...always, ...model.limitations]) yield paragraph(text);
  if (model.text.limits === '') return;
  yield heading('In the words of the analyst');
  yield* markdownBlocks(model.text.limits);
}
