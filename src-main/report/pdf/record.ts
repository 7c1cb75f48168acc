import { checkCommand } from '../check-command.ts';
import { moreBytes, otherRecords, placeLine, recordHead, recordPath, timeLine, wholeCharacters } from '../chapters/record-lines.ts';
import type { CitedRecord } from '../model.ts';
import type { Times } from '../times.ts';
import { counted } from '../words.ts';
import { type Flow, line } from './flow.ts';
import { ascent, lineHeight } from './pen.ts';
import { colours, contentWidth, sheet, styles } from './sheet.ts';

const head = { ...styles.cellStrong, tabular: true };
const mono = { ...styles.captionMono, size: 6.3, leading: 1.5 };

/** A cited record, word for word, with its place, its hash and the line that checks it. `rawLimit`: characters of it that are printed. */
export function drawRecord(flow: Flow, record: CitedRecord, { rawLimit, times }: { readonly rawLimit: number; readonly times: Times }): void {
  const { pen } = flow;
  flow.need(58);
  flow.skip(5);
  line(pen, sheet.left, flow.y, sheet.right, flow.y, colours.line2, 0.75);
  flow.skip(3);
  const base = flow.y + ascent(head);
  const number = pen.draw(`Record ${counted(record.number)}`, sheet.left, base, head);
  const place = recordHead(record);
  const placed = pen.lines(place, styles.caption, contentWidth - number - 14);
  placed.forEach((part, i) => {
    pen.draw(part, sheet.left + number + 14, base + i * lineHeight(styles.caption), styles.caption);
  });
  flow.skip(lineHeight(head) + (placed.length - 1) * lineHeight(styles.caption));
  put(flow, recordPath(record), mono);
  if (record.time !== null) put(flow, timeLine(record.time, times), mono);
  if (record.place !== null) put(flow, placeLine(record.place), mono);
  put(flow, `sha256 ${record.sha256}`, mono);
  const command = checkCommand(record);
  put(flow, command === null ? 'The name of the file has characters that cannot be typed: use bilocate verify.' : `$ ${command}`, mono);
  flow.skip(2);
  drawRaw(flow, record, rawLimit);
}

function put(flow: Flow, text: string, style: typeof mono): void {
  for (const part of flow.pen.verbatim(text, style, contentWidth)) {
    flow.need(lineHeight(style));
    flow.pen.draw(part, sheet.left, flow.y + ascent(style), style);
    flow.skip(lineHeight(style));
  }
}

function drawRaw(flow: Flow, record: CitedRecord, rawLimit: number): void {
  const printed = wholeCharacters(record.raw, rawLimit);
  put(flow, printed, styles.raw);
  const more = moreBytes(record, printed);
  if (more !== null) flow.paragraph(more, styles.caption, { after: 0 });
  const others = otherRecords(record, rawLimit);
  if (others === null) return;
  flow.paragraph(others.head, styles.caption, { after: 0 });
  if (others.text !== '') put(flow, others.text, styles.raw);
}
