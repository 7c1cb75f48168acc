import { lightTheme, slotColour } from '../../charts/index.ts';
import type { FindingDetail } from '../../contract/index.ts';
import type { ReportEvent, ReportFinding, ReportModel } from '../model.ts';
import { counted, countOf, cut, day, findingNumber, moment, period, ranges, severityWords, shortMoment, verdictWords } from '../words.ts';
import { whyFigure } from './chart.ts';
import { type Flow, leftOut } from './flow.ts';
import { gauge, swatch } from './marks.ts';
import { ascent, lineHeight } from './pen.ts';
import { colours, contentWidth, sheet, styles } from './sheet.ts';
import { table } from './table.ts';

const valuesShown = 8;
const eventsShown = 12;

/** Every finding: what the rule says, why it fired, which events, what speaks against it, and only then what the analyst said of it. */
export async function drawFindings(flow: Flow, model: ReportModel, settle: () => Promise<void>): Promise<void> {
  if (model.findings.length === 0) return;
  flow.skip(14);
  flow.section('2 Findings');
  for (const finding of model.findings) {
    drawFinding(flow, finding, model.zone);
    await settle();
  }
}

function drawFinding(flow: Flow, finding: ReportFinding, zone: string): void {
  const { detail } = finding;
  flow.need(190);
  flow.skip(6);
  drawHead(flow, finding);
  flow.paragraph(detail.explanation.text, styles.body, { after: 6 });
  if (detail.chart.lanes.length > 0) whyFigure(flow, detail.chart);
  drawFacts(flow, detail, zone);
  drawConditions(flow, detail);
  drawValues(flow, detail, zone);
  drawEvents(flow, finding, zone);
  drawDoubts(flow, detail);
  drawVerdict(flow, detail, zone);
  flow.skip(8);
}

function drawHead(flow: Flow, { detail, ruleVersion }: ReportFinding): void {
  const { pen } = flow;
  flow.rule({ colour: colours.ink, width: 1.1 });
  flow.skip(7);
  const base = flow.y + ascent(styles.finding);
  gauge(pen, detail.severity, sheet.left, base);
  pen.draw(severityWords[detail.severity], sheet.left + 12, base, { ...styles.body, face: 'medium', colour: lightTheme.severity[detail.severity] });
  const rule = `Finding ${findingNumber(detail.number)}, rule ${detail.rule} ${detail.variant}, version ${ruleVersion}`;
  const ruleWidth = pen.width(rule, styles.caption);
  pen.draw(rule, sheet.right, base, styles.caption, 'right');
  const titleX = sheet.left + 66;
  for (const part of pen.lines(cut(detail.title, 240), styles.finding, sheet.right - titleX - ruleWidth - 12)) {
    pen.draw(part, titleX, flow.y + ascent(styles.finding), styles.finding);
    flow.skip(lineHeight(styles.finding));
  }
  flow.skip(3);
}

/** The small line under the chart: how many, who, when. Values of the log stand in mono. */
function drawFacts(flow: Flow, detail: FindingDetail, zone: string): void {
  const fired = detail.explanation.windows.filter((w) => w.fired).length;
  const parts: { text: string; mono?: string }[] = [{ text: countOf(detail.eventCount, 'event') }];
  if (fired > 0) parts.push({ text: `${countOf(fired, 'window')} fired` });
  parts.push({ text: period(detail.start, detail.end, zone) });
  for (const [field, value] of Object.entries(detail.entity)) parts.push({ text: field, mono: cut(value, 90) });
  if (detail.attack.length > 0) parts.push({ text: `ATT&CK ${detail.attack.join(', ')}` });
  let x: number = sheet.left;
  flow.need(14);
  for (const part of parts) {
    const width = flow.pen.width(part.text, styles.caption) + (part.mono === undefined ? 0 : 4 + flow.pen.width(part.mono, styles.captionMono));
    if (x > sheet.left && x + width > sheet.right) {
      x = sheet.left;
      flow.skip(lineHeight(styles.caption));
      flow.need(14);
    }
    const base = flow.y + ascent(styles.caption);
    const drawn = flow.pen.draw(part.text, x, base, styles.caption);
    if (part.mono !== undefined && width <= contentWidth) flow.pen.draw(part.mono, x + drawn + 4, base, styles.captionMono);
    else if (part.mono !== undefined) {
      flow.skip(lineHeight(styles.caption));
      flow.paragraph(part.mono, styles.captionMono, { after: -lineHeight(styles.captionMono) });
    }
    x += width + 16;
  }
  flow.skip(lineHeight(styles.caption) + 5);
}

function drawConditions(flow: Flow, { explanation, chart }: FindingDetail): void {
  const labels = new Map(chart.limits.map((limit) => [limit.name, limit.label]));
  const conditions = explanation.conditions.map((c) => `${labels.get(c.name) ?? c.name} ${counted(round(c.measured))}, fires ${operatorWords[c.operator] ?? c.operator} ${counted(round(c.limit))}`);
  const baseline = Object.entries(explanation.baseline).map(([name, value]) => `${name} ${value === null ? 'none' : String(value)}`);
  const dropped = explanation.dropped.map((d) => `${counted(d.count)} ${d.reason}`);
  if (conditions.length > 0) labelled(flow, 'Measured.', `${conditions.join('; ')}.`);
  if (baseline.length > 0) labelled(flow, 'Baseline.', `${baseline.join('; ')}.`);
  if (dropped.length > 0) labelled(flow, 'Left out by the rule.', `${dropped.join('; ')}.`);
}

const operatorWords: Readonly<Record<string, string>> = { '>': 'above', '>=': 'at or above', '<': 'below', '<=': 'at or below', '=': 'at', '==': 'at' };
const round = (value: number): number => Math.round(value * 100) / 100;

function drawValues(flow: Flow, detail: FindingDetail, zone: string): void {
  const fields = Object.entries(detail.values).filter(([, values]) => values.length > 0);
  if (fields.length === 0) return;
  const time = timeColumn(fields.flatMap(([, values]) => values.flatMap((v) => [v.first, v.last])), zone);
  flow.skip(2);
  const row = table(flow, [
    { label: 'Field', width: 126, style: styles.cellMuted },
    { label: 'Value', style: styles.evidence },
    { label: 'Events', width: 44, align: 'right', style: styles.number },
    { label: `First, ${time.label}`, width: time.width, style: styles.number },
    { label: `Last, ${time.label}`, width: time.width, style: styles.number },
  ]);
  for (const [field, values] of fields) {
    values.slice(0, valuesShown).forEach((v, i) => {
      row([i === 0 ? field : '', cut(v.value, 400), counted(v.count), time.text(v.first), time.text(v.last)]);
    });
    const more = values.slice(valuesShown);
    if (more.length > 0) row(['', { text: leftOut(more.length, 'value'), style: styles.cellMuted }, counted(more.reduce((sum, v) => sum + v.count, 0)), '', '']);
  }
  flow.skip(8);
}

/** The date goes into the head where all times are of one day. */
function timeColumn(times: readonly string[], zone: string): { label: string; width: number; text: (iso: string) => string } {
  const days = new Set(times.map(day));
  if (days.size !== 1) return { label: zone, width: 94, text: shortMoment };
  return { label: `${[...days][0]!.replace(/ \d{4}$/, '')} ${zone}`, width: 76, text: (iso) => shortMoment(iso).slice(7) };
}

function drawEvents(flow: Flow, { detail, events }: ReportFinding, zone: string): void {
  if (events.length === 0) return;
  const shown = spread(events, eventsShown);
  const time = timeColumn(shown.map((e) => e.row.time), zone);
  const row = table(flow, [
    { label: time.label, width: time.width - 14, style: styles.number },
    { label: 'IP', width: 70, style: styles.evidence },
    { label: 'Action', style: { ...styles.evidence, size: 6.9 } },
    { label: 'Outcome', width: 42 },
    { label: 'Network', width: 98 },
    { label: 'Agent', width: 72, style: { ...styles.evidence, size: 6.6 } },
    { label: 'Annex', width: 31, align: 'right', style: styles.number },
  ]);
  for (const { row: event, record } of shown) {
    const network = [event.network ?? 'network not known', event.country ?? ''].join(' ').trim();
    row([
      time.text(event.time), cut(event.ip ?? '', 60), cut([event.service?.replace('.amazonaws.com', '') ?? '', event.action ?? ''].filter((p) => p !== '').join(':'), 120), event.outcome ?? 'unknown',
      { text: cut(network, 80), indent: 10, mark: (x, y) => swatch(flow.pen, slotColour(lightTheme, event.slot), x, y) },
      cut(event.agentTemplate ?? event.agent ?? '', 60), record === null ? '' : counted(record),
    ]);
  }
  flow.skip(4);
  const more = detail.eventCount - shown.length;
  const cited = [...new Set(events.flatMap((e) => (e.record === null ? [] : [e.record])))].sort((a, b) => a - b);
  const where = cited.length === 0 ? 'None of its records is printed in the annex.' : `${cited.length === 1 ? 'Record' : 'Records'} ${cut(ranges(cited), 400)} of the annex.`;
  flow.paragraph(`${more > 0 ? `${leftOut(more, 'event')}. ` : ''}${where}`, styles.caption, { after: 4 });
}

/** The first events of every network in turn, by time: the network that is new is not crowded out by the one that is always there. */
function spread(events: readonly ReportEvent[], most: number): ReportEvent[] {
  const queues = [...Map.groupBy(events, (e) => `${e.row.network} ${e.row.country} ${e.row.agentTemplate}`).values()];
  const taken = new Set<ReportEvent>();
  for (let turn = 0; taken.size < Math.min(most, events.length); turn++) {
    for (const queue of queues) {
      const next = queue[turn];
      if (next !== undefined && taken.size < most) taken.add(next);
    }
  }
  return events.filter((e) => taken.has(e));
}

/** What speaks for something harmless stands before the verdict. */
function drawDoubts(flow: Flow, { falsePositives, explanation, nextSteps }: FindingDetail): void {
  if (falsePositives.length > 0) labelled(flow, 'Could be harmless.', falsePositives.map(sentence).join(' '));
  if (explanation.wouldNotFire.length > 0) labelled(flow, 'Would not fire.', explanation.wouldNotFire.map(sentence).join(' '));
  if (nextSteps.length > 0) labelled(flow, 'To look at next.', nextSteps.map(sentence).join(' '));
}

function drawVerdict(flow: Flow, { verdict, decisions }: FindingDetail, zone: string): void {
  const standing = decisions.filter((d) => !d.undone);
  const last = standing.filter((d) => d.kind === 'verdict').at(-1);
  labelled(flow, 'Verdict.', last === undefined ? verdictWords[verdict] : `${verdictWords[verdict]}, ${last.analyst}, ${moment(last.at)} ${zone}${last.reason === '' ? '' : `: ${last.reason}`}`);
  for (const note of standing.filter((d) => d.kind !== 'verdict')) labelled(flow, `${note.kind === 'note' ? 'Note' : note.kind}.`, `${note.value}${note.reason === '' ? '' : ` (${note.reason})`} ${note.analyst}, ${moment(note.at)} ${zone}`);
  const undone = decisions.length - standing.length;
  if (undone > 0) flow.paragraph(`${countOf(undone, 'decision')} taken back; the case log has them.`, styles.caption);
}

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

/** A paragraph that begins with a word in semibold. */
function labelled(flow: Flow, label: string, text: string): void {
  const indent = flow.pen.width(`${label} `, styles.strong);
  flow.need(lineHeight(styles.body));
  flow.pen.draw(label, sheet.left, flow.y + ascent(styles.strong), styles.strong);
  const [first = '', ...paragraphs] = cut(text, 4000).split('\n');
  const [head = '', ...rest] = flow.pen.lines(first, styles.body, contentWidth - indent);
  flow.pen.draw(head, sheet.left + indent, flow.y + ascent(styles.body), styles.body);
  flow.skip(lineHeight(styles.body));
  // The rest is set anew over the whole width.
  const remainder = [first.slice(head.length).trimStart(), ...paragraphs];
  if (rest.length > 0 || paragraphs.length > 0) flow.paragraph((rest.length > 0 ? remainder : paragraphs).join('\n'), styles.body, { after: 0 });
  flow.skip(3);
}
