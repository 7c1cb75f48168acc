import { baselineItems, reviewOf, windowsFired, type BaselineItem, type EventRow, type FindingDetail, type ValueCount } from '../../contract/index.ts';
import { whySentence } from '../../charts/index.ts';
import { type Block, labelled, paragraph, row, type Row } from '../blocks.ts';
import { markdownBlocks } from '../markdown.ts';
import type { ReportEvent, ReportFinding, ReportModel, ToldFinding } from '../model.ts';
import type { Times } from '../times.ts';
import { exposedBlocks } from './exposed.ts';
import { brief, counted, countOf, cut, lasting, leftOut, ranges, sentence, verdictWords } from '../words.ts';

const valuesShown = 6;
const eventsShown = 12;
const wordsShown = 4000;

/** Every finding: what the rule says, why it fired, which events, what speaks against it, and only then what the analyst said of it. */
export function* findingsBlocks(model: ReportModel, times: Times): Generator<Block> {
  const { findings, others } = model;
  yield paragraph(`${countOf(findings.length, 'finding')} ${findings.length === 1 ? 'is' : 'are'} told one by one. ${others.length === 0 ? 'There are no others.' : `${countOf(others.length, 'other')} ${others.length === 1 ? 'is' : 'are'} listed under Rules and parameters${others.some((one) => one.verdict !== 'open') ? ', those that somebody put aside under Expected and benign' : ''}.`}${model.expected.findings.length === 0 ? '' : ` ${countOf(model.expected.findings.length, 'finding')} ${model.expected.findings.length === 1 ? 'is' : 'are'} expected and stand${model.expected.findings.length === 1 ? 's' : ''} there too.`} Severity is that of the rule, not a measure of damage.`);
  for (const finding of findings) yield* findingBlocks(finding, times);
}

export function* findingBlocks(finding: ReportFinding, times: Times): Generator<Block> {
  const { row: head, ruleVersion, remark } = finding;
  const told = finding.tell();
  const { detail } = told;
  yield { kind: 'finding', id: head.id, number: head.number, severity: head.severity, title: cut(head.title, 240), rule: `${head.rule} ${head.variant}, version ${ruleVersion}` };
  yield paragraph(cut(sentenceOf(detail.explanation, times), wordsShown));
  if (detail.chart.lanes.length > 0) yield { kind: 'chart', chart: { kind: 'why', data: detail.chart }, sentence: whySentence(detail.chart), caption: '' };
  yield termsBlock(detail, times);
  yield* measuredBlocks(detail, times);
  if (Object.values(detail.values).some((values) => values.length > 0)) yield valuesBlock(detail, times);
  yield* eventsBlocks(told, times);
  yield* exposedBlocks(detail, times);
  yield* referenceBlocks(detail, times);
  yield* doubtBlocks(detail);
  if (remark !== '') yield* [labelled('Analyst\'s remark.', ''), ...markdownBlocks(remark)];
  yield* verdictBlocks(detail, times);
}

/** What was found, with its times in the zone of the report. */
const sentenceOf = ({ parts, text }: FindingDetail['explanation'], times: Times): string => parts?.map((part) => (part.as === 'time' ? times.exact(part.text) : part.text)).join('') ?? text;

/** The small line under the chart: how many, who, when. Values of the log stand in mono. */
function termsBlock(detail: FindingDetail, times: Times): Block {
  const fired = windowsFired(detail.explanation);
  const beside = times.isUtc ? [] : [{ text: `${times.beside(detail.start)} to ${times.beside(detail.end)}` }];
  return {
    kind: 'terms',
    items: [
      { text: countOf(detail.eventCount, 'event') }, ...(fired > 0 ? [{ text: `${countOf(fired, 'window')} fired` }] : []), { text: times.period(detail.start, detail.end) }, ...beside,
      ...Object.entries(detail.entity).map(([field, value]) => ({ text: field, mono: cut(value, 90) })),
      ...(detail.attack.length > 0 ? [{ text: `ATT&CK ${detail.attack.join(', ')}` }] : []),
      ...(detail.tags.length > 0 ? [{ text: `tags ${detail.tags.join(', ')}` }] : []),
    ],
  };
}

const operatorWords: Readonly<Record<string, string>> = { '>': 'above', '>=': 'at or above', '<': 'below', '<=': 'at or below', '=': 'at', '==': 'at' };
const figure = (value: number): string => counted(Math.round(value * 100) / 100);

/** A figure of a baseline as a reader takes it in. */
function baselineText({ label, as, value }: BaselineItem, times: Times): string {
  const said = as === 'time' ? times.exact(String(value)) : as === 'duration' ? lasting(Number(value)) : as === 'share' ? `${figure(Number(value) * 100)} %` : typeof value === 'number' ? figure(value) : value;
  return `${label} ${said}`;
}

function* measuredBlocks({ explanation, chart }: FindingDetail, times: Times): Generator<Block> {
  const labels = new Map(chart.limits.map((limit) => [limit.name, limit.label]));
  const conditions = explanation.conditions.map((c) => `${labels.get(c.name) ?? c.name} ${figure(c.measured)}, fires ${operatorWords[c.operator] ?? c.operator} ${figure(c.limit)}`);
  const baseline = baselineItems(explanation.baseline).map((one) => baselineText(one, times));
  const dropped = explanation.dropped.map((d) => `${counted(d.count)} ${d.reason}`);
  if (conditions.length > 0) yield labelled('Measured.', `${conditions.join('; ')}.`);
  if (baseline.length > 0) yield labelled('Baseline.', cut(`${baseline.join('; ')}.`, wordsShown));
  if (dropped.length > 0) yield labelled('Left out by the rule.', `${dropped.join('; ')}.`);
}

function valuesBlock(detail: FindingDetail, times: Times): Block {
  const fields = Object.entries(detail.values).filter(([, values]) => values.length > 0);
  const time = timeColumn(fields.flatMap(([, values]) => values.flatMap((v) => [v.first, v.last])), times);
  const span = ({ first, last }: ValueCount): string => (first === last ? time.text(first) : time.oneDay ? `${time.text(first)} – ${time.text(last)}` : `${time.text(first)}\n${time.text(last)}`);
  const rows = fields.flatMap(([field, values]): readonly Row[] => {
    const more = values.slice(valuesShown);
    return [
      ...values.slice(0, valuesShown).map((v, i) => row(i === 0 ? field : '', cut(v.value, 400), counted(v.count), span(v))),
      ...(more.length === 0 ? [] : [row('', { text: leftOut(more.length, 'value'), tone: 'cellMuted' }, counted(more.reduce((sum, v) => sum + v.count, 0)), '')]),
    ];
  });
  return {
    kind: 'table', rows,
    columns: [{ label: 'Field', width: 128, tone: 'cellMuted' }, { label: 'Value', tone: 'evidence' }, { label: 'Events', width: 40, right: true, tone: 'number' }, { label: `First, last, ${time.label}`, width: 100, tone: 'number' }],
  };
}

/** The date goes into the head where all times are of one day. */
function timeColumn(all: readonly string[], times: Times): { readonly label: string; readonly width: number; readonly oneDay: boolean; readonly text: (iso: string) => string } {
  const days = new Set(all.map(times.day));
  if (days.size !== 1) return { label: times.name, width: 94, oneDay: false, text: times.short };
  return { label: `${[...days][0]!.replace(/ \d{4}$/, '')} ${times.name}`, width: 72, oneDay: true, text: times.clock };
}

function* eventsBlocks({ detail, events }: ToldFinding, times: Times): Generator<Block> {
  if (events.length === 0) return;
  const shown = spread(events, eventsShown);
  const time = timeColumn(shown.map((e) => e.row.time), times);
  yield {
    kind: 'table',
    columns: [
      { label: time.label, width: time.width - 8, tone: 'number' }, { label: 'IP', width: 70, tone: 'evidence' }, { label: 'Action', tone: 'evidence' }, { label: 'Outcome', width: 40 },
      { label: 'Network', width: 104 }, { label: 'Agent', width: 96, tone: 'evidence' }, { label: 'Record', width: 33, right: true, tone: 'number' },
    ],
    rows: shown.map(({ row: event, record }): Row => row(
      { text: time.text(event.time), below: times.isUtc ? [] : [{ text: times.beside(event.time), tone: 'small' }] }, cut(event.ip ?? '', 60), cut(actionOf(event), 120), event.outcome ?? 'unknown',
      { text: [brief(event.network ?? 'network not known', 24), event.country ?? ''].join(' ').trim(), mark: { kind: 'swatch', slot: event.slot } },
      brief(event.agentTemplate ?? event.agent ?? '', 22), record === null ? '' : counted(record),
    )),
  };
  const more = detail.eventCount - shown.length;
  const cited = [...new Set(events.flatMap((e) => (e.record === null ? [] : [e.record])))].sort((a, b) => a - b);
  const where = cited.length === 0 ? 'None of its records is printed in the annex.' : `${cited.length === 1 ? 'Record' : 'Records'} ${cut(ranges(cited), 400)} of the annex.`;
  yield paragraph(`${more > 0 ? `${leftOut(more, 'event')}. ` : ''}${where}`, 'caption');
}

const stanceWords: Readonly<Record<FindingDetail['explained'][number]['stance'], string>> = { explains: 'Explains', contradicts: 'Speaks against an explanation', context: 'Worth knowing' };

/** What reference data says of it, with where that was read. */
function* referenceBlocks({ explained }: FindingDetail, times: Times): Generator<Block> {
  if (explained.length === 0) return;
  const span = (from: string | null, to: string | null): string => (from === null && to === null ? '' : `${from === null ? '' : times.short(from)} – ${to === null ? '' : times.short(to)}`.trim());
  yield labelled('Reference data.', '');
  yield {
    kind: 'table',
    columns: [{ label: 'Stance', width: 84 }, { label: 'What was so' }, { label: `From, to, ${times.name}`, width: 110, tone: 'number' }, { label: 'Events', width: 48, right: true, tone: 'number' }, { label: 'Read from', width: 70 }],
    rows: explained.map(({ stance, text, events, of, fact }) => row(stanceWords[stance], cut(text, 400), span(fact.from, fact.to), `${counted(events)} of ${counted(of)}`, cut(`${fact.exhibit} record ${fact.record}`, 80))),
  };
}

const actionOf = (event: EventRow): string => [event.service?.replace('.amazonaws.com', '') ?? '', event.action ?? ''].filter((part) => part !== '').join(':');

/** The first events of every network in turn, by time: the network that is new is not crowded out by the one that is always there. */
function spread(events: readonly ReportEvent[], most: number): readonly ReportEvent[] {
  const queues = [...Map.groupBy(events, (e) => `${e.row.network} ${e.row.country} ${e.row.agentTemplate}`).values()];
  const taken = new Set<ReportEvent>();
  for (let turn = 0; taken.size < Math.min(most, events.length); turn += 1) {
    for (const queue of queues) {
      const next = queue[turn];
      if (next !== undefined && taken.size < most) taken.add(next);
    }
  }
  return events.filter((e) => taken.has(e));
}

/** What speaks for something harmless stands before the verdict. */
function* doubtBlocks({ falsePositives, explanation, nextSteps }: FindingDetail): Generator<Block> {
  const all = (texts: readonly string[]): string => cut(texts.map(sentence).join(' '), wordsShown);
  if (falsePositives.length > 0) yield labelled('Could be harmless.', all(falsePositives));
  if (explanation.wouldNotFire.length > 0) yield labelled('Would not fire.', all(explanation.wouldNotFire));
  if (nextSteps.length > 0) yield labelled('To look at next.', all(nextSteps));
}

const noteLabels: Readonly<Record<string, string>> = { note: 'Note.', promotion: 'Promoted from a hunt table.', allow: 'Allowed.' };

function* verdictBlocks({ verdict, decisions }: FindingDetail, times: Times): Generator<Block> {
  const standing = decisions.filter((d) => !d.undone);
  const last = standing.findLast((d) => d.kind === 'verdict');
  const because = (reason: string): string => (reason === '' ? '' : `: ${cut(reason, wordsShown)}`);
  yield labelled('Verdict.', last === undefined ? sentence(verdictWords[verdict]) : sentence(`${verdictWords[verdict]}, ${last.analyst}, ${times.exact(last.at)}${because(last.reason)}`));
  const reviews = standing.filter((d) => d.kind === 'review');
  for (const { value, analyst, at, reason } of reviews) {
    const { reviewer, agrees } = reviewOf(value);
    yield labelled('Second reviewer.', sentence(`${cut(reviewer, 300)} ${agrees ? 'agrees' : 'does not agree'}, noted by ${analyst}, ${times.exact(at)}${because(reason)}`));
  }
  if (last !== undefined && reviews.length === 0) yield labelled('Second reviewer.', 'None: single examiner.');
  for (const note of standing) {
    const label = noteLabels[note.kind];
    if (label !== undefined) yield labelled(label, `${cut(note.value, wordsShown)}${note.reason === '' ? '' : ` (${cut(note.reason, 600)})`} ${note.analyst}, ${times.exact(note.at)}`);
  }
  const undone = decisions.length - standing.length;
  if (undone > 0) yield paragraph(`${countOf(undone, 'decision')} taken back; the case log has them.`, 'caption');
}

