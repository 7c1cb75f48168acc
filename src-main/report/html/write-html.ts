import { chaptersOf } from '../chapters/index.ts';
import { coverFacts, reportName } from '../chapters/cover.ts';
import { type Block, row, strongRow } from '../blocks.ts';
import type { ReportModel } from '../model.ts';
import type { Sink } from '../sink.ts';
import { taken } from '../taken.ts';
import { timesIn } from '../times.ts';
import { visibleText } from '../visible.ts';
import { counted, countOf, cut, ledgerLine } from '../words.ts';
import type { Pace } from '../write-report.ts';
import { putBlock, type Page } from './draw-block.ts';
import { escaped, shown } from './escape.ts';
import { styleSheet } from './style.ts';

/** Nothing may be fetched and nothing may run, whatever stands in the page. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'";

/** Writes the whole report as one page that needs nothing beside it: style, fonts and charts are inside, and it has no script. Gives 0 pages: it is one roll. */
export async function writeHtml(model: ReportModel, sink: Sink, { rawLimit, settle }: Pace): Promise<number> {
  const page: Page = { times: timesIn(model.zone), rawLimit, charts: 0, write: sink.write };
  const chapters = chaptersOf(model);
  sink.write(`<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="${policy}">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n`
    + `<meta name="referrer" content="no-referrer">\n<title>${escaped(visibleText(reportName(model)))}</title>\n<style>${styleSheet()}</style>\n</head>\n<body>\n<div class="page">\n`);
  sink.write(coverHtml(model));
  putBlock(page, exhibitsBlock(model));
  sink.write(`<p class="caption">${shown(ledgerLine(model.ledger))}.</p>\n<nav aria-label="Contents"><h3>Contents</h3><ol>${chapters.map(({ id, title, count }) => `<li><a href="#${id}">${shown(title)}</a>${count > 0 ? ` <span class="caption">${counted(count)}</span>` : ''}</li>`).join('')}</ol></nav>\n<main>\n`);
  for (const { id, title, blocks } of chapters) {
    sink.write(`<section id="${id}">\n<h2>${shown(title)}</h2>\n`);
    for (const block of blocks()) {
      putBlock(page, block);
      await settle(block);
    }
    sink.write('</section>\n');
  }
  sink.write(`</main>\n<footer>${[reportName(model), model.tlp ?? ''].filter((part) => part !== '').map(shown).join(' · ')}</footer>\n</div>\n</body>\n</html>\n`);
  return 0;
}

const logo = '<svg width="26" height="20" viewBox="0 0 20 20" aria-hidden="true"><rect x="1" y="4" width="12" height="4.5" rx="1.5" fill="var(--ink)"/>'
  + '<rect x="7" y="11.5" width="12" height="4.5" rx="1.5" fill="none" stroke="var(--ink)" stroke-width="1.5"/><rect x="7" y="9" width="6" height="1.7" fill="var(--sev-critical)"/></svg>';

function coverHtml(model: ReportModel): string {
  const facts = coverFacts(model);
  // Read down the first column, then the second, as on paper.
  const ordered = facts.slice(0, facts.length / 2).flatMap((fact, i) => [fact, facts[facts.length / 2 + i]!]);
  const subtitle = [model.analyst.organisation, model.case.number].filter((part) => part !== '').join(', ');
  return `<header><div class="mark"><span>${logo} Bilocate</span>${model.tlp === null ? '' : `<b>${shown(model.tlp)}</b>`}</div><p class="over">Investigation report</p><h1>${shown(cut(model.title, 160))}</h1>`
    + `<p class="sub">${shown(subtitle)}</p><dl class="cover">${ordered.map(([name, value, verbatim]) => `<div><dt>${name}</dt><dd${verbatim === true ? ' class="evidence"' : ''}>${shown(value)}</dd></div>`).join('')}</dl></header>\n<h3>Evidence</h3>\n`;
}

/** Exhibits that stand on the cover; the chapter on evidence has all. */
const exhibitsShown = 15;

/** The exhibits as they stand on the cover. */
export function exhibitsBlock({ evidence: { all, totals: { exhibits, bytes } }, ledger }: ReportModel): Block {
  return {
    kind: 'table',
    columns: [{ label: 'Exhibit' }, { label: 'File', tone: 'evidence' }, { label: 'Bytes', right: true, tone: 'number' }, { label: 'Events', right: true, tone: 'number' }, { label: 'SHA-256 of the file', tone: 'hash' }],
    rows: [
      ...taken(all, exhibitsShown).map((one) => row({ text: one.exhibit, tone: 'cellStrong' as const }, cut(one.name, 200), counted(one.bytes), counted(one.ledger.events), one.sha256 ?? 'not hashed: the file was not read to its end')),
      ...(exhibits > exhibitsShown ? [row(`+ ${counted(exhibits - exhibitsShown)}`, 'more, in the chapter Evidence')] : []),
      strongRow(countOf(exhibits, 'exhibit'), '', counted(bytes), counted(ledger.events), ''),
    ],
  };
}
