import { type Block, heading, paragraph, row, type Row } from '../blocks.ts';
import { markdownBlocks } from '../markdown.ts';
import type { ReportModel } from '../model.ts';
import type { Times } from '../times.ts';
import { brief, counted, countOf, cut, findingNumber, lasting, leftOut, listed, severityWords, verdictWords } from '../words.ts';
import { lanesBlocks } from './users.ts';

const findingsShown = 60;
const usersShown = 12;

/** What was observed, in counts and times: the rules and the records say it, not the report. What is not known stands beside it. */
export function* summaryBlocks(model: ReportModel, times: Times): Generator<Block> {
  if (model.text.mandate !== '') yield* [heading('Mandate'), ...markdownBlocks(model.text.mandate)];
  yield paragraph(opening(model, times), 'lead');
  yield figuresBlock(model);
  if (model.text.summary !== '') yield* [heading('In the words of the analyst'), ...markdownBlocks(model.text.summary)];
  if (model.users[0] !== undefined) yield* lanesBlocks(model.users[0], times);
  yield* placesBlocks(model, times);
  yield* listBlocks(model, times);
  yield* unknownBlocks(model, times);
  if (model.text.conclusion !== '') yield* [heading('Conclusion of the analyst'), ...markdownBlocks(model.text.conclusion)];
}

const usersOf = (model: ReportModel): number => new Set(model.findings.flatMap((f) => f.row.actor ?? [])).size;

function figuresBlock(model: ReportModel): Block {
  const networks = new Set(model.findings.flatMap((f) => f.row.networks.map((n) => n.label)));
  const longest = model.twoPlaces[0];
  const figure = (value: number, one: string, many: string) => ({ value: counted(value), label: value === 1 ? one : many });
  return {
    kind: 'figures',
    items: [
      ...(longest === undefined ? [] : [{ value: lasting(longest.longest.endMs - longest.longest.startMs), label: 'longest on two networks' }]),
      figure(model.findings.length, 'finding', 'findings'), figure(usersOf(model), 'user in findings', 'users in findings'), figure(networks.size, 'network in findings', 'networks in findings'),
      figure(model.ledger.events, 'event read', 'events read'), figure(model.ledger.skips, 'record skipped', 'records skipped'),
    ],
  };
}

function opening(model: ReportModel, times: Times): string {
  const ran = model.rules.filter((rule) => rule.outcome === 'findings' || rule.outcome === 'nothing').length;
  const all = model.findings.length + model.others.length;
  const starts = model.findings.map((f) => f.row.start).sort();
  const ends = model.findings.map((f) => f.row.end).sort();
  const when = starts.length === 0 ? '' : ` ${model.findings.length === 1 ? 'It lies' : 'They lie'} between ${times.exact(starts[0]!)} and ${times.exact(ends.at(-1)!)}.`;
  const events = `${countOf(model.ledger.events, 'event')} of ${countOf(model.actors, 'user')} from ${countOf(model.evidence.totals.exhibits, 'exhibit')}`;
  const told = model.findings.length === all ? '' : `, of which ${counted(model.findings.length)} ${model.findings.length === 1 ? 'is' : 'are'} told here`;
  return `${countOf(ran, 'rule')} ran over ${events}, ${times.period(model.span.first, model.span.last)}. They gave ${countOf(all, 'finding')}${told}.${when}`;
}

/** Who was on two networks at once, and when: a figure, not a judgement. */
function* placesBlocks({ twoPlaces, usersInTwoPlaces }: ReportModel, times: Times): Generator<Block> {
  if (twoPlaces.length === 0) return;
  yield heading('On two networks at once');
  yield paragraph(`${countOf(usersInTwoPlaces, 'user')} ${usersInTwoPlaces === 1 ? 'was' : 'were'} active on two networks or more at the same time. That can be one person with a phone, a VPN or a build host; it does not say who acted.`);
  const iso = (ms: number): string => new Date(ms).toISOString();
  yield {
    kind: 'table',
    columns: [{ label: 'User', width: 110, tone: 'evidence' }, { label: 'Networks' }, { label: 'Longest span', width: 196, tone: 'number' }, { label: 'In all', width: 56, right: true, tone: 'number' }],
    rows: twoPlaces.slice(0, usersShown).map(({ user, overlapMs, longest }): Row => row(
      brief(user, 60), cut(longest.networks.join(' and '), 200), { text: times.period(iso(longest.startMs), iso(longest.endMs)), below: times.isUtc ? [] : [{ text: `${times.beside(iso(longest.startMs))} to ${times.beside(iso(longest.endMs))}`, tone: 'small' }] }, lasting(overlapMs),
    )),
  };
  if (usersInTwoPlaces > usersShown) yield paragraph(leftOut(usersInTwoPlaces - Math.min(usersShown, twoPlaces.length), 'user'), 'caption');
}

function* listBlocks(model: ReportModel, times: Times): Generator<Block> {
  if (model.findings.length === 0) {
    yield paragraph('No finding is told in this report. This says what these rules found in this evidence; it does not prove that nothing happened. See the coverage under Evidence and the rules that could not run.');
    return;
  }
  yield heading('Findings');
  yield {
    kind: 'table',
    columns: [
      { label: 'No', width: 26, tone: 'number' }, { label: 'Severity', width: 56 }, { label: 'Finding' }, { label: 'User', width: 76, tone: 'evidence' }, { label: `Start, ${times.name}`, width: 80, tone: 'number' },
      { label: 'Events', width: 38, right: true, tone: 'number' }, { label: 'Verdict', width: 58 },
    ],
    rows: model.findings.slice(0, findingsShown).map(({ row: f }): Row => row(
      findingNumber(f.number), { text: severityWords[f.severity], tone: { severity: f.severity }, mark: { kind: 'gauge', severity: f.severity } },
      cut(f.title, 200), brief(f.actor ?? 'none', 40), times.short(f.start).slice(0, 15), counted(f.eventCount), verdictWords[f.verdict],
    )),
  };
  if (model.findings.length > findingsShown) yield paragraph(leftOut(model.findings.length - findingsShown, 'finding'), 'caption');
  const states = [...Map.groupBy(model.findings, (f) => f.row.verdict)].map(([verdict, of]) => `${counted(of.length)} ${verdictWords[verdict].toLowerCase()}`);
  yield paragraph(`Verdicts are those of the analysts named with each finding: ${listed(states)}. ${examined(model)} Severity is that of the rule, not a measure of damage.`, 'caption');
}

/** Who looked, and whether somebody looked again. */
export function examined({ examination: e }: ReportModel): string {
  if (e.judged === 0) return 'Nobody has given a verdict yet.';
  const who = e.examiners.length === 1 ? 'Single examiner' : `Examiners: ${listed(e.examiners)}`;
  return e.reviewed === 0 ? `${who}; no second reviewer.` : `${counted(e.reviewed)} of ${countOf(e.judged, 'verdict')} reviewed by ${listed(e.reviewers)}.`;
}

/** What the evidence does not cover and the rules could not see. */
function* unknownBlocks(model: ReportModel, times: Times): Generator<Block> {
  const blind = model.rules.filter((rule) => rule.outcome === 'could-not-run' || rule.outcome === 'not-run');
  const open = model.findings.filter((f) => f.row.verdict === 'open').length;
  const iso = (ms: number): string => new Date(ms).toISOString();
  const longest = [...model.gaps].sort((a, b) => b.endMs - b.startMs - (a.endMs - a.startMs)).slice(0, 3);
  const texts = [
    ...(model.ledger.skips > 0 ? [`${countOf(model.ledger.skips, 'record')} could not be read as events and ${model.ledger.skips === 1 ? 'is' : 'are'} kept with the reason.`] : []),
    ...(longest.length > 0 ? [`${countOf(model.gaps.length, 'gap')} in the sources: ${listed(longest.map((gap) => `${gap.dataset} ${times.period(iso(gap.startMs), iso(gap.endMs))}`))}${model.gaps.length > 3 ? ' are the longest' : ''}.`] : []),
    ...(blind.length > 0 ? [`${countOf(blind.length, 'rule')} could not run or did not, so what ${blind.length === 1 ? 'it looks' : 'they look'} for is not known: ${cut(listed(blind.slice(0, 6).map((rule) => rule.title)), 500)}${blind.length > 6 ? ' and others' : ''}.`] : []),
    ...(open > 0 ? [`${countOf(open, 'finding')} of this report ${open === 1 ? 'has' : 'have'} no verdict.`] : []),
    ...(model.tables.length === 0 ? ['No network or place is known for any address.'] : ['Networks and places come from tables about addresses and are not proof of a person\'s place.']),
  ];
  yield heading('What is not known');
  yield { kind: 'list', start: null, items: texts.map((text) => [paragraph(text)]) };
}
