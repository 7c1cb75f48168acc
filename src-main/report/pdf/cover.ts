import { ledgerBalances, type EvidenceTotals } from '../../contract/index.ts';
import { coverFacts, type CoverFact } from '../chapters/cover.ts';
import type { ReportModel } from '../model.ts';
import { taken } from '../taken.ts';
import { counted, cut, ledgerLine } from '../words.ts';
import type { Flow } from './flow.ts';
import { boxed, logo } from './marks.ts';
import { colours, contentWidth, sheet, styles } from './sheet.ts';
import { facts, table } from './table.ts';

const rowHeight = 17.1;
/** Height of what stands around the exhibits: heading, head, the row of what is left out, the sum and the ledger. */
const around = 112;
const fileStyle = { ...styles.hash, size: 6 };
const fileWidth = 83;

/** The first page: what case, whose, when, made with what, and the hashes of what was given. It states facts and judges nothing. */
export function drawCover(flow: Flow, model: ReportModel): void {
  const { pen } = flow;
  logo(pen, sheet.left, flow.y - 1, 16);
  pen.draw('Bilocate', sheet.left + 22.5, flow.y + 11, { ...styles.strong, size: 10.5 });
  if (model.tlp !== null) boxed(pen, model.tlp, sheet.right, flow.y + 11);

  flow.y = sheet.top + 130;
  flow.paragraph('Investigation report', { ...styles.muted, size: 10 }, { after: 2 });
  flow.paragraph(cut(model.title, 160), styles.title, { width: 400, after: 4 });
  const subtitle = [model.analyst.organisation, model.case.number].filter((part) => part !== '').join(', ');
  if (subtitle !== '') flow.paragraph(subtitle, { ...styles.muted, size: 10.5 });
  flow.skip(26);
  flow.rule({ colour: colours.ink, width: 1.1 });
  flow.skip(9);

  const half = (contentWidth - 18) / 2;
  const left = facts(flow, coverFacts(model).slice(0, 6).map(asFact), { x: sheet.left, y: flow.y, width: half });
  const right = facts(flow, coverFacts(model).slice(6).map(asFact), { x: sheet.left + half + 18, y: flow.y, width: half });
  flow.y = Math.max(left, right);
  drawExhibits(flow, model);
}

const asFact = ([name, value, verbatim]: CoverFact): readonly [string, string, typeof styles.evidence?] => (verbatim === true ? [name, value, styles.evidence] : [name, value]);

/** The evidence stands at the foot of the page: as many exhibits as there is room for, a line each. The chapter on evidence has them all, with whole names. */
function drawExhibits(flow: Flow, model: ReportModel): void {
  const { all, totals } = model.evidence;
  const shown = taken(all, Math.floor((flow.room() - around) / rowHeight));
  const more = totals.exhibits - shown.length;
  flow.y = Math.max(flow.y, sheet.bottom - around - shown.length * rowHeight);
  flow.heading('Evidence');
  const row = table(flow, [
    { label: 'Exhibit', width: 40, style: styles.cellStrong },
    { label: 'File', style: fileStyle },
    { label: 'Bytes', width: 62, align: 'right', style: styles.number },
    { label: 'Events', width: 58, align: 'right', style: styles.number },
    { label: 'SHA-256 of the file', width: 252, style: styles.hash },
  ]);
  for (const exhibit of shown) row([exhibit.exhibit, ending(flow, exhibit.name), counted(exhibit.bytes), counted(exhibit.ledger.events), exhibit.sha256 ?? 'not hashed: the file was not read to its end']);
  if (more > 0) row([`+ ${counted(more)}`, { text: 'more', style: styles.cell }, '', '', { text: 'in the chapter Evidence', style: styles.cell }]);
  row([counted(totals.exhibits), { text: totals.exhibits === 1 ? 'exhibit' : 'exhibits', style: styles.cellStrong }, counted(totals.bytes), counted(model.ledger.events), { text: hashWords(totals), style: styles.cell }], true);
  flow.skip(5);
  flow.paragraph(`${ledgerLine(model.ledger)}.${ledgerBalances(model.ledger) ? '' : ' THESE COUNTS DO NOT BALANCE.'}`, styles.caption, { after: 0 });
}

/** The end of a path says more than its beginning. */
function ending(flow: Flow, name: string): string {
  if (flow.pen.width(name, fileStyle) <= fileWidth) return name;
  let tail = [...name].slice(-40);
  while (tail.length > 1 && flow.pen.width(`…${tail.join('')}`, fileStyle) > fileWidth) tail = tail.slice(1);
  return `…${tail.join('')}`;
}

/** How the hashes compare with those that came with the files. */
function hashWords({ exhibits, matched, mismatched }: EvidenceTotals): string {
  const plain = exhibits - matched - mismatched;
  const parts = [];
  if (matched > 0) parts.push(`${counted(matched)} matched the hash at acquisition`);
  if (mismatched > 0) parts.push(`${counted(mismatched)} DID NOT MATCH the hash at acquisition`);
  if (plain > 0) parts.push(`${counted(plain)} as received`);
  return parts.join(', ');
}
