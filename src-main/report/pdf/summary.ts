import type { ReportModel } from '../model.ts';
import { counted, countOf, cut, findingNumber, listed, moment, period, severityWords, shortMoment, verdictWords } from '../words.ts';
import type { Flow } from './flow.ts';
import { gauge } from './marks.ts';
import { styles } from './sheet.ts';
import { figures, table } from './table.ts';
import { lightTheme } from '../../charts/index.ts';

/** What was observed, in counts: the rules and the records say it, not the report. */
export function drawSummary(flow: Flow, model: ReportModel): void {
  flow.section('1 What was observed');
  flow.paragraph(opening(model), styles.lead);
  const networks = new Set(model.findings.flatMap((f) => f.detail.networks.map((n) => n.label)));
  figures(flow, [
    { value: counted(model.findings.length), label: model.findings.length === 1 ? 'finding' : 'findings' },
    { value: counted(usersOf(model)), label: usersOf(model) === 1 ? 'user in findings' : 'users in findings' },
    { value: counted(networks.size), label: networks.size === 1 ? 'network in findings' : 'networks in findings' },
    { value: counted(model.ledger.events), label: 'events read' },
    { value: counted(model.ledger.skips), label: 'records skipped' },
  ]);
  if (model.findings.length === 0) {
    flow.paragraph('No rule gave a finding. This says what these rules found in this evidence; it does not prove that nothing happened. See the coverage under Evidence and the rules that could not run.');
    return;
  }
  flow.heading('Findings');
  const row = table(flow, [
    { label: 'No', width: 26, style: styles.number },
    { label: 'Severity', width: 58 },
    { label: 'Finding' },
    { label: 'User', width: 84, style: styles.evidence },
    { label: `Start, ${model.zone}`, width: 80, style: styles.number },
    { label: 'Events', width: 42, align: 'right', style: styles.number },
    { label: 'Verdict', width: 62 },
  ]);
  for (const { detail } of model.findings) {
    row([
      findingNumber(detail.number),
      { text: severityWords[detail.severity], style: { ...styles.cell, face: 'medium', colour: lightTheme.severity[detail.severity] }, mark: (x, y) => gauge(flow.pen, detail.severity, x, y, 0.68) },
      cut(detail.title, 200), cut(detail.actor ?? 'none', 120), shortMoment(detail.start).slice(0, 15), counted(detail.eventCount), verdictWords[detail.verdict],
    ]);
  }
  flow.skip(5);
  const states = [...new Set(model.findings.map((f) => f.detail.verdict))].map((v) => `${counted(model.findings.filter((f) => f.detail.verdict === v).length)} ${verdictWords[v].toLowerCase()}`);
  flow.paragraph(`Verdicts are those of the analysts named with each finding: ${listed(states)}. Severity is that of the rule, not a measure of damage.`, styles.caption);
}

function usersOf(model: ReportModel): number {
  return new Set(model.findings.flatMap((f) => (f.detail.actor === null ? [] : [f.detail.actor]))).size;
}

function opening(model: ReportModel): string {
  const ran = model.rules.filter((rule) => rule.outcome === 'findings' || rule.outcome === 'nothing').length;
  const gave = model.rules.filter((rule) => rule.outcome === 'findings').length;
  const starts = model.findings.map((f) => f.detail.start).sort();
  const ends = model.findings.map((f) => f.detail.end).sort();
  const when = starts.length === 0 ? '' : ` The findings lie between ${moment(starts[0]!)} and ${moment(ends.at(-1)!)} ${model.zone}.`;
  const events = `${countOf(model.ledger.events, 'event')} of ${countOf(model.actors, 'user')} from ${countOf(model.evidence.length, 'exhibit')}`;
  return `${countOf(ran, 'rule')} ran over ${events}, ${period(model.span.first, model.span.last, model.zone)}. ${countOf(gave, 'rule')} gave ${countOf(model.findings.length, 'finding')}.${when}`;
}
