import { checkCommand } from '../check-command.ts';
import type { CitedRecord, ReportModel } from '../model.ts';
import { counted, countOf, cut, findingNumber } from '../words.ts';
import { type Flow, line } from './flow.ts';
import { ascent, lineHeight } from './pen.ts';
import { colours, contentWidth, sheet, styles } from './sheet.ts';

export interface AnnexOptions {
  /** Characters of a record that are printed. */
  readonly rawLimit: number;
  /** Called after each record. */
  readonly settle: (done: number) => Promise<void>;
}

const head = { ...styles.cellStrong, tabular: true };
const mono = { ...styles.captionMono, size: 6.3, leading: 1.5 };

/** Every cited record, word for word, with its place, its hash and the line that checks it. Records are drawn one by one and forgotten. */
export async function drawAnnex(flow: Flow, model: ReportModel, options: AnnexOptions): Promise<void> {
  flow.newPage();
  flow.section('Annex: cited records');
  flow.paragraph(`${countOf(model.recordCount, 'record')}, as they lie in the evidence. Offset and length count bytes of the unpacked member from 0. The line that begins with $ prints the SHA-256 of the record's bytes with standard tools, run where the file lies.`, styles.muted);
  let done = 0;
  for (const record of model.records) {
    drawRecord(flow, record, options.rawLimit);
    done++;
    await options.settle(done);
  }
}

function drawRecord(flow: Flow, record: CitedRecord, rawLimit: number): void {
  const { pen } = flow;
  flow.need(58);
  flow.skip(5);
  line(pen, sheet.left, flow.y, sheet.right, flow.y, colours.line2, 0.75);
  flow.skip(3);
  const base = flow.y + ascent(head);
  const number = pen.draw(`Record ${counted(record.number)}`, sheet.left, base, head);
  const place = `finding ${record.findings.map(findingNumber).join(', ')}   exhibit ${record.exhibit}   record ${counted(record.ordinal)}   offset ${counted(record.offset)}   length ${counted(record.length)}`;
  const placed = pen.lines(place, styles.caption, contentWidth - number - 14);
  placed.forEach((part, i) => {
    pen.draw(part, sheet.left + number + 14, base + i * lineHeight(styles.caption), styles.caption);
  });
  flow.skip(lineHeight(head) + (placed.length - 1) * lineHeight(styles.caption));
  const where = [record.file, record.member, record.path ?? ''].filter((part) => part !== '').map((part) => cut(part, 300)).join('  ›  ');
  put(flow, record.time === null ? where : `${where}   time ${cut(record.time.text, 60)}, ${record.time.precision}${record.time.zoneAssumed ? ', zone assumed UTC' : ''}`, mono);
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
  const printed = record.raw.length > rawLimit ? wholeCharacters(record.raw, rawLimit) : record.raw;
  put(flow, printed, styles.raw);
  const more = record.length - Buffer.byteLength(printed);
  if (more <= 0 || (printed === record.raw && printed.includes('\uFFFD'))) return;
  const member = record.member === '' ? '' : `, ${cut(record.member, 300)}`;
  flow.paragraph(`… ${countOf(more, 'byte')} more; full record in the case file at exhibit ${record.exhibit}${member}, offset ${counted(record.offset)}`, styles.caption, { after: 0 });
}

/** The first `most` UTF-16 units, without half a character at the end. */
function wholeCharacters(text: string, most: number): string {
  const last = text.charCodeAt(most - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? most - 1 : most);
}
